"""The PDF of a sale's receipt, for who may read it in the back office."""

from odoo import http
from odoo.http import content_disposition, request


class RetailReceiptPdf(http.Controller):
    @http.route("/retail_pos/receipt/<int:receipt_id>.pdf", type="http", auth="user", methods=["GET"], readonly=True)
    def pdf(self, receipt_id):
        receipt = request.env["retail.receipt"].search([("id", "=", receipt_id)])
        if not receipt:
            raise request.not_found()
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", content_disposition(f"{receipt.display_name}.pdf")),
        ]
        return request.make_response(receipt._pdf(), headers)
