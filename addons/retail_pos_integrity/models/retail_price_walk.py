"""A walk along the shelves with a handheld: scan a label, see the price that counts, note what differs."""

import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.retail_pos_central.tools.plain import plain

from .retail_price_walk_line import OUTCOMES

MOST_PHOTO_BYTES = 12_000_000
MOST_NOTE = 2000


class RetailPriceWalk(models.Model):
    _name = "retail.price.walk"
    _description = "Walk along the Shelves"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    store_id = fields.Many2one("retail.store", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="store_id.company_id", store=True)
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True, default=lambda self: self.env.user)
    started_at = fields.Datetime(string="Started", required=True, readonly=True, default=fields.Datetime.now)
    ended_at = fields.Datetime(string="Ended", readonly=True)
    line_ids = fields.One2many("retail.price.walk.line", "walk_id", string="Checked Labels", readonly=True)
    checked_count = fields.Integer(compute="_compute_counts", store=True, string="Checked")
    difference_count = fields.Integer(compute="_compute_counts", store=True, string="Differences")
    open_count = fields.Integer(compute="_compute_counts", store=True, string="To Mend")

    @api.depends("store_id", "started_at")
    def _compute_name(self):
        for walk in self:
            started = fields.Datetime.context_timestamp(walk, walk.started_at) if walk.started_at else None
            walk.name = f"{walk.store_id.name or ''} {started:%Y-%m-%d %H:%M}" if started else walk.store_id.name

    @api.depends("line_ids.state")
    def _compute_counts(self):
        for walk in self:
            walk.checked_count = len(walk.line_ids)
            walk.difference_count = len(walk.line_ids.filtered(lambda line: line.state != "ok"))
            walk.open_count = len(walk.line_ids.filtered(lambda line: line.state == "open"))

    # -- the handheld ---------------------------------------------------------------------------

    @api.model
    def get_stores(self):
        stores = self.env["retail.store"].search([("kind", "=", "store"), ("company_id", "=", self.env.company.id)])
        return [{"id": store.id, "name": store.name} for store in stores]

    @api.model
    def start(self, store_id):
        """The user's open walk in the store, or a new one."""
        store = self.env["retail.store"].browse(store_id).exists()
        store.check_access("read")
        if store.kind != "store":
            raise UserError(self.env._("Choose a store."))
        walk = self.search([("store_id", "=", store.id), ("user_id", "=", self.env.uid), ("ended_at", "=", False)], limit=1)
        walk = walk or self.sudo().create({"store_id": store.id, "user_id": self.env.uid}).sudo(False)
        return {
            "id": walk.id,
            "lines": walk.line_ids[:20]._for_handheld(),
            "checked": walk.checked_count,
            "differences": walk.difference_count,
            "currency": {"id": store.company_id.currency_id.id, "digits": store.company_id.currency_id.decimal_places},
            "store": {"id": store.id, "name": store.name, "code": store.code or "", "timezone": str(store._retail_tz())},
        }

    def look(self, code):
        """The goods of a scanned code, as a line for the campaign engine and with what a label says; None when unknown."""
        self.ensure_one()
        self.check_access("read")
        product = self._find((code or "").strip())
        if not product:
            return None
        now = fields.Datetime.now()
        (line,) = self.env["retail.campaign.simulator"].get_goods(product.ids, self.store_id.id, f"{now.isoformat()}Z")
        words, _campaign = self.env["retail.label.content"]._fields_of(self.store_id, product, now)
        return {"product_id": product.id, "line": line, "words": words}

    def _find(self, code):
        products = self.env["product.product"]
        if not code:
            return products
        company = products._check_company_domain(self.company_id)
        for field in ("barcode", "default_code"):
            if found := products.search([*company, (field, "=", code)], limit=1):
                return found
        electronic = self.env["retail.esl.label"].search([("store_id", "=", self.store_id.id), ("code", "=", code)], limit=1)
        return electronic.product_id or self.env["product.uom"].search([("barcode", "=", code)], limit=1).product_id

    def note(self, values):
        """Keep what was found at one label; a difference becomes a task. `values` come from a browser."""
        self.ensure_one()
        self.check_access("read")
        if self.ended_at:
            raise UserError(self.env._("This walk has ended; begin a new one."))
        outcome = values.get("outcome") if isinstance(values, dict) else None
        if not isinstance(outcome, str) or outcome not in dict(OUTCOMES):
            raise ValidationError(self.env._("Say what was found."))
        product = self.env["product.product"].browse(values.get("product_id") or []).exists()
        if not product and outcome != "unknown":
            raise ValidationError(self.env._("Scan a label first."))
        product.check_access("read")
        line = (
            self.env["retail.price.walk.line"]
            .sudo()
            .create(
                {
                    "walk_id": self.id,
                    "user_id": self.env.uid,
                    "code": plain(values.get("code"), 100),
                    "product_id": product.id,
                    "outcome": outcome,
                    "till_price": self._money(values.get("till_price")),
                    "shelf_price": self._money(values.get("shelf_price")) if outcome == "wrong_price" else 0.0,
                    "note": plain(values.get("note"), MOST_NOTE) or False,
                    "photo": self._photo(values.get("photo")),
                    "state": "ok" if outcome == "ok" else "open",
                }
            )
        )
        if outcome != "ok":
            line._make_task()
        return {"line": line._for_handheld()[0], "checked": self.checked_count, "differences": self.difference_count}

    def _money(self, minor):
        if isinstance(minor, bool) or not isinstance(minor, int) or not 0 <= minor < 10**12:
            raise ValidationError(self.env._("The price can't be read."))
        return minor / 10**self.company_id.currency_id.decimal_places

    def _photo(self, data):
        if not data:
            return False
        if not isinstance(data, str) or len(data) > MOST_PHOTO_BYTES * 4 // 3:
            raise ValidationError(self.env._("The picture is too large."))
        try:
            base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError):
            raise ValidationError(self.env._("The picture can't be read.")) from None
        return data

    def end(self):
        self.ensure_one()
        self.check_access("read")
        self.sudo().ended_at = fields.Datetime.now()
        self.env["retail.audit"]._log(
            "price_walk",
            self.env._("%(checked)s labels checked, %(wrong)s wrong", checked=self.checked_count, wrong=self.difference_count),
            record=self,
            store=self.store_id,
        )
        return True
