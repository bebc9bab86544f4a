"""What a till asks for: the "before" price of goods that a campaign has reduced, and the list of these that it keeps."""

from odoo import http
from odoo.http import request

from odoo.addons.retail_pos_central.controllers.till import RetailTillController, integer

WAIT_S = 20


class RetailPriceLawController(RetailTillController):
    @http.route("/retail_pos/till/before_price", type="jsonrpc", auth="user", methods=["POST"])
    def before_price(self, config_id=None, product_id=None):
        """The reduction that everybody gets on these goods now, in the till's currency; None where there is none."""
        store = self._config(config_id).sudo().retail_store_id
        product = request.env["product.product"].sudo().browse(integer(product_id, 0, 2**31 - 1) or 0).exists()
        if not store or not product.available_in_pos or product.company_id not in (store.company_id, product.company_id.browse()):
            return None
        claim = request.env["retail.price.answer"]._answers(store, product, why=False)[product.id]["claim"]
        if not claim or not claim["before"] or claim["before"] <= claim["price"]:
            return None
        scale = 10**store.company_id.currency_id.decimal_places
        return {"price": claim["price"] / scale, "before": claim["before"] / scale}

    @http.route("/retail_pos/till/before_list", type="jsonrpc", auth="user", methods=["POST"])
    def before_list(self, config_id=None, known=None):
        """{"sha256", "url"} of the blob that has it; no url where the till holds it (`known`).

        "wait_s" alone: the list is being made, ask again then."""
        store = self._config(config_id).sudo().retail_store_id
        if not store:
            return {"sha256": ""}
        return self._told_list(request.env["retail.before.list"]._of(store), known)

    def _answers(self):
        return {**super()._answers(), "before_list": self._answer_before_list}

    def _answer_before_list(self, config, words):
        """The same for a till that asks other things as well: what would have to be made is to be asked for by itself."""
        if not config.sudo().retail_store_id:
            return {"sha256": ""}
        return self._told_list(request.env["retail.before.list"]._kept_for(config), words.get("known"))

    @staticmethod
    def _told_list(found, known):
        if not found.sha256:
            return {"wait_s": WAIT_S}
        return {"sha256": found.sha256, **({} if known == found.sha256 else {"url": request.env["retail.blob"]._url(found.sha256)})}
