"""A till's pages of buttons; edited in the layout editor, drawn by the till."""

from odoo import fields, models

from ..tools import layout_check, layout_diff
from ..tools.canonical import integral


def empty_layout():
    return {
        "version": 1,
        "grid": {"columns": 6, "rows": 5},
        "pages": [{"id": "p1", "name": {"en_US": "Page 1", "nb_NO": "Side 1"}, "buttons": []}],
    }


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
                    problems.append(
                        {
                            "level": "error",
                            "path": path,
                            "code": code,
                            "name": product.display_name or "",
                            "model": "product.product" if product else None,
                            "res_id": product.id or None,
                        }
                    )
                elif not product.lst_price:
                    problems.append(
                        {
                            "level": "warning",
                            "path": path,
                            "code": "no_price",
                            "name": product.display_name,
                            "model": "product.product",
                            "res_id": product.id,
                        }
                    )
            elif action.get("type") == "category":
                if not self.env["pos.category"].sudo().browse(action.get("category_id") or 0).exists():
                    problems.append({"level": "error", "path": path, "code": "no_category"})
        return problems

    def _problem_text(self, problem):
        name = problem.get("name") or ""
        return {
            "shape": self.env._("The layout is damaged: %s", name),
            "grid": self.env._("The grid of %s is too large or too small.", name),
            "unknown_action": self.env._("A button runs the unknown action “%s”.", name),
            "no_pages": self.env._("The layout has no page."),
            "double_id": self.env._("%s is used twice as an id.", name),
            "outside": self.env._("The button “%s” lies outside the grid.", name),
            "overlap": self.env._("The button “%s” lies on another one.", name),
            "no_page": self.env._("The button “%s” leads to a page that doesn't exist.", name),
            "no_action": self.env._("The button “%s” has no action.", name),
            "no_label": self.env._("A button has no label."),
            "no_product": self.env._("A button leads to a product that doesn't exist."),
            "not_sold": self.env._("“%s” is on a button, but isn't sold on tills.", name),
            "no_price": self.env._("“%s” is on a button, but has no price.", name),
            "no_category": self.env._("A button leads to a category that doesn't exist."),
        }[problem["code"]]

    # -- differences in words -------------------------------------------------------

    def _retail_describe(self, old, new):
        return [self._change_text(code, values) for code, values in layout_diff.changes(old, new)]

    def _change_text(self, code, values):
        button, before = values.get("button"), values.get("before")
        page = values.get("page")
        return {
            "grid": lambda: self.env._("The grid changes from %(before)s to %(after)s", **values),
            "page_added": lambda: self.env._("New page “%(page)s” with %(count)s buttons", **values),
            "page_removed": lambda: self.env._("Page “%s” is removed", page),
            "page_renamed": lambda: self.env._("Page “%(before)s” is now called “%(page)s”", **values),
            "button_added": lambda: self.env._(
                "%(page)s: new button “%(button)s” (%(action)s)",
                page=page,
                button=self._button_name(button),
                action=self._action_text(button),
            ),
            "button_removed": lambda: self.env._("%(page)s: button “%(button)s” is removed", page=page, button=self._button_name(button)),
            "button_action": lambda: self.env._(
                "%(page)s: button “%(button)s” leads to %(after)s instead of %(before)s",
                page=page,
                button=self._button_name(button),
                before=self._action_text(before),
                after=self._action_text(button),
            ),
            "button_label": lambda: self.env._(
                "%(page)s: button “%(old_label)s” is now called “%(new_label)s”",
                page=page,
                old_label=values["old_label"],
                new_label=values["new_label"],
            ),
            "button_moved": lambda: self.env._(
                "%(page)s: button “%(button)s” is moved or resized", page=page, button=self._button_name(button)
            ),
            "button_looks": lambda: self.env._(
                "%(page)s: button “%(button)s” looks different", page=page, button=self._button_name(button)
            ),
        }[code]()

    def _button_name(self, button):
        named = any((button.get("label") or {}).values())
        return layout_check.label_of(button) if named else self._action_text(button)

    def _action_text(self, button):
        action = button.get("action") or {}
        if action.get("type") == "product":
            product = self.env["product.product"].sudo().browse(action.get("product_id") or 0).exists()
            return product.display_name or self.env._("a product that doesn't exist")
        if action.get("type") == "category":
            category = self.env["pos.category"].sudo().browse(action.get("category_id") or 0).exists()
            return category.display_name or self.env._("a category that doesn't exist")
        if action.get("type") == "page":
            return self.env._("page %s", action.get("page"))
        return str(action.get("name") or self.env._("nothing"))
