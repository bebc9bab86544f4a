"""What cashiers answer when customers ask: care, warranty, what goes with what, and when the other stores are open."""

import io

from reportlab.lib.pagesizes import A5
from reportlab.pdfgen import canvas

from . import goods
from .records import ensure, find, get
from .stores import STORES

# code: (Norwegian, English)
CARE = {
    "10016": (
        "Holder seg tre dager i kjøleskap. Skyll først rett før servering.",
        "Keeps three days in the fridge. Rinse just before serving.",
    ),
    "10017": (
        "Modnes på benken på to til tre dager; raskere i en pose med en banan.",
        "Ripens on the counter in two to three days; faster in a bag with a banana.",
    ),
    "10005": ("Oppbevares i romtemperatur, ikke i kjøleskap.", "Keep at room temperature, not in the fridge."),
    "13004": (
        "Tas ut av kjøleskapet en time før steking. 55 °C i kjernen for medium, hvil i ti minutter.",
        "Take it out of the fridge an hour before frying. 55 °C inside for medium, rest for ten minutes.",
    ),
    "13008": (
        "Vannes ut i 30 timer, dampes i tre timer på bjørkepinner. Beregn 400 g per person.",
        "Soak for 30 hours, steam for three hours over birch sticks. 400 g a person.",
    ),
    "14015": ("Utvannet og klar til bruk. Bruk innen to dager etter åpning.", "Soaked and ready. Use within two days of opening."),
    "21005": ("Oppbevares tørt og utilgjengelig for barn.", "Keep dry and away from children."),
    "23005": ("Ta ut batteriene når lykten ikke er i bruk over lengre tid.", "Take the batteries out when it is not used for long."),
    "23012": (
        "Ullprogram, 30 °C, vaskemiddel for ull. Tørkes flatt. Luft oftere enn du vasker.",
        "Wool programme, 30 °C, detergent for wool. Dry flat. Air them more often than you wash.",
    ),
    "23013": ("Ullprogram, 30 °C. Formes i våt tilstand og tørkes flatt.", "Wool programme, 30 °C. Shape while wet and dry flat."),
    "23014": ("Ullprogram, 30 °C. Tørkes flatt, aldri i tørketrommel.", "Wool programme, 30 °C. Dry flat, never in a tumble dryer."),
    "23017": ("Oppbevares tørt. Kullet er klart når det er dekket av grå aske.", "Keep dry. The coal is ready when grey ash covers it."),
    "23020": ("Vaskes for hånd før første bruk. Tåler ikke mikrobølgeovn.", "Wash by hand before first use. Not for microwaves."),
    "23026": ("Skjær stilkene på skrå, kjølig vann, ikke ved siden av frukt.", "Cut the stems at a slant, cool water, not beside fruit."),
    "23027": ("Skjær stilkene på skrå og bytt vann annenhver dag.", "Cut the stems at a slant and change the water every other day."),
    "23028": (
        "Lyst, men ikke i direkte sol. Vannes en gang i uken; la vannet renne av.",
        "Bright, but out of direct sun. Water once a week and let it drain.",
    ),
}
# code: (months, Norwegian, English)
WARRANTY = {
    "23001": (24, "Kvitteringen er garantibeviset.", "The receipt is the proof of warranty."),
    "23002": (24, "Kvitteringen er garantibeviset.", "The receipt is the proof of warranty."),
    "23005": (36, "Gjelder lampen, ikke batteriene.", "Covers the lamp, not the batteries."),
    "23006": (36, "Gjelder lykten, ikke batteriene.", "Covers the torch, not the batteries."),
    "23007": (24, "Brudd ved pluggen dekkes.", "Breaks at the plug are covered."),
    "23008": (24, "Ta med lader og kvittering.", "Bring charger and receipt."),
    "23009": (12, "", ""),
    "23010": (12, "Vindskader dekkes ikke.", "Damage by wind isn't covered."),
    "23020": (24, "Lekkasje og tapt isolasjon dekkes.", "Leaks and lost insulation are covered."),
}
# code, relation, other code, Norwegian and English note
LINKS = (
    ("23005", "needs", "23004", "3 stk", "3 pieces"),
    ("23006", "needs", "23003", "2 stk", "2 pieces"),
    ("23006", "alternative", "23005", "", ""),
    ("23007", "fits", "23008", "", ""),
    ("23008", "needs", "23007", "", ""),
    ("23016", "accessory", "13012", "", ""),
    ("23016", "alternative", "23017", "til grill", "for a grill"),
    ("23017", "needs", "23018", "", ""),
    ("23017", "accessory", "13012", "", ""),
    ("23012", "accessory", "23014", "", ""),
    ("23013", "accessory", "23014", "", ""),
    ("23010", "alternative", "23011", "", ""),
    ("13012", "accessory", "12008", "", ""),
    ("13012", "accessory", "16001", "", ""),
    ("13013", "accessory", "12016", "", ""),
    ("13008", "accessory", "10022", "", ""),
    ("15034", "needs", "15036", "", ""),
    ("15034", "accessory", "15035", "", ""),
    ("15036", "accessory", "13001", "", ""),
    ("18020", "needs", "21021", "", ""),
    ("18021", "alternative", "18020", "", ""),
    ("21006", "alternative", "21007", "", ""),
    ("21006", "accessory", "21008", "", ""),
    ("22001", "accessory", "22002", "", ""),
    ("22001", "accessory", "22003", "", ""),
    ("22012", "accessory", "22013", "", ""),
    ("11001", "alternative", "11005", "uten laktose", "without lactose"),
    ("11002", "alternative", "11005", "uten laktose", "without lactose"),
    ("12003", "alternative", "12001", "grovere", "more whole grain"),
    ("18005", "alternative", "18004", "med sukker", "with sugar"),
)
# code: title and lines of a leaflet that cashiers may open, for goods that people ask how to use
LEAFLETS = {
    "23005": (
        "Bruksanvisning hodelykt",
        ("Sett inn tre AAA-batterier, pluss ut.", "Trykk én gang: sterkt lys. To ganger: svakt lys. Tre ganger: rødt lys."),
    ),
    "23008": ("Bruksanvisning hurtiglader", ("Bruk en USB-C-kabel for full fart.", "Dekk ikke laderen til når den er i bruk.")),
}
# store: hours Monday to Friday, Saturday, Sunday
HOURS = {
    "store_lokka": ((7, 23), (8, 22), None),
    "store_lillehammer": ((8, 21), (9, 19), None),
    "store_bergen": ((7, 23), (9, 22), (12, 18)),
    "store_alesund": ((8, 22), (9, 20), None),
}


