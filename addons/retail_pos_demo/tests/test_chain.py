"""The demo chain as it is loaded: whole, sellable, and loaded only once."""

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_demo.chain import goods, records, stores

from .cash_rounding import CashRounding

COUNTED = (
    "product.product",
    "retail.store",
    "pos.config",
    "res.users",
    "stock.quant",
    "stock.move",
    "retail.release",
    "retail.assignment",
    "retail.campaign",
    "retail.price.batch",
    "product.pricelist.item",
    "pos.session",
    "pos.order",
    "account.move",
    "account.journal",
    "res.partner",
)


@tagged("post_install", "-at_install")
class TestChain(CashRounding, TransactionCase):
    allow_inherited_tests_method = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accounts = cls.env["retail.demo"].load(commit=False)

    def ref(self, name):
        return records.get(self.env, name)

    def manifest(self, till):
        return self.env["retail.manifest"]._for_till(self.ref(till))["switches"][0]["content"]

    def test_loading_again_changes_nothing(self):
        before = {model: self.env[model].search_count([]) for model in COUNTED}
        product = goods.variant(self.env, "10005")
        product.lst_price = 19.90
        self.env["retail.demo"].load(commit=False)
        self.assertEqual({model: self.env[model].search_count([]) for model in COUNTED}, before)
        self.assertEqual(product.lst_price, 19.90, "what people changed stays")

    def test_tree(self):
        self.assertEqual(len(stores.tills(self.env)), 8)
        for key, (region, *_rest) in stores.STORES.items():
            self.assertEqual(self.ref(key).parent_id, self.ref(region))
            self.assertEqual(self.ref(key).till_ids.warehouse_id, self.ref(key).warehouse_id)
        self.assertEqual(self.ref("region_west").parent_id, self.ref("chain"))

    def test_people_log_in_and_have_their_place(self):
        for key in ("chain_manager", "store_manager", "cashier", "cashier_english", "trainee"):
            account = self.accounts[key]
            credential = {"login": account["login"], "password": account["password"], "type": "password"}
            user = self.ref(f"user_{key}")
            self.assertEqual(user.with_user(user)._check_credentials(credential, {"interactive": True})["uid"], user.id)
            self.assertFalse(user.share)
        self.assertTrue(self.ref("user_trainee")._retail_in_training())
        manager = self.ref("user_store_manager")
        self.assertEqual(self.env["retail.store"].with_user(manager).search([("kind", "=", "store")]), self.ref("store_lokka"))
        self.assertEqual(self.accounts["till"]["id"], self.ref("store_lokka_till_1").id)

    def test_goods_have_two_names_tax_included_prices_and_a_picture(self):
        bananas = goods.variant(self.env, "10005")
        self.assertEqual(bananas.with_context(lang="nb_NO").name, "Bananer")
        self.assertEqual(bananas.with_context(lang="en_US").name, "Bananas")
        self.assertTrue(bananas.to_weight and bananas.image_128)
        for code, percent in (("10005", 15), ("21001", 25), ("24001", 12), ("24009", 0)):
            product = goods.variant(self.env, code)
            self.assertEqual(product.taxes_id.mapped("amount"), [percent])
            result = product.taxes_id.compute_all(product.lst_price)
            self.assertAlmostEqual(result["total_included"], product.lst_price)

    def test_each_store_has_its_own_stock(self):
        milk = goods.variant(self.env, "11001")
        amounts = [milk.with_context(warehouse_id=self.ref(key).warehouse_id.id).qty_available for key in stores.STORES]
        self.assertTrue(all(amounts), amounts)
        self.assertGreater(len(set(amounts)), 1)

    def test_next_weeks_prices_are_out_and_not_yet_in_force(self):
        batch, milk = self.ref("next_week"), goods.variant(self.env, "11001")
        pricelist = self.ref("store_bergen_till_2").pricelist_id
        self.assertEqual((batch.state, batch.error_count), ("released", 0))
        self.assertEqual(pricelist, self.ref("chain").pricelist_id)
        self.assertAlmostEqual(pricelist._get_product_price(milk, 1), 22.90)
        self.assertAlmostEqual(pricelist._get_product_price(milk, 1, date=batch.date_from), 23.90)

    def test_every_till_gets_its_content(self):
        for till in stores.tills(self.env):
            content = self.env["retail.manifest"]._for_till(till)["switches"][0]["content"]
            for kind in ("layout", "receipt", "settings", "devices"):
                self.assertTrue(content[kind], (till.name, kind))
        self.assertEqual(len(self.manifest("store_lokka_till_1")["campaign"]), 4)
        self.assertEqual(len(self.manifest("store_lokka_till_1")["prompt"]), 3)
        self.assertEqual(len(self.manifest("store_alesund_till_1")["campaign"]), 3)
        self.assertNotEqual(self.manifest("store_lokka_till_1")["layout"], self.manifest("store_lokka_till_2")["layout"])

    def test_content_has_no_errors(self):
        """A buyer's warnings may stand: three sweets for the price of two go below cost, as in real shops."""
        for name in (
            "layout_supermarket",
            "layout_kiosk",
            "layout_bergen",
            "receipt",
            "campaign_bakery",
            "campaign_sweets",
            "campaign_soda",
            "campaign_coffee",
            "prompt_age",
            "prompt_hours",
            "prompt_charcoal",
        ):
            problems = self.ref(name)._retail_problems()
            self.assertEqual([one for one in problems if one["level"] != "warning" or one.get("path") != "/items"], [], name)

    def test_the_past_is_booked_and_closed(self):
        sessions = self.env["pos.session"].search([("config_id", "in", stores.tills(self.env).ids)])
        self.assertEqual(set(sessions.mapped("state")), {"closed"})
        self.assertGreater(len(sessions.order_ids), 200)
        self.assertEqual(set(sessions.order_ids.mapped("state")), {"done"})
        for session in sessions:
            self.assertEqual(session.move_id.state, "posted")
            self.assertEqual(session.cash_register_difference, 0)
        rates = sessions.order_ids.lines.tax_ids.mapped("amount")
        self.assertEqual(set(rates), {25.0, 15.0, 12.0, 0.0})

    def test_last_weeks_sales_have_the_prices_of_the_tills_engine(self):
        orders = self.env["pos.session"].search([("config_id", "in", stores.tills(self.env).ids)]).order_ids
        checks = self.env["retail.order.check"]
        checks._check(orders)
        found = checks.search([("order_id", "in", orders.ids)])
        self.assertEqual(len(found), len(orders))
        self.assertEqual(set(found.mapped("state")), {"same"}, found.filtered("reason").mapped("reason"))
        self.assertFalse(any(orders.mapped("retail_price_flag")))
        report = self.env["retail.campaign.report"]._read_group([], ["campaign_id"], ["discount:sum", "baskets:count_distinct"])
        self.assertEqual({campaign for campaign, *_figures in report}, set(self.env["retail.campaign"].search([])))
        self.assertTrue(all(discount > 0 and baskets > 1 for _campaign, discount, baskets in report), report)
        effect = self.env["retail.campaign.effect"]._read_group([("goods", "=", "campaign")], [], ["uplift_sales:sum"])
        self.assertGreater(effect[0][0], 0)

    def test_labels_wait_and_goods_have_contents(self):
        milk = goods.variant(self.env, "11001")
        self.assertTrue(milk.retail_unit_base and milk.retail_unit_price)
        waiting = self.env["retail.label"].search([("state", "=", "waiting")])
        self.assertIn(milk, waiting.filtered(lambda label: label.reason == "price").product_id)
        self.assertEqual(waiting.filtered(lambda label: label.reason == "manual").store_id, self.ref("store_lokka"))
        answer = self.env["retail.price.answer"]._answers(self.ref("store_lokka"), milk)[milk.id]
        self.assertEqual(answer["price"], 2290)
        gateway = self.ref("esl_gateway")
        self.assertEqual((len(gateway.label_ids), gateway.active), (10, False))

    def test_devices_are_attached_and_moved(self):
        box = self.env["retail.box"].create({"name": "Boks", "store_id": self.ref("store_lokka").id})
        ports = {
            "scanner": {"port": "/dev/ttyACM0"},
            "printer": {"host": "127.0.0.1", "port": 9100},
            "terminal": {
                "host": "127.0.0.1",
                "port": 8443,
                "poi_id": "V400m-1",
                "sale_id": "Till1",
                "key_identifier": "key",
                "key_version": 1,
                "passphrase": "secret",
            },
            "labelprinter": {"host": "127.0.0.1", "port": 9101},
            "display": {"port": "/dev/ttyUSB0"},
        }
        self.env["retail.demo"].attach_devices(box.id, ports)
        ports["printer"]["port"] = 9101
        devices = self.env["retail.device"].browse(self.env["retail.demo"].attach_devices(box.id, ports))
        self.assertEqual(devices.mapped("kind"), ["scanner", "printer", "terminal", "label_printer", "display"])
        self.assertEqual(box.device_ids, devices)
        self.assertEqual(devices[1].port, 9101)
        self.assertEqual(devices.config_ids, self.ref("store_lokka").till_ids)

    def test_no_box_is_paired_by_a_code_that_none_shows(self):
        self.assertFalse(self.env["retail.demo"].with_user(self.ref("user_chain_manager")).pair_box("K7QM4-TPD3A", {}))


@tagged("post_install", "-at_install")
class TestRealShop(TransactionCase):
    def test_a_database_with_sales_is_refused(self):
        config = self.env["pos.config"].create({"name": "A real till"})
        session = self.env["pos.session"].create({"config_id": config.id})
        self.env["pos.order"].create(
            {
                "session_id": session.id,
                "amount_total": 0,
                "amount_tax": 0,
                "amount_paid": 0,
                "amount_return": 0,
            }
        )
        with self.assertRaises(UserError):
            self.env["retail.demo"].load(commit=False)

    def test_accounts_need_a_chain(self):
        with self.assertRaises(UserError):
            self.env["retail.demo"].accounts()
