"""What a till asks of goods: all that is known, stock to keep, stock this moment, documents."""

import base64

from odoo import http
from odoo.http import request

from odoo.addons.retail_pos_central.controllers.till import RetailTillController, integer, server_time
from odoo.addons.retail_pos_central.tools import canonical


class RetailAnswersController(RetailTillController):
    @http.route("/retail_pos/till/answers", type="jsonrpc", auth="user", methods=["POST"], readonly=True)
    def answers(self, config_id=None, after=0):
        """A page of what is known of goods; `next` is what to ask for `after` this one, null at the end."""
        rows, following = request.env["retail.product.answer"].sudo()._page(self._config(config_id), integer(after, 0, 2**31 - 1) or 0)
        return {"rows": rows, "next": following}

    @http.route("/retail_pos/till/stock/<int:config_id>", type="http", auth="user", methods=["GET"])
    def stock(self, config_id):
        """The stock that this till keeps for the time without head office; 304 when it holds this very figures."""
        store = self._config(config_id).sudo().retail_store_id
        if store.kind != "store":
            raise request.not_found()
        snapshot = request.env["retail.stock.snapshot"].sudo()._of(store)
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("ETag", f'"{snapshot.sha256}"'),
            ("Cache-Control", "private, no-cache"),
        ]
        if f'"{snapshot.sha256}"' in request.httprequest.headers.get("If-None-Match", ""):
            return request.make_response("", headers, status=304)
        body = base64.b64decode(snapshot.with_context(bin_size=False).body)
        if "gzip" in request.httprequest.headers.get("Accept-Encoding", ""):
            return request.make_response(body, [*headers, ("Content-Encoding", "gzip")])
        return request.make_response(canonical.unpack(body), headers)

    @http.route("/retail_pos/till/stock_kept", type="jsonrpc", auth="user", methods=["POST"])
    def stock_kept(self, config_id=None, holds=None):
        return self._answer_stock(self._config(config_id), {"holds": holds})

    def _answers(self):
        return {**super()._answers(), "stock": self._answer_stock}

    def _answer_stock(self, config, words):
        """{"same"}: whether there is nothing to fetch for a till that `holds` the stock of this hash. What would have to be
        made anew is made when it is fetched, and not while the till waits for other answers."""
        config = config.sudo()
        is_store = request.env["retail.till.place"]._kept(config, "is store", lambda: config.retail_store_id.kind == "store")
        if not is_store:
            return {"same": True}
        found = request.env["retail.stock.snapshot"].sudo()._found(config.retail_store_id)
        return {"same": found._is_fresh() and words.get("holds") == found.sha256}

    @http.route("/retail_pos/till/stock_now", type="jsonrpc", auth="user", methods=["POST"], readonly=True)
    def stock_now(self, config_id=None, product_ids=None):
        """The stock of a few variants in this store and its neighbours, this moment."""
        store = self._config(config_id).sudo().retail_store_id
        variants = [one for one in product_ids if isinstance(one, int)][:50] if isinstance(product_ids, list) else []
        if store.kind != "store" or not variants:
            return {"stores": [], "goods": {}, "at": server_time()}
        neighbours = store._retail_neighbours()
        goods = request.env["retail.stock.snapshot"].sudo()._stock([node for node, _distance in neighbours], variants)
        return {
            "stores": [node._retail_described(distance) for node, distance in neighbours],
            "goods": {str(variant): quantities for variant, quantities in goods.items()},
            "at": server_time(),
        }

    @http.route("/retail_pos/till/document/<int:document_id>", type="http", auth="user", methods=["GET"], readonly=True)
    def document(self, document_id):
        """A document that the chain has opened to its tills."""
        if not request.env.user.has_group("point_of_sale.group_pos_user"):
            raise request.not_found()
        document = request.env["product.document"].sudo().search([("id", "=", document_id), ("retail_at_till", "=", True)])
        companies = request.env.user.company_ids
        if not document or (document.retail_template_id.company_id - companies):
            raise request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(document.ir_attachment_id)
        return stream.get_response(as_attachment=False)
