"""What happened at the till beside sales: openings, drawers, copies, removed lines, cash moves, practice, X and Z reports."""

from odoo import models

from ..tools.saft import amount, minor, text
from .retail_saft_export_master import EVENT_KINDS


class RetailSaftExport(models.Model):
    _inherit = "retail.saft.export"

    def _events(self, till):
        """In the order in which they happened."""
        zone = till.retail_store_id._retail_tz()
        found = [*self._journal(till), *self._sessions(till), *self._practice(till), *self._cash_moves(till), *self._reports(till)]
        for date, number, event in sorted(found, key=lambda one: (one[0], one[1])):
            local = zone.fromutc(date)
            yield {
                "eventID": number,
                "eventType": event["type"],
                "transID": event.get("sale"),
                "empID": event.get("who"),
                "eventDate": local.strftime("%Y-%m-%d"),
                "eventTime": local.strftime("%H:%M:%S"),
                "eventText": text(event.get("text")) or None,
                "eventReport": event.get("report"),
            }

    def _journal(self, till):
        for one in self.env["retail.till.event"].sudo().search(self._moments(till)):
            # X reports are told with their figures, below.
            if one.kind == "x_report":
                continue
            kind = one.kind
            if kind == "receipt":
                kind = "RETURN" if one.amount < 0 else "SALE"
            if kind not in EVENT_KINDS:
                kind = "no_paper" if kind == "no_paper" else "correction"
            words = [one.note, one.cashier, amount(one.amount) if one.amount else None]
            yield (
                one.date,
                f"J{one.id}",
                {
                    "type": kind,
                    "who": f"U{one.user_id.id}",
                    "sale": text(one.reference, 35) or None,
                    "text": "; ".join(filter(None, words)),
                },
            )

    def _sessions(self, till):
        for field, kind, letter in (("start_at", "OPEN", "S"), ("stop_at", "CLOSE", "T")):
            for session in self.env["pos.session"].sudo().search(self._moments(till, field)):
                yield session[field], f"{letter}{session.id}", {"type": kind, "who": f"U{session.user_id.id}", "text": session.name}

    def _practice(self, till):
        for one in self.env["retail.training.order"].sudo().search(self._moments(till)):
            words = f"{one.name}; {one.line_count}; {amount(one.amount_total)}"
            yield one.date, f"P{one.id}", {"type": "TRAINING", "who": f"U{one.user_id.id}", "text": words}

    def _cash_moves(self, till):
        start, end = self._bounds(till.retail_store_id)
        domain = [("pos_session_id.config_id", "=", till.id), ("create_date", ">=", start), ("create_date", "<", end)]
        for line in self.env["account.bank.statement.line"].sudo().search(domain):
            words = f"{line.payment_ref or ''}; {amount(line.amount)}"
            yield (
                line.create_date,
                f"M{line.id}",
                {"type": "IN" if line.amount > 0 else "OUT", "who": f"U{line.create_uid.id}", "text": words},
            )

    def _reports(self, till):
        for report in self.env["retail.till.report"].sudo().search(self._moments(till)):
            event = {"type": report.kind.upper(), "who": f"U{report.user_id.id}", "report": self._report(report)}
            yield report.date, f"R{report.id}", event

    # -- X and Z ------------------------------------------------------------------------------------------

    def _report(self, report):
        figures = report.figures
        local = report.config_id.retail_store_id._retail_tz().fromutc(report.date)
        counters = figures.get("counters") or {}
        cash = figures.get("cash") or {}
        return {
            "reportID": str(report.number) if report.kind == "z" else f"X{report.id}",
            "reportType": "Z report" if report.kind == "z" else "X report",
            "companyIdent": self._company_number(),
            "companyName": text(self.company_id.name, 100),
            "reportDate": local.strftime("%Y-%m-%d"),
            "reportTime": local.strftime("%H:%M:%S"),
            "registerID": self._register_id(report.config_id),
            "reportTotalCashSales": {"totalCashSaleAmnt": minor(figures["net"])},
            "reportArtGroups": {"reportArtGroup": self._report_groups(figures)},
            "reportPayments": {"reportPayment": self._report_payments(figures)},
            "reportCashSalesVat": {"reportCashSaleVat": self._report_vat(figures)},
            "reportOpeningChangeFloat": minor(cash.get("opening")),
            "reportReceiptNum": self._count(counters.get("receipts")),
            "reportOpenCashBoxNum": self._count(counters.get("drawer")),
            **self._counted("reportReceiptCopy", counters.get("copies")),
            **self._counted("reportReceiptProforma", counters.get("parked")),
            **self._counted("reportReturn", figures["returns"]),
            # By hand alone: what campaigns take off is the price.
            **self._counted("reportDiscount", figures.get("discounts")),
            **self._counted("reportVoidTrans", counters.get("cancelled")),
            "reportCorrLines": {"reportCorrLine": {"corrLineType": "correction", **self._counted("corrLine", counters.get("corrections"))}},
            "reportPriceInquiries": {
                "reportPriceInquiry": {"priceInquiryGroup": "C0", **self._counted("priceInquiry", counters.get("price_checks"))}
            },
            "reportOtherCorrs": {"reportOtherCorr": {"otherCorrType": "None", **self._counted("otherCorr", None)}},
            **self._counted("reportReceiptDelivery", None),
            **self._counted("reportTraining", counters.get("training")),
            "reportPayIns": {"reportPayIn": {"payInType": "IN", **self._counted("payIn", cash.get("cash_in"))}} if cash else None,
            "reportPayOuts": {"reportPayOut": {"payOutType": "OUT", **self._counted("payOut", cash.get("cash_out"))}} if cash else None,
            "reportGrandTotalSales": minor(figures["grand"]["sales"]),
            "reportGrandTotalReturn": minor(abs(figures["grand"]["returns"])),
            "reportGrandTotalSalesNet": minor(figures["grand"]["net"]),
        }

    def _count(self, counter):
        return str((counter or {}).get("count") or 0)

    def _counted(self, name, counter):
        """How often, and how much, without a sign: what it is says the name."""
        return {f"{name}Num": self._count(counter), f"{name}Amnt": minor(abs((counter or {}).get("amount") or 0))}

    def _report_groups(self, figures):
        """Reports name groups; the file wants their numbers."""
        categories = self.env["product.category"].sudo()
        numbers = {one["name"]: categories.search([("name", "=", one["name"])], limit=1) for one in figures["groups"]}
        rows = [
            {"artGroupID": self._group_id(numbers[one["name"]]), "artGroupNum": str(one["count"]), "artGroupAmnt": minor(one["amount"])}
            for one in figures["groups"]
        ]
        return rows or [{"artGroupID": "C0", "artGroupNum": "0", "artGroupAmnt": "0.00"}]

    def _report_payments(self, figures):
        methods = self.env["pos.payment.method"].sudo().with_context(active_test=False)
        rows = []
        for one in figures["payments"]:
            method = methods.search([("name", "=", one["name"]), ("company_id", "=", self.company_id.id)], limit=1)
            rows.append({"paymentType": f"M{method.id or 0}", "paymentNum": str(one["count"]), "paymentAmnt": minor(one["amount"])})
        return rows or [{"paymentType": "M0", "paymentNum": "0", "paymentAmnt": "0.00"}]

    def _report_vat(self, figures):
        rows = [
            {
                "vatCode": self._vat_code(one["rate"]),
                "vatPerc": f"{float(one['rate']):.2f}",
                "cashSaleAmnt": minor(one["base"]),
                "vatAmnt": minor(one["vat"]),
                "vatAmntTp": "D" if one["vat"] < 0 else "C",
            }
            for one in figures["vat"]
        ]
        return rows or [{"vatCode": "0", "vatPerc": "0.00", "cashSaleAmnt": "0.00", "vatAmnt": "0.00"}]
