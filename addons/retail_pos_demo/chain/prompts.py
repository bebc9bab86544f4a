"""What the tills ask and tell: age and sale hours of beer, and a word about charcoal."""

from . import goods
from .records import ensure

WITHOUT_ALCOHOL = ("19009",)
CHARCOAL = "23017"


def load(env):
    codes = [row["code"] for row in goods.read() if row["category"] == "beer" and row["code"] not in WITHOUT_ALCOHOL]
    beer = {"product_ids": [(6, 0, [goods.variant(env, code).id for code in codes])]}
    ensure(
        env,
        "retail.prompt",
        {
            "prompt_age": {
                "name": "Age check",
                "kind": "age",
                "text": "Is the customer at least 18 years old?",
                "refusal": "Beer and cider are not sold to anybody under 18.",
                "once": True,
                **beer,
            },
            "prompt_hours": {
                "name": "Sale hours of beer",
                "kind": "sale_hours",
                "text": "Beer and cider may not be sold now.",
                "sale_hours_ids": [(6, 0, env.ref("retail_pos_prompts.retail_sale_hours_beer").ids)],
                **beer,
            },
            "prompt_charcoal": {
                "name": "Charcoal",
                "kind": "information",
                "text": "Tell the customer: use charcoal outdoors only.",
                "once": True,
                "product_ids": [(6, 0, goods.variant(env, CHARCOAL).ids)],
            },
        },
        {
            "prompt_age": {
                "name": "Alderskontroll",
                "text": "Er kunden fylt 18 år?",
                "refusal": "Øl og sider selges ikke til noen under 18 år.",
            },
            "prompt_hours": {"name": "Salgstid for øl", "text": "Øl og sider kan ikke selges nå."},
            "prompt_charcoal": {"name": "Grillkull", "text": "Si til kunden: grillkull skal bare brukes utendørs."},
        },
    )
