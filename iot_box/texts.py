"""What the status page says, in the language of whoever opens it."""

import re

TEXTS = {
    "en": {
        "title": "Store box",
        "display_title": "Customer display",
        "pair_title": "Pair this box",
        "pair_help": "In Odoo, open Retail Chain › Devices › Pair a Box, and type this code. It is valid for 15 minutes.",
        "link": "Connection to Odoo",
        "link_local": "Not used: this box has its own configuration file.",
        "link_unpaired": "Waiting to be paired",
        "link_paired": "Paired",
        "link_never": "no contact since the box was started",
        "link_last": "last contact {age} ago",
        "link_failing": "Odoo can't be reached now. The tills keep working; what is new follows later.",
        "link_failing_unpaired": "Odoo can't be reached now, so the code can't be used yet.",
        "config_error": "The last configuration from Odoo can't be used; the one before is still in use: {error}",
        "devices": "Devices",
        "no_devices": "No devices yet. Add them in Odoo.",
        "ready": "ready",
        "starting": "starting",
        "disconnected": "not connected",
        "error": "needs attention",
        "waiting": "{count} print jobs wait",
        "version": "Version {version}",
        "box_id": "Box {id}",
        "printer": "printer",
        "scanner": "scanner",
        "terminal": "card terminal",
        "scale": "scale",
        "display": "display",
        "drawer": "cash drawer",
    },
    "nb": {
        "title": "Butikkboks",
        "display_title": "Kundeskjerm",
        "pair_title": "Koble til denne boksen",
        "pair_help": "Åpne Butikkjede › Enheter › Koble til en boks i Odoo, og skriv inn denne koden. Den gjelder i 15 minutter.",
        "link": "Forbindelse til Odoo",
        "link_local": "Ikke i bruk: boksen har sin egen konfigurasjonsfil.",
        "link_unpaired": "Venter på å bli koblet til",
        "link_paired": "Koblet til",
        "link_never": "ingen kontakt siden boksen ble startet",
        "link_last": "sist kontakt for {age} siden",
        "link_failing": "Odoo kan ikke nås nå. Kassene virker likevel; det nye kommer senere.",
        "link_failing_unpaired": "Odoo kan ikke nås nå, så koden kan ikke brukes ennå.",
        "config_error": "Den siste konfigurasjonen fra Odoo kan ikke brukes; den forrige gjelder fortsatt: {error}",
        "devices": "Enheter",
        "no_devices": "Ingen enheter ennå. Legg dem til i Odoo.",
        "ready": "klar",
        "starting": "starter",
        "disconnected": "ikke tilkoblet",
        "error": "trenger tilsyn",
        "waiting": "{count} utskrifter venter",
        "version": "Versjon {version}",
        "box_id": "Boks {id}",
        "printer": "skriver",
        "scanner": "skanner",
        "terminal": "bankterminal",
        "scale": "vekt",
        "display": "kundeskjerm",
        "drawer": "pengeskuff",
    },
}

PROBLEMS = {
    "paper_low": {"en": "The printer's paper is almost used up.", "nb": "Skriverens papir er nesten brukt opp."},
    "paper_out": {"en": "The printer has no paper.", "nb": "Skriveren mangler papir."},
    "cover_open": {"en": "The printer's cover is open.", "nb": "Lokket på skriveren er åpent."},
    "printer_offline": {"en": "The printer does not answer.", "nb": "Skriveren svarer ikke."},
    "printer_error": {"en": "The printer reports an error.", "nb": "Skriveren melder feil."},
    "no_screen": {"en": "No tablet shows this display's page.", "nb": "Ingen nettbrett viser siden til denne kundeskjermen."},
    "ribbon_out": {"en": "The label printer has no ribbon.", "nb": "Etikettskriveren mangler fargebånd."},
    "printer_paused": {"en": "The printer is paused. Press its pause key.", "nb": "Skriveren står på pause. Trykk på pausetasten."},
    "flooding": {"en": "The scanner sends without end. Unplug it.", "nb": "Skanneren sender uten stans. Trekk ut pluggen."},
    "not_grabbed": {
        "en": "The scanner can't be kept from the console: {message}",
        "nb": "Skanneren kan ikke holdes unna konsollen: {message}",
    },
    "disconnected": {"en": "The device is not plugged in.", "nb": "Enheten er ikke koblet til."},
    "invalid_config": {"en": "The settings can't be used: {message}", "nb": "Innstillingene kan ikke brukes: {message}"},
    "timeout": {"en": "The device does not answer.", "nb": "Enheten svarer ikke."},
    "terminal_offline": {"en": "The card terminal does not answer.", "nb": "Bankterminalen svarer ikke."},
}


def problem_text(code: str, message: str, lang: str) -> str:
    """What to tell people of a problem; the technical message where there is no text for the code."""
    text = PROBLEMS.get(code, {}).get(lang)
    return text.format(message=message) if text else message


def language(asked: str | None, accepted: str) -> str:
    """nb for whoever reads a Norwegian, else en."""
    first = re.split(r"[,;]", asked or accepted)[0].strip().lower()[:2]
    return "nb" if first in ("nb", "no", "nn") else "en"
