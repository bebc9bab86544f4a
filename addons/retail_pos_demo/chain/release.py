"""What hangs where in the tree, and the first release, so that every till gets its content."""

from odoo.exceptions import UserError

from .campaigns import starts_at
from .records import ensure, find, get

# content, the node or till it is assigned to
ASSIGNED = (
    ("layout_supermarket", "chain"),
    ("layout_bergen", "store_bergen"),
    ("layout_kiosk", "store_lokka_till_2"),
    ("layout_kiosk", "store_bergen_till_2"),
    ("receipt", "chain"),
    ("settings", "chain"),
    ("device_profile", "chain"),
    ("campaign_bakery", "chain"),
    ("campaign_sweets", "chain"),
    ("campaign_coffee", "chain"),
    ("prompt_age", "chain"),
    ("prompt_hours", "chain"),
    ("prompt_charcoal", "chain"),
    # The store's own, so its manager may change it.
    ("campaign_soda", "store_lokka"),
)


def load(env):
    ensure(env, "retail.till.settings", {"settings": {"name": "Kasser i Grønnfink", "return_days": 30}})
    ensure(env, "retail.assignment", {f"{what}_at_{where}": _assignment(env, what, where) for what, where in ASSIGNED})
    if find(env, "first_release"):
        return
    release = ensure(
        env, "retail.release", {"first_release": {"name": "Åpning av kjeden", "note": "Oppsett, kvittering, innstillinger og kampanjer"}}
    )["first_release"]
    # The names of its revisions stay as they read for who releases.
    release = release.with_context(lang="nb_NO")
    release.action_propose()
    release.action_release()
    if release.state in ("draft", "checked"):
        raise UserError("\n".join(f"{problem.content_name}: {problem.message}" for problem in release.problem_ids))
    # The tills have had it for as long as their campaigns are on: last week's sales were priced by it.
    release.released_at = starts_at()


def _assignment(env, what, where):
    content, node = get(env, what), get(env, where)
    place = "config_id" if node._name == "pos.config" else "store_id"
    return {"res_model": content._name, "res_id": content.id, place: node.id}
