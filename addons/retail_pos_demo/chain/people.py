"""Who works in the chain. The passwords are for the demo only and no secret."""

from .records import ensure, get

# key: title, login, name, language, groups, stores that the person manages
PEOPLE = {
    "chain_manager": (
        "Chain manager",
        "solveig",
        "Solveig Åsen",
        "en_US",
        ("retail_pos_central.group_retail_chain_manager", "point_of_sale.group_pos_manager", "stock.group_stock_manager"),
        ("chain",),
    ),
    "store_manager": (
        "Store manager, Løkka",
        "amund",
        "Amund Bråten",
        "nb_NO",
        ("retail_pos_central.group_retail_store_manager", "point_of_sale.group_pos_user", "stock.group_stock_user"),
        ("store_lokka",),
    ),
    "cashier": ("Cashier, in Norwegian", "kari", "Kari Nordmann", "nb_NO", ("point_of_sale.group_pos_user",), ()),
    "cashier_english": ("Cashier, in English", "liam", "Liam Østby", "en_US", ("point_of_sale.group_pos_user",), ()),
    "trainee": ("Cashier in training", "nora", "Nora Fløysand", "nb_NO", ("point_of_sale.group_pos_user",), ()),
}


def password(login):
    return f"demo-{login}"


def accounts():
    """{key: {title, login, password}}."""
    return {key: {"title": title, "login": login, "password": password(login)} for key, (title, login, *_rest) in PEOPLE.items()}


def load(env):
    ensure(
        env(context={**env.context, "no_reset_password": True}),
        "res.users",
        {
            f"user_{key}": {
                "name": name,
                "login": login,
                "password": password(login),
                "lang": lang,
                "tz": "Europe/Oslo",
                "email": f"{login}@gronnfink.example",
                "company_id": env.company.id,
                "company_ids": [(6, 0, env.company.ids)],
                "group_ids": [(4, env.ref(group).id) for group in ("base.group_user", *groups)],
                "retail_store_ids": [(6, 0, [get(env, store).id for store in places])],
            }
            for key, (_title, login, name, lang, groups, places) in PEOPLE.items()
        },
    )
    for node, user in (("chain", "user_chain_manager"), ("store_lokka", "user_store_manager")):
        if not get(env, node).responsible_id:
            get(env, node).responsible_id = get(env, user)
    ensure(env, "retail.trainee", {"trainee": {"user_id": get(env, "user_trainee").id, "note": "Begynte i november"}})
