"""A till's catalogue: its layers' chunks by hash, and the position in the change feed from which it goes on."""

import hashlib
import time

from odoo import api, fields, models
from odoo.tools.lru import LRU

from odoo.addons.retail_pos_central.models.retail_feed import MAX_CHANGES

from ..tools import positions
from .retail_catalogue_layer import STALE_CHANGES

# A catalogue of so many goods is made while the first till waits for it; a larger one in the background.
AT_ONCE = 2000
SHARED_INDEXES = 64
SHARED_LAYERS = 1024
# How far the feed has gone since a layer was made, and whether the till that stands for it still does, is looked at by one for all.
LOOK_AGAIN_S = 20


# What answers need of a layer.
ASKED_FIELDS = ["key", "used_on", "config_id", "serial", "cursor", "epoch", "todo", "kind", "pricelist_id"]


class RetailCatalogue(models.AbstractModel):
    _name = "retail.catalogue"
    _description = "Catalogue of a Till"

    def _register_hook(self):
        super()._register_hook()
        self.pool.retail_shared_catalogues = LRU(SHARED_INDEXES)
        self.pool.retail_catalogues_ready = LRU(SHARED_INDEXES)
        self.pool.retail_layers_looked_at = LRU(SHARED_LAYERS)

    @api.model
    def _index(self, config, version=None):
        """What a till asks for; `version` is what it holds."""
        layers = self._layers(config)
        if not self._is_ready(layers):
            return {"pending": True}
        index = self._shared_index(layers)
        return {"same": True} if index["version"] == version else index

    @api.model
    def _layer_values(self, config):
        """[values] of the layers that make up the till's catalogue: its goods, and each of its pricelists."""
        config = config.sudo()
        lang = self.env.lang or "en_US"
        place = self.env["retail.till.place"]._kept(config, "layers", lambda: self._place_of_layers(config))
        # Special goods differ by till and are loaded with its start; they are on top of what the key names. Which they are
        # hangs on more than the till.
        special = (config._get_special_products() | config.tip_product_id).with_context(active_test=False)
        special = special.search_fetch([("id", "in", special.ids)], ["product_tmpl_id"], order="id")
        seen = f"{config.company_id.id}/{config.currency_id.id}/{lang}/{place['categories']}/{sorted(special.product_tmpl_id.ids)}"
        goods = {"key": f"goods/named/{seen}", "kind": "goods", "lang": lang}
        prices = [{"key": f"prices/{one}", "kind": "prices", "lang": False, "pricelist_id": one} for one in place["pricelists"]]
        return [{**values, "config_id": config.id} for values in [goods, *prices]]

    def _place_of_layers(self, config):
        presets = (config.available_preset_ids | config.default_preset_id).pricelist_id
        return {
            "categories": sorted(config.iface_available_categ_ids.ids) if config.limit_categories else "all",
            "pricelists": sorted((config._get_available_pricelists() | presets).ids),
        }

    @api.model
    def _layers(self, config):
        """The till's layers, made known when they are new, and noted as in use today."""
        layer_model = self.env["retail.catalogue.layer"].sudo()
        wanted = {values["key"]: values for values in self._layer_values(config)}
        found = layer_model.search_fetch([("key", "in", list(wanted))], ASKED_FIELDS)
        present = {layer.key: layer for layer in found}
        today = fields.Date.today()
        layers = layer_model
        for key, values in wanted.items():
            layer = present.get(key)
            if not layer:
                # Two tills may ask at once: Odoo repeats the later transaction.
                layer = layer_model.create(values)
            elif layer.used_on != today or not self._is_stood_for(layer):
                self._note_use(layer, today, values["config_id"])
            layers |= layer
        return layers

    def _is_stood_for(self, layer):
        """Whether the till from which a layer's rows are seen still sees them."""
        looked_at, key = self.pool.retail_layers_looked_at, (layer.id, layer.config_id.id)
        if time.monotonic() - looked_at.get(key, -LOOK_AGAIN_S) >= LOOK_AGAIN_S:
            if not layer._stands_for_all():
                return False
            looked_at[key] = time.monotonic()
        return True

    def _note_use(self, layer, today, config_id):
        """By the first till of the day; a thousand that ask at the same time don't wait for it."""
        self.env.cr.execute(
            """UPDATE retail_catalogue_layer SET used_on = %s, config_id = %s
                WHERE id IN (SELECT id FROM retail_catalogue_layer WHERE id = %s FOR UPDATE SKIP LOCKED)""",
            (today, config_id, layer.id),
        )
        layer.invalidate_recordset(["used_on", "config_id"])

    @api.model
    def _is_ready(self, layers):
        """Whether tills can take these layers now. Makes small ones, has large ones made."""
        key = tuple((layer.id, layer.serial) for layer in layers)
        looked_at = self.pool.retail_catalogues_ready
        if time.monotonic() - looked_at.get(key, -LOOK_AGAIN_S) < LOOK_AGAIN_S:
            return True
        behind = layers.filtered(lambda layer: not layer.cursor or layer._changes_since() > STALE_CHANGES)
        if behind:
            size = self.env["product.template"].sudo().search_count([("available_in_pos", "=", True)], limit=AT_ONCE + 1)
            if size <= AT_ONCE:
                behind._build()
            else:
                self._make_soon()
        if not all(layer.cursor and layer._changes_since() < MAX_CHANGES for layer in layers):
            return False
        looked_at[key] = time.monotonic()
        return True

    @api.model
    def _make_soon(self):
        """Have the scheduled action run; one of the tills that ask at the same time is enough."""
        known = self.pool.retail_catalogues_ready
        if time.monotonic() - known.get("triggered", -LOOK_AGAIN_S) >= LOOK_AGAIN_S:
            known["triggered"] = time.monotonic()
            self.env.ref("retail_pos_catalogue.retail_catalogue_cron").sudo()._trigger()

    @api.model
    def _shared_index(self, layers):
        """The answer, worked out once for all tills with the same layers."""
        key = tuple((layer.id, layer.serial) for layer in layers)
        shared = self.pool.retail_shared_catalogues
        index = shared.get(key)
        if index is None or any(layer.todo for layer in layers):
            index = shared[key] = self._make_index(layers)
        return index

    def _make_index(self, layers):
        blob = self.env["retail.blob"]
        found = [
            {
                "kind": layer.kind,
                "span": layer._span(),
                "pricelist_id": layer.pricelist_id.id or None,
                "chunks": [[chunk.number, chunk.sha256, blob._url(chunk.sha256)] for chunk in layer.chunk_ids.sorted("number")],
            }
            for layer in layers
        ]
        hashes = [[layer.id, *(sha for _number, sha, _url in entry["chunks"])] for layer, entry in zip(layers, found, strict=True)]
        position = {"epoch": layers[0].epoch, "cursor": positions.oldest(layers.mapped("cursor"))}
        version = hashlib.sha256(repr((position["epoch"], hashes)).encode()).hexdigest()
        return {"version": version, "position": position, "layers": found}
