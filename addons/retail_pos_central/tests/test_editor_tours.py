"""The back office's editors, worked by hand in a browser; what they save is looked at here."""

from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestEditorTours(RetailCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.env["res.lang"]._activate_lang("nb_NO")
        cls.bun = cls.env["product.product"].create(
            {
                "name": "Solskinnsbolle",
                "list_price": 25.0,
                "available_in_pos": True,
                "taxes_id": [Command.clear()],
            }
        )
        cls.user = cls.make_user("buyer", "retail_pos_central.group_retail_chain_manager")
        cls.user.lang = "en_US"

    def test_layout_editor(self):
        layout = self.make_layout(
            "Kiosk",
            self.chain,
            document={
                "version": 1,
                "grid": {"columns": 6, "rows": 5},
                "pages": [
                    {
                        "id": "p1",
                        "name": {"en_US": "Start", "nb_NO": "Start"},
                        "buttons": [
                            {
                                "id": "b1",
                                "x": 0,
                                "y": 0,
                                "w": 1,
                                "h": 1,
                                "label": {"en_US": "Drawer", "nb_NO": "Skuff"},
                                "color": None,
                                "icon": None,
                                "action": {"type": "action", "name": "open_drawer"},
                            }
                        ],
                    }
                ],
            },
        )
        drawer = layout.document["pages"][0]["buttons"][0]
        other = self.make_layout(
            "Counter",
            self.oslo,
            document={
                "version": 1,
                "grid": {"columns": 6, "rows": 5},
                "pages": [{"id": "p1", "name": {"en_US": "Till"}, "buttons": [{**drawer, "label": {"en_US": "Till drawer"}}]}],
            },
        )
        opened, sent, write = layout.document_version, [], type(layout).write

        def noted(records, vals):
            sent.append(vals.get("document_seen"))
            return write(records, vals)

        with patch.object(type(layout), "write", noted):
            url = f"/odoo/action-retail_pos_central.retail_till_layout_action/{layout.id}"
            self.start_tour(url, "retail_layout_editor", login="buyer")
        self.assertIn(opened, sent, "so that it is told when somebody else has saved it meanwhile")
        first, second = layout.document["pages"]
        bun = next(button for button in first["buttons"] if button["id"] == "b2")
        self.assertEqual([bun[key] for key in "xywh"], [1, 2, 2, 2])
        self.assertEqual(bun["label"], {"en_US": "Cinnamon bun"})
        self.assertEqual((bun["color"], bun["icon"]), ("#2f6f4f", "fa-birthday-cake"))
        self.assertEqual(bun["action"], {"type": "product", "product_id": self.bun.id, "qty": "1"})
        self.assertEqual(second["name"]["en_US"], "Bakery")
        self.assertEqual([button["id"] for button in second["buttons"]], ["b3", "b4"])
        self.assertEqual(second["buttons"][1]["action"], bun["action"])
        errors = [p for p in layout._retail_problems() if p["level"] == "error"]
        self.assertFalse(errors)
        first, second = other.document["pages"]
        own, *pasted = first["buttons"]
        self.assertEqual([(one["id"], one["label"]["en_US"]) for one in pasted], [("b2", "Drawer"), ("b3", "Cinnamon bun")])
        self.assertEqual(pasted[1]["action"], bun["action"])
        # as a group beside what was there
        self.assertEqual((own["x"], own["y"]), (0, 0))
        self.assertEqual((pasted[1]["x"] - pasted[0]["x"], pasted[1]["y"] - pasted[0]["y"]), (1, 2))
        self.assertFalse(second["buttons"], "taken back")

    def test_layout_extension(self):
        def button(button_id, x, name):
            values = {"x": x, "y": 0, "w": 1, "h": 1, "color": None, "icon": None, "action": {"type": "action", "name": name}}
            return {"id": button_id, "label": {"en_US": "Drawer", "nb_NO": "Skuff"}, **values}

        page = {
            "id": "p1",
            "name": {"en_US": "Start", "nb_NO": "Start"},
            "buttons": [button("b1", 0, "park"), button("b2", 1, "open_drawer")],
        }
        base = self.make_layout("Base", self.chain, document={"version": 1, "grid": {"columns": 6, "rows": 5}, "pages": [page]})
        layout = self.make_layout("Oslo", self.oslo, extends_id=base.id)
        self.start_tour(f"/odoo/retail.till.layout/{layout.id}", "retail_layout_extension", login="buyer")
        self.assertTrue(layout.document["extends"], "only what is own is kept")
        (own,) = layout.document["pages"]
        self.assertEqual(own["hidden"], ["b2"])
        changed, added = own["buttons"]
        self.assertEqual(changed, {"id": "b1", "follows": True, "color": "#2f6f4f"})
        self.assertTrue(added["id"].startswith(layout._id_prefix()))
        steps = [{"type": "action", "name": "discount", "percent": 10, "limits": {"cashier": 15}}, {"type": "action", "name": "park"}]
        self.assertEqual(added["action"], {"type": "sequence", "steps": steps})
        self.assertEqual((added["key"], added["use_roles"], added["if"]), ("F2", ["manager"], {"training": False}))
        self.assertFalse([one for one in layout._retail_problems() if one["level"] == "error"])

    def test_receipt_designer(self):
        receipt = self.env["retail.receipt.template"].create({"name": "Receipt"})
        self.start_tour(f"/odoo/retail.receipt.template/{receipt.id}", "retail_receipt_designer", login="buyer")
        self.assertEqual(receipt.document["paper"], {"columns": 48})
        block = receipt.document["blocks"][3]
        self.assertEqual(block["text"], {"en_US": "Served by:{cashier.name}"})
        self.assertTrue(block["bold"])
        self.assertNotIn("if", block, "the condition was undone")
        self.assertFalse([p for p in receipt._retail_problems() if p["level"] == "error"])

    def make_bun_campaign(self):
        return self.make_campaign(
            "Three buns",
            self.chain,
            kind="multibuy",
            size=3,
            price=60,
            percent=0,
            all_goods=False,
            product_ids=[Command.set(self.bun.ids)],
        )

    def test_campaign_example(self):
        campaign = self.make_bun_campaign()
        self.start_tour(f"/odoo/retail.campaign/{campaign.id}", "retail_campaign_example", login="buyer")
        self.assertEqual(campaign.price, 60)

    def test_campaign_simulator(self):
        self.make_bun_campaign()
        self.make_campaign("Members", self.chain, coupon="MEMBER", combine="stack")
        self.start_tour("/odoo/retail-campaign-simulator", "retail_campaign_simulator", login="buyer")

    def test_fleet(self):
        self.env["retail.till.state"].search([]).write({"state": "applied", "unsent_orders": 0})
        state_of = self.env["retail.till.state"]._of
        state_of(self.till_oslo_1).write({"state": "failed", "error": "No blob"})
        state_of(self.till_moss).write({"unsent_orders": 2})
        self.start_tour("/odoo/action-retail_pos_central.retail_till_state_action", "retail_fleet", login="buyer")
