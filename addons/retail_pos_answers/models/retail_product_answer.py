"""The rows that a till's product panel is made of: one for each product template of which something is known.

{"id": 7, "care": {"nb_NO": "…"}, "warranty_months": 24, "warranty": {…},
 "links": [{"kind": "needs", "id": 9, "name": {…}, "code": "7038…", "note": {…}}],
 "documents": [{"id": 3, "name": "Manual.pdf", "mimetype": "application/pdf", "url": "/web/content/…", "size": 120000}]}
"""

from odoo import api, models
from odoo.fields import Domain

PAGE = 1000
KNOWN = (
    Domain("retail_care", "!=", False)
    | Domain("retail_warranty_months", ">", 0)
    | Domain("retail_warranty", "!=", False)
    | Domain("retail_link_ids", "!=", False)
    | Domain("product_document_ids", "any", [("retail_at_till", "=", True)])
)


class RetailProductAnswer(models.AbstractModel):
    _name = "retail.product.answer"
    _description = "What Tills Know of Goods"

    @api.model
    def _page(self, config, after):
        """(rows, id to go on from or None): all that is known, a page at a time, in the order of template ids."""
        domain = KNOWN & Domain("id", ">", after) & self._sold(config)
        templates = self._templates(config).search(domain, order="id", limit=PAGE)
        return self._read(templates), templates[-1:].id if len(templates) == PAGE else None

    @api.model
    def _rows(self, config, ids):
        """The rows of those of these templates that are sold on the till and of which something is known."""
        return self._read(self._templates(config).search(KNOWN & Domain("id", "in", ids) & self._sold(config), order="id"))

    def _templates(self, config):
        return self.env["product.template"].sudo().with_company(config.company_id)

    def _sold(self, config):
        return Domain("available_in_pos", "=", True) & Domain("company_id", "in", (False, config.company_id.id))

    def _read(self, templates):
        languages = [code for code, _label in self.env["res.lang"].get_installed()]

        def texts(record, name):
            found = {code: record.with_context(lang=code)[name] for code in languages}
            return {code: text for code, text in found.items() if text}

        return [
            {
                "id": template.id,
                "care": texts(template, "retail_care"),
                "warranty_months": template.retail_warranty_months,
                "warranty": texts(template, "retail_warranty"),
                "links": [
                    {
                        "kind": link.kind,
                        "id": link.target_id.id,
                        "name": texts(link.target_id, "name"),
                        "code": link.target_id.product_variant_ids[:1].barcode or link.target_id.product_variant_ids[:1].default_code or "",
                        "note": texts(link, "note"),
                    }
                    for link in template.retail_link_ids
                    if link.target_id.active
                ],
                "documents": [
                    {
                        "id": document.id,
                        "name": document.name,
                        "mimetype": document.mimetype or "",
                        "url": document.url if document.type == "url" else f"/retail_pos/till/document/{document.id}",
                        "size": document.file_size or 0,
                    }
                    for document in template.product_document_ids.filtered("retail_at_till").sorted("sequence")
                    # a till opens pages and files, never a script that somebody wrote as an address
                    if document.type != "url" or (document.url or "").startswith(("https://", "http://"))
                ],
            }
            for template in templates
        ]
