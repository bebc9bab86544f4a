"""Which chunks make up a till's catalogue. The chunks themselves are blobs, which any cache may keep."""

from odoo import http
from odoo.http import request

from odoo.addons.retail_pos_central.controllers.till import RetailTillController


class RetailCatalogueController(RetailTillController):
    @http.route("/retail_pos/till/catalogue", type="jsonrpc", auth="user", methods=["POST"])
    def catalogue(self, config_id=None, version=None):
        """{"pending": true} while it is being made, {"same": true} when the till holds this version, else the index."""
        return self._answer_catalogue(self._config(config_id), {"version": version})

    def _answers(self):
        return {**super()._answers(), "catalogue": self._answer_catalogue}

    def _answer_catalogue(self, config, words):
        version = words.get("version")
        return request.env["retail.catalogue"]._index(config, version if isinstance(version, str) else None)
