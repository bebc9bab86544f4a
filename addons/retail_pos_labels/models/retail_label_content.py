"""The words on the label of goods in a store at a moment, in the store's language."""

import pytz

from odoo import api, fields, models

from ..tools import label_fields, label_layout, label_pdf

UNIT_NAMES = {"kg": "kg", "l": "l", "m": "m", "m2": "m²"}


class RetailLabelContent(models.AbstractModel):
    _name = "retail.label.content"
    _description = "Words on a Label"

    @api.model
    def _documents(self, store, products, design, moment=None, copies=None):
        """{product id: label document}; goods without a price there are left out."""
        copies = copies or {}
        found = {}
        for product, (words, campaign) in self._contents(store, products, moment).items():
            chosen = design or self.env["retail.label.design"]._for_product(product, store.company_id)
            if words["price"] and chosen:
                found[product.id] = label_layout.layout(
                    chosen.document, words, campaign, label_pdf.measure, self._lang(store), copies.get(product.id, 1)
                )
        return found

    @api.model
    def _fields_of(self, store, product, moment=None):
        return self._contents(store, product, moment)[product]

    @api.model
    def _contents(self, store, products, moment=None):
        """{product: (words by field, whether a campaign's price counts)}."""
        moment = moment or fields.Datetime.now()
        lang = self._lang(store)
        content = self.with_context(lang=lang)
        products = products.with_context(lang=lang, display_default_code=False).sudo()
        answers = content.env["retail.price.answer"]._answers(store, products, moment, why=False)
        return {product: content._words(store.sudo(), product, answers[product.id], lang) for product in products}

    @api.model
    def _lang(self, store):
        company = store.sudo().company_id
        return store.sudo().partner_id.lang or company.partner_id.lang or self.env.lang or "en_US"

    def _words(self, store, product, answer, lang):
        digits = store.company_id.currency_id.decimal_places
        claim = answer["claim"]
        price = claim["price"] if claim else answer["price"]

        def money(minor):
            return label_fields.money(minor, lang, digits) if minor is not None else ""

        named = [claim, *answer["offers"]] if claim else answer["offers"]
        before = claim and claim["before"]
        words = {
            "name": product.display_name,
            "content": self._content_text(product, lang),
            "price": money(price),
            "before": self.env._("Before %s", money(before)) if before and before > price else "",
            "unit_price": self._unit_text(product, claim["unit_price"] if claim else answer["unit_price"], money),
            "offer": ", ".join(dict.fromkeys(one["name"] for one in named)),
            "valid": self._valid_text(named[0], store) if named else "",
            "code": product.default_code or "",
            "barcode": product.barcode or product.default_code or "",
            "store": store.name,
            "printed": self._day(fields.Datetime.now(), store, year=True),
        }
        return words, bool(named)

    def _content_text(self, product, lang):
        if not product.retail_content_qty or not product.retail_content_unit:
            return ""
        unit = self.env._("pcs") if product.retail_content_unit == "piece" else product.retail_content_unit.replace("m2", "m²")
        return f"{label_fields.number(product.retail_content_qty, lang)} {unit}"

    def _unit_text(self, product, unit_minor, money):
        base = product.retail_unit_base
        if not base or unit_minor is None:
            return ""
        name = UNIT_NAMES.get(base) or self.env._("piece")
        if product.retail_unit_amount == 1:
            # The price is the unit price; goods by the kilogram still say that it is for a kilogram.
            return self.env._("per %s", name) if base != "piece" else ""
        return self.env._("%(price)s per %(unit)s", price=money(unit_minor), unit=name)

    def _valid_text(self, campaign, store):
        begin, end = campaign["from"], campaign["to"]
        if not end:
            return ""
        # The campaign has ended at its end: its last day is the one of the second before.
        last = fields.Datetime.subtract(end, seconds=1)
        return self.env._("Valid %(begin)s–%(end)s", begin=self._day(begin, store), end=self._day(last, store))

    def _day(self, moment, store, year=False):
        local = pytz.utc.localize(moment).astimezone(store._retail_tz())
        return f"{local.day}.{local.month}.{local.year if year else ''}"

    @api.model
    def _sample(self, campaign):
        return {
            "name": self.env._("Long-grain rice with mushrooms and herbs"),
            "content": "400 g",
            "price": "39,90" if campaign else "49,90",
            "before": self.env._("Before %s", "49,90") if campaign else "",
            "unit_price": self.env._("%(price)s per %(unit)s", price="99,75" if campaign else "124,75", unit="kg"),
            "offer": self.env._("20% off") if campaign else "",
            "valid": self.env._("Valid %(begin)s–%(end)s", begin="23.11.", end="30.11.") if campaign else "",
            "code": "16021",
            "barcode": "2116021000005",
            "store": self.env.company.name,
            "printed": "23.11.2026",
        }
