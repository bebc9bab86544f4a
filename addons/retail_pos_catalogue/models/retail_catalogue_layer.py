"""One layer of catalogues: the goods that a kind of tills sees, or the prices of one pricelist. Shared by all who see it.

A layer is made once, then only those of its chunks in which the change feed says that something changed. Chunks may be
newer than the layer's cursor, never older: a till that has taken them in pulls the feed from that cursor, and what it
gets twice does no harm. So a layer can be made bit by bit, in as many transactions as it takes.
"""

import json
import logging
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.json import json_default

from odoo.addons.retail_pos_central.models.retail_feed import MAX_CHANGES
from odoo.addons.retail_pos_central.tools import feed_cursor

from ..tools import chunks

_logger = logging.getLogger(__name__)

KEEP_DAYS = 30
# Of one run of the scheduled action: well below the limits that Odoo's workers have.
RUN_S = 20
# More changes than these since a layer was made, and it is made anew even if no hour has passed.
STALE_CHANGES = 2000

#: Whose changes a layer shows, and the path from such a record to its templates.
TEMPLATE_PATHS = {
    "goods": {
        "product.template": "id",
        "product.product": "product_tmpl_id",
        "product.uom": "product_id.product_tmpl_id",
        "product.template.attribute.line": "product_tmpl_id",
        "product.template.attribute.value": "product_tmpl_id",
        "product.combo.item": "combo_id",
        "product.combo": "id",
    },
    "prices": {"product.pricelist.item": "product_tmpl_id"},
}


class RetailCatalogueLayer(models.Model):
    _name = "retail.catalogue.layer"
    _description = "Layer of Catalogues"

    key = fields.Char(required=True, readonly=True, help="Tills with equal keys get equal rows.")
    kind = fields.Selection([("goods", "Goods"), ("prices", "Prices")], required=True, readonly=True)
    config_id = fields.Many2one("pos.config", readonly=True, ondelete="cascade", help="One of the tills that see it.")
    lang = fields.Char(readonly=True)
    pricelist_id = fields.Many2one("product.pricelist", readonly=True, ondelete="cascade")
    used_on = fields.Date(readonly=True, default=fields.Date.today)
    chunk_ids = fields.One2many("retail.catalogue.chunk", "layer_id", domain=[("replaced_at", "=", False)], readonly=True)

    epoch = fields.Char(readonly=True, help="Position in the change feed from which tills go on.")
    cursor = fields.Char(readonly=True)
    serial = fields.Integer(readonly=True, help="Counts how often it was made.")
    next_epoch = fields.Char(readonly=True)
    next_cursor = fields.Char(readonly=True)
    todo = fields.Text(readonly=True, help="Numbers of the chunks that are still to be made, as JSON.")

    _key_unique = models.UniqueIndex("(key)")

    def _span(self):
        return chunks.SPANS[self.kind]

    # -- making ----------------------------------------------------------------------

    @api.model
    def _cron_build(self):
        """Make what changed. A large catalogue takes several runs."""
        deadline = time.monotonic() + RUN_S
        for layer in self.search([("used_on", ">=", fields.Date.today() - timedelta(days=KEEP_DAYS))]):
            layer._begin()
            while layer.todo and time.monotonic() < deadline:
                layer._step()
                self.env["ir.cron"]._commit_progress(1)
            if layer.todo:
                self.env["ir.cron"]._commit_progress(remaining=1)
                self.env.ref("retail_pos_catalogue.retail_catalogue_cron")._trigger()
                return

    def _build(self):
        """Make all that changed, at once."""
        for layer in self:
            layer._begin()
            while layer.todo:
                layer._step()

    def _begin(self):
        """Note where the feed stands, and which chunks are to be made; goes on with what an earlier run left."""
        self.ensure_one()
        if not self._stands_for_all():
            return  # The next till that asks will stand for all.
        position = self.env["retail.feed"]._position()
        if self.todo and self.next_epoch == position["epoch"]:
            return
        numbers = self._changed_numbers()
        if numbers is None:
            numbers = sorted({*self._all_numbers(), *self.chunk_ids.mapped("number")})
        if not numbers and self.cursor:
            # Nothing of this layer changed. The old cursor stays as good as it was while the feed reaches back to it.
            if self._changes_since() > STALE_CHANGES:
                self.write({"epoch": position["epoch"], "cursor": position["cursor"], "serial": self.serial + 1})
            return
        self.write({"next_epoch": position["epoch"], "next_cursor": position["cursor"], "todo": json.dumps(numbers)})
        if not numbers:
            self._finish()

    def _step(self):
        """Make one chunk."""
        numbers = json.loads(self.todo)
        self.env["retail.catalogue.chunk"]._put(self, numbers[0], self._chunk(numbers[0]))
        self.todo = json.dumps(numbers[1:])
        if not numbers[1:]:
            self._finish()

    def _finish(self):
        self.write(
            {
                "epoch": self.next_epoch,
                "cursor": self.next_cursor,
                "serial": self.serial + 1,
                "next_epoch": False,
                "next_cursor": False,
                "todo": False,
            }
        )
        _logger.info("Catalogue layer %s is made: %s chunks", self.key, len(self.chunk_ids))

    # -- what changed ------------------------------------------------------------------

    def _changes(self):
        """[(feed id, model, res_id)] since the layer was made; None when the feed does not reach back to it."""
        feed = self.env["retail.feed"]
        cursor = feed_cursor.parse(self.cursor)
        if not cursor or self.epoch != feed._epoch() or not feed._is_ours(cursor):
            return None
        changes = feed._changes(cursor)
        return changes if len(changes) <= MAX_CHANGES else None

    def _changes_since(self):
        """How many changes of any kind a till would have to pull after taking in this layer."""
        changes = self._changes()
        return MAX_CHANGES if changes is None else len(changes)

    def _changed_numbers(self):
        """Chunks in which something changed; None when all are to be made."""
        changes = self._changes()
        if changes is None:
            return None
        ids = {}
        for _feed_id, model, res_id in changes:
            if model in TEMPLATE_PATHS[self.kind]:
                ids.setdefault(model, set()).add(res_id)
        templates = set(ids.pop("product.template", ()))
        for model, changed in ids.items():
            records = self.env[model].sudo().with_context(active_test=False).browse(changed).exists()
            if len(records) < len(changed):
                return None  # Nothing tells any more in which chunk a deleted record stands.
            templates.update(self._templates_of(records))
        return chunks.numbers_of(templates, self._span())

    def _templates_of(self, records):
        if records._name in ("product.combo", "product.combo.item"):
            combos = records.mapped("combo_id") if records._name == "product.combo.item" else records
            return self.env["product.template"].sudo().with_context(active_test=False).search([("combo_ids", "in", combos.ids)]).ids
        if self.kind == "prices":
            records = records.filtered(lambda item: item.pricelist_id == self.pricelist_id)
        return records.mapped(TEMPLATE_PATHS[self.kind][records._name]).ids

    # -- rows --------------------------------------------------------------------------

    def _seen_from(self):
        """The till that stands for all, as the change feed sees it."""
        config = self.env(context={"lang": self.lang or None}, su=True)["pos.config"].browse(self.config_id.id)
        config = config.with_company(config.company_id)
        return config.with_context(allowed_company_ids=config.company_id.ids, bin_size=True)

    def _stands_for_all(self):
        """Whether the till from which the rows are seen still sees what the key says."""
        config = self._seen_from()
        values = self.env(context=config.env.context, su=True)["retail.catalogue"]._layer_values(config) if config.exists() else []
        return any(value["key"] == self.key for value in values)

    def _all_numbers(self):
        if self.kind == "prices":
            query = self.env["product.pricelist.item"].sudo()._search(self._prices_domain())
            column = "product_tmpl_id"
        else:
            config = self._seen_from()
            query = config.env["product.template"]._search(config.env["product.template"]._retail_feed_domain(config))
            column = "id"
        self.env.cr.execute(query.select(f'"{query.table}"."{column}" / {self._span()}'))
        return sorted({number for (number,) in self.env.cr.fetchall()})

    def _prices_domain(self):
        return Domain("pricelist_id", "=", self.pricelist_id.id) & Domain("product_tmpl_id", "!=", False)

    def _chunk(self, number):
        """The bytes of one chunk."""
        low, high = chunks.id_range(number, self._span())
        rows = self._price_rows(low, high) if self.kind == "prices" else self._goods_rows(low, high)
        # Chunks follow each other; what one has read is of no use to the next.
        self.env.invalidate_all()
        return chunks.encode(rows, json_default)

    def _price_rows(self, low, high):
        config = self._seen_from()
        items = config.env["product.pricelist.item"]
        still = items._retail_not_ended(fields.Datetime.now())
        of_range = Domain("product_tmpl_id", ">=", low) & Domain("product_tmpl_id", "<", high)
        found = items.search(self._prices_domain() & of_range & still)
        return {"product.pricelist.item": items._retail_feed_read(found, config)}

    def _goods_rows(self, low, high):
        config = self._seen_from()
        env = config.env
        templates = env["product.template"].search(
            Domain(env["product.template"]._retail_feed_domain(config)) & Domain("id", ">=", low) & Domain("id", "<", high)
        )
        products = templates.product_variant_ids
        lines = templates.attribute_line_ids
        values = lines.product_template_value_ids.filtered("ptav_active")
        combos = templates.combo_ids
        by_model = {
            "product.template": templates,
            "product.product": products,
            "product.uom": env["product.uom"].search([("product_id", "in", products.ids)]),
            "product.template.attribute.line": lines,
            "product.template.attribute.value": values,
            "product.template.attribute.exclusion": env["product.template.attribute.exclusion"].search(
                [("product_template_attribute_value_id", "in", values.ids)]
            ),
            "product.combo": combos,
            "product.combo.item": combos.combo_item_ids,
        }
        return {model: env[model]._retail_feed_read(records, config) for model, records in by_model.items()}

    # -- upkeep ------------------------------------------------------------------------

    @api.autovacuum
    def _gc_layers(self):
        """Forget what no till has asked for in a month."""
        old = self.search([("used_on", "<", fields.Date.today() - timedelta(days=KEEP_DAYS))])
        chunk_model = self.env["retail.catalogue.chunk"]
        hashes = set(chunk_model.search([("layer_id", "in", old.ids)]).mapped("sha256"))
        old.unlink()
        chunk_model._drop_blobs(hashes)
