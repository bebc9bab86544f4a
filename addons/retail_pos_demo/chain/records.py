"""Records that are made once and found again by XML id, so that loading twice does nothing twice."""

MODULE = "retail_pos_demo"


def ensure(env, model, rows, nb=None):
    """Create the rows that aren't there yet; what people have changed since stays as it is.

    `rows` is {XML id: values}; `nb` is {XML id: {field: Norwegian text}}. Returns {XML id: record}.
    """
    data = [{"xml_id": f"{MODULE}.{name}", "values": values, "noupdate": True} for name, values in rows.items()]
    there = {name for name in rows if find(env, name)}
    records = env[model].with_context(lang="en_US")._load_records(data, update=True)
    for name, record in zip(rows, records, strict=True):
        if name not in there:
            for field, text in ((nb or {}).get(name) or {}).items():
                record.update_field_translations(field, {"nb_NO": text})
    return dict(zip(rows, records, strict=True))


def find(env, name):
    """The record of an XML id, or None."""
    return env.ref(f"{MODULE}.{name}", raise_if_not_found=False) or None


def get(env, name):
    """The record of an XML id that must be there."""
    return env.ref(f"{MODULE}.{name}")


def spread(text, low, high):
    """A whole number from low to high that looks random but is the same every time."""
    number = 0
    for letter in text:
        number = (number * 31 + ord(letter)) % 1_000_003
    return low + (number * 7919 % 1_000_003) % (high - low + 1)
