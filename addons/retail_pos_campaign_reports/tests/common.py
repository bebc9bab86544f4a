"""A till in the chain that sells, and sales as the till sends them: with what its prices were worked out from."""

import uuid

from odoo import fields

from odoo.addons.point_of_sale.tests.common import CommonPosTest
from odoo.addons.retail_pos_central.tests.common import RetailCase


class SellingCase(RetailCase, CommonPosTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("retail_pos_central.group_retail_chain_manager")
        cls.setUpChain()
        cls.config = cls.pos_config_usd
        cls.config.write({"retail_store_id": cls.oslo.id, "use_pricelist": False})
        cls.config.open_ui()
        cls.session = cls.config.current_session_id
        cls.session.state = "opened"
        cls.cashier = cls.make_user("retail_report_cashier", "point_of_sale.group_pos_user")
        cls.category = cls.env["product.category"].create({"name": "Snacks"})
        cls.crisps = cls.make_product("Crisps", 40.0, cost=20.0)
        cls.nuts = cls.make_product("Nuts", 30.0, cost=15.0)

    @classmethod
    def make_product(cls, name, price, cost=0.0, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "lst_price": price,
                "standard_price": cost,
                "categ_id": cls.category.id,
                "type": "consu",
                "taxes_id": False,
                "available_in_pos": True,
                **values,
            }
        )

    def line(self, product, qty=1, net=None, price=None, savings=(), **values):
        price = product.lst_price if price is None else price
        net = price * qty if net is None else net
        return (
            0,
            0,
            {
                "uuid": str(uuid.uuid4()),
                "qty": qty,
                "price_unit": price,
                "discount": 100 * (1 - net / (price * qty)) if price else 0,
                "product_id": product.id,
                "price_subtotal": net,
                "price_subtotal_incl": net,
                "tax_ids": [],
                "pack_lot_ids": [],
                "price_type": "original",
                "retail_at": self.iso(fields.Datetime.now()),
                "retail_savings": [
                    {"offer": campaign.retail_uuid, "name": campaign.name, "amount": amount} for campaign, amount in savings
                ],
                **values,
            },
        )

    @staticmethod
    def iso(moment):
        return moment.isoformat() + "+00:00"

    def sell(self, *lines, at=None, coupons=(), pricing=None, **values):
        at = at or fields.Datetime.now()
        total = sum(line[2]["price_subtotal_incl"] for line in lines)
        data = {
            "uuid": str(uuid.uuid4()),
            "access_token": "",
            "name": "Order",
            "state": "paid",
            "session_id": self.session.id,
            "date_order": fields.Datetime.to_string(at),
            "user_id": self.cashier.id,
            "partner_id": False,
            "amount_total": total,
            "amount_paid": total,
            "amount_tax": 0,
            "amount_return": 0,
            "fiscal_position_id": False,
            "pricelist_id": False,
            "lines": list(lines),
            "sequence_number": 1,
            "last_order_preparation_change": "{}",
            "payment_ids": [(0, 0, {"amount": total, "name": at, "payment_method_id": self.config.payment_method_ids[0].id})],
            "retail_pricing": pricing or {"now": self.iso(at), "coupons": list(coupons)},
            **values,
        }
        result = self.env["pos.order"].with_user(self.cashier).sync_from_ui([data])
        return self.env["pos.order"].browse([row["id"] for row in result["pos.order"] if row["uuid"] == data["uuid"]])
