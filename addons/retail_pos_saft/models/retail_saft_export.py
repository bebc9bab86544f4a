"""A cash register file: which stores, which days, who made it, and what is wrong with the seals, if anything is."""

import logging
import re
import tempfile
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models, release
from odoo.exceptions import AccessError, UserError, ValidationError

from ..tools.saft import Writer, text

# What a person chooses; the rest says what was made, and by whom.
CHOSEN = {"company_id", "store_ids", "date_from", "date_to"}

_logger = logging.getLogger(__name__)
FAULTS_SHOWN = 200


class RetailSaftExport(models.Model):
    _name = "retail.saft.export"
    _description = "Cash Register File"
    _order = "id desc"
    # More sales than this are written by the scheduled job: a page would give up waiting.
    _at_once = 3000

    name = fields.Char(compute="_compute_name", store=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    store_ids = fields.Many2many(
        "retail.store", string="Stores", help="Stores, or nodes with stores below them. Empty: every store of the company."
    )
    date_from = fields.Date(string="From", required=True, default=lambda self: fields.Date.today().replace(day=1))
    date_to = fields.Date(string="To", required=True, default=fields.Date.today)
    state = fields.Selection(
        [("draft", "Draft"), ("waiting", "Waiting"), ("done", "Done"), ("failed", "Failed")], default="draft", required=True, readonly=True
    )
    user_id = fields.Many2one("res.users", string="Made by", readonly=True)
    made_at = fields.Datetime(readonly=True)
    sale_count = fields.Integer(string="Sales", readonly=True)
    event_count = fields.Integer(string="Events", readonly=True)
    faults = fields.Text(string="Broken Seals", readonly=True)
    failure = fields.Text(string="Why Not", readonly=True)
    attachment_id = fields.Many2one("ir.attachment", string="File", readonly=True, ondelete="restrict")

    @api.depends("date_from", "date_to", "company_id")
    def _compute_name(self):
        for export in self:
            export.name = f"{export.company_id.name or ''} {export.date_from or ''} – {export.date_to or ''}"

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for export in self:
            if export.date_to < export.date_from:
                raise ValidationError(self.env._("The file ends (%(to)s) before it begins (%(from)s).", **export._dates()))
            if export.date_to.year != export.date_from.year:
                raise ValidationError(self.env._("A file holds one year: make one for each (%(from)s to %(to)s).", **export._dates()))

    def _dates(self):
        return {"from": self.date_from, "to": self.date_to}

    # -- making it -------------------------------------------------------------------------------

    def action_make(self):
        """Makes the file at once, or leaves a long one to the scheduled job."""
        for export in self:
            if export.state not in ("draft", "failed"):
                raise UserError(self.env._("This file is made already: make a new one."))
            export._check_company_number()
            export.sudo().write({"user_id": self.env.uid, "state": "waiting", "failure": False})
            self.env["retail.audit"]._log("saft", self.env._("Cash register file %s", export.name), export)
            if self.env["pos.order"].sudo().search_count(export._order_domain(export._tills()), limit=self._at_once + 1) > self._at_once:
                self.env.ref("retail_pos_saft.ir_cron_saft").sudo()._trigger()
            else:
                export.sudo()._make()

    @api.model
    def _cron_make(self):
        for export in self.search([("state", "=", "waiting")], order="id"):
            try:
                with self.env.cr.savepoint():
                    export.with_user(export.user_id).sudo()._make()
            except Exception as error:  # noqa: BLE001 - whatever it is, the one who waits is told
                _logger.exception("Cash register file %s", export.id)
                export.write({"state": "failed", "failure": str(error) or type(error).__name__})
            self.env["ir.cron"]._commit_progress(1)

    def _make(self):
        self.ensure_one()
        tills = self._tills()
        self.env["retail.saft.seal"]._seal_missing(tills)
        faults = []
        with tempfile.TemporaryFile() as file:
            counts = self._write(file, tills, faults)
            file.seek(0)
            attachment = self.env["ir.attachment"].create(
                {"name": self._file_name(), "raw": file.read(), "mimetype": "application/xml", "res_model": self._name, "res_id": self.id}
            )
        self.write(
            {
                "state": "done",
                "made_at": fields.Datetime.now(),
                "attachment_id": attachment.id,
                "faults": "\n".join(faults[:FAULTS_SHOWN]) or False,
                **counts,
            }
        )

    def action_download(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/web/content/{self.attachment_id.id}?download=true", "target": "download"}

    def _file_name(self):
        stamp = fields.Datetime.now().strftime("%Y%m%d%H%M%S")
        return f"SAF-T Cash Register_{self._company_number()}_{stamp}_1_1.xml"

    # -- what it holds --------------------------------------------------------------------------------

    def _company_number(self):
        """Nine digits, from the company's registry number or its VAT number."""
        company = self.company_id
        return next((found for found in (re.sub(r"\D", "", one or "") for one in (company.company_registry, company.vat)) if found), "")

    def _check_company_number(self):
        if len(self._company_number()) != 9:
            raise UserError(
                self.env._("%s has no organisation number of nine digits: enter it as the company's tax ID.", self.company_id.name)
            )

    def _tills(self):
        domain = [("company_id", "=", self.company_id.id), ("retail_store_id", "!=", False)]
        if self.store_ids:
            domain.append(("retail_store_id", "child_of", self.store_ids.ids))
        return self.env["pos.config"].sudo().with_context(active_test=False).search(domain, order="retail_store_id, id")

    def _bounds(self, store):
        """From the first day's midnight to the midnight after the last, by the store's clock, in UTC."""
        zone = store._retail_tz()
        ends = (self.date_from, self.date_to + timedelta(days=1))
        return [zone.localize(datetime.combine(day, time.min)).astimezone(pytz.utc).replace(tzinfo=None) for day in ends]

    def _moments(self, till, field="date"):
        start, end = self._bounds(till.retail_store_id)
        return [("config_id", "=", till.id), (field, ">=", start), (field, "<", end)]

    def _order_domain(self, tills):
        """Every sale of these tills in these days, with room for time zones."""
        start, end = self.date_from - timedelta(days=1), self.date_to + timedelta(days=2)
        return [
            ("config_id", "in", tills.ids),
            ("date_order", ">=", fields.Datetime.to_datetime(start)),
            ("date_order", "<", fields.Datetime.to_datetime(end)),
            ("state", "in", ("paid", "done")),
        ]

    def _write(self, file, tills, faults):
        """Writes the file; `faults` gets what is wrong with seals, in words."""
        counts = {"sale_count": 0, "event_count": 0}
        with Writer(file) as saft:
            saft.add("header", self._header())
            saft.open("company")
            for tag, content in self._master(tills):
                saft.add(tag, content)
            for store, own in tills.grouped("retail_store_id").items():
                saft.open("location")
                for tag, content in self._location(store):
                    saft.add(tag, content)
                for till in own:
                    saft.open("cashregister")
                    saft.add("registerID", self._register_id(till))
                    saft.add("regDesc", text(till.name, 999))
                    for event in self._events(till):
                        saft.add("event", event)
                        counts["event_count"] += 1
                    for sale in self._sales(till, faults):
                        saft.add("cashtransaction", sale)
                        counts["sale_count"] += 1
                    saft.close()
                saft.close()
        return counts

    def _header(self):
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        return {
            "fiscalYear": str(self.date_from.year),
            "startDate": str(self.date_from),
            "endDate": str(self.date_to),
            "curCode": self.company_id.currency_id.name,
            "dateCreated": now.strftime("%Y-%m-%d"),
            "timeCreated": now.strftime("%H:%M:%S"),
            "softwareDesc": "Retail POS Central",
            "softwareVersion": text(f"{self._version()} / Odoo {release.major_version}", 20),
            "softwareCompanyName": "Retail POS Central contributors",
            "auditfileVersion": "1.0",
            "headerComment": ", ".join(self.store_ids.mapped("name"))[:999] or None,
            "userID": f"U{self.env.uid}",
        }

    def _version(self):
        return self.env["ir.module.module"].sudo()._get("retail_pos_saft").installed_version or ""

    @api.model
    def _register_id(self, till):
        return text(f"{till.retail_store_id.code or till.retail_store_id.id}-{till.id}", 100)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_chosen(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_chosen(vals)
        if not self.env.su and any(export.state in ("waiting", "done") for export in self):
            raise UserError(self.env._("This file is made already: make a new one."))
        return super().write(vals)

    def _check_chosen(self, vals):
        """Forms show the rest to read; a call from outside must not write it either."""
        if not self.env.su and set(vals) - CHOSEN:
            raise AccessError(self.env._("What a file says of itself can't be written."))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unmade(self):
        if any(export.state == "done" for export in self):
            raise UserError(self.env._("A file that was made is kept: it shows who took what out."))
