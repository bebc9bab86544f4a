"""A supermarket's layout and a kiosk's, with buttons that only some stores show, and a store's own that follows the first."""

from . import goods
from .records import ensure, get

GREEN, RED, BLUE, BROWN, SLATE, PURPLE = "#2f6f4f", "#a3322b", "#27598c", "#7a4a21", "#3d4852", "#6b3f7a"
BACK = {"page": "quick", "label": ("Back", "Tilbake"), "icon": "fa-arrow-left", "color": SLATE}


def _goods(*codes, **more):
    return [{"goods": code, **more} for code in codes]


def _page_button(page, en, nb, icon, color):
    return {"page": page, "label": (en, nb), "icon": icon, "color": color, "w": 2}


def _actions(*names):
    return [{"action": name, "color": SLATE} for name in names]


SUPERMARKET = {
    "grid": (6, 5),
    "pages": [
        (
            "quick",
            "Quick",
            "Hurtigvalg",
            [
                _page_button("fruit", "Fruit and vegetables", "Frukt og grønt", "fa-leaf", GREEN),
                _page_button("bakery", "Bread", "Brød", "fa-shopping-basket", BROWN),
                _page_button("kiosk", "Hot food", "Varmmat", "fa-coffee", RED),
                *_goods("10005", "11001", "12002", "11026", "20011", "12012"),
                *_goods("20019", "20020", "17007", "20001", "24009", "24001"),
                {"category": "drinks", "w": 2, "color": BLUE, "icon": "fa-tint"},
                {"category": "snacks", "w": 2, "color": PURPLE, "icon": "fa-star"},
                {"category": "household", "w": 2, "color": BLUE, "icon": "fa-home"},
                *_actions("price_check", "discount", "park", "resume", "return", "customer"),
            ],
        ),
        (
            "fruit",
            "Fruit and vegetables",
            "Frukt og grønt",
            [
                *_goods(*(f"10{n:03d}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 19, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33))),
                *_goods("10013", "10017", "10035", "10036", "10038"),
                BACK,
            ],
        ),
        (
            "bakery",
            "Bread",
            "Brød",
            [
                *_goods(*(f"12{n:03d}" for n in range(1, 21))),
                BACK,
            ],
        ),
        (
            "kiosk",
            "Hot food and coffee",
            "Varmmat og kaffe",
            [
                *_goods(*(f"20{n:03d}" for n in range(1, 19))),
                BACK,
            ],
        ),
        (
            "tickets",
            "Tickets and papers",
            "Billetter og aviser",
            [
                *_goods("24001", "24002", "24003"),
                *_goods("24004", stores=("store_bergen", "store_alesund")),
                *_goods("24005", "24006", "24007", "24008", "24009"),
                *_goods("24010", stores=("store_lillehammer", "store_alesund")),
                BACK,
            ],
        ),
        (
            "functions",
            "Functions",
            "Funksjoner",
            [
                {**button, "w": 2}
                for button in _actions(
                    "price_check",
                    "discount",
                    "coupon",
                    "park",
                    "resume",
                    "return",
                    "customer",
                    "reprint",
                    "gift_receipt",
                    "cash_move",
                    "open_drawer",
                    "x_report",
                )
            ]
            + [
                {"action": "text_entry", "color": SLATE, "w": 2},
                {
                    "action": "discount",
                    "more": {"percent": 10},
                    "label": ("Staff discount 10 %", "Ansattrabatt 10 %"),
                    "color": PURPLE,
                    "w": 2,
                },
                {"action": "training", "color": BROWN, "w": 2},
            ],
        ),
    ],
}
KIOSK = {
    "grid": (5, 4),
    "pages": [
        (
            "quick",
            "Kiosk",
            "Kiosk",
            [
                {"goods": "20001", "w": 2},
                *_goods("20010", "20011", "20012"),
                *_goods("20003", "20004", "20008", "20009", "20018"),
                *_goods("18006", "18001", "18011", "17004", "17009"),
                {"page": "more", "label": ("More", "Mer"), "icon": "fa-ellipsis-h", "color": SLATE},
                *_actions("price_check", "park", "resume", "return"),
            ],
        ),
        (
            "more",
            "Sweets and papers",
            "Godteri og aviser",
            [
                *_goods("20013", "20014", "20015", "20016", "20017", "17001", "17003", "17007", "17008", "17010"),
                *_goods("24009", "24010", "24001"),
                *_goods("24004", stores=("store_bergen",)),
                {"page": "quick", "label": ("Back", "Tilbake"), "icon": "fa-arrow-left", "color": SLATE},
            ],
        ),
    ],
}
LAYOUTS = {
    "layout_supermarket": ("Supermarket", SUPERMARKET),
    "layout_kiosk": ("Kiosk", KIOSK),
}


#: Bergen follows the supermarket's layout and has a page of its own, before the functions.
BERGEN = ("fish", "From the fish market", "Fra fisketorget", _goods("14001", "14002", "14003", "14004", "14005", "14006"))


def load(env):
    ensure(env, "retail.till.layout", {key: {"name": name, "document": document(env, plan)} for key, (name, plan) in LAYOUTS.items()})
    values = {"name": "Bergen", "extends_id": get(env, "layout_supermarket").id, "document": _bergen(env)}
    ensure(env, "retail.till.layout", {"layout_bergen": values})


def _bergen(env):
    page, en, nb, buttons = BERGEN
    own = {"id": f"bgo-{page}", "name": {"en_US": en, "nb_NO": nb}, "buttons": list(_flow(env, f"bgo-{page}", 6, buttons))}
    order = ["quick", own["id"], "fruit", "bakery", "kiosk", "tickets", "functions"]
    return {"version": 1, "extends": True, "ids": "bgo-", "pages": [own], "order": order}


def document(env, plan):
    """The layout document of a plan: buttons flow from left to right, row by row."""
    columns, rows = plan["grid"]
    return {
        "version": 1,
        "grid": {"columns": columns, "rows": rows},
        "pages": [
            {"id": page, "name": {"en_US": en, "nb_NO": nb}, "buttons": list(_flow(env, page, columns, buttons))}
            for page, en, nb, buttons in plan["pages"]
        ],
    }


def _flow(env, page, columns, buttons):
    x = y = 0
    for number, button in enumerate(buttons, start=1):
        width = button.get("w", 1)
        if x + width > columns:
            x, y = 0, y + 1
        yield {"id": f"{page}-{number}", "x": x, "y": y, "w": width, "h": 1, **_button(env, button)}
        x += width


def _button(env, button):
    drawn = {"color": button.get("color", "#ffffff"), "icon": button.get("icon"), "picture": "none"}
    if "label" in button:
        drawn["label"] = dict(zip(("en_US", "nb_NO"), button["label"], strict=True))
    if "goods" in button:
        product = goods.variant(env, button["goods"])
        drawn.update(picture="product", label=_names(product), action={"type": "product", "product_id": product.id, "qty": "1"})
    elif "category" in button:
        category = get(env, f"till_{button['category']}")
        drawn.update(label=_names(category), action={"type": "category", "category_id": category.id})
    elif "page" in button:
        drawn["action"] = {"type": "page", "page": button["page"]}
    else:
        drawn["label"] = drawn.get("label") or ACTION_LABELS[button["action"]]
        drawn["action"] = {"type": "action", "name": button["action"], **button.get("more", {})}
    if "stores" in button:
        drawn["if"] = {"stores": [get(env, key).code for key in button["stores"]]}
    return drawn


def _names(record):
    return {lang: record.with_context(lang=lang).name for lang in ("en_US", "nb_NO")}


ACTION_LABELS = {
    name: {"en_US": en, "nb_NO": nb}
    for name, en, nb in (
        ("open_drawer", "Open drawer", "Åpne skuff"),
        ("price_check", "Price check", "Prissjekk"),
        ("customer", "Customer", "Kunde"),
        ("return", "Return", "Retur"),
        ("park", "Park sale", "Parker salg"),
        ("resume", "Resume sale", "Hent parkert"),
        ("discount", "Discount", "Rabatt"),
        ("coupon", "Coupon", "Kupong"),
        ("reprint", "Print copy", "Skriv ut kopi"),
        ("cash_move", "Cash in/out", "Inn-/utbetaling"),
        ("gift_receipt", "Gift receipt", "Byttelapp"),
        ("x_report", "X report", "X-rapport"),
        ("text_entry", "Write text", "Skriv tekst"),
        ("training", "Training", "Øvelse"),
    )
}
