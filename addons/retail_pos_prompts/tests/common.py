"""Prompts to test with."""

from odoo.fields import Command

from odoo.addons.retail_pos_central.tests.common import RetailCase


class PromptCase(RetailCase):
    @classmethod
    def make_prompt(cls, name, *nodes, **values):
        return cls.env["retail.prompt"].create(
            {
                "name": name,
                "text": f"{name}?",
                "all_goods": True,
                "assignment_ids": [Command.create(cls.node_values(node)) for node in nodes],
                **values,
            }
        )

    @classmethod
    def make_hours(cls, name, stores=None, **values):
        return cls.env["retail.sale.hours"].create(
            {
                "name": name,
                "store_ids": [Command.set(stores.ids if stores else [])],
                "day_ids": [Command.create({"day": "weekdays", "hour_from": 8, "hour_to": 20})],
                **values,
            }
        )
