"""A till of the chain with goods, on which days are played."""

import uuid

from odoo import fields

from odoo.addons.point_of_sale.tests.common import CommonPosTest
from odoo.addons.retail_pos_central.tests.common import RetailCase


class DayCase(RetailCase, CommonPosTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("retail_pos_central.group_retail_chain_manager")
        cls.setUpChain()
        cls.config = cls.pos_config_usd
        cls.config.retail_store_id = cls.oslo
        tax = {"amount_type": "percent", "price_include_override": "tax_included", "company_id": cls.env.company.id}
        cls.food = cls.env["account.tax"].create({"name": "15 %", "amount": 15, **tax})
        cls.things = cls.env["account.tax"].create({"name": "25 %", "amount": 25, **tax})
        cls.milk = cls.make_product("Milk", 23, cls.food)
        cls.wool = cls.make_product("Wool", 899, cls.things)
        cls.cash = cls.config.payment_method_ids.filtered(lambda method: method.type == "cash")[:1]
        cls.card = cls.config.payment_method_ids.filtered(lambda method: method.type == "bank")[:1]

    @classmethod
    def make_product(cls, name, price, tax):
        category = cls.env["product.category"].create({"name": f"{name} goods"})
        return cls.env["product.product"].create(
            {"name": name, "lst_price": price, "type": "consu", "taxes_id": tax.ids, "categ_id": category.id}
        )

    def open(self, opening=1000):
        self.config.open_ui()
        session = self.config.current_session_id
        session.set_opening_control(opening, "")
        return session

    def sell(self, session, *lines, method=None, paid=None, **values):
        """Lines are (product, qty, discount)."""
        commands, total = [], 0
        for product, qty, discount in lines:
            price = product.lst_price * qty * (1 - discount / 100)
            tax = product.taxes_id
            total += price
            commands.append(
                (
                    0,
                    0,
                    {
                        "uuid": str(uuid.uuid4()),
                        "qty": qty,
                        "price_unit": product.lst_price,
                        "discount": discount,
                        "product_id": product.id,
                        "price_subtotal": round(price / (1 + tax.amount / 100), 2),
                        "price_subtotal_incl": round(price, 2),
                        "tax_ids": [(6, 0, tax.ids)],
                        "pack_lot_ids": [],
                    },
                )
            )
        method = method or self.cash
        payments = [(0, 0, {"amount": paid or total, "name": fields.Datetime.now(), "payment_method_id": method.id})]
        if paid and paid != total:
            payments.append(
                (0, 0, {"amount": total - paid, "name": fields.Datetime.now(), "payment_method_id": method.id, "is_change": True})
            )
        data = {
            "uuid": str(uuid.uuid4()),
            "access_token": "",
            "name": "Order",
            "state": "paid",
            "session_id": session.id,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "user_id": self.env.uid,
            "partner_id": False,
            "amount_total": total,
            "amount_paid": total,
            "amount_tax": 0,
            "amount_return": 0,
            "fiscal_position_id": False,
            "lines": commands,
            "sequence_number": 1,
            "last_order_preparation_change": "{}",
            "payment_ids": payments,
            **values,
        }
        result = self.env["pos.order"].sync_from_ui([data])
        return self.env["pos.order"].browse([row["id"] for row in result["pos.order"] if row["uuid"] == data["uuid"]])

    def tell(self, kind, **values):
        session = self.config.current_session_id
        event = {"uuid": str(uuid.uuid4()), "kind": kind, "date": str(fields.Datetime.now()), "session_id": session.id, **values}
        self.env["retail.till.event"]._take(self.config, [event])

    def close(self, session, counted):
        session.post_closing_cash_details(counted)
        session.update_closing_control_state_session("")
        self.assertTrue(session.close_session_from_ui([(self.card.id, 0.0)])["successful"])
        self.assertEqual(session.state, "closed")
        return self.env["retail.till.report"]._z_of(self.config, session.id)
