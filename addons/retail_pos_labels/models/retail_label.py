"""The label queue of each store: which goods need a new label, why and from when on."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import label_layout

REASONS = [
    ("price", "New price"),
    ("new", "New goods"),
    ("campaign_start", "Campaign starts"),
    ("campaign_end", "Campaign ends"),
    ("difference", "Found wrong on the shelf"),
    ("manual", "Asked for"),
]
# What a box takes with one command; the rest goes with further ones.
LABELS_A_COMMAND = 100


class RetailLabel(models.Model):
    _name = "retail.label"
    _description = "Label to Hang"
    _order = "due_at, store_id, id"
    _rec_name = "product_id"

    store_id = fields.Many2one("retail.store", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="store_id.company_id")
    product_id = fields.Many2one("product.product", required=True, readonly=True, ondelete="cascade", index=True)
    categ_id = fields.Many2one(related="product_id.categ_id", string="Category", store=True)
    reason = fields.Selection(REASONS, required=True, readonly=True)
    due_at = fields.Datetime(string="Hang From", required=True, readonly=True, index=True)
    is_due = fields.Boolean(compute="_compute_is_due")
    state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "At the printer"), ("printed", "Printed"), ("esl", "Shown electronically")],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    point_id = fields.Many2one("retail.price.point", readonly=True, ondelete="set null", index="btree_not_null")
    line_id = fields.Many2one("retail.release.line", readonly=True, ondelete="set null", index="btree_not_null")
    campaign_name = fields.Char(compute="_compute_campaign_name", string="Campaign")
    command_id = fields.Many2one("retail.box.command", readonly=True, ondelete="set null", index="btree_not_null")
    error = fields.Char(string="What Went Wrong", readonly=True)
    printed_at = fields.Datetime(readonly=True)
    printed_by_id = fields.Many2one("res.users", readonly=True)
    created_at = fields.Datetime(string="In the Queue since", readonly=True, default=fields.Datetime.now)

    _waiting_once = models.UniqueIndex("(store_id, product_id, due_at) WHERE state = 'waiting'")
    _waiting_of_store = models.Index("(store_id) WHERE state = 'waiting'")

    @api.depends("due_at")
    def _compute_is_due(self):
        now = fields.Datetime.now()
        for label in self:
            label.is_due = label.due_at <= now

    @api.depends("line_id")
    def _compute_campaign_name(self):
        for label in self:
            label.campaign_name = label.sudo().line_id.content_name

    # -- filling ---------------------------------------------------------------------------

    @api.model
    def _cron_fill(self):
        """Every minute: what changes soon goes into the stores' queues; electronic labels take theirs by themselves."""
        self.env["retail.price.point"]._cron_catch_up()
        self._fill()

    @api.model
    def _fill(self):
        events = self.env["retail.label.event"]
        self._drop_orphans()
        self._enqueue(list(events._due_prices()))
        for change in events._due_campaigns():
            self._enqueue_everywhere(*change)
        self._drop_overtaken()

    def _enqueue(self, rows):
        """[(store id, product id, due, reason, point id, release line id)]."""
        if not rows:
            return
        self.flush_model()
        now = fields.Datetime.now()
        self.env.cr.execute_values(
            """INSERT INTO retail_label
                      (store_id, product_id, due_at, reason, point_id, line_id, state, created_at, categ_id, create_date, create_uid)
               SELECT row.store_id, row.product_id, row.due_at::timestamp, row.reason, row.point_id::int, row.line_id::int, 'waiting',
                      row.now::timestamp, template.categ_id, row.now::timestamp, row.uid
                 FROM (VALUES %s) AS row(store_id, product_id, due_at, reason, point_id, line_id, now, uid)
                 JOIN product_product product ON product.id = row.product_id
                 JOIN product_template template ON template.id = product.product_tmpl_id
               ON CONFLICT (store_id, product_id, due_at) WHERE state = 'waiting' DO NOTHING""",
            [(*row, now, self.env.uid) for row in rows],
            page_size=2000,
        )
        self.invalidate_model()

    def _enqueue_everywhere(self, stores, goods, due, reason, line_id):
        """The labels of all these goods in all these stores: a campaign on the whole range is millions of them."""
        self.flush_model()
        self.env.cr.execute(
            """INSERT INTO retail_label
                      (store_id, product_id, due_at, reason, line_id, state, created_at, categ_id, create_date, create_uid)
               SELECT store_id, product.id, %(due)s, %(reason)s, %(line)s, 'waiting', %(now)s, template.categ_id, %(now)s, %(uid)s
                 FROM unnest(%(stores)s::int[]) store_id
                CROSS JOIN product_product product JOIN product_template template ON template.id = product.product_tmpl_id
                WHERE product.id = ANY(%(goods)s::int[])
               ON CONFLICT (store_id, product_id, due_at) WHERE state = 'waiting' DO NOTHING""",
            {
                "stores": stores,
                "goods": goods,
                "due": due,
                "reason": reason,
                "line": line_id,
                "now": fields.Datetime.now(),
                "uid": self.env.uid,
            },
        )
        self.invalidate_model()

    def _drop_orphans(self):
        """Labels of prices that will not come after all."""
        self.sudo().search(
            [
                ("state", "=", "waiting"),
                ("reason", "in", ("price", "new")),
                ("point_id", "=", False),
                ("due_at", ">", fields.Datetime.now()),
            ]
        ).unlink()

    def _drop_overtaken(self):
        """Of several that are due for the same goods one is enough: it is written when it is printed."""
        self.flush_model()
        self.env.cr.execute(
            """DELETE FROM retail_label WHERE id IN (
                   SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY store_id, product_id ORDER BY due_at DESC, id DESC) AS place
                                     FROM retail_label WHERE state = 'waiting' AND due_at <= %s) due
                    WHERE place > 1)""",
            (fields.Datetime.now(),),
        )
        self.invalidate_model()

    @api.model
    def _take_as_hung(self):
        """The labels of all prices and campaigns that count now hang already."""
        self.env["retail.price.point"].flush_model()
        self.env.cr.execute("UPDATE retail_price_point SET label_queued = true WHERE date_from <= %s", (fields.Datetime.now(),))
        self.env["retail.price.point"].invalidate_model(["label_queued"])
        events = self.env["retail.label.event"].sudo()
        for line_id, kind, at in events._campaign_changes():
            if at <= fields.Datetime.now() and not events.search_count(
                [("line_id", "=", line_id), ("kind", "=", kind), ("at", "=", at)], limit=1
            ):
                events.create({"line_id": line_id, "kind": kind, "at": at})

    @api.model
    def _ask(self, store, products, reason="manual"):
        """Put labels into a store's queue at once; the asker may read the store."""
        store.with_env(self.env).check_access("read")
        products.with_env(self.env).check_access("read")
        now = fields.Datetime.now()
        self.sudo()._enqueue([(store.id, product.id, now, reason, None, None) for product in products])
        return self.search([("store_id", "=", store.id), ("product_id", "in", products.ids), ("state", "=", "waiting")])

    # -- printing ----------------------------------------------------------------------------

    def action_print(self):
        """Choose how to print the chosen labels; without a choice, all that wait and are due."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print Labels"),
            "res_model": "retail.label.print",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_label_ids": [fields.Command.set(self.ids)]},
        }

    def action_requeue(self):
        """What was printed is needed again: lost, torn, or never came out."""
        self.check_access("read")
        for label in self.filtered(lambda one: one.state in ("printed", "sent")):
            twin = self.search_count(
                [
                    ("store_id", "=", label.store_id.id),
                    ("product_id", "=", label.product_id.id),
                    ("due_at", "=", label.due_at),
                    ("state", "=", "waiting"),
                ],
                limit=1,
            )
            if not twin:
                label.sudo().write({"state": "waiting", "error": False, "printed_at": False, "printed_by_id": False, "command_id": False})
        return True

    def action_skip(self):
        """Out of the queue without printing."""
        self.check_access("read")
        waiting = self.filtered(lambda one: one.state == "waiting")
        for store, labels in waiting.grouped("store_id").items():
            self.env["retail.audit"]._log("labels", self.env._("%s labels left out of the queue", len(labels)), store=store)
        waiting.sudo().unlink()
        return True

    def _documents(self, design=None):
        """[(label, document)] of labels that have a price; each as it must read when it is to hang."""
        found, now = [], fields.Datetime.now()
        for (store, due), labels in self.grouped(lambda one: (one.store_id, max(one.due_at, now))).items():
            documents = self.env["retail.label.content"]._documents(store, labels.product_id, design, due)
            found += [(label, documents[label.product_id.id]) for label in labels if label.product_id.id in documents]
        return found

    def _note_printed(self):
        self.sudo().write({"state": "printed", "printed_at": fields.Datetime.now(), "printed_by_id": self.env.uid, "error": False})

    def _send_to(self, device, design=None):
        """To a printer at the store's box; they are printed when the box says so."""
        documents = self._documents(design)
        if self.store_id != device.store_id:
            raise UserError(self.env._("The printer %(printer)s stands in another store.", printer=device.name))
        if device.box_id.state != "paired":
            raise UserError(self.env._("The box of the printer %s is not paired.", device.name))
        for start in range(0, len(documents), LABELS_A_COMMAND):
            part = documents[start : start + LABELS_A_COMMAND]
            command = (
                self.env["retail.box.command"]
                .sudo()
                .create(
                    {
                        "box_id": device.box_id.id,
                        "device_id": device.id,
                        "type": "print_labels",
                        "documents": [label_layout.for_black_device(document) for _label, document in part],
                    }
                )
            )
            labels = self.union(*(label for label, _document in part))
            labels.sudo().write({"state": "sent", "command_id": command.id, "error": False, "printed_by_id": self.env.uid})
        return len(documents)

    @api.autovacuum
    def _gc_printed(self):
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=90)
        self.search([("state", "in", ("printed", "esl")), ("due_at", "<", limit)]).unlink()
