"""What changes between two revisions, in words a buyer understands."""

from markupsafe import Markup

from odoo import api, models

from ..tools import diff


class RetailDiff(models.AbstractModel):
    _name = "retail.diff"
    _description = "Readable Differences"

    @api.model
    def _describe(self, old, new):
        """Texts of the differences of two documents; either may be None."""
        return [self._text(change) for change in diff.changes(old, new)]

    def _text(self, change):
        code, place, before, after = change
        place = self._place(place)
        if code == "added":
            return self.env._("%(place)s: added %(after)s", place=place, after=after)
        if code == "removed":
            return self.env._("%(place)s: removed %(before)s", place=place, before=before)
        return self.env._("%(place)s: %(before)s → %(after)s", place=place, before=before, after=after)

    def _place(self, place):
        return " / ".join(str(part) for part in place) or self.env._("Content")

    @api.model
    def _line_html(self, line):
        """The change that one release line brings, as a list."""
        content = line._content()
        old = line.sudo().previous_id._document() if line.sudo().previous_id else None
        if line.withdraw:
            return Markup("<i>%s</i>") % self.env._("Is no longer used here")
        if line.sudo().revision_id:
            new = line.sudo().revision_id._document()
        else:
            new = content._retail_document() if content else None
        if old is None:
            return Markup("<i>%s</i>") % self.env._("New here")
        texts = content._retail_describe(old, new) if content else self._describe(old, new)
        if not texts:
            return Markup("<i>%s</i>") % self.env._("No change")
        return Markup("<ul class='mb-0'>%s</ul>") % Markup("").join(Markup("<li>%s</li>") % text for text in texts)
