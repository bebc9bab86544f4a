"""What a till loads at its start is what Odoo would give it, by fewer questions to the database."""

import json
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.point_of_sale.models.pos_config import PosConfig as StockConfig
from odoo.addons.point_of_sale.models.pos_session import PosSession as StockSession
from odoo.addons.retail_pos_central.models.pos_config import NOT_FOR_TILLS
from odoo.addons.retail_pos_central.models.retail_load import SETUP_MODELS

from .common import RetailCase

YESTERDAY = {"pos_limited_loading": True, "pos_last_server_date": "2021-01-01 06:00:00.250000"}
NEW = {"pos_limited_loading": False}
# Asked by every loading anew, in whatever transaction.
OWN_MODELS = {"pos.session", "pos.config"}


class LoadCase(RetailCase):
    def open(self, till, **context):
        session = self.env["pos.session"].search([("config_id", "=", till.id), ("state", "!=", "closed")], limit=1)
        session = session or self.env["pos.session"].create({"config_id": till.id, "user_id": self.env.uid})
        return session.with_context(allowed_company_ids=till.company_id.ids, **context)

    def as_text(self, data):
        return {model: json.dumps(rows, default=str) for model, rows in data.items()}

    def assertAsStock(self, session):
        """The same rows of the same models in the same order as Odoo's own loading gives."""
        self.env.invalidate_all()
        with mute_logger("odoo.addons.point_of_sale.models.pos_session"):
            stock = self.as_text(StockSession.load_data(session, []))
            for turn in ("first", "again"):
                self.env.invalidate_all()
                ours = self.as_text(session.load_data([]))
                self.assertEqual(list(ours), list(stock), turn)
                for model, rows in stock.items():
                    self.assertEqual(ours[model], rows, f"{model}, {turn}")
        return stock

    def nothing_written_since_yesterday(self):
        for model in SETUP_MODELS:
            self.env.cr.execute(SQL("UPDATE %s SET write_date = '2020-01-01'", SQL.identifier(self.env[model]._table)))
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestLoad(LoadCase, TransactionCase):
    allow_inherited_tests_method = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def test_a_new_till_gets_what_odoo_gives(self):
        self.assertAsStock(self.open(self.till_oslo_1, **NEW))

    def test_a_till_of_yesterday_gets_what_odoo_gives(self):
        session = self.open(self.till_oslo_1, **YESTERDAY)
        self.assertAsStock(session)
        self.nothing_written_since_yesterday()
        self.assertAsStock(session)

    def test_what_was_written_since_yesterday_comes_and_nothing_else(self):
        session = self.open(self.till_oslo_1, **NEW)
        loaded = {model: [row["id"] for row in rows] for model, rows in StockSession.load_data(session, []).items()}
        session = self.open(self.till_oslo_1, **YESTERDAY)
        self.nothing_written_since_yesterday()
        data = session.load_data([])
        self.assertEqual([model for model in SETUP_MODELS if data[model]], [])
        with_rows = [model for model in SETUP_MODELS if loaded[model]]
        self.assertGreater(len(with_rows), 8)
        for model in with_rows:
            table = SQL.identifier(self.env[model]._table)
            # A tax group is loaded with its tax.
            touched = [("account.tax", loaded["account.tax"][0])] if model == "account.tax.group" else []
            for name, one in [(model, loaded[model][0]), *touched]:
                table = SQL.identifier(self.env[name]._table)
                self.env.cr.execute(SQL("UPDATE %s SET write_date = '2021-01-01 06:00:01' WHERE id = %s", table, one))
            with self.subTest(model=model):
                self.env.invalidate_all()
                stock = StockSession.load_data(session, [])
                self.assertEqual(session.load_data([])[model], stock[model])

    def test_a_second_counts_as_odoo_counts_it(self):
        country = self.env.ref("base.no")
        session = self.open(self.till_oslo_1, **YESTERDAY)
        self.nothing_written_since_yesterday()
        for written, comes in (("2021-01-01 06:00:00.9", False), ("2021-01-01 06:00:01", True)):
            self.env.cr.execute("UPDATE res_country SET write_date = %s WHERE id = %s", (written, country.id))
            self.env.invalidate_all()
            self.assertEqual([row["id"] for row in session.load_data([])["res.country"]], country.ids if comes else [], written)

    def test_customers_have_the_fiscal_positions_that_odoo_gives_them(self):
        norway, sweden = self.env.ref("base.no"), self.env.ref("base.se")
        position = self.env["account.fiscal.position"].create
        own = position({"name": "Utført", "auto_apply": True, "country_id": sweden.id})
        chosen = position({"name": "Valgt"})
        partner = self.env["res.partner"].create
        customers = {
            partner({"name": "AAA 1", "country_id": sweden.id}): own,
            partner({"name": "AAA 2", "country_id": norway.id}): position,
            partner({"name": "AAA 3"}): position,
            partner({"name": "AAA 4", "country_id": sweden.id, "property_account_position_id": chosen.id}): chosen,
        }
        self.env["ir.config_parameter"].set_param("point_of_sale.limited_customer_count", 100_000)
        session = self.open(self.till_oslo_1, **NEW)
        stock = self.assertAsStock(session)
        rows = {row["id"]: row for row in json.loads(stock["res.partner"])}
        for customer, wanted in customers.items():
            self.assertEqual(rows[customer.id]["fiscal_position_id"] or None, None if wanted is position else wanted.id, customer.name)
        self.assertLessEqual({own.id, chosen.id}, {row["id"] for row in json.loads(stock["account.fiscal.position"])})

    def test_a_user_comes_when_written_since(self):
        cashier = self.make_user("load-cashier", "point_of_sale.group_pos_manager")
        session = self.open(self.till_oslo_1, **YESTERDAY).with_user(cashier)
        for written, comes in (("2021-01-01 06:00:00.9", False), ("2021-01-01 06:00:01", True)):
            self.env.cr.execute("UPDATE res_users SET write_date = %s WHERE id = %s", (written, cashier.id))
            self.env.invalidate_all()
            self.assertEqual([row["id"] for row in session.load_data([])["res.users"]], cashier.ids if comes else [], written)
            self.assertAsStock(session)

    def test_a_date_that_is_none_loads_as_odoo_does(self):
        for date in (False, None, "2021-01-01 06:00:00"):
            self.assertAsStock(self.open(self.till_oslo_1, pos_limited_loading=True, pos_last_server_date=date))
        self.assertIsNone(self.env["retail.load"].with_context(pos_last_server_date="yesterday")._last_start())

    def test_countries_that_new_tills_share_are_todays(self):
        session = self.open(self.till_oslo_1, **NEW)
        state = self.env["res.country.state"].search([("country_id", "=", self.env.ref("base.no").id)], limit=1)
        self.env["res.lang"]._activate_lang("nb_NO")
        country = self.env.ref("base.se")
        changes = (
            lambda: state.write({"name": "Østfold og omegn"}),
            lambda: state.copy({"code": "TEST-1"}),
            lambda: country.with_context(lang="nb_NO").write({"name": "Svearike"}),
            lambda: self.env.cr.execute("UPDATE res_country SET vat_label = jsonb_build_object('en_US', 'X') WHERE id = %s", (country.id,)),
        )
        for change in changes:
            self.assertAsStock(session)
            change()
            self.env.flush_all()
            self.assertAsStock(session)
            self.assertAsStock(session.with_context(lang="nb_NO"))

    def test_links_that_there_are_none_of_and_links_that_there_are(self):
        till = self.till_oslo_1
        note = self.env["pos.note"].create({"name": "Til bordet"})
        till.write({"note_ids": [Command.set(note.ids)]})
        self.env.invalidate_all()
        row = self.open(till, **NEW).load_data(["pos.config"])["pos.config"][0]
        self.assertEqual(row["note_ids"], note.ids)
        self.assertEqual(row["default_bill_ids"], [])
        till.write({"note_ids": [Command.clear()], "default_bill_ids": [Command.create({"name": "500", "value": 500})]})
        row = self.open(till, **NEW).load_data(["pos.config"])["pos.config"][0]
        self.assertEqual(row["note_ids"], [])
        self.assertEqual(row["default_bill_ids"], till.default_bill_ids.ids)

    def test_the_set_up_that_tills_share_is_todays(self):
        session = self.open(self.till_oslo_1, **YESTERDAY).with_user(self.make_user("load-today", "point_of_sale.group_pos_manager"))
        method = self.till_oslo_1.payment_method_ids[:1]
        pricelist = self.env["product.pricelist"].create({"name": "Medlem"})
        europe = self.env.ref("base.europe")
        changes = (
            lambda: method.copy({"config_ids": [Command.link(self.till_oslo_1.id)]}),
            lambda: self.till_oslo_1.write({"use_pricelist": True, "available_pricelist_ids": [Command.set(pricelist.ids)]}),
            lambda: pricelist.copy().action_archive(),
            lambda: self.oslo.write({"tz": "Europe/Helsinki", "name": "Sentrum"}),
            lambda: europe.write({"country_ids": [Command.unlink(self.env.company.country_id.id)]}),
            lambda: self.env.company.partner_id.write({"street": "Storgata 1"}),
            lambda: self.env["account.tax"].search([], limit=1).write({"active": False}),
        )
        for number, change in enumerate(changes):
            with self.subTest(number=number):
                self.assertAsStock(session)
                change()
                self.assertAsStock(session)
        self.assertEqual(session.load_data(["pos.config"])["pos.config"][0]["_retail"]["timezone"], "Europe/Helsinki")

    def test_open_orders_come(self):
        session = self.open(self.till_oslo_1, **YESTERDAY)
        amounts = dict.fromkeys(("amount_tax", "amount_total", "amount_paid", "amount_return"), 0)
        order = self.env["pos.order"].create({"session_id": session.id, **amounts})
        self.assertIn(order.id, [row["id"] for row in json.loads(self.assertAsStock(session)["pos.order"])])

    def test_what_belongs_to_nothing_is_not_searched(self):
        is_of_nothing = self.env["pos.order"]._retail_is_of_nothing
        nothing, something = ("order_id", "in", []), ("order_id", "in", [1])
        for domain in (
            [nothing],
            [something, nothing],
            ["&", nothing, something],
            ["&", "&", something, nothing, "|", something, something],
        ):
            self.assertTrue(is_of_nothing(domain), domain)
        others = (["|", nothing, something], ["!", nothing], ["&", "|", nothing, something, something], [("id", "not in", [])], [], False)
        for domain in (*others, [something], [("id", "in", "")], Domain("order_id", "in", [1])):
            self.assertFalse(is_of_nothing(domain), domain)

    def test_an_archived_till_and_one_of_another_company(self):
        session = self.open(self.till_oslo_1, **YESTERDAY)
        self.env.cr.execute("UPDATE pos_config SET active = false WHERE id = %s", (self.till_oslo_1.id,))
        self.env.invalidate_all()
        self.assertEqual(session.load_data(["pos.config"])["pos.config"], [])
        other = self.env["res.company"].create({"name": "Den andre"})
        stranger = self.make_user("load-stranger", "point_of_sale.group_pos_manager")
        stranger.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self.env.invalidate_all()
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
            session.with_user(stranger).with_context(allowed_company_ids=other.ids).load_data([])

    def test_a_till_of_yesterday_asks_little_of_the_database(self):
        cashier = self.make_user("load-little", "point_of_sale.group_pos_user")
        session = self.open(self.till_oslo_1, **YESTERDAY).with_user(cashier)
        self.nothing_written_since_yesterday()
        session.load_data([])
        self.env.invalidate_all()
        # Without goods and what other addons add. Odoo asks some eighty questions.
        with self.assertQueryCount(13):
            session.load_data([])

    def test_a_till_does_not_load_what_the_dashboard_shows(self):
        outside = self.make_till("Alone", self.env["retail.store"])
        ours = self.open(self.till_oslo_1, **NEW).load_data(["pos.config"])["pos.config"][0]
        theirs = self.open(outside, **NEW).load_data(["pos.config"])["pos.config"][0]
        self.assertLess(NOT_FOR_TILLS, theirs.keys())
        self.assertEqual(theirs.keys() - ours.keys(), NOT_FOR_TILLS)
        self.assertEqual(ours.keys() - theirs.keys(), set())

    def test_the_current_session_is_the_one_that_odoo_finds(self):
        till = self.till_oslo_1
        names = ("has_active_session", "current_session_id", "current_session_state", "number_of_rescue_session")

        def found(compute):
            self.env.invalidate_all()
            compute(till)
            return [till[name] for name in names]

        ours, stock = type(till)._compute_current_session, StockConfig._compute_current_session
        self.assertEqual(found(ours), found(stock))
        session = self.env["pos.session"].create({"config_id": till.id, "user_id": self.env.uid})
        self.assertEqual(found(ours), found(stock))
        self.assertEqual(till.current_session_id, session)
        self.env["pos.session"].create({"config_id": till.id, "user_id": self.env.uid, "rescue": True})
        self.assertEqual(found(ours), found(stock))
        self.assertEqual(till.number_of_rescue_session, 1)
        self.env.cr.execute("UPDATE pos_session SET state = 'closed' WHERE id = %s", (session.id,))
        self.assertEqual(found(ours), found(stock))
        self.assertFalse(till.current_session_id)


