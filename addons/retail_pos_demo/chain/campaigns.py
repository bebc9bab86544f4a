"""Three campaigns of three kinds: percent off a category, 3 for 2 mixed, two for a price."""

from datetime import timedelta

from odoo import fields

from . import goods
from .records import ensure, get

SODA = ("18004", "18005", "18007", "18008", "18010")
SWEETS = ("17001", "17002", "17003", "17004", "17005", "17006", "17010", "17011", "17012", "17013", "17014")


def load(env):
    start = fields.Datetime.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=3)
    dates = {"date_from": start, "date_to": start + timedelta(days=28)}  # longer would be no reduction any more, but the price
    ensure(
        env,
        "retail.campaign",
        {
            "campaign_bakery": {
                "name": "20% off bread and bakery",
                "kind": "percent",
                "percent": 20.0,
                "pos_categ_ids": [(6, 0, get(env, "till_bakery").ids)],
                **dates,
            },
            "campaign_sweets": {
                "name": "3 for 2 on crisps and sweets",
                "kind": "cheapest_free",
                "size": 3,
                "free": 1,
                "product_ids": [(6, 0, [goods.variant(env, code).id for code in SWEETS])],
                **dates,
            },
            "campaign_soda": {
                "name": "2 for 50 on 1.5 l soda",
                "kind": "multibuy",
                "size": 2,
                "price": 50.0,
                "product_ids": [(6, 0, [goods.variant(env, code).id for code in SODA])],
                **dates,
            },
        },
        {
            "campaign_bakery": {"name": "20 % på brød og bakevarer"},
            "campaign_sweets": {"name": "3 for 2 på snacks og godteri"},
            "campaign_soda": {"name": "2 for 50,- på brus 1,5 l"},
        },
    )
