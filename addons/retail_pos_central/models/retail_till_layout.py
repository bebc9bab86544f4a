"""A till's pages of buttons; edited in the layout editor, drawn by the till. A layout may extend another one."""

import re
import uuid

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import layout_check, layout_diff, layout_extend
from ..tools.canonical import integral

PLACE = re.compile(r"/pages/(?P<page>\d+)(?:/buttons/(?P<button>\d+))?$")
OUT_STATES = ("running", "done", "failed")


def empty_layout():
    return {
        "version": 1,
        "grid": {"columns": 6, "rows": 5},
        "pages": [{"id": "p1", "name": {"en_US": "Page 1", "nb_NO": "Side 1"}, "buttons": []}],
    }


class RetailTillLayout(models.Model):
    _name = "retail.till.layout"
    _inherit = ["retail.document.guard", "retail.content.mixin"]
    _description = "Till Layout"
    _order = "name, id"

    _retail_kind = "layout"
    _retail_resolve = "nearest"

    document = fields.Json(required=True, default=lambda self: empty_layout())
    extends_id = fields.Many2one(
        "retail.till.layout",
        string="Extends",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        help="The layout that this one follows: pages and buttons can be added, changed and hidden here.",
    )
    extension_ids = fields.One2many("retail.till.layout", "extends_id", string="Extended By")
    base_document = fields.Json(compute="_compute_base_document", compute_sudo=True)

    @api.depends("extends_id")
    def _compute_base_document(self):
        for layout in self:
            base = layout.extends_id
            looped = layout._origin in base._retail_line() or layout in base._retail_line()
            layout.base_document = base._retail_whole() if base and not looped else False

    def copy_data(self, default=None):
        return [
            {**values, "name": (default or {}).get("name") or self.env._("%s (copy)", layout.name)}
            for layout, values in zip(self, super().copy_data(default), strict=True)
        ]

    # -- extending ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        layouts = super().create(vals_list)
        layouts._own_what_is_extended()
        return layouts

    def write(self, vals):
        result = super().write(vals)
        if {"document", "extends_id"} & vals.keys():
            self._own_what_is_extended()
        return result

    def _own_what_is_extended(self):
        """The document holds only what is own while the layout extends another, and everything while it doesn't."""
        for layout in self:
            document = layout.document or {}
            if layout.extends_id and not document.get("extends"):
                layout.document = layout_extend.as_own(document, layout._id_prefix())
            elif not layout.extends_id and document.get("extends"):
                layout.document = empty_layout()

    def _id_prefix(self):
        """Ids made in this layout begin with it, so that they never meet ids of the layout it extends."""
        # A record that is not saved yet may have no UUID; what it made first stays in the document.
        made = (self.document or {}).get("ids")
        return made or f"x{(self.retail_uuid or self._origin.retail_uuid or uuid.uuid4().hex)[:4]}-"

    @api.onchange("extends_id")
    def _onchange_extends_id(self):
        before = self._origin.extends_id
        document = self.document or empty_layout()
        if self.extends_id and not document.get("extends"):
            self.document = layout_extend.as_own(document, self._id_prefix())
        elif not self.extends_id and document.get("extends"):
            # On its own again: with all that it had until now.
            whole = layout_extend.compose(before.sudo()._retail_whole(), document) if before else empty_layout()
            self.document = {key: value for key, value in whole.items() if key != "ids"}

    @api.constrains("extends_id")
    def _check_extends(self):
        for layout in self:
            line = layout.sudo()._retail_line()
            if line[-1].extends_id:
                names = [one.display_name for one in line[line.index(line[-1].extends_id) :]]
                raise ValidationError(
                    self.env._("Layouts can't extend each other without end: %s", " → ".join([*names, names[0]])),
                )

    def _retail_line(self):
        """This layout, the one it extends, and so on: each once, even where they run in a loop."""
        line, layout = [], self
        while layout and layout not in line:
            line.append(layout)
            layout = layout.extends_id
        return line

    def _retail_followers(self):
        followers, todo = self.browse(), self
        while todo:
            todo = todo.sudo().extension_ids - followers - self
            followers |= todo
        return followers

    # -- the document ------------------------------------------------------------------

    def _retail_document(self):
        """What tills get. What is extended counts as released last, unless its draft goes out together with this."""
        self.ensure_one()
        own = integral(self.document or empty_layout())
        if not self.extends_id:
            return own
        base = self.sudo().extends_id
        together = self.env.context.get("retail_contents_together", ())
        whole = base._retail_document() if (base._name, base.id) in together else base._released_document()
        return self._composed(whole or base._retail_document(), own)

    def _retail_whole(self):
        """The draft with the drafts of all that it extends, as the editor shows it."""
        line = [integral(layout.document or empty_layout()) for layout in self._retail_line()]
        whole = line.pop()
        while line:
            whole = self._composed(whole, line.pop())
        return whole

    @staticmethod
    def _composed(base, own):
        try:
            return layout_extend.compose(base, own)
        except (AttributeError, KeyError, TypeError):
            return own  # damaged: the check says so

    def _released_document(self):
        """The document of this layout that went out last; None before the first release."""
        lines = self.env["retail.release.line"].sudo()
        last = lines.search(
            [("res_model", "=", self._name), ("res_id", "=", self.id), ("revision_id", "!=", False), ("state", "in", OUT_STATES)],
            order="release_id desc, id desc",
            limit=1,
        )
        return last.revision_id._document() if last else None

    # -- the check -----------------------------------------------------------------------

    def _retail_check(self, document):
        problems = layout_check.check(document)
        if not any(problem["code"] == "not_object" for problem in problems):
            problems += self._check_records(document) + self._check_addresses(document)
        if self.extends_id:
            problems += self._check_left_out()
        return [self._told(problem, document) for problem in problems]

    def _told(self, problem, document):
        """The problem in words, with page and buttons as the reader calls them."""
        place = PLACE.match(problem["path"])
        if not place:
            return {**problem, "message": self._problem_text(problem)}
        lang, page = self.env.lang, document["pages"][int(place["page"])]
        words = dict(problem)
        if place["button"]:
            button = page["buttons"][int(place["button"])]
            words["button"] = layout_check.label_of(button, lang)
            if problem["name"] == layout_check.label_of(button):
                words["name"] = words["button"]
        other = problem.pop("other", None)
        words["other"] = layout_check.label_of(other, lang) if other else ""
        text = self._problem_text(words)
        return {**problem, "message": self.env._("Page “%(page)s”: %(problem)s", page=layout_check.page_name(page, lang), problem=text)}

    def _check_records(self, document):
        """Buttons that lead to goods or categories which aren't (or no longer) sold on tills."""
        problems = []
        for path, action in layout_check.actions(document):
            if action.get("type") == "product" and type(action.get("product_id")) is int:
                product = self.env["product.product"].sudo().browse(action["product_id"]).exists()
                code, level = self._product_problem(product, action)
                if code:
                    record = {"model": "product.product", "res_id": product.id} if product else {}
                    problems.append({"level": level, "path": path, "code": code, "name": product.display_name or "", **record})
            elif action.get("type") == "category" and type(action.get("category_id")) is int:
                if not self.env["pos.category"].sudo().browse(action["category_id"]).exists():
                    problems.append({"level": "error", "path": path, "code": "gone_category"})
        return problems

    @staticmethod
    def _product_problem(product, action):
        if not product:
            return "gone_product", "error"
        if not (product.active and product.available_in_pos and product.sale_ok):
            return "not_sold", "error"
        if not product.lst_price and not action.get("ask_price"):
            return "no_price", "warning"
        return None, None

    def _check_addresses(self, document):
        """Buttons that lead out of the company's own net."""
        allowed = {host for host in re.split(r"[\s,;]+", (self.company_id.retail_intranet_hosts or "").lower()) if host}
        problems = []
        for path, action in layout_check.actions(document):
            host = layout_check.host_of(action.get("url")) if action.get("type") == "url" else None
            if host and not any(host == one or host.endswith(f".{one}") for one in allowed):
                problems.append({"level": "error", "path": path, "code": "foreign_host", "name": host})
        return problems

    def _check_left_out(self):
        try:
            lost = list(layout_extend.left_out(self.sudo().extends_id._retail_whole(), self.document or {}))
        except (AttributeError, KeyError, TypeError):
            return []
        return [
            {"level": "warning", "path": "", "code": "left_out", "name": f"{layout_diff.page_name(page)}: {self._button_name(button)}"}
            for page, button in lost
        ]

    def _problem_text(self, problem):
        name = problem.get("name") or ""
        return {
            "not_object": self.env._("The layout is damaged: %s", name),
            "too_large": self.env._("The layout is too large (%s MB): use fewer or smaller pictures.", name),
            "grid": self.env._("The grid of %s is too large or too small.", name),
            "unknown_action": self.env._("The button “%s” runs an action that doesn't exist.", name),
            "duplicate_page": self.env._("Two pages have the id %s.", name),
            "duplicate_button": self.env._("Two buttons have the id %s.", name),
            "outside": self.env._("The button “%s” lies outside the grid.", name),
            "overlap": self.env._("The button “%(name)s” lies on “%(other)s”.", name=name, other=problem.get("other", "")),
            "color": self.env._("The colour of the button “%s” can't be read.", name),
            "icon": self.env._("The icon of the button “%s” doesn't exist.", name),
            "image": self.env._("The picture of the button “%s” is no PNG, JPEG or WebP.", name),
            "image_size": self.env._("The picture of the button “%(name)s” is larger than %(limit)s kB.", name=name, limit=60),
            "key": self.env._("The button “%s” has a key that can't be used.", name),
            "duplicate_key": self.env._("The button “%s” has the key of another one.", name),
            "role": self.env._("The button “%s” is for a role that doesn't exist.", name),
            "condition": self.env._("When the button “%s” is shown can't be read.", name),
            "text": self.env._("The text of the button “%s” is too long.", name),
            "no_page": self.env._("The button “%s” leads to a page that doesn't exist.", name),
            "no_action": self.env._("The button “%s” has no action.", name),
            "no_label": self.env._("A button has no label."),
            "no_product": self.env._("The button “%s” has no product.", name),
            "no_category": self.env._("The button “%s” has no category.", name),
            "qty": self.env._("The quantity of the button “%s” is not a number above zero.", name),
            "percent": self.env._("The discount of the button “%s” is not a whole percent from 1 to 100.", name),
            "url": self.env._("The address of the button “%s” doesn't begin with https://.", name),
            "foreign_host": self.env._("%s is not among the intranet's addresses in the settings.", name),
            "steps": self.env._("The button “%s” needs 1 to 10 steps, none of them a sequence.", name),
            "gone_product": self.env._("The button “%s” leads to a product that doesn't exist.", problem.get("button", "")),
            "not_sold": self.env._("“%s” is on a button, but isn't sold on tills.", name),
            "no_price": self.env._("“%s” is on a button, but has no price.", name),
            "gone_category": self.env._("The button “%s” leads to a category that doesn't exist.", problem.get("button", "")),
            "left_out": self.env._("“%s” of the extended layout finds no room here.", name),
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
        if action.get("type") == "url":
            return str(action.get("url"))
        if action.get("type") == "sequence":
            return " → ".join(self._action_text({"action": step}) for step in layout_check.steps_of(action))
        return str(action.get("name") or self.env._("nothing"))
