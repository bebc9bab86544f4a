"""What follows from a till's place in the tree and from how it is set up, worked out once: its manifest's hash, its group, ...

A till asks what another has asked before, and it asks again every few minutes; what the answers hang on changes a few times
a day. One question tells whether any row of that is another than it was, and only then it is all worked out anew.
"""

from odoo import api, models
from odoo.http import request
from odoo.tools import SQL
from odoo.tools.lru import LRU

# Of so many answers each worker knows what they came to; a till has a handful.
KEPT_ANSWERS = 16_384
# The node on which a till hangs, and all above it.
PATH = "id = ANY(string_to_array(trim('/' FROM (SELECT parent_path FROM retail_store WHERE id = %s)), '/')::int[])"


class RetailTillPlace(models.AbstractModel):
    _name = "retail.till.place"
    _description = "Place of a Till"

    def _register_hook(self):
        super()._register_hook()
        self.pool.retail_kept_answers = LRU(KEPT_ANSWERS)

    @api.model
    def _sources(self, config):
        """[(table, which of its rows as SQL, or None for all)] of what is kept by a till's place.

        The fleet's serial stands for all that was released: whatever changes what tills get takes the next one.
        """
        company = SQL("id = %s", config.company_id.id)
        return [
            ("retail_manifest", None),
            ("retail_store", SQL(PATH, config.retail_store_id.id or None)),
            ("res_company", company),
            ("res_partner", SQL("id IN (SELECT partner_id FROM res_company WHERE %s)", company)),
            ("pos_config", SQL("id = %s", config.id)),
            ("pos_config_product_pricelist_rel", SQL("pos_config_id = %s", config.id)),
            ("pos_config_pos_preset_rel", SQL("pos_config_id = %s", config.id)),
            ("pos_category_pos_config_rel", SQL("pos_config_id = %s", config.id)),
            ("product_pricelist", None),
            ("pos_preset", None),
        ]

    @api.model
    def _kept(self, config, name, work_out, still=None):
        """What `work_out` gives for a till, in its language, kept for as long as no row of the sources is another.

        It must hang on nothing else, but on what `still` tells of it (such as the time), and nobody may change it.
        """
        if self.env.context.get("retail_start"):
            # All of a till that loads was read with its start: to work it out asks less than to look.
            return work_out()
        # Nothing is kept while addons are being installed.
        kept, key = getattr(self.pool, "retail_kept_answers", {}), (name, config.id, config.env.lang)
        stamp = self._stamp(config)
        found = kept.get(key)
        if found is None or found[0] != stamp or not (still is None or still(found[1])):
            found = kept[key] = (stamp, work_out())
        return found[1]

    def _stamp(self, config):
        """By it a till's place is known; looked at once for all parts of a question that writes to none of the sources."""
        looked_at = getattr(request, "retail_looked_at", None) if request else None
        if looked_at is None:
            return self._look(config)
        if config.id not in looked_at:
            looked_at[config.id] = self._look(config)
        return looked_at[config.id]

    def _look(self, config):
        return self.env["retail.load"]._stamp(self._sources(config.sudo()))
