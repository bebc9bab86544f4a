"""About 340 goods in 15 categories, from data/goods.csv, with drawn pictures and Norwegian and English names.

The barcodes begin with 20 or 21, which GS1 reserves for use inside a store: none is a real product's.
"""

import base64
import csv
from decimal import Decimal

from odoo.tools import file_open

from .. import pictures
from .records import ensure, find, get

BATCH = 60
# key: Norwegian, English, colour of the tiles, pictogram of the category itself, kept in stock
CATEGORIES = {
    "fruit": ("Frukt og grønt", "Fruit and vegetables", "#5aa046", ("apple", "#c8322f", "#5b3a21"), True),
    "dairy": ("Meieri og egg", "Dairy and eggs", "#4a90c8", ("carton", "#3f8fd0", "#ffffff"), True),
    "bakery": ("Brød og bakevarer", "Bread and bakery", "#c88a3a", ("loaf", "#a8703a", "#d9a860"), True),
    "meat": ("Kjøtt og pålegg", "Meat and cold cuts", "#b8483f", ("steak", "#a8322f", "#f0d8d0"), True),
    "fish": ("Fisk og sjømat", "Fish and seafood", "#3f8fa8", ("fish", "#b8866a", "#f0d0b8"), True),
    "pantry": ("Tørrvarer og hermetikk", "Pantry", "#b89a3a", ("packet", "#d8a03a", "#fff4dc"), True),
    "frozen": ("Frysevarer", "Frozen food", "#5a9ad0", ("pouch", "#5aa648", "#eaf6e0"), True),
    "snacks": ("Snacks og godteri", "Snacks and sweets", "#d8689a", ("chips", "#d23b2c", "#f4d88a"), True),
    "drinks": ("Drikke og kaffe", "Drinks and coffee", "#3fa890", ("bottle", "#f08a24", "#3d8a45"), True),
    "beer": ("Øl og sider", "Beer and cider", "#c89a2a", ("beer", "#6a4a1f", "#d8a82a"), True),
    "kiosk": ("Kiosk og varmmat", "Kiosk and hot food", "#e0703a", ("hotdog", "#b5513a", "#dcae68"), False),
    "household": ("Hus og rengjøring", "Household and cleaning", "#5a78b8", ("spray", "#3fa8a0", "#f4f6fa"), True),
    "health": ("Helse og hygiene", "Health and care", "#a878c0", ("pump", "#4fb8c8", "#ffffff"), True),
    "leisure": ("Hjem og fritid", "Home and leisure", "#6a7a8a", ("ball", "#ffffff", "#2a2a2e"), True),
    "culture": ("Billetter, bøker og blader", "Tickets, books and magazines", "#8a5a9a", ("ticket", "#2f7fc0", "#ffffff"), False),
}

FOOD = ("fruit", "dairy", "bakery", "meat", "fish", "pantry", "frozen", "snacks", "kiosk")
# Groups of the cash register file; the others are sold as goods.
SAFT_GROUPS = {**dict.fromkeys(FOOD, "04006"), "drinks": "04011", "beer": "04007"}


def read():
    """Rows of the goods' file."""
    with file_open("retail_pos_demo/data/goods.csv", "r") as stream:
        return list(csv.DictReader(stream))


def load_categories(env):
    # Odoo knows one name of these, and the chain's reports are in Norwegian; the till's categories have both.
    root = ensure(env, "product.category", {"goods": {"name": "Varer"}})["goods"]
    ensure(
        env,
        "product.category",
        {
            f"category_{key}": {"name": row[0], "parent_id": root.id, "retail_saft_group": SAFT_GROUPS.get(key)}
            for key, row in CATEGORIES.items()
        },
    )
    nb = {key: {"name": row[0]} for key, row in CATEGORIES.items()}
    new = [key for key in CATEGORIES if not find(env, f"till_{key}")]
    rows = {}
    for sequence, key in enumerate(CATEGORIES):
        if key in new:
            _nb, en, tile, picture, _kept = CATEGORIES[key]
            image = base64.b64encode(pictures.draw(*picture, tile))
            rows[f"till_{key}"] = {"name": en, "sequence": sequence * 10 + 10, "image_512": image, "color": sequence % 11 + 1}
    ensure(env, "pos.category", rows, {f"till_{key}": texts for key, texts in nb.items()})


def load(env, checkpoint):
    taxes = _taxes(env)
    missing = [row for row in read() if not find(env, f"goods_{row['code']}")]
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        templates = ensure(
            env(context={**env.context, "tracking_disable": True}),
            "product.template",
            {f"goods_{row['code']}": _values(env, row, taxes) for row in batch},
            {f"goods_{row['code']}": {"name": row["name_nb"]} for row in batch},
        )
        # The till's buttons and the stock know the variant, so that one gets a name to be found by as well.
        env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"retail_pos_demo.variant_{row['code']}",
                    "record": templates[f"goods_{row['code']}"].product_variant_id,
                    "noupdate": True,
                }
                for row in batch
            ]
        )
        checkpoint(f"goods: {start + len(batch)} of {len(missing)}")


def variant(env, code):
    return get(env, f"variant_{code}")


def _taxes(env):
    """{percent: (sales tax, purchase tax)} of the Norwegian chart."""
    found = {}
    for percent in (25, 15, 12, 0):
        pair = []
        for use in ("sale", "purchase"):
            name = f"{percent}%"
            tax = (
                env["account.tax"]
                .with_context(lang="en_US")
                .search(
                    [
                        ("company_id", "=", env.company.id),
                        ("type_tax_use", "=", use),
                        ("amount", "=", percent),
                        ("name", "=", name),
                    ],
                    limit=1,
                )
            )
            if not tax:
                raise LookupError(f"The chart of accounts has no {use} tax named {name}: is l10n_no's chart loaded?")
            pair.append(tax)
        found[percent] = tuple(pair)
    return found


def _values(env, row, taxes):
    sale, purchase = taxes[int(row["vat"])]
    weighed = row["weighed"] == "1"
    uom = env.ref("uom.product_uom_kgm" if weighed else "uom.product_uom_unit")
    _nb, _en, tile, _picture, kept = CATEGORIES[row["category"]]
    return {
        "name": row["name_en"],
        "default_code": row["code"],
        "barcode": row["barcode"],
        "type": "consu",
        "is_storable": kept,
        "available_in_pos": True,
        "to_weight": weighed,
        "uom_id": uom.id,
        "list_price": float(row["price"]),
        "standard_price": float(row["cost"]),
        "weight": _weight_kg(row),
        "categ_id": get(env, f"category_{row['category']}").id,
        "pos_categ_ids": [(6, 0, get(env, f"till_{row['category']}").ids)],
        "taxes_id": [(6, 0, sale.ids)],
        "supplier_taxes_id": [(6, 0, purchase.ids)],
        "image_1920": base64.b64encode(pictures.draw(row["shape"], row["color"], row["accent"], tile)),
    }


def _weight_kg(row):
    factor = {"kg": Decimal(1), "g": Decimal("0.001")}.get(row["unit"])
    return float(Decimal(row["content"]) * factor) if factor else 0.0
