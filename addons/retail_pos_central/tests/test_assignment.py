from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestAssignment(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.assign = cls.env["retail.assignment"].create

    def test_kind_and_node(self):
        layout = self.make_layout("A", self.till_oslo_1)
        assignment = layout.assignment_ids
        self.assertEqual((assignment.res_model, assignment.kind), ("retail.till.layout", "layout"))
        self.assertEqual(assignment.node_store_id, self.oslo)
        self.till_oslo_1.retail_store_id = self.bergen
        self.assertEqual(assignment.node_store_id, self.bergen)

    def test_by_reference(self):
        layout = self.make_layout("A")
        self.assign({"store_id": self.oslo.id, "content_ref": f"retail.till.layout,{layout.id}"})
        self.assertEqual(layout.assignment_ids.store_id, self.oslo)

    def test_one_layout_a_node_but_many_campaigns(self):
        self.make_layout("A", self.oslo)
        with self.assertRaisesRegex(ValidationError, "Oslo already uses A"):
            self.make_layout("B", self.oslo)
        elsewhere = self.make_layout("B", self.moss).assignment_ids
        with self.assertRaisesRegex(ValidationError, "Oslo already uses A"):
            elsewhere.store_id = self.oslo
        self.make_layout("C", self.till_oslo_1)
        with self.assertRaisesRegex(ValidationError, "Oslo 1 already uses C"):
            elsewhere.write({"store_id": False, "config_id": self.till_oslo_1.id})
        self.make_campaign("D", self.oslo)
        campaign = self.make_campaign("E", self.oslo)
        with self.assertRaisesRegex(ValidationError, "already assigned here"):
            self.assign({"res_model": campaign._name, "res_id": campaign.id, "store_id": self.oslo.id})

    @mute_logger("odoo.sql_db")
    def test_two_at_the_same_moment_are_kept_apart_by_the_database(self):
        self.make_layout("A", self.oslo)
        with (
            patch.object(type(self.env["retail.assignment"]), "_check_only_one"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.make_layout("B", self.oslo)

    def test_bad_input(self):
        layout = self.make_layout("A")
        good = {"res_model": layout._name, "res_id": layout.id}
        for bad in (
            {**good},
            {**good, "store_id": self.oslo.id, "config_id": self.till_oslo_1.id},
            {"res_model": "res.users", "res_id": self.env.uid, "store_id": self.oslo.id},
            {"res_model": layout._name, "res_id": 2**30, "store_id": self.oslo.id},
        ):
            with self.assertRaises(ValidationError, msg=str(bad)), self.env.cr.savepoint():
                self.assign(bad)

    def test_content_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        with self.assertRaises(ValidationError):
            self.make_layout("A", self.oslo, company_id=other.id)

    def test_deleting_content_removes_its_assignments(self):
        layout = self.make_layout("A", self.oslo)
        assignment = layout.assignment_ids
        layout.unlink()
        self.assertFalse(assignment.exists())
