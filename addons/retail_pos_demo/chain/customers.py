"""Customers: members of the loyalty club and firms that buy on account. All names are made up."""

from .records import ensure, get

MEMBERS = (
    ("Ågot Bjørnstad", "Lerkeveien 3", "0558", "Oslo"),
    ("Ola Sætre", "Hakkespettgata 9", "2615", "Lillehammer"),
    ("Kjærsti Øyen", "Ternebryggen 2", "5003", "Bergen"),
    ("Jørgen Hågensen", "Havørngata 5", "6004", "Ålesund"),
    ("Synnøve Lærdal", "Spettmeisveien 1", "0559", "Oslo"),
    ("Bård Fjæreide", "Linerleveien 8", "5004", "Bergen"),
    ("Ingvild Åsgård", "Gråspurvveien 4", "2609", "Lillehammer"),
    ("Terje Nøstdal", "Alkeveien 6", "6005", "Ålesund"),
    ("Åse Brøndbo", "Bokfinkveien 12", "0560", "Oslo"),
    ("Håkon Ræder", "Sivspurvveien 7", "5006", "Bergen"),
    ("Marit Skjærvø", "Stillitsveien 2", "2618", "Lillehammer"),
    ("Eskil Tømmervåg", "Skarvegata 10", "6006", "Ålesund"),
    ("Sarah Whitfield", "Toppmeisveien 4", "0561", "Oslo"),
)
# Their receipts are in English, whatever the till speaks.
ENGLISH = ("Sarah Whitfield",)
FIRMS = (
    ("Måken Kafé AS", "Ternebryggen 4", "5003", "Bergen"),
    ("Løvsanger Barnehage", "Lerkeveien 20", "0558", "Oslo"),
    ("Fossekall Rørservice AS", "Hakkespettgata 15", "2615", "Lillehammer"),
    ("Havsule Rederi AS", "Havørngata 2", "6004", "Ålesund"),
)


def load(env):
    tag = ensure(env, "res.partner.category", {"members": {"name": "Member"}}, {"members": {"name": "Medlem"}})["members"]
    norway = env.ref("base.no").id
    ensure(
        env,
        "res.partner",
        {
            f"member_{number}": {
                "name": name,
                "street": street,
                "zip": zip_code,
                "city": city,
                "country_id": norway,
                "lang": "en_US" if name in ENGLISH else "nb_NO",
                "category_id": [(6, 0, tag.ids)],
                "barcode": f"042{number:09d}",
                "ref": f"{10040 + number}",
                "customer_rank": 1,
            }
            for number, (name, street, zip_code, city) in enumerate(MEMBERS, start=1)
        },
    )
    ensure(
        env,
        "res.partner",
        {
            f"firm_{number}": {
                "name": name,
                "street": street,
                "zip": zip_code,
                "city": city,
                "country_id": norway,
                "lang": "nb_NO",
                "is_company": True,
                "customer_rank": 1,
            }
            for number, (name, street, zip_code, city) in enumerate(FIRMS, start=1)
        },
    )


def member(env, number):
    return get(env, f"member_{number}")
