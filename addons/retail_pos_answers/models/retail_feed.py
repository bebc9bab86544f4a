"""What is known of goods goes to the tills with the change feed, as rows of `retail.product.answer`."""

from odoo import api, models

from odoo.addons.retail_pos_central.tools.feed_sql import Track

ANSWER = "retail.product.answer"


class RetailFeed(models.AbstractModel):
    _inherit = "retail.feed"

    @api.model
    def _tracked(self):
        return (
            *super()._tracked(),
            Track("product_template", ANSWER, ("retail_care", "retail_warranty_months", "retail_warranty")),
            Track("retail_product_link", ANSWER, ("kind", "target_id", "note", "sequence"), "product_tmpl_id"),
            Track("product_document", ANSWER, ("retail_at_till", "active", "sequence", "ir_attachment_id"), "retail_template_id"),
        )

    def _delta(self, config, ids):
        records, deleted = super()._delta(config, ids)
        changed = ids.get(ANSWER)
        if changed:
            rows = config.env[ANSWER].sudo()._rows(config, sorted(changed))
            records[ANSWER] = rows
            deleted[ANSWER] = sorted(changed - {row["id"] for row in rows})
        return records, deleted
