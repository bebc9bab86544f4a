"""Two regions, four stores with a warehouse each, two tills in each store."""

from .records import ensure, get

REGIONS = {"region_east": ("OST", "Østlandet"), "region_west": ("VEST", "Vestlandet")}
# key: region, code, name, short name of the warehouse, street, zip, city, phone, latitude, longitude, hours, hours in English
STORES = {
    "store_lokka": (
        "region_east",
        "101",
        "Grønnfink Løkka",
        "LOKKA",
        "Lerkeveien 14",
        "0558",
        "Oslo",
        "+47 21 00 14 01",
        59.9244,
        10.7586,
        "man–fre 7–23, lør 8–22, søn stengt",
        "Mon–Fri 7–23, Sat 8–22, closed on Sundays",
    ),
    "store_lillehammer": (
        "region_east",
        "102",
        "Grønnfink Lillehammer",
        "LILLE",
        "Hakkespettgata 3",
        "2615",
        "Lillehammer",
        "+47 21 00 14 02",
        61.1145,
        10.4663,
        "man–fre 8–21, lør 9–19, søn stengt",
        "Mon–Fri 8–21, Sat 9–19, closed on Sundays",
    ),
    "store_bergen": (
        "region_west",
        "201",
        "Grønnfink Bergen brygge",
        "BERG",
        "Ternebryggen 8",
        "5003",
        "Bergen",
        "+47 21 00 14 03",
        60.3954,
        5.3240,
        "man–fre 7–23, lør 9–22, søn 12–18",
        "Mon–Fri 7–23, Sat 9–22, Sun 12–18",
    ),
    "store_alesund": (
        "region_west",
        "202",
        "Grønnfink Ålesund",
        "ALES",
        "Havørngata 21",
        "6004",
        "Ålesund",
        "+47 21 00 14 04",
        62.4722,
        6.1495,
        "man–fre 8–22, lør 9–20, søn stengt",
        "Mon–Fri 8–22, Sat 9–20, closed on Sundays",
    ),
}
TILLS = (1, 2)


def tills(env):
    """All tills of the demo chain, store by store."""
    return env["pos.config"].union(*(get(env, f"{key}_till_{number}") for key in STORES for number in TILLS))


def load(env):
    chain = ensure(
        env,
        "retail.store",
        {"chain": {"name": "Grønnfink", "code": "GF", "kind": "chain", "tz": "Europe/Oslo", "partner_id": env.company.partner_id.id}},
    )["chain"]
    ensure(
        env,
        "retail.store",
        {key: {"name": name, "code": code, "kind": "region", "parent_id": chain.id} for key, (code, name) in REGIONS.items()},
    )
    _addresses(env)
    _warehouses(env)
    ensure(
        env,
        "retail.store",
        {
            key: {
                "name": row[2],
                "code": row[1],
                "kind": "store",
                "parent_id": get(env, row[0]).id,
                "partner_id": get(env, f"{key}_address").id,
                "warehouse_id": get(env, f"{key}_warehouse").id,
            }
            for key, row in STORES.items()
        },
    )
    _payment_methods(env)
    for key in STORES:
        _tills(env, key)


def _addresses(env):
    norway = env.ref("base.no").id
    rows, nb = {}, {}
    for key, (_region, _code, name, _short, street, zip_code, city, phone, lat, lon, hours, hours_en) in STORES.items():
        rows[f"{key}_address"] = {
            "name": name,
            "type": "other",
            "parent_id": env.company.partner_id.id,
            "street": street,
            "zip": zip_code,
            "city": city,
            "country_id": norway,
            "phone": phone,
            "partner_latitude": lat,
            "partner_longitude": lon,
            "email": f"{city.lower().replace('å', 'a')}@gronnfink.example",
            "tz": "Europe/Oslo",
            "comment": f"Åpent {hours}<br/>Open {hours_en}",
        }
    ensure(env, "res.partner", rows, nb)


def _warehouses(env):
    ensure(
        env,
        "stock.warehouse",
        {f"{key}_warehouse": {"name": row[2], "code": row[3], "partner_id": get(env, f"{key}_address").id} for key, row in STORES.items()},
    )


def _payment_methods(env):
    """Card through the store's box, card on a terminal of its own, and on account; cash is per till."""
    bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1)
    if not bank:
        bank = env["account.journal"].create({"name": "Bank", "type": "bank", "code": "BNK1"})
    card = {"journal_id": bank.id, "sequence": 1}
    ensure(
        env,
        "pos.payment.method",
        {
            "card_box": {"name": "Card", **card, "payment_method_type": "terminal", "use_payment_terminal": "retail_box"},
            "card_alone": {"name": "Card (terminal of its own)", **card},
            "on_account": {"name": "On account", "split_transactions": True, "sequence": 5},
        },
        {
            "card_box": {"name": "Kort"},
            "card_alone": {"name": "Kort (frittstående terminal)"},
            "on_account": {"name": "Kundekonto"},
        },
    )


def _tills(env, key):
    _region, code, name, *_rest = STORES[key]
    place = name.removeprefix("Grønnfink ")
    journal = ensure(
        env,
        "account.journal",
        {f"{key}_journal": {"name": f"Kasser {place}", "type": "general", "code": f"K{code}", "show_on_dashboard": False}},
    )[f"{key}_journal"]
    for number in TILLS:
        cash_journal = ensure(
            env,
            "account.journal",
            {
                f"{key}_cash_journal_{number}": {
                    "name": f"Kontant {place} {number}",
                    "type": "cash",
                    "code": f"C{code}{number}",
                    "show_on_dashboard": False,
                }
            },
        )[f"{key}_cash_journal_{number}"]
        cash = ensure(
            env,
            "pos.payment.method",
            {f"{key}_cash_{number}": {"name": "Cash", "journal_id": cash_journal.id, "sequence": 0}},
            {f"{key}_cash_{number}": {"name": "Kontant"}},
        )[f"{key}_cash_{number}"]
        card = get(env, "card_box" if key == "store_lokka" else "card_alone")
        ensure(env, "pos.config", {f"{key}_till_{number}": _till_values(env, key, f"{place} kasse {number}", journal, cash | card)})


def _till_values(env, key, name, journal, methods):
    warehouse = get(env, f"{key}_warehouse")
    sale_journal = env["account.journal"].search([("type", "=", "sale"), ("company_id", "=", env.company.id)], limit=1)
    return {
        "name": name,
        "retail_store_id": get(env, key).id,
        "journal_id": journal.id,
        "invoice_journal_id": sale_journal.id,
        "warehouse_id": warehouse.id,
        "picking_type_id": warehouse.pos_type_id.id,
        "payment_method_ids": [(6, 0, (methods | get(env, "on_account")).ids)],
        "cash_rounding": True,
        "only_round_cash_method": True,
        "rounding_method": get(env, "cash_rounding").id,
        "iface_tax_included": "total",
        "show_product_images": True,
        "show_category_images": True,
        "iface_big_scrollbars": False,
        # the first store has a box with a printer; elsewhere the browser would ask on every sale
        "iface_print_auto": key == "store_lokka",
        "manual_discount": True,
    }
