"""The company, and whom and what the sales name: employees, goods, groups, kinds of payment and of events."""

from calendar import monthrange
from datetime import date

from odoo import models

from ..tools.saft import text

# Where the tax has no code of its own: standard codes of outgoing VAT, by rate.
STANDARD = {25: "3", 15: "31", 11.11: "32", 12: "33", 0: "5"}
NO_VAT = "0"
LINE_KINDS = [("SALE", "Sale line"), ("RETURN", "Return line")]
SAVING_KINDS = [("CAMPAIGN", "Campaign"), ("HAND", "Discount by hand")]
TRANSACTION_KINDS = [
    ("11001", "Cash sale"),
    ("11002", "Credit sale"),
    ("11006", "Return payment"),
    ("11015", "Cash and credit sale"),
    ("11016", "Cash sale and return"),
    ("11017", "Credit sale and return"),
]
EVENT_KINDS = {
    "OPEN": ("13001", "Till opened"),
    "CLOSE": ("13002", "Till closed"),
    "drawer": ("13005", "Drawer opened"),
    "drawer_sale": ("13005", "Drawer opened for a sale"),
    "X": ("13008", "X report"),
    "Z": ("13009", "Z report"),
    "SALE": ("13012", "Sales receipt"),
    "RETURN": ("13013", "Return receipt"),
    "copy": ("13014", "Copy of a receipt"),
    "parked": ("13015", "Provisional receipt"),
    "gift": ("13018", "Gift receipt"),
    "slip": ("13018", "Payment slip"),
    "mail": ("13018", "Receipt sent by mail"),
    "TRAINING": ("13017", "Practice sale"),
    "OUT": ("13019", "Cash taken out"),
    "IN": ("13999", "Cash put in"),
    "price_check": ("13022", "Price asked"),
    "no_paper": ("13030", "Sale without a printed receipt"),
    "correction": ("13999", "Line removed"),
    "cancelled": ("13999", "Sale cancelled"),
}


class RetailSaftExport(models.Model):
    _inherit = "retail.saft.export"

    def _master(self, tills):
        """(tag, content) of the company, in the schema's order."""
        orders = self._order_domain(tills)
        address = self._address(self.company_id.partner_id)
        yield "companyIdent", self._company_number()
        yield "companyName", text(self.company_id.name, 100)
        yield "taxRegistrationCountry", "NO"
        yield "taxRegIdent", f"{self._company_number()}MVA"
        yield "streetAddress", address
        if self.company_id.city and self.company_id.zip:
            yield "postalAddress", address
        yield "vatCodeDetails", {"vatCodeDetail": self._vat_codes(orders)}
        yield "periods", {"period": [self._period(month) for month in range(self.date_from.month, self.date_to.month + 1)]}
        yield "employees", {"employee": self._employees(orders)}
        yield "articles", {"article": self._articles(orders)}
        yield "basics", {"basic": self._basics(orders)}

    def _address(self, partner):
        return {
            "streetname": text(partner.street, 100) or None,
            "additionalAddressDetails": text(partner.street2, 100) or None,
            "city": text(partner.city, 50) or None,
            "postalCode": text(partner.zip, 20) or None,
            "country": partner.country_id.code or "NO",
        }

    def _location(self, store):
        yield "name", text(store.name, 100)
        if store.partner_id:
            yield "streetAddress", self._address(store.partner_id)

    def _period(self, month):
        year = self.date_from.year
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return {
            "periodNumber": str(month),
            "startDatePeriod": str(max(first, self.date_from)),
            "startTimePeriod": "00:00:00",
            "endDatePeriod": str(min(last, self.date_to)),
            "endTimePeriod": "23:59:59",
        }

    # -- VAT -----------------------------------------------------------------------------------------

    def _vat_code(self, rate):
        return STANDARD.get(float(rate), NO_VAT)

    def _tax_code(self, tax):
        own = "l10n_no_standard_code" in tax._fields and tax.l10n_no_standard_code
        return own or self._vat_code(tax.amount) if tax else NO_VAT

    def _vat_codes(self, orders):
        taxes = self.env["account.tax"].sudo().search([("company_id", "=", self.company_id.id), ("type_tax_use", "=", "sale")])
        rates = {self._tax_code(tax): tax.amount for tax in taxes} | {code: rate for rate, code in STANDARD.items()} | {NO_VAT: 0}
        return [
            {"vatCode": code, "dateOfEntry": f"{self.date_from.year}-01-01", "vatDesc": f"{rate:g} %", "standardVatCode": text(code, 9)}
            for code, rate in sorted(rates.items(), key=lambda one: int(one[0]) if one[0].isdigit() else 0)
        ]

    # -- who ---------------------------------------------------------------------------------------------

    def _seller_id(self, order):
        """With pos_hr the seller is an employee."""
        employee = order.employee_id if "employee_id" in order._fields else None
        return f"E{employee.id}" if employee else f"U{order.user_id.id}"

    def _employees(self, orders):
        tills = self._tills()
        own = [("config_id", "in", tills.ids)]
        users = self.env.user
        for model, domain in (("pos.order", orders), ("pos.session", own), ("retail.till.event", own), ("retail.till.report", own)):
            users |= users.concat(*[user for (user,) in self.env[model].sudo()._read_group(domain, ["user_id"])])
        rows = [(f"U{user.id}", user) for user in users.sudo()]
        if "employee_id" in self.env["pos.order"]._fields:
            groups = self.env["pos.order"].sudo()._read_group(orders, ["employee_id"])
            rows += [(f"E{employee.id}", employee) for (employee,) in groups if employee]
        return [self._employee(number, one) for number, one in rows]

    def _employee(self, number, person):
        first, _space, last = text(person.name).rpartition(" ")
        return {
            "empID": number,
            "dateOfEntry": person.create_date.strftime("%Y-%m-%d"),
            "timeOfEntry": person.create_date.strftime("%H:%M:%S"),
            "firstName": first[:50] or None,
            "surName": last[:100],
        }

    # -- what ----------------------------------------------------------------------------------------------

    def _articles(self, orders):
        lines = self.env["pos.order.line"].sudo()
        domain = [("order_id", "in", self.env["pos.order"].sudo()._search(orders))]
        return [
            {
                "artID": str(product.id),
                "dateOfEntry": product.create_date.strftime("%Y-%m-%d"),
                "artGroupID": self._group_id(product.categ_id),
                "artDesc": text(product.display_name, 999),
            }
            for (product,) in lines._read_group(domain, ["product_id"])
        ]

    def _group_id(self, category):
        return f"C{category.id or 0}"

    def _basics(self, orders):
        categories = self.env["product.category"].sudo().search([], order="id")
        methods = self.env["pos.payment.method"].sudo().with_context(active_test=False).search([("company_id", "=", self.company_id.id)])
        rows = [("04", self._group_id(one), one._retail_saft_group(), one.display_name) for one in categories]
        rows.append(("04", "C0", "04999", "No group"))
        rows += [("05", code, None, label) for code, label in LINE_KINDS]
        rows += [("08", code, None, label) for code, label in SAVING_KINDS]
        rows += [("11", code, code, label) for code, label in TRANSACTION_KINDS]
        rows += [("12", f"M{one.id}", one._retail_saft_means(), one.name) for one in methods]
        rows += [("13", code, standard, label) for code, (standard, label) in EVENT_KINDS.items()]
        return [
            {"basicType": kind, "basicID": code, "predefinedBasicID": standard, "basicDesc": text(label, 999) or code}
            for kind, code, standard, label in rows
        ]
