"""Boxes: the small computers in the stores that hold scanners, printers and card terminals."""

import hmac
from datetime import timedelta

from odoo import _, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.orm.models import NO_ACCESS

from ..tools import box_address, ed25519, pairing

# A box syncs every ten seconds or so; one that was not heard of for this long has a trouble.
LATE_AFTER_S = 90
OFFLINE_AFTER_S = 10 * 60
# Whom the server trusts is decided by pairing alone, whatever a client writes.
PINNED = {"state", "box_uuid", "public_key", "pairing_secret", "paired_at", "paired_by_id"}


class RetailBox(models.Model):
    _name = "retail.box"
    _description = "Box in a Store"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "store_id, name, id"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    store_id = fields.Many2one(
        "retail.store",
        required=True,
        index=True,
        tracking=True,
        ondelete="restrict",
        domain="[('kind', '=', 'store')]",
    )
    company_id = fields.Many2one(related="store_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        tracking=True,
        default=lambda self: self.env.user,
        help="Gets an activity when the box or one of its devices stays away.",
    )
    device_ids = fields.One2many("retail.device", "box_id", string="Devices")
    device_count = fields.Integer(compute="_compute_device_count")
    payment_ids = fields.One2many("retail.box.payment", "box_id", string="Card payments")

    # Pairing
    state = fields.Selection(
        [("new", "Not paired"), ("paired", "Paired"), ("unpaired", "Pairing ended")],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    box_uuid = fields.Char("Box ID", readonly=True, copy=False, index=True)
    public_key = fields.Char(readonly=True, copy=False)
    fingerprint = fields.Char("Key", compute="_compute_fingerprint", help="Short form of the key that was pinned.")
    # Of the typed code, until the box has taken our keys and signs.
    pairing_secret = fields.Char(readonly=True, copy=False, groups=NO_ACCESS)
    paired_at = fields.Datetime(readonly=True, copy=False)
    paired_by_id = fields.Many2one("res.users", string="Paired by", readonly=True, copy=False)

    # Where the tills find it
    reported_address = fields.Char("Address from the box", readonly=True, copy=False)
    own_address = fields.Char(
        "Other address",
        tracking=True,
        help="Where the tills reach the box, if not at the address that it reports, such as https://box.store12.example.",
    )
    address = fields.Char("Address for the tills", compute="_compute_address")
    extra_origins = fields.Text(
        "More web addresses of the tills",
        tracking=True,
        help="One a line. Pages from Odoo's own web address may use the box; name others here, such as http://odoo.local:8069.",
    )
    extra_hosts = fields.Text("More names of the box", tracking=True, help="One a line, without http:// and port.")

    # Health
    version = fields.Char(readonly=True, copy=False)
    last_seen = fields.Datetime(readonly=True, copy=False)
    clock_error_s = fields.Integer("Clock error (s)", readonly=True, copy=False, help="How far the box's clock is ahead of the server's.")
    applied_revision = fields.Char("Configuration in use", readonly=True, copy=False)
    config_error = fields.Char("Refused by the box", readonly=True, copy=False)
    report_digest = fields.Char(readonly=True, copy=False, help="Of the last report that was taken in.")
    is_current = fields.Boolean("Uses the latest configuration", readonly=True, copy=False)
    jobs_waiting = fields.Integer("Prints waiting", readonly=True, copy=False)
    unresolved_count = fields.Integer("Unresolved card payments", compute="_compute_unresolved_count")
    health = fields.Selection(
        [("never", "Never seen"), ("ok", "OK"), ("late", "Late"), ("trouble", "Trouble"), ("offline", "Offline")],
        compute="_compute_health",
        search="_search_health",
    )
    health_note = fields.Char("What is wrong", compute="_compute_health")

    _unique_uuid = models.UniqueIndex("(box_uuid) WHERE box_uuid IS NOT NULL", "This box is already paired")

    @api.depends("device_ids")
    def _compute_device_count(self):
        for box in self:
            box.device_count = len(box.device_ids)

    @api.depends("payment_ids.state")
    def _compute_unresolved_count(self):
        counts = dict(
            self.env["retail.box.payment"]._read_group([("box_id", "in", self.ids), ("state", "=", "unknown")], ["box_id"], ["__count"])
        )
        for box in self:
            box.unresolved_count = counts.get(box, 0)

    @api.depends("public_key")
    def _compute_fingerprint(self):
        for box in self:
            box.fingerprint = ed25519.fingerprint(box.public_key) if box.public_key else False

    @api.depends("own_address", "reported_address")
    def _compute_address(self):
        for box in self:
            box.address = box_address.clean_url(box.own_address or box.reported_address) or False

    @api.depends("state", "last_seen", "device_ids.state", "device_ids.snapshot", "payment_ids.state", "payment_ids.is_contradicted")
    def _compute_health(self):
        now = fields.Datetime.now()
        for box in self:
            box.health, box.health_note = box._retail_health(now)

    def _retail_health(self, now):
        self.ensure_one()
        if self.state != "paired" or not self.last_seen:
            return "never", _("Not paired yet") if self.state != "paired" else _("Paired, not heard of since")
        silent_s = int((now - self.last_seen).total_seconds())
        long_ago = silent_s >= 120
        silence = _("Not heard of for %s minutes", silent_s // 60) if long_ago else _("Not heard of for %s seconds", silent_s)
        if silent_s > OFFLINE_AFTER_S:
            return "offline", silence
        if silent_s > LATE_AFTER_S:
            return "late", silence
        notes = self.device_ids.filtered(lambda device: device.state in ("error", "disconnected")).mapped(
            lambda device: f"{device.name}: {device.trouble}"
        )
        if self.config_error:
            notes.append(_("The box can't use its configuration: %s", self.config_error))
        if self.unresolved_count:
            notes.append(_("%s card payments without a known outcome", self.unresolved_count))
        if contradicted := self._retail_contradicted():
            notes.append(contradicted)
        if notes:
            return "trouble", " · ".join(notes)
        warnings = [f"{device.name}: {warning}" for device in self.device_ids if (warning := device._retail_warning())]
        return "ok", " · ".join(warnings) or False

    def _retail_contradicted(self):
        """Card payments that a person decided otherwise than the terminal does: the till's money and the bank's differ."""
        payments = self.env["retail.box.payment"].search([("box_id", "in", self.ids), ("is_contradicted", "=", True)])
        names = ", ".join(payments.mapped("display_name"))
        return self.env._("The terminal says otherwise than a person decided: %s", names) if payments else False

    def _search_health(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        found = self.sudo().search([]).filtered(lambda box: box._retail_health(now)[0] in value)
        return [("id", "in", found.ids)]

    @api.constrains("own_address", "extra_origins", "extra_hosts")
    def _check_addresses(self):
        for box in self:
            if box.own_address and not box_address.clean_url(box.own_address):
                raise ValidationError(_("“%s” is no web address, such as http://192.168.1.20:8910", box.own_address))
            for line in box_address.lines(box.extra_origins):
                if not box_address.origin_of(line):
                    raise ValidationError(_("“%s” is no web address, such as http://odoo.local:8069", line))
            for line in box_address.lines(box.extra_hosts):
                if box_address.host_of(f"http://{line}") != line.lower():
                    raise ValidationError(_("“%s” is no name of a computer, such as box.store12.example", line))

    @api.constrains("store_id")
    def _check_store(self):
        for box in self:
            foreign = box.device_ids.config_ids.filtered(lambda till, box=box: till.retail_store_id != box.store_id)
            if foreign:
                raise ValidationError(
                    _(
                        "Take these tills from the box's devices before the box moves to %(store)s: %(tills)s",
                        store=box.store_id.display_name,
                        tills=", ".join(foreign.mapped("name")),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._retail_refuse_pinned({name for vals in vals_list for name in vals})
        return super().create(vals_list)

    def write(self, vals):
        self._retail_refuse_pinned(set(vals))
        result = super().write(vals)
        if "store_id" in vals:
            # The rules look at where a record was; where it goes has to be the user's too.
            self.check_access("write")
        return result

    def _retail_refuse_pinned(self, names):
        if PINNED & names and not self.env.su:
            raise AccessError(_("A box is paired with its code; its key can't be entered by hand."))

    def _retail_note(self, text):
        """Into the box's history and the chain's audit log: who, when, what."""
        for box in self:
            self.env["retail.audit"]._log("box", text, record=box.sudo(), store=box.sudo().store_id)
            box.sudo().message_post(body=text, author_id=self.env.user.partner_id.id)

    # ------------------------------------------------------------------ pairing
    def action_pair(self):
        """Open the pairing window for this box (a new one, or one that replaces it)."""
        return {
            "type": "ir.actions.act_window",
            "name": _("Pair a Box"),
            "res_model": "retail.box.pair",
            "view_mode": "form",
            "target": "new",
            "context": {"default_box_id": self.id, "default_store_id": self.store_id.id},
        }

    def _retail_pin(self, request):
        """Take the box that asked as this one: from now on only its key counts."""
        self.ensure_one()
        other = self.sudo().with_context(active_test=False).search([("box_uuid", "=", request.box_uuid), ("id", "!=", self.id)])
        if other:
            raise UserError(_("This box is already paired as %s. End that pairing first.", other.display_name))
        self.sudo().write(
            {
                "state": "paired",
                "box_uuid": request.box_uuid,
                "public_key": request.public_key,
                "pairing_secret": request.secret,
                "version": request.version,
                "reported_address": request.address,
                "paired_at": fields.Datetime.now(),
                "paired_by_id": self.env.uid,
                "applied_revision": False,
                "is_current": False,
                "report_digest": False,
            }
        )
        self._retail_note(_("Paired with the box %(name)s, key %(key)s.", name=request.name, key=self.fingerprint))

    @api.model
    def _retail_pairing_answer(self, box_uuid, public_key, proof):
        """Our keys and the proof that they are ours, for the box whose code somebody has typed; None for all others."""
        box = self.sudo().search([("box_uuid", "=", box_uuid), ("public_key", "=", public_key), ("state", "=", "paired")], limit=1)
        if not box.pairing_secret:
            return None
        secret, keys = ed25519.b64url_decode(box.pairing_secret), self.env["retail.signing.key"]._retail_public_keys()
        if not hmac.compare_digest(proof, pairing.box_proof(secret, box_uuid, public_key)):
            return None
        return {"state": "paired", "odoo_keys": keys, "proof": pairing.office_proof(secret, box_uuid, public_key, keys)}

    def action_unpair(self):
        """The box forgets its configuration when it next calls; its devices stay here for a successor."""
        for box in self:
            box.check_access("write")
            box.sudo().write({"state": "unpaired", "pairing_secret": False, "is_current": False})
            box._retail_note(_("The pairing was ended."))

    # ------------------------------------------------------------------ commands
    def _retail_command(self, kind, device=None, program=None):
        self.ensure_one()
        self.check_access("write")
        if self.state != "paired":
            raise UserError(_("%s is not paired, so it can't be asked.", self.name))
        self.env["retail.box.command"].sudo().create(
            {"box_id": self.id, "type": kind, "device_id": device.id if device else False, "program_id": program.id if program else False}
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": _("%s is asked with its next call, within seconds if it is online.", self.name),
                "type": "info",
            },
        }

    def action_ask_log(self):
        return self._retail_command("send_log")

    # ------------------------------------------------------------------ alerts
    @api.model
    def _cron_retail_alerts(self):
        """An activity for whoever is responsible when a box or device stays away; done when it is back."""
        kind = self.env.ref("retail_pos_devices.mail_activity_type_box", raise_if_not_found=False)
        if not kind:
            return
        since = fields.Datetime.now() - timedelta(seconds=OFFLINE_AFTER_S)
        admin = self.env.ref("base.user_admin")
        for found in self.search([("state", "=", "paired")]):
            user = found.user_id or admin
            box = found.with_context(lang=user.lang)
            trouble = box._retail_lasting_trouble(since)
            alerts = box.activity_ids.filtered(lambda activity: activity.activity_type_id == kind)
            if trouble and not alerts:
                box.activity_schedule(activity_type_id=kind.id, summary=trouble[:200], user_id=user.id)
            elif not trouble and alerts:
                alerts.action_feedback(feedback=box.env._("Back in order."))

    def _retail_lasting_trouble(self, since):
        self.ensure_one()
        if not self.last_seen or self.last_seen < since:
            return self.env._("%s is offline", self.name)
        if contradicted := self._retail_contradicted():
            return contradicted
        lasting = self.device_ids.filtered(
            lambda device: device.state in ("error", "disconnected") and device.state_at and device.state_at < since
        )
        if lasting:
            return self.env._("Does not work: %s", ", ".join(f"{device.name} ({device.trouble})" for device in lasting))
        if self.update_state in ("rolled_back", "failed") and self.update_available and self.update_version == self.program_id.version:
            return self.env._("%(box)s could not be brought to version %(version)s", box=self.name, version=self.update_version)
        return False
