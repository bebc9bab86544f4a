"""Four campaigns of four kinds: percent off a category, 3 for 2 mixed, two for a price, a coupon; on for a week."""

from datetime import timedelta

from . import goods
from .records import ensure, get
from .weeks import midnight, weeks_ago

SODA = ("18004", "18005", "18007", "18008", "18010")
SWEETS = ("17001", "17002", "17003", "17004", "17005", "17006", "17010", "17011", "17012", "17013", "17014")
COFFEE = ("18020", "18021")
COUPON = "KAFFE25"


def starts_at():
    return midnight(weeks_ago(1))


def load(env):
    # Longer would be no reduction any more, but the price.
    dates = {"date_from": starts_at(), "date_to": starts_at() + timedelta(days=28)}
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
            "campaign_coffee": {
                "name": "25% off coffee with the newspaper's coupon",
                "kind": "percent",
                "percent": 25.0,
                "coupon": COUPON,
                "max_per_order": 2,
                "product_ids": [(6, 0, [goods.variant(env, code).id for code in COFFEE])],
                **dates,
            },
        },
        {
            "campaign_bakery": {"name": "20 % på brød og bakevarer"},
            "campaign_sweets": {"name": "3 for 2 på snacks og godteri"},
            "campaign_soda": {"name": "2 for 50,- på brus 1,5 l"},
            "campaign_coffee": {"name": "25 % på kaffe med kupong fra avisen"},
        },
    )
