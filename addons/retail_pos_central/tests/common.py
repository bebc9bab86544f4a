"""A small chain to test on: a chain of two regions with three stores and four tills. And what every addon proves alike."""

import re

import polib

from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import file_path
from odoo.tools.translate import TranslationModuleReader

CHAIN = "retail_pos_central.group_retail_chain_manager"
STORE = "retail_pos_central.group_retail_store_manager"
CASHIER = "point_of_sale.group_pos_user"
RIGHTS = ("read", "write", "create", "unlink")
HOOT = "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={}"
PLACES = re.compile(r"%\(\w+\)s|%s|%%")


class RetailCase:
    """To be mixed into a TransactionCase or HttpCase; call setUpChain() in setUpClass."""

    @classmethod
    def setUpChain(cls):
        company = cls.env.company
        if not company.chart_template:
            cls.env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        # What the database holds already is no part of the tests (which are rolled back).
        cls.env["retail.assignment"].search([]).unlink()
        cls.env["retail.release.line"].search([]).superseded = True
        node = cls.env["retail.store"].create
        cls.chain = node({"name": "Chain", "kind": "chain", "tz": "Europe/Oslo"})
        cls.east = node({"name": "East", "kind": "region", "parent_id": cls.chain.id})
        cls.west = node({"name": "West", "kind": "region", "parent_id": cls.chain.id})
        cls.oslo = node({"name": "Oslo", "kind": "store", "parent_id": cls.east.id, "code": "TEST-OSL"})
        cls.moss = node({"name": "Moss", "kind": "store", "parent_id": cls.east.id, "code": "TEST-MOS"})
        cls.bergen = node({"name": "Bergen", "kind": "store", "parent_id": cls.west.id, "code": "TEST-BGO"})
        cls.till_oslo_1 = cls.make_till("Oslo 1", cls.oslo)
        cls.till_oslo_2 = cls.make_till("Oslo 2", cls.oslo)
        cls.till_moss = cls.make_till("Moss 1", cls.moss)
        cls.till_bergen = cls.make_till("Bergen 1", cls.bergen)
        cls.tills = cls.till_oslo_1 | cls.till_oslo_2 | cls.till_moss | cls.till_bergen

    @classmethod
    def make_till(cls, name, store):
        return cls.env["pos.config"].create({"name": name, "retail_store_id": store.id})

    @classmethod
    def make_user(cls, login, group, stores=None):
        return new_test_user(
            cls.env,
            login,
            groups=f"base.group_user,{group}",
            company_id=cls.env.company.id,
            retail_store_ids=[Command.set(stores.ids if stores else [])],
        )

    @staticmethod
    def rights(record, user):
        return {one for one in RIGHTS if record.with_user(user).has_access(one)}

    def assertRights(self, record, user, operations):
        """Exactly these rights, such as "read write"."""
        self.assertEqual(self.rights(record, user), set(operations.split()), f"{record} for {user.login}")

    @classmethod
    def make_layout(cls, name, *nodes, **values):
        return cls.env["retail.till.layout"].create(
            {
                "name": name,
                "assignment_ids": [Command.create(cls.node_values(node)) for node in nodes],
                **values,
            }
        )

    @classmethod
    def make_campaign(cls, name, *nodes, **values):
        return cls.env["retail.campaign"].create(
            {
                "name": name,
                "kind": "percent",
                "percent": 10,
                "all_goods": True,
                "assignment_ids": [Command.create(cls.node_values(node)) for node in nodes],
                **values,
            }
        )

    @staticmethod
    def node_values(node):
        return {"config_id": node.id} if node._name == "pos.config" else {"store_id": node.id}

    @classmethod
    def release(cls, *contents, **values):
        """Release the drafts of these contents (all, when none is given) at once."""
        release = cls.env["retail.release"].create({"name": "Test", **values})
        release._propose([(content._name, content.id) for content in contents] or None)
        release.action_release()
        return release

    @classmethod
    def content_of(cls, till, kind="layout"):
        """What a till's manifest holds now: the id of a nearest kind, ids of the others."""
        content = cls.env["retail.manifest"]._for_till(till)["switches"][0]["content"][kind]
        return [one["id"] for one in content] if isinstance(content, list) else content and content["id"]

    @classmethod
    def running(cls, till):
        """The hash of the layout that a till runs now."""
        layout = cls.env["retail.manifest"]._for_till(till)["switches"][0]["content"]["layout"]
        return layout and layout["sha256"]

    @staticmethod
    def key(content):
        return f"{content._name},{content.id}"

    @classmethod
    def ack(cls, till, state="applied", serial=None, **values):
        serial = cls.env["retail.manifest"]._serial() if serial is None else serial
        return cls.env["retail.till.state"]._acknowledge(till, {"state": state, "serial": serial, **values})


class TranslationTests:
    """To be mixed into a TransactionCase of an addon: every term that Odoo would export of it stands in its nb_NO.po."""

    # Odoo's own runner leaves inherited tests out otherwise.
    allow_inherited_tests_method = True

    @property
    def _module(self):
        return type(self).__module__.split(".")[2]

    def _entries(self):
        return polib.pofile(file_path(f"{self._module}/i18n/nb_NO.po"))

    def test_norwegian_is_complete(self):
        reader = TranslationModuleReader(self.env.cr, modules=[self._module])
        terms = {row[4].strip() for row in reader if row[4] and row[4].strip()}
        self.assertGreater(len(terms), 5)
        known = {entry.msgid.strip() for entry in self._entries() if entry.msgstr}
        self.assertEqual(sorted(terms - known), [])

    def test_values_stand_in_the_translation_as_well(self):
        for entry in self._entries():
            self.assertEqual(sorted(PLACES.findall(entry.msgid)), sorted(PLACES.findall(entry.msgstr)), entry.msgid)


class HootTests:
    """To be mixed into an HttpCase of an addon: its suites in static/tests/unit, in a real browser."""

    allow_inherited_tests_method = True

    @staticmethod
    def _hoot_id(name):
        """The id by which hoot finds a suite (as web/tests/test_js.py computes it)."""
        result = 0
        for char in name:
            result = ((result << 5) - result + ord(char)) & 0xFFFFFFFF
        return f"{result:08x}"

    def test_unit(self):
        suite = self._hoot_id(f"@{type(self).__module__.split('.')[2]}")
        self.browser_js(
            HOOT.format(suite),
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )
