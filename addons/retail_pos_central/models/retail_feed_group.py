"""Tills that see the same: what changes is worked out once for all of them, and small changes ride with the doorbell.

A group has a channel of its own on the bus, which only its tills are told. A small change is sent there
in the transaction that makes it, so that a till shows it without asking. A till's cursor does not move by
that: its next pull gives the same rows again, and heals what got lost on the way.
"""

import hashlib
import logging
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import hmac

from odoo.addons.bus.models.bus import json_dump

_logger = logging.getLogger(__name__)

# Larger changes are fetched: they would sit in the bus once for each group and reach each till twice.
MAX_CARRIED_RECORDS = 50
MAX_CARRIED_BYTES = 60_000
# A change is worked out once for all groups that see it alike: with prices of each store's own there is a group a store, and
# a new list price is still one message for all. More of them than this cost the writer more than the tills gain.
MAX_VIEWS = 16
# Each group is sent its message.
MAX_GROUPS = 1_000
# An import of many small transactions must not work out each one: at most one a second and process.
CARRY_PAUSE_S = 1.0
# Personal data don't belong in a message queue.
NEVER_CARRIED = {"res.partner"}
LIVE_DAYS = 2
KEEP_DAYS = 30


class RetailFeedGroup(models.Model):
    _name = "retail.feed.group"
    _description = "Tills That See the Same"

    key = fields.Char(required=True, readonly=True)
    config_id = fields.Many2one("pos.config", required=True, readonly=True, ondelete="cascade", help="One of them.")
    lang = fields.Char(readonly=True)
    used_on = fields.Date(required=True, readonly=True, index=True)

    _key_unique = models.UniqueIndex("(key)")

    @api.model
    def _signature(self, config):
        """Tills with equal signatures get equal records for equal changes."""
        return (*self._signature_of_goods(config), *self._pricelists(config))

    @api.model
    def _pricelists(self, config):
        return config.sudo().with_context(active_test=False)._get_available_pricelists().ids

    @api.model
    def _signature_of_goods(self, config):
        """The same for all that does not hang on a pricelist."""
        # Archived ones count as well: finding out which are would cost each pull more than a group too many.
        config = config.sudo().with_context(active_test=False)
        categories = tuple(config.iface_available_categ_ids.ids) if config.limit_categories else ()
        presets = tuple((config.available_preset_ids | config.default_preset_id).ids)
        return (
            config.company_id.id,
            config.currency_id.id,
            config.env.lang,
            config.limit_categories,
            categories,
            presets,
        )

    @api.model
    def _key(self, config):
        return hashlib.sha256(repr(self._signature(config)).encode()).hexdigest()

    @api.model
    def _of(self, config, key=None):
        """The till's group in the language of its user, noted as in use today; `key` where it is known."""
        key, today = key or self._key(config), fields.Date.today()
        group = self.sudo().search_fetch([("key", "=", key)], ["key", "config_id", "lang", "used_on"], limit=1)
        if not group:
            self.env.cr.execute(
                """INSERT INTO retail_feed_group (key, config_id, lang, used_on) VALUES (%s, %s, %s, %s)
                   ON CONFLICT (key) DO NOTHING""",
                (key, config.id, config.env.lang or None, today),
            )
            return self.sudo().search([("key", "=", key)], limit=1)
        if group.used_on < today:
            # The first till of the day; a thousand that ask at the same time don't wait for it.
            self.env.cr.execute(
                """UPDATE retail_feed_group SET used_on = %s, config_id = %s
                    WHERE id IN (SELECT id FROM retail_feed_group WHERE id = %s FOR UPDATE SKIP LOCKED)""",
                (today, config.id, group.id),
            )
            group.invalidate_recordset(["used_on", "config_id"])
        return group

    def _channel(self):
        """Only who was told it can know it, as rows of other companies pass on other groups' channels."""
        return "retail_pos_group." + hmac(self.env(su=True), "retail_pos_central.feed_group", self.key)[:32]

    def _told(self):
        """What a till of this group must know to hear of changes."""
        return {"id": self.id, "channel": self._channel()}

    def _config_of_group(self):
        """The till that stands for all, seen as they see it; none when it has since left the group."""
        config = self.env(context={"lang": self.lang or None}, su=True)["pos.config"].browse(self.config_id.id)
        # Read together with those of the other groups.
        config = config.with_prefetch(self.browse(self._prefetch_ids).config_id.ids)
        return config if config.active and self._key(config) == self.key else config.browse()

    # -- changes that ride with the doorbell ---------------------------------------------

    @api.model
    def _carry(self):
        """Send what this transaction has changed to every group, when it is small; the ids of the groups that were told."""
        self.env.flush_all()
        changes = self.env["retail.feed"]._own_changes(limit=MAX_CARRIED_RECORDS + 1)
        if len(changes) > MAX_CARRIED_RECORDS or NEVER_CARRIED & {model for model, _id in changes}:
            return []
        groups = self.sudo().search([("used_on", ">=", fields.Date.today() - timedelta(days=LIVE_DAYS))], limit=MAX_GROUPS + 1)
        if not groups or len(groups) > MAX_GROUPS or not self._may_carry():
            return []
        try:
            # Only read from here on; a flush would run the other hooks of this commit too early.
            with self.env.cr.savepoint(flush=False):
                messages = self._messages(groups, changes)
        except Exception:
            # Whoever saves a price must not fail for this; the tills fetch the change.
            _logger.exception("A change could not be sent with the doorbell")
            return []
        for group, message in messages.items():
            self.env["bus.bus"]._sendone(group._channel(), "RETAIL_CHANGES", message)
        return [group.id for group in messages]

    @api.model
    def _may_carry(self):
        now = time.monotonic()
        if now - getattr(self.pool, "retail_carried_at", 0) < CARRY_PAUSE_S:
            return False
        self.pool.retail_carried_at = now
        return True

    def _messages(self, groups, changes):
        """{group: the delta as its tills take it in}, worked out once for all groups that see these changes alike."""
        ids = {}
        for model, res_id in changes:
            ids.setdefault(model, set()).add(res_id)
        touched = self._touched_pricelists(ids)
        views = {}
        for group in groups:
            if config := group._config_of_group():
                pricelists = self._pricelists(config)
                seen = pricelists if touched is None else [one for one in pricelists if one in touched]
                views.setdefault((self._signature_of_goods(config), *seen), []).append((group, config))
        messages = {}
        if len(views) <= MAX_VIEWS:
            for members in views.values():
                if message := self._message(members[0][1], ids):
                    messages.update((group, message) for group, _config in members)
        return messages

    def _touched_pricelists(self, ids):
        """Pricelists by which tills see these changes differently; None: by any, since models of other addons are among them."""
        if not ids.keys() <= self.env["retail.feed"]._common_models():
            return None
        items = self.env["product.pricelist.item"].sudo().browse(ids.get("product.pricelist.item", ())).exists()
        return {*items.pricelist_id.ids, *ids.get("product.pricelist", ())}

    def _message(self, config, ids):
        """The delta for tills such as this one; none when it is too large."""
        feed = self.env["retail.feed"]
        records, deleted = feed._delta(config, {model: set(some) for model, some in ids.items()})
        message = {"epoch": feed._epoch(), "xid": feed._own_xid(), "records": records, "deleted": deleted}
        return message if len(json_dump(message)) <= MAX_CARRIED_BYTES else None

    @api.autovacuum
    def _gc_groups(self):
        self.search([("used_on", "<", fields.Date.today() - timedelta(days=KEEP_DAYS))]).unlink()