def load(env):
    _texts(env)
    notes = {}
    rows = {}
    for code, kind, other, nb, en in LINKS:
        name = f"link_{code}_{kind}_{other}"
        rows[name] = {"product_tmpl_id": _template(env, code).id, "kind": kind, "target_id": _template(env, other).id, "note": en}
        notes[name] = {"note": nb}
    ensure(env, "retail.product.link", rows, notes)
    opening = {}
    for key in STORES:
        weekdays, saturday, sunday = HOURS[key]
        for day, span in [*((str(day), weekdays) for day in range(1, 6)), ("6", saturday), ("7", sunday)]:
            if span:
                opening[f"{key}_opening_{day}"] = {"store_id": get(env, key).id, "day": day, "hour_from": span[0], "hour_to": span[1]}
    ensure(env, "retail.store.opening", opening)


def _texts(env):
    """Written once: a marker tells, since the goods themselves were there before."""
    if find(env, f"link_{LINKS[0][0]}_{LINKS[0][1]}_{LINKS[0][2]}"):
        return
    for code, (nb, en) in CARE.items():
        template = _template(env, code)
        template.retail_care = en
        template.update_field_translations("retail_care", {"nb_NO": nb})
    for code, (title, lines) in LEAFLETS.items():
        values = {"name": f"{title}.pdf", "raw": _leaflet(title, lines), "retail_at_till": True}
        env["product.document"].create({**values, "res_model": "product.template", "res_id": _template(env, code).id})
    for code, (months, nb, en) in WARRANTY.items():
        template = _template(env, code)
        template.write({"retail_warranty_months": months, "retail_warranty": en or False})
        if nb:
            template.update_field_translations("retail_warranty", {"nb_NO": nb})


def _template(env, code):
    return goods.variant(env, code).product_tmpl_id


def _leaflet(title, lines):
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A5)
    page.setTitle(title)
    page.setFont("Helvetica-Bold", 16)
    page.drawString(40, 540, title)
    page.setFont("Helvetica", 10)
    for number, line in enumerate(lines):
        page.drawString(40, 510 - 18 * number, line)
    page.save()
    return buffer.getvalue()
