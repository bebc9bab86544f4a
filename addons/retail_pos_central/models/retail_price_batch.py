"""Price batches: imported or typed, previewed with margins and warnings, released as dated pricelist items.

All or nothing: a batch with an error is not released, and its items are made in one transaction.
"""

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_datetime

from ..tools import price_import


class RetailPriceBatch(models.Model):
    _name = "retail.price.batch"
    _description = "Price Batch"
    _inherit = ["retail.approval", "retail.store.clock"]
    _order = "id desc"

    name = fields.Char(required=True)
    state = fields.Selection(
        [("draft", "Draft"), ("checked", "Checked"), ("released", "Released"), ("withdrawn", "Withdrawn")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    store_id = fields.Many2one("retail.store", string="For", required=True, index=True, ondelete="restrict", check_company=True)
    pricelist_id = fields.Many2one(related="store_id.pricelist_id")
    date_from = fields.Datetime(string="From", help="Empty: at once.")
    date_to = fields.Datetime(string="To", help="Empty: until another price takes its place.")
    max_change_percent = fields.Float(string="Warn at Changes Above (%)", default=30)
    note = fields.Text(string="Why")
    clock_text = fields.Text(compute="_compute_clock_text", string="When They Switch", help="By your own clock.")
    import_text = fields.Text(string="Paste", help="Barcode and price a line, as copied from a spreadsheet.")
    import_file = fields.Binary(string="File", attachment=True, help="CSV or XLSX with a column for the barcode and one for the price.")
    import_name = fields.Char()
    line_ids = fields.One2many("retail.price.line", "batch_id", string="Prices", copy=True)
    item_ids = fields.One2many("product.pricelist.item", "retail_batch_id", readonly=True)
    line_count = fields.Integer(compute="_compute_counts")
    error_count = fields.Integer(compute="_compute_counts")
    warning_count = fields.Integer(compute="_compute_counts")
    error_text = fields.Char(compute="_compute_counts")
    warning_text = fields.Char(compute="_compute_counts")

    @api.depends("line_ids.level")
    def _compute_counts(self):
        counts = {}
        for batch, level, count in self.env["retail.price.line"]._read_group(
            [("batch_id", "in", self.ids)], ["batch_id", "level"], ["__count"]
        ):
            counts.setdefault(batch, {})[level] = count
        for batch in self:
            levels = counts.get(batch, {})
            batch.line_count = sum(levels.values())
            batch.error_count, batch.warning_count = levels.get("error", 0), levels.get("warning", 0)
            batch.error_text = self.env._("Lines with errors: %s. Nothing is released before they are mended.", batch.error_count)
            batch.warning_text = self.env._("Lines worth a look: %s", batch.warning_count)

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for batch in self:
            if batch.date_from and batch.date_to and batch.date_to <= batch.date_from:
                raise ValidationError(self.env._("The prices end before they start."))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_own_fields(vals)
        return super().create(vals_list)

    def _refuse_own_fields(self, vals):
        if (vals.get("state", "draft") != "draft" or {"checker_id", "approver_id"} & vals.keys()) and not self.env.su:
            raise AccessError(self.env._("A price batch's state can't be entered: check and release it."))

    def write(self, vals):
        self._refuse_own_fields(vals)
        frozen = {"store_id", "date_from", "date_to", "clock", "tz", "line_ids", "company_id", "max_change_percent"} & vals.keys()
        if frozen and any(batch.state in ("released", "withdrawn") for batch in self):
            raise UserError(self.env._("A released price batch can't be changed; withdraw it or make a new one."))
        result = super().write(vals)
        if frozen:
            # Nobody leaves prices at a node that isn't the own one.
            self.check_access("write")
            self._forget_check()
        return result

    def _forget_check(self):
        """What was checked, and perhaps approved, is not what would go any more."""
        self.filtered(lambda batch: batch.state == "checked").sudo().write({"state": "draft", "approver_id": False})

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(batch.state == "released" for batch in self):
            raise UserError(self.env._("Withdraw the prices before deleting the batch."))

    def copy_data(self, default=None):
        return [{**values, "import_file": False, "import_text": False} for values in super().copy_data(default)]

    # -- when ------------------------------------------------------------------------------

    def _zones(self):
        """{time zone: how many stores have it} of the stores that the prices are for; the node's own where there are none."""
        stores = self.env["retail.store"].sudo().search([("id", "child_of", self.store_id.ids), ("kind", "=", "store")])
        return Counter(store._retail_tz() for store in stores) or Counter([self.store_id._retail_tz()])

    @api.depends("clock", "tz", "date_from", "date_to", "store_id")
    @api.depends_context("tz", "lang")
    def _compute_clock_text(self):
        for batch in self:
            zones = batch._zones() if batch.clock == "store" and (batch.date_from or batch.date_to) else {}
            lines = [batch._clock_line(zone, count) for zone, count in sorted(zones.items(), key=str)]
            batch.clock_text = "\n".join(lines) if len(lines) > 1 else False

    def _clock_line(self, zone, count):
        begin, end = (
            moment and format_datetime(self.env, self._retail_on_clock(moment, zone), tz=self.env.context.get("tz"), dt_format="short")
            for moment in (self.date_from, self.date_to)
        )
        return self.env._(
            "%(zone)s (stores: %(count)s): from %(begin)s, to %(end)s",
            zone=zone,
            count=count,
            begin=begin or self.env._("at once"),
            end=end or self.env._("further notice"),
        )

    # -- import ----------------------------------------------------------------------

    def action_import(self):
        """Add the lines of the pasted text and of the file."""
        self.ensure_one()
        self._check_open()
        cells = self.env["retail.table"]._cells(self.with_context(bin_size=False).import_file, self.import_text)
        found = price_import.rows(cells)
        if not found:
            raise UserError(self.env._("No prices were found. Each line needs a barcode and a price."))
        self.env["retail.price.line"]._add(self, found)
        self.write({"import_file": False, "import_name": False, "import_text": False})
        self._check()
        return True

    # -- check and release -----------------------------------------------------------------

    def _check_open(self):
        self.check_access("write")
        if self.state not in ("draft", "checked"):
            raise UserError(self.env._("This price batch has already been released."))

    def action_check(self):
        for batch in self:
            batch._check_open()
            batch._check()
        return True

    def _check(self):
        self.line_ids._check()
        self.invalidate_recordset(["error_count", "warning_count", "line_count"])
        self.check_access("write")
        passed = not self.error_count and self.line_ids
        self.sudo().write({"state": "checked" if passed else "draft", "checker_id": self.env.uid, "approver_id": False})

    def _retail_log_approval(self):
        self.env["retail.audit"]._log("approved", self.env._("Prices approved"), record=self, store=self.store_id)

    def action_release(self):
        """Make the dated pricelist items: all of them, or none."""
        for batch in self:
            batch._check_open()
            was_checked = batch.state == "checked"
            if not was_checked:  # whatever is edited after a check makes it a draft again
                batch._check()
            batch._refuse_unready()
            if was_checked and not batch._holds_still():
                return batch._notify_changed()
            # Rights were checked on the batch and its node; store managers have none on pricelists as such.
            batch.sudo().env["product.pricelist.item"].create([line._item_values() for line in batch.sudo().line_ids])
            batch.sudo().state = "released"
            self.env["retail.audit"]._log(
                "prices",
                self.env._("%(count)s prices released", count=batch.line_count),
                record=batch,
                store=batch.store_id,
                note=batch.note,
            )
        return True

    def _refuse_unready(self):
        if not self.pricelist_id:
            raise UserError(
                self.env._("%s has no pricelist of its own. A chain manager makes one on its form, under Stores.", self.store_id.name)
            )
        if self.date_to and max(self._retail_on_clock(self.date_to, zone) for zone in self._zones()) <= fields.Datetime.now():
            raise UserError(self.env._("The prices have already ended."))
        if self.state != "checked":
            raise UserError(
                self.env._("Lines with errors: %s. Nothing has been released.", self.error_count)
                if self.line_ids
                else self.env._("There are no prices to release.")
            )
        self._refuse_unapproved()

    def _holds_still(self):
        """Whether nothing is worse than it was at the check: goods, costs and other prices go on changing after it."""
        lines = self.line_ids
        before = {line.id: line._weighed() for line in lines}
        lines._check()
        self.invalidate_recordset(["error_count", "warning_count"])
        if all(line.level == "ok" or line._weighed() == before[line.id] for line in lines):
            return True
        self._forget_check()
        return False

    def _notify_changed(self):
        # What was found is worth keeping, so this is no exception.
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger",
                "title": self.env._("Not released"),
                "sticky": True,
                "message": self.env._(
                    "Goods, costs or prices have changed since the check. Look at the lines again, then check and release."
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_withdraw(self):
        """Prices ahead are taken away; prices in force end now."""
        now = fields.Datetime.now()
        for batch in self:
            batch.check_access("write")
            if batch.state != "released":
                raise UserError(self.env._("Only released prices can be withdrawn."))
            batch.sudo().item_ids._retail_withdraw(now)
            batch.sudo().state = "withdrawn"
            self.env["retail.audit"]._log("prices_withdrawn", self.env._("Prices withdrawn"), record=batch, store=batch.store_id)
        return True

    def action_lines(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "retail.price.line",
            "views": [(False, "list")],
            "domain": [("batch_id", "=", self.id)],
            "context": {"default_batch_id": self.id},
        }
