"""A till's pages of buttons; edited in the layout editor, drawn by the till."""

from odoo import _, fields, models

from ..tools import layout_check
from ..tools.canonical import integral


def empty_layout():
    return {"version": 1, "grid": {"columns": 6, "rows": 5},
            "pages": [{"id": "p1", "name": {"en_US": "Page 1", "nb_NO": "Side 1"}, "buttons": []}]}


class RetailTillLayout(models.Model):
    _name = "retail.till.layout"
    _inherit = ["retail.content.mixin"]
    _description = "Till Layout"
    _order = "name, id"

    _retail_kind = "layout"
    _retail_resolve = "nearest"

    document = fields.Json(required=True, default=lambda self: empty_layout())

    def _retail_document(self):
        self.ensure_one()
        return integral(self.document or empty_layout())

    def _retail_check(self, document):
        problems = layout_check.check(document)
        problems += self._check_records(document)
        return [{**problem, "message": self._problem_text(problem)} for problem in problems]

    def _check_records(self, document):
        """Buttons that lead to goods or categories which aren't (or no longer) sold on tills."""
        problems = []
        for path, action in layout_check.actions(document):
            if action.get("type") == "product":
                product = self.env["product.product"].sudo().browse(action.get("product_id") or 0).exists()
                code = "no_product" if not product else None
                if product and not (product.active and product.available_in_pos):
                    code = "not_sold"
                if code:
                    problems.append({"level": "error", "path": path, "code": code, "name": product.display_name or "",
                                     "model": "product.product" if product else None, "res_id": product.id or None})
                elif not product.lst_price:
                    problems.append({"level": "warning", "path": path, "code": "no_price", "name": product.display_name,
                                     "model": "product.product", "res_id": product.id})
            elif action.get("type") == "category":
                if not self.env["pos.category"].sudo().browse(action.get("category_id") or 0).exists():
                    problems.append({"level": "error", "path": path, "code": "no_category"})
        return problems

    def _problem_text(self, problem):
        name = problem.get("name") or ""
        return {
            "shape": _("The layout is damaged: %s", name),
            "grid": _("The grid of %s is too large or too small.", name),
            "unknown_action": _("A button runs the unknown action “%s”.", name),
            "no_pages": _("The layout has no page."),
            "double_id": _("%s is used twice as an id.", name),
            "outside": _("The button “%s” lies outside the grid.", name),
            "overlap": _("The button “%s” lies on another one.", name),
            "no_page": _("The button “%s” leads to a page that doesn't exist.", name),
            "no_action": _("The button “%s” has no action.", name),
            "no_label": _("A button has no label."),
            "no_product": _("A button leads to a product that doesn't exist."),
            "not_sold": _("“%s” is on a button, but isn't sold on tills.", name),
            "no_price": _("“%s” is on a button, but has no price.", name),
            "no_category": _("A button leads to a category that doesn't exist."),
        }[problem["code"]]
