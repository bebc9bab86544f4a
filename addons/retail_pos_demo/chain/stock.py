"""What each store has on its shelves: counted in through Odoo's own inventory adjustment."""

from . import goods
from .records import get, spread
from .stores import STORES


def load(env, checkpoint):
    rows = [row for row in goods.read() if goods.CATEGORIES[row["category"]][4]]
    for key in STORES:
        location = get(env, f"{key}_warehouse").lot_stock_id
        # A store is counted in one transaction: where something lies, all of it does.
        if env["stock.quant"].search_count([("location_id", "=", location.id)], limit=1):
            continue
        values = []
        for row in rows:
            quantity = _quantity(key, row)
            if quantity:
                product = goods.variant(env, row["code"])
                values.append({"product_id": product.id, "location_id": location.id, "inventory_quantity": quantity})
        quants = env["stock.quant"].with_context(inventory_mode=True).create(values)
        quants.action_apply_inventory()
        checkpoint(f"stock of {get(env, key).name}: {len(values)} goods")


def _quantity(store, row):
    """More of what is cheap; now and then a shelf is empty, as in any store."""
    text = store + row["code"]
    if spread(text + "empty", 1, 25) == 1:
        return 0
    most = 240 if float(row["price"]) < 40 else 90 if float(row["price"]) < 100 else 30
    return spread(text, most // 6, most) + (spread(text + "g", 0, 9) / 10 if row["weighed"] == "1" else 0)
