"""The chain's receipt: sign, store, goods, savings, VAT for each rate, return terms; in two languages."""

from .records import ensure


def _text(en, nb=None, **more):
    return {"type": "text", "text": {"en_US": en, "nb_NO": nb or en}, "align": "center", **more}


DOCUMENT = {
    "version": 1,
    "paper": {"columns": 42},
    "blocks": [
        {"type": "logo"},
        _text("{store.name}", size="double", bold=True),
        _text("{store.address}"),
        _text("Phone {store.phone}", "Telefon {store.phone}"),
        _text("{company.name}"),
        _text("Org. no. {company.org_number}", "Org.nr. {company.org_number}"),
        {"type": "space", "rows": 1},
        {"type": "header"},
        {"type": "rule"},
        {"type": "lines"},
        {"type": "totals"},
        {"type": "savings"},
        {"type": "payments"},
        {"type": "vat"},
        {"type": "customer"},
        {"type": "space", "rows": 1},
        {
            "type": "return_terms",
            "text": {
                "en_US": "30 days open purchase with the receipt. Food, opened goods and tickets are not taken back.",
                "nb_NO": "30 dagers åpent kjøp mot kvittering. Matvarer, åpnede varer og billetter tas ikke i retur.",
            },
        },
        {"type": "barcode", "data": "{order.number}"},
        {"type": "signature", "if": {"kind": ["return", "exchange", "cash_in", "cash_out"]}},
        _text(
            "Thank you – welcome back!",
            "Takk for handelen – velkommen tilbake!",
            bold=True,
            **{"if": {"kind": ["sale", "exchange", "gift"]}},
        ),
        {"type": "cut"},
    ],
}


def load(env):
    ensure(env, "retail.receipt.template", {"receipt": {"name": "Kvittering Grønnfink", "document": DOCUMENT}})