@tagged("post_install", "-at_install")
class TestParams(LoadCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def test_fields_and_relations_are_those_of_odoo(self):
        session = self.open(self.till_oslo_1)
        ours, stock = session.load_data_params(), StockSession.load_data_params(session)
        self.assertEqual(list(ours), list(stock))
        for model, entry in stock.items():
            self.assertEqual(ours[model]["relations"], entry["relations"], model)
            self.assertEqual(ours[model]["fields"], sorted(entry["fields"]), model)

    def test_the_hash_changes_with_what_a_till_loads(self):
        session = self.open(self.till_oslo_1)
        text, sha = session._retail_params()
        self.assertEqual(self.open(self.till_bergen)._retail_params(), (text, sha))
        kind = type(self.env["pos.note"])
        with patch.object(kind, "_load_pos_data_fields", lambda _self, _config: ["name", "color", "sequence"]):
            # Other code loads into a registry that is new.
            self.env.registry.clear_cache()
            other = session._retail_params()
            self.assertNotEqual(other[1], sha)
            self.assertIn("sequence", session.load_data_params()["pos.note"]["fields"])
        self.env.registry.clear_cache()
        self.assertEqual(session._retail_params(), (text, sha))

    def test_whoever_changes_the_answer_changes_their_own(self):
        session = self.open(self.till_oslo_1)
        session.load_data_params()["pos.note"]["fields"].append("mine")
        self.assertNotIn("mine", session.load_data_params()["pos.note"]["fields"])


@tagged("post_install", "-at_install")
class TestPage(RetailCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.outside = cls.make_till("Alone", cls.env["retail.store"])
        cls.user = cls.make_user("page-cashier", "point_of_sale.group_pos_manager")
        cls.user.password = "page-cashier"

    def info(self, till):
        page = self.url_open(f"/pos/ui/{till.id}").text
        start = page.index("{", page.index("var odoo ="))
        return json.JSONDecoder().raw_decode(page[start:])[0]

    def test_the_page_tells_the_hash_of_what_the_till_would_be_answered(self):
        self.authenticate("page-cashier", "page-cashier")
        odoo = self.info(self.till_oslo_1)
        session = self.env["pos.session"].browse(odoo["pos_session_id"]).with_user(self.user)
        session = session.with_context(allowed_company_ids=self.till_oslo_1.company_id.ids)
        self.assertEqual(odoo["__session_info__"]["retail_params"], session._retail_params()[1])
        # What the web client's mailbox would have is not worked out.
        self.assertFalse(odoo["__session_info__"]["storeData"])

    def test_the_page_is_odoos_for_what_odoo_tells(self):
        self.authenticate("page-cashier", "page-cashier")
        self.info(self.till_oslo_1)
        for change in (
            lambda: None,
            lambda: self.user.write({"name": "Åse Øvrebø"}),
            lambda: self.env.company.write({"name": "Kjeden"}),
        ):
            change()
            self.env.flush_all()
            ours = self.info(self.till_oslo_1)
            with patch.object(type(self.env["retail.page"]), "_of", lambda _self, _till: None):
                stock = self.info(self.till_oslo_1)
            theirs = stock.pop("__session_info__")
            told = ours.pop("__session_info__")
            self.assertEqual({**ours, "csrf_token": None}, {**stock, "csrf_token": None})
            # Those are of the web client, which a till is not.
            left = {"storeData", "user_settings"}
            self.assertEqual({name: told[name] for name in theirs.keys() - left}, {name: theirs[name] for name in theirs.keys() - left})
            self.assertEqual(told["user_settings"]["id"], theirs["user_settings"]["id"])
            self.assertEqual(told.keys() - theirs.keys(), {"retail_params", "retail_pictures", "retail_barcodes"})

    def test_the_page_tells_the_rules_of_barcodes_as_the_till_would_be_answered(self):
        nomenclature = self.env["barcode.nomenclature"].create(
            {"name": "Egen", "rule_ids": [Command.create({"name": "Vekt", "pattern": "20"})]}
        )
        self.till_oslo_1.company_id.nomenclature_id = nomenclature
        self.authenticate("page-cashier", "page-cashier")

        def rules():
            told = self.info(self.till_oslo_1)["__session_info__"]["retail_barcodes"]
            found = told[str(nomenclature.id)]
            names = [
                "name",
                "sequence",
                "type",
                "encoding",
                "pattern",
                "alias",
                "gs1_content_type",
                "gs1_decimal_usage",
                "associated_uom_id",
            ]
            stock = self.env["barcode.rule"].with_user(self.user).search_read([("barcode_nomenclature_id", "=", nomenclature.id)], names)
            self.assertEqual([{name: rule[name] for name in ["id", *names]} for rule in found["rules"]], json.loads(json.dumps(stock)))
            names = ["name", "rule_ids", "upc_ean_conv", "is_gs1_nomenclature", "gs1_separator_fnc1"]
            [stock] = nomenclature.with_user(self.user).read(names)
            self.assertEqual({name: found[name] for name in stock}, stock)
            return [rule["pattern"] for rule in found["rules"]]

        self.assertEqual(rules(), ["20"])
        nomenclature.rule_ids.pattern = "21"
        self.assertEqual(rules(), ["21"])
        nomenclature.write({"rule_ids": [Command.create({"name": "Pris", "pattern": "23", "sequence": 1})]})
        self.assertEqual(len(rules()), 2)

    def test_pictures_are_known_by_when_they_were_changed(self):
        self.authenticate("page-cashier", "page-cashier")
        before = self.info(self.till_oslo_1)["__session_info__"]["retail_pictures"]
        self.env.cr.execute("UPDATE res_partner SET write_date = '2020-01-01' WHERE id = %s", (self.env.company.partner_id.id,))
        after = self.info(self.till_oslo_1)["__session_info__"]["retail_pictures"]
        self.assertEqual((after["company"], after["user"]), ("2020-01-01T00:00:00", before["user"]))
        self.assertNotEqual(before["company"], after["company"])

    def test_somebody_without_rights_gets_odoos_page_and_is_refused_by_what_it_asks(self):
        nobody = self.make_user("page-nobody", "base.group_user")
        nobody.password = "page-nobody"
        self.authenticate("page-cashier", "page-cashier")
        self.info(self.till_bergen)
        self.authenticate("page-nobody", "page-nobody")
        session = self.env["pos.session"].browse(self.info(self.till_bergen)["pos_session_id"])
        self.assertEqual(session.config_id, self.till_bergen)
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            session.with_user(nobody).load_data_params()

    def test_a_till_outside_the_tree_has_odoos_page(self):
        self.authenticate("page-cashier", "page-cashier")
        info = self.info(self.outside)["__session_info__"]
        self.assertNotIn("retail_params", info)
        self.assertNotIn("retail_barcodes", info)
        self.assertTrue(info["storeData"])
