"""What the campaign simulator asks the server for: places, goods, and the offers of a place at a moment.

The pricing itself is done in the browser, by the engine that tills run.
"""

from datetime import UTC, datetime

from odoo import api, models


class RetailCampaignSimulator(models.AbstractModel):
    _name = "retail.campaign.simulator"
    _description = "Campaign Simulator"

    @api.model
    def get_start(self):
        """Stores with tills or without, customer groups and means of payment to choose from."""
        stores = self.env["retail.store"].search([("company_id", "=", self.env.company.id)])
        methods = self.env["pos.payment.method"].search([("company_id", "=", self.env.company.id)])
        currency = self.env.company.currency_id
        return {
            "stores": [
                {
                    "id": store.id,
                    "name": store.name,
                    "depth": store.parent_path.count("/") - 1,
                    "kind": store.kind,
                    "code": store.code or "",
                    "timezone": str(store._retail_tz()),
                }
                for store in stores
            ],
            "customer_groups": [
                {"code": f"ctag:{tag.id}", "name": tag.display_name} for tag in self.env["res.partner.category"].search([])
            ],
            "tenders": [{"code": f"pm:{method.id}", "name": method.name} for method in methods],
            "currency": {"id": currency.id, "digits": currency.decimal_places},
        }

    @api.model
    def get_goods(self, product_ids, store_id=False, at=None):
        """Products as basket lines, at the price that the store's tills have at a moment (ISO 8601)."""
        store = self._store(store_id)
        tills = store.sudo().till_ids
        products = self.env["product.product"].browse(product_ids).exists()
        products.check_access("read")
        pricelist = tills[:1].pricelist_id._retail_for(store) if tills[:1].use_pricelist else None
        return self.env["retail.campaign.goods"]._goods(products, pricelist, self._moment(at))

    @api.model
    def get_offers(self, store_id, at, source="draft"):
        """The offers of a store at a moment (ISO 8601): released ones, or the drafts as they stand now."""
        store = self._store(store_id)
        if source == "released":
            return self._released(store, self._moment(at))
        return self._drafts(store)

    @staticmethod
    def _moment(at):
        """ISO 8601 with offset as Odoo keeps moments: UTC without saying so."""
        return datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None) if at else None

    def _released(self, store, moment):
        lines = self.env["retail.manifest"]._effective(store, moment).get("campaign", [])
        return [{"offer": line.revision_id._document(), "res_id": line.res_id} for line in lines]

    def _drafts(self, store):
        nodes = [f"s{node.id}" for node in store._retail_path()]
        assignments = self.env["retail.assignment"].search([("node_key", "in", nodes), ("res_model", "=", "retail.campaign")])
        campaigns = self.env["retail.campaign"].search([("id", "in", assignments.mapped("res_id"))])
        return [{"offer": campaign._retail_document(), "res_id": campaign.id} for campaign in campaigns]

    def _store(self, store_id):
        store = self.env["retail.store"].browse(store_id).exists() if store_id else self.env["retail.store"]
        store.check_access("read")
        return store
