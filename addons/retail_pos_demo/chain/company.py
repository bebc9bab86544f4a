"""The company behind the chain: name, organisation number, kroner, VAT in prices, cash in whole kroner."""

import base64

from .. import pictures
from .records import ensure, find

# Organisation numbers that start with 3 are handed out to made-up companies for tests only.
ORG_NUMBER = "314159268"
VALUES = {
    "name": "Grønnfink Handel AS",
    "street": "Lerkeveien 14",
    "zip": "0558",
    "city": "Oslo",
    "phone": "+47 21 00 14 00",
    "email": "post@gronnfink.example",
    "website": "https://gronnfink.example",
    "company_registry": ORG_NUMBER,
    "vat": f"NO{ORG_NUMBER}MVA",
    "l10n_no_bronnoysund_number": ORG_NUMBER,
    "tax_calculation_rounding_method": "round_globally",
    "account_price_include": "tax_included",
}
# Notes that Odoo's list for counting the drawer lacks.
NOTES = (500, 1000)


def load(env):
    company = env.company
    if not env["res.lang"]._get_data(code="nb_NO"):
        env["res.lang"]._activate_and_install_lang("nb_NO")
    if company.chart_template != "no":
        # A company whose country nobody has told has the generic chart, with nothing booked yet.
        company.country_id = env.ref("base.no")
        env["account.chart.template"].try_loading("no", company=company, install_demo=False)
    if not find(env, "chain"):
        company.write({**VALUES, "country_id": env.ref("base.no").id, "logo": base64.b64encode(pictures.logo())})
        company.partner_id.write({"tz": "Europe/Oslo", "lang": "nb_NO"})
    _cash_rounding(env)
    ensure(env, "pos.bill", {f"note_{value}": {"name": f"{value}.00", "value": value} for value in NOTES})


def _cash_rounding(env):
    """Norway has no coin below one krone: cash is rounded, cards pay the øre."""
    accounts = env["account.account"].search([("company_ids", "in", env.company.ids)])
    income = accounts.filtered(lambda account: account.account_type == "income_other")[:1]
    expense = accounts.filtered(lambda account: account.account_type == "expense")
    rounding = accounts.filtered(lambda account: account.code == "7740")  # "Rounding" of the Norwegian chart
    ensure(
        env,
        "account.cash.rounding",
        {
            "cash_rounding": {
                "name": "Whole kroner",
                "rounding": 1.0,
                "strategy": "add_invoice_line",
                "rounding_method": "HALF-UP",
                "profit_account_id": (rounding or income or expense[:1]).id,
                "loss_account_id": (rounding or expense[:1]).id,
            }
        },
        {"cash_rounding": {"name": "Hele kroner"}},
    )
