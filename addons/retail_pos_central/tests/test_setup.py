"""The mark of the set-up is another for whatever is written to it, by whom and in which order ever."""

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, TransactionCase, get_db_name, tagged
from odoo.tools import SQL

from .common import RetailCase


def mark(env):
    env.flush_all()
    return env.execute_query(SQL("SELECT %s", env["retail.setup"]._ask()))[0][0]


@tagged("post_install", "-at_install")
class TestSetup(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def test_whatever_is_written_is_noted(self):
        note = self.env["pos.note"].create({"name": "Til bordet"})
        till = self.till_oslo_1
        changes = (
            lambda: note.write({"name": "Ved bordet"}),
            lambda: note.copy({"name": "Under bordet"}),
            lambda: note.unlink(),
            lambda: till.write({"note_ids": [Command.create({"name": "Til veggen"})]}),
            lambda: till.write({"note_ids": [Command.clear()]}),
            lambda: self.oslo.write({"tz": "Europe/Helsinki"}),
            lambda: self.env.cr.execute("UPDATE account_tax SET write_date = now() WHERE id = (SELECT min(id) FROM account_tax)"),
        )
        for number, change in enumerate(changes):
            before = mark(self.env)
            self.assertEqual(mark(self.env), before)
            change()
            self.assertNotEqual(mark(self.env), before, number)

    def test_goods_and_customers_are_not_the_set_up(self):
        before = mark(self.env)
        self.env["product.template"].create({"name": "Melk", "available_in_pos": True})
        self.env["res.partner"].create({"name": "Kunde"})
        self.assertEqual(mark(self.env), before)

    def test_triggers_are_there_once_and_left_alone(self):
        setup, tables = self.env["retail.setup"], self.env.registry.retail_setup_tables
        self.assertLessEqual({"account_tax", "pos_config_pos_note_rel", "retail_store"}, tables)
        self.assertEqual(setup._ensure_triggers(), tables)
        setup._drop_triggers()
        self.assertFalse(setup._present())
        self.assertEqual(setup._ensure_triggers(), setup._present())
        self.assertEqual(setup._present(), tables)

    def test_old_notes_go(self):
        self.env.cr.execute("UPDATE retail_setup_change SET at = now() - interval '2 days'")
        self.env["pos.note"].create({"name": "Ny"})
        self.env["retail.setup"]._gc_changes()
        self.env.cr.execute("SELECT count(*) FROM retail_setup_change")
        self.assertEqual(self.env.cr.fetchone()[0], 1)


@tagged("post_install", "-at_install")
class TestSetupConcurrent(BaseCase):
    def setUp(self):
        super().setUp()
        self.database = db_connect(get_db_name())

    def seen(self):
        with self.database.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            return mark(env), env["retail.setup"]._written()["pos.note"]

    def test_a_transaction_that_commits_late_is_another_mark(self):
        with self.database.cursor() as cr:
            notes = api.Environment(cr, SUPERUSER_ID, {})["pos.note"].create([{"name": "Tidlig"}, {"name": "Sen"}]).ids
        self.addCleanup(self.remove, notes)
        marks = [self.seen()]
        with self.database.cursor() as early:
            early.execute("UPDATE pos_note SET write_date = '2100-01-01' WHERE id = %s", (notes[0],))
            marks.append(self.seen())
            with self.database.cursor() as late:
                late.execute("UPDATE pos_note SET write_date = '2099-01-01' WHERE id = %s", (notes[1],))
            marks.append(self.seen())
        marks.append(self.seen())
        # What is not committed is neither in the mark nor in what is read by it.
        self.assertEqual(marks[0], marks[1])
        self.assertEqual(len({one for one, _written in marks[1:]}), 3)
        self.assertEqual([written.year for _mark, written in marks[2:]], [2099, 2100])

    def remove(self, notes):
        with self.database.cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})["pos.note"].browse(notes).unlink()
