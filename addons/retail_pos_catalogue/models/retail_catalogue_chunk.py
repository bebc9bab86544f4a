"""Which blob holds a range of a layer's rows, now and lately: a till that is fetching finds what it was told of."""

from datetime import timedelta

from odoo import api, fields, models

KEEP_DAYS = 7


class RetailCatalogueChunk(models.Model):
    _name = "retail.catalogue.chunk"
    _description = "Part of a Catalogue"
    _order = "layer_id, number"

    layer_id = fields.Many2one("retail.catalogue.layer", required=True, readonly=True, ondelete="cascade", index=True)
    number = fields.Integer(required=True, readonly=True)
    sha256 = fields.Char(required=True, readonly=True, index=True)
    size_bytes = fields.Integer(readonly=True)
    replaced_at = fields.Datetime(readonly=True, index="btree_not_null")

    _current_unique = models.UniqueIndex("(layer_id, number) WHERE replaced_at IS NULL")

    @api.model
    def _put(self, layer, number, data):
        """Let these bytes (none: nothing any more) be a layer's chunk of that number."""
        present = self.search([("layer_id", "=", layer.id), ("number", "=", number), ("replaced_at", "=", False)])
        blob = self.env["retail.blob"]._store(data) if data else None
        if present.sha256 == (blob.sha256 if blob else False):
            return
        present.replaced_at = fields.Datetime.now()
        present.flush_recordset()
        if blob:
            self.create({"layer_id": layer.id, "number": number, "sha256": blob.sha256, "size_bytes": len(data)})

    @api.autovacuum
    def _gc_chunks(self):
        """Forget chunks that were replaced a while ago, with their bytes."""
        old = self.search([("replaced_at", "<", fields.Datetime.now() - timedelta(days=KEEP_DAYS))])
        hashes = set(old.mapped("sha256"))
        old.unlink()
        self._drop_blobs(hashes)

    @api.model
    def _drop_blobs(self, hashes):
        """Blobs refuse to be deleted by the ORM, since releases live on them; chunks are made anew from the records."""
        self.flush_model()
        self.env.cr.execute(
            """DELETE FROM retail_blob b WHERE sha256 = ANY(%s)
                  AND NOT EXISTS (SELECT 1 FROM retail_catalogue_chunk c WHERE c.sha256 = b.sha256)
                  AND NOT EXISTS (SELECT 1 FROM retail_revision r WHERE r.sha256 = b.sha256)""",
            (list(hashes),),
        )
        self.env["retail.blob"].invalidate_model()
