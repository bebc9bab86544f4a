"""A till that asks for changes says with its cursor what it holds."""

from odoo import api, models, tools


class RetailFeed(models.AbstractModel):
    _inherit = "retail.feed"

    @api.model
    def _pull(self, config, epoch=None, cursor=None):
        return super(RetailFeed, self.with_context(retail_asking_till=config.id))._pull(config, epoch, cursor)

    def _changes_with_xid(self, cursor):
        """What a till's cursor doesn't hold: known here anyway, so that noting it costs a poll next to nothing."""
        changes = super()._changes_with_xid(cursor)
        till = self.env.context.get("retail_asking_till")
        if till:
            oldest = self._made_at(changes[0][0], changes[0][3]) if changes else None
            self.env["retail.till.held"]._note_records(self.env["pos.config"].browse(till), oldest)
        return changes

    @tools.ormcache("feed_id", "xid")
    def _made_at(self, feed_id, xid):
        """When a row of the feed was written, which never changes; a thousand tills that lack it ask in the morning."""
        self.env.cr.execute("SELECT date_trunc('second', at AT TIME ZONE 'utc') FROM retail_feed WHERE id = %s", (feed_id,))
        return self.env.cr.fetchone()[0]
