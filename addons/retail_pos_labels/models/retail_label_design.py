"""What a label looks like: elements with fields on a size, and the sheet it is printed on."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import label_layout, label_pdf, label_presets

KINDS = [("shelf", "Shelf label"), ("poster", "Poster"), ("jewellery", "Jewellery label")]


class RetailLabelDesign(models.Model):
    _name = "retail.label.design"
    _inherit = ["retail.document.guard"]
    _description = "Label Design"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    kind = fields.Selection(KINDS, required=True, default="shelf")
    document = fields.Json(required=True, default=lambda self: label_presets.preset("shelf"))
    width_mm = fields.Float(compute="_compute_size", string="Width (mm)", digits=(6, 1))
    height_mm = fields.Float(compute="_compute_size", string="Height (mm)", digits=(6, 1))
    categ_ids = fields.Many2many(
        "product.category", string="For Categories", help="Goods of these categories get this label. Empty: all goods that no other has."
    )
    pagination = fields.Selection(
        [("a4", "Several on an A4 sheet"), ("a5", "Several on an A5 sheet"), ("own", "One page a label")],
        string="Paper",
        required=True,
        default="a4",
    )
    margin_x_mm = fields.Float(string="Left and Right Margin (mm)", default=8, digits=(5, 1))
    margin_y_mm = fields.Float(string="Top and Bottom Margin (mm)", default=10, digits=(5, 1))
    gap_mm = fields.Float(string="Gap (mm)", default=2, digits=(5, 1))
    per_sheet = fields.Integer(compute="_compute_per_sheet", string="Labels a Sheet")

    @api.depends("document")
    def _compute_size(self):
        for design in self:
            document = design.document or {}
            design.width_mm, design.height_mm = document.get("width_mm") or 0, document.get("height_mm") or 0

    @api.depends("document", "pagination", "margin_x_mm", "margin_y_mm", "gap_mm")
    def _compute_per_sheet(self):
        for design in self:
            sheet = design._sheet()
            columns, rows = label_pdf.per_sheet(design.width_mm, design.height_mm, sheet) if sheet and design.width_mm else (1, 1)
            design.per_sheet = max(columns, 0) * max(rows, 0) or 1

    def _sheet(self):
        if self.pagination == "own":
            return None
        return {"page": self.pagination, "margin_x_mm": self.margin_x_mm, "margin_y_mm": self.margin_y_mm, "gap_mm": self.gap_mm}

    @api.constrains("document")
    def _check_document(self):
        for design in self:
            found = label_layout.problems(design.document or {})
            if found:
                raise ValidationError("\n".join(design._problem_text(*problem) for problem in found))

    @api.constrains("margin_x_mm", "margin_y_mm", "gap_mm")
    def _check_sheet(self):
        for design in self:
            if not all(0 <= side <= 60 for side in (design.margin_x_mm, design.margin_y_mm, design.gap_mm)):
                raise ValidationError(self.env._("Margins and gap are from 0 to 60 mm."))

    def _problem_text(self, code, place, value):
        texts = {
            "size": self.env._("A label is from 10 to 450 mm wide and high."),
            "empty": self.env._("The label has no elements."),
            "type": self.env._("Element %(place)s: “%(value)s” is unknown.", place=(place or 0) + 1, value=value),
            "numbers": self.env._("Element %(place)s: place and size must be numbers, not below 0.", place=(place or 0) + 1),
            "outside": self.env._("Element %(place)s (%(value)s) doesn't lie within the label.", place=(place or 0) + 1, value=value),
            "field": self.env._("Element %(place)s: there is no field {%(value)s}.", place=(place or 0) + 1, value=value),
            "no_text": self.env._("Element %(place)s has no text.", place=(place or 0) + 1),
        }
        return texts[code]

    # -- presets -----------------------------------------------------------------------------

    @api.model
    def _preset_names(self):
        return {
            "shelf": self.env._("Shelf label 60 × 40 mm"),
            "shelf_small": self.env._("Small shelf label 40 × 25 mm"),
            "poster_a6": self.env._("Poster A6"),
            "poster_a5": self.env._("Poster A5"),
            "poster_a4": self.env._("Poster A4"),
            "jewellery": self.env._("Jewellery label 30 × 15 mm"),
        }

    @api.model
    def get_presets(self):
        """For the designer: [{"code", "name", "document"}]."""
        return [{"code": code, "name": name, "document": label_presets.preset(code)} for code, name in self._preset_names().items()]

    @api.model
    def _ensure_presets(self, company):
        if self.sudo().with_context(active_test=False).search_count([("company_id", "=", company.id)], limit=1):
            return
        names = {lang: self.with_context(lang=lang)._preset_names() for lang, _label in self.env["res.lang"].get_installed()}
        for sequence, code in enumerate(self._preset_names(), start=1):
            kind = code.split("_")[0]
            design = self.sudo().create(
                {
                    "name": code,
                    "sequence": sequence * 10,
                    "company_id": company.id,
                    "kind": kind,
                    "document": label_presets.preset(code),
                    "pagination": "own" if kind == "poster" else "a4",
                }
            )
            design.update_field_translations("name", {lang: texts[code] for lang, texts in names.items()})

    @api.model
    def _for_product(self, product, company):
        """The shelf design of a product: its category's, or one above it, else the first for all goods."""
        designs = self.sudo().search([("company_id", "=", company.id), ("kind", "!=", "poster")])
        category = product.categ_id
        while category:
            own = designs.filtered(lambda design, category=category: category in design.categ_ids)
            if own:
                return own[0]
            category = category.parent_id
        return designs.filtered(lambda design: not design.categ_ids and design.kind == "shelf")[:1]

    # -- the designer -------------------------------------------------------------------------

    @api.model
    def preview(self, document, product_id=False, store_id=False, campaign=True):
        """A label document of a design as it stands, with real goods or made-up ones, and its problems."""
        found = label_layout.problems(document)
        texts = [{"message": self._problem_text(*problem), "place": problem[1]} for problem in found]
        if found:
            return {"document": None, "problems": texts}
        content = self.env["retail.label.content"]
        product = self.env["product.product"].browse(product_id).exists()
        store = self.env["retail.store"].browse(store_id).exists()
        product.check_access("read")
        store.check_access("read")
        if product and store:
            fields_, in_campaign = content._fields_of(store, product)
        else:
            fields_, in_campaign = content._sample(campaign), campaign
        drawn = label_layout.layout(document, fields_, in_campaign, label_pdf.measure)
        for element in drawn["elements"]:
            if element["type"] == "text":
                # A browser's letters may be wider than the printed ones; it draws them as wide as these.
                element["printed_mm"] = round(label_pdf.measure(element["text"], element.get("bold")) * element["size_mm"], 2)
        return {"document": drawn, "problems": []}
