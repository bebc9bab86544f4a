"""A till that asks for changes says with its cursor what it holds."""

from odoo import api, models


class RetailFeed(models.AbstractModel):
    _inherit = "retail.feed"

    @api.model
    def _pull(self, config, epoch=None, cursor=None):
        return super(RetailFeed, self.with_context(retail_asking_till=config.id))._pull(config, epoch, cursor)

    def _changes_with_xid(self, cursor, mark=None):
        """What a till's cursor doesn't hold: known here anyway, so that noting it costs a poll next to nothing."""
        changes = super()._changes_with_xid(cursor, mark)
        till = self.env.context.get("retail_asking_till")
        if till:
            oldest = self._made_at(changes[0][0]) if changes else None
            self.env["retail.till.held"]._note_records(self.env["pos.config"].browse(till), oldest)
        return changes

    def _made_at(self, feed_id):
        self.env.cr.execute("SELECT date_trunc('second', at AT TIME ZONE 'utc') FROM retail_feed WHERE id = %s", (feed_id,))
        return self.env.cr.fetchone()[0]
