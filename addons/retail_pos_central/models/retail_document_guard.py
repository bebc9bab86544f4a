"""Documents that are edited as a whole: who saves one that somebody else has saved meanwhile is told, instead of undoing it."""

import hashlib
import json

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime


class RetailDocumentGuard(models.AbstractModel):
    _name = "retail.document.guard"
    _description = "Document Edited as a Whole"

    # Without @depends, so that a form does not ask for it anew with each change: it is that of what was opened.
    document_version = fields.Char(compute="_compute_document_version")
    document_seen = fields.Char(
        compute="_compute_document_seen",
        readonly=False,
        help="With a changed document, its editor sends the version that it began with.",
    )

    def _compute_document_version(self):
        for record in self:
            kept = record._origin
            words = json.dumps(kept.document, sort_keys=True)
            record.document_version = bool(kept) and hashlib.sha256(words.encode()).hexdigest()[:16]

    def _compute_document_seen(self):
        self.document_seen = False

    def write(self, vals):
        seen = vals.get("document_seen")
        vals = {name: value for name, value in vals.items() if name != "document_seen"}
        if "document" not in vals:
            return super().write(vals)
        self.invalidate_recordset(["document_version"], flush=False)
        if seen and any(record.document_version != seen for record in self):
            raise UserError(
                self.env._(
                    "%(who)s saved this at %(time)s, after you had opened it, and saving yours would undo that. Discard your changes, load "
                    "the page anew, and make them again on what is there now.",
                    who=self.write_uid[:1].sudo().name,
                    time=format_datetime(self.env, max(self.mapped("write_date")), dt_format="short"),
                )
            )
        result = super().write(vals)
        self.invalidate_recordset(["document_version"], flush=False)
        return result
