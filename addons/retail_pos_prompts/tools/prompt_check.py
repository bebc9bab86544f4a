"""What is wrong with the document of a prompt; pure. Problems: {"level", "path", "code"}."""

# Moments without a sale, and what can be shown there: nothing that has an answer to keep.
WITHOUT_SALE = {"opening": ("information", "tip"), "time": ("information", "tip"), "closing": ("information", "tip", "confirmation")}


def check(document):
    problems = []

    def error(path, code):
        problems.append({"level": "error", "path": path, "code": code})

    moment, kind = document["moment"], document["kind"]
    if not any(text.strip() for text in document["text"].values()):
        error("/text", "text")
    if moment in WITHOUT_SALE and kind not in WITHOUT_SALE[moment]:
        error("/kind", "no_sale_closing" if moment == "closing" else "no_sale")
    if moment == "product" and not document["items"]:
        error("/items", "goods")
    if moment == "total" and document["min_total"] <= 0:
        error("/min_total", "total")
    if kind == "choice" and (len(document["choices"]) < 2 or any(not "".join(one.values()).strip() for one in document["choices"])):
        error("/choices", "choices")
    if kind == "age" and document["age"]["looks_over"] <= document["age"]["limit"]:
        error("/age", "age")
    if kind == "sale_hours":
        problems += _check_sale_hours(document)
    return problems + _check_window(document)


def _check_window(document):
    problems = []
    if not document["weekdays"]:
        problems.append({"level": "error", "path": "/weekdays", "code": "weekdays"})
    start, end = document["hours"]
    if not "00:00" <= start < end <= "24:00":
        problems.append({"level": "error", "path": "/hours", "code": "hours"})
    if "from" in document and "to" in document and document["from"] >= document["to"]:
        problems.append({"level": "error", "path": "/to", "code": "dates"})
    return problems


def _check_sale_hours(document):
    found = []
    chosen = document["sale_hours"]
    stores = [store for hours in chosen for store in hours["stores"]]
    if not chosen:
        found.append("sale_hours")
    elif sum(not hours["rest"] for hours in chosen) != len(chosen) - 1:
        found.append("sale_hours_rest")
    if len(stores) != len(set(stores)):
        found.append("sale_hours_store")
    if document["moment"] != "product":
        found.append("sale_hours_moment")
    return [{"level": "error", "path": "/sale_hours", "code": code} for code in found]
