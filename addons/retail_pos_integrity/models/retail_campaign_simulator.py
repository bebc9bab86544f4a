"""The simulator's questions about the past and the future are answered from the price history, with the reason."""

from odoo import api, fields, models


class RetailCampaignSimulator(models.AbstractModel):
    _inherit = "retail.campaign.simulator"

    @api.model
    def get_goods(self, product_ids, store_id=False, at=None):
        goods = super().get_goods(product_ids, store_id, at)
        store = self._store(store_id)
        if not store:
            return goods
        till = store.sudo().till_ids[:1]
        if till.use_pricelist and till.pricelist_id != store._retail_pricelist():
            why = self.env._("By the tills' own pricelist %s, of which no history is kept.", till.pricelist_id.name)
            return [{**one, "why": why, "since": None, "until": None} for one in goods]
        products = self.env["product.product"].browse(product_ids).exists()
        moment = self._moment(at) or fields.Datetime.now()
        answers = self.env["retail.price.answer"]._answers(store, products, moment)
        return [{**one, **self._history_of(answers[int(one["id"])], one["price"])} for one in goods]

    def _history_of(self, answer, price):
        """The regular price of the moment and why; before the history began there is today's rule only."""
        if answer["price"] is None:
            return {"why": self.env._("Older than the price history: by the rules as they are now."), "since": None, "until": None}
        claim = answer["claim"]
        return {
            "price": answer["price"],
            "why": answer["why"],
            "since": self._iso(answer["since"]),
            "until": self._iso(answer["until"]),
            "before": claim["before"] if claim else None,
            "unit_price": answer["unit_price"],
            "unit_base": answer["unit_base"] if answer["unit_amount"] != 1 else None,
        }

    @staticmethod
    def _iso(moment):
        return f"{moment.isoformat(timespec='seconds')}Z" if moment else None

    def _released(self, store, moment):
        """What was, is or will be out at the moment, also what later releases have replaced or withdrawn."""
        history = self.env["retail.campaign.history"]
        found = history._open_at(history._of_store(store), moment or fields.Datetime.now())
        return [{"offer": one["offer"], "res_id": one["res_id"]} for one in found]
