"""Sales, returns and exchanges, each with its seal."""

from odoo import models
from odoo.tools import split_every

from ..tools.saft import amount, minor, text

PART = 200


def side(value):
    """Credit is what comes in."""
    return "D" if value < 0 else "C"


class RetailSaftExport(models.Model):
    _inherit = "retail.saft.export"

    def _sales(self, till, faults):
        seals = self.env["retail.saft.seal"].sudo()
        ids = seals.search(self._moments(till), order="number").ids
        number, signature = seals._before(till, seals.browse(ids[:1]).number)
        for part in split_every(PART, ids, seals.browse):
            for seal in part:
                rates = seal.order_id.session_id._retail_vat(seal.order_id)
                faults += seal._faults(number, signature, rates)
                number, signature = seal.number, seal.signature
                yield self._sale(seal, rates)
            self.env.invalidate_all()
        faults += seals._end_faults(till)

    def _sale(self, seal, rates):
        order = seal.order_id
        day, hour, number, amount_in, amount_ex = seal.content.split(";")
        seller = self._seller_id(order)
        printed = order.nb_print
        return {
            "nr": number,
            "transID": text(order.pos_reference or order.name, 35),
            "transType": self._transaction_kind(order),
            "transAmntIn": amount_in,
            "transAmntEx": amount_ex,
            "amntTp": side(float(amount_in)),
            "empID": seller,
            "periodNumber": str(int(day[5:7])),
            "transDate": day,
            "transTime": hour,
            "invoiceID": text(order.account_move.name, 35) or None,
            "refID": text(", ".join(order.lines.refunded_orderline_id.order_id.mapped("pos_reference"))) or None,
            "ctLine": [self._line(line, place, number, seller) for place, line in enumerate(order.lines, 1)],
            "vat": [self._vat(rate) for rate in rates],
            "rounding": {"roundingAmnt": amount(order.amount_paid - order.amount_total)},
            "payment": [self._payment(payment, seller) for payment in order.payment_ids],
            "signature": seal.signature,
            "keyVersion": str(seal.key_id.version),
            "receiptNum": "1" if printed else "0",
            "receiptCopyNum": str(min(max(printed - 1, 0), 999)),
            "voidTransaction": "false",
            "trainingID": "false",
        }

    def _transaction_kind(self, order):
        credit = order.payment_ids.filtered(lambda payment: payment.payment_method_id.type == "pay_later")
        back, sold = (bool(order.lines.filtered(lambda line, sign=sign: line.qty * sign > 0)) for sign in (-1, 1))
        if back and not sold:
            return "11006"
        if back:
            return "11017" if credit else "11016"
        if credit:
            return "11002" if credit == order.payment_ids else "11015"
        return "11001"

    def _line(self, line, place, number, seller):
        taxed, plain = line.price_subtotal_incl, line.price_subtotal
        tax = line.tax_ids_after_fiscal_position[:1] or line.tax_ids[:1]
        return {
            "nr": number,
            "lineID": str(place),
            "lineType": "RETURN" if line.qty < 0 else "SALE",
            "artGroupID": self._group_id(line.product_id.categ_id),
            "artID": str(line.product_id.id),
            "qnt": f"{line.qty:.6f}".rstrip("0").rstrip("."),
            "lineAmntIn": amount(taxed),
            "lineAmntEx": amount(plain),
            "amntTp": side(taxed),
            "ppu": amount(line.price_unit, 6),
            "empID": seller,
            "cashTransLineDescr": text(line.customer_note) or None,
            "vat": {
                "vatCode": self._tax_code(tax),
                "vatPerc": f"{tax.amount or 0:.2f}",
                "vatAmnt": amount(taxed - plain),
                "vatAmntTp": side(taxed),
                "vatBasAmnt": amount(plain),
            },
            "discount": self._discounts(line),
        }

    def _discounts(self, line):
        campaigns, hand = line._retail_reductions()
        return [{"dscTp": kind, "dscAmnt": minor(value)} for kind, value in (("CAMPAIGN", campaigns), ("HAND", hand)) if round(value)]

    def _vat(self, rate):
        return {
            "vatCode": self._vat_code(rate["rate"]),
            "vatPerc": f"{float(rate['rate']):.2f}",
            "vatAmnt": minor(rate["vat"]),
            "vatAmntTp": side(rate["net"]),
            "vatBasAmnt": minor(rate["base"]),
        }

    def _payment(self, payment, seller):
        return {
            "paymentType": f"M{payment.payment_method_id.id}",
            "paidAmnt": amount(payment.amount),
            "empID": seller,
            "curCode": payment.currency_id.name,
            "paymentRefID": text(payment.transaction_id or payment.payment_ref_no, 999) or None,
        }
