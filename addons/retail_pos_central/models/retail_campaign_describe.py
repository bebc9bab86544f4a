"""Campaigns in words: what changes between two revisions."""

from datetime import datetime

from odoo import fields, models
from odoo.tools import formatLang

from ..tools import diff

MONEY = ("amount", "price", "min")


class RetailCampaign(models.Model):
    _inherit = "retail.campaign"

    def _retail_describe(self, old, new):
        return [self._change_text(*change) for change in diff.flat_changes(old, new) if change[0] != "id"]

    def _change_text(self, name, before, after):
        label = self._offer_labels().get(name, name)
        if name == "names":
            before, after = (", ".join(f"{code}: {text}" for code, text in (value or {}).items()) for value in (before, after))
        if name in ("items", "parts"):
            before, after = self._goods_words(before), self._goods_words(after)
        return self.env._(
            "%(place)s: %(before)s → %(after)s", place=label, before=self._words(name, before), after=self._words(name, after)
        )

    def _offer_labels(self):
        return {
            "name": self.env._("Name"),
            "names": self.env._("Name by language"),
            "kind": self.env._("Kind"),
            "percent": self.env._("Percent off"),
            "amount": self.env._("Amount off"),
            "price": self.env._("Campaign price"),
            "size": self.env._("Number of units"),
            "free": self.env._("Free units"),
            "min": self.env._("Minimum amount"),
            "tender": self.env._("Paid with"),
            "items": self.env._("Goods"),
            "parts": self.env._("Parts"),
            "priority": self.env._("Priority"),
            "combine": self.env._("With other campaigns"),
            "from": self.env._("From"),
            "to": self.env._("To"),
            "weekdays": self.env._("Days"),
            "hours": self.env._("Hours"),
            "customer_groups": self.env._("Only customers with"),
            "coupon": self.env._("Coupon code"),
            "max_per_order": self.env._("At most per order"),
            "min_qty": self.env._("From quantity"),
        }

    def _words(self, name, value):
        if value is None:
            return self.env._("none")
        if name in MONEY:
            return formatLang(self.env, value / 10**self.currency_id.decimal_places, currency_obj=self.currency_id)
        if name in ("from", "to"):
            moment = datetime.fromisoformat(value).replace(tzinfo=None)
            return fields.Datetime.context_timestamp(self, moment).strftime("%Y-%m-%d %H:%M")
        if name in ("kind", "combine"):
            return dict(self._fields[name]._description_selection(self.env)).get(value, value)
        if name == "weekdays":
            days = [
                self.env._("Mon"),
                self.env._("Tue"),
                self.env._("Wed"),
                self.env._("Thu"),
                self.env._("Fri"),
                self.env._("Sat"),
                self.env._("Sun"),
            ]
            return ", ".join(days[day - 1] for day in value)
        if name == "hours":
            return ", ".join("–".join(pair) for pair in value)
        if name == "tender":
            return self._name_of(value)
        if name == "customer_groups":
            return ", ".join(map(self._name_of, value))
        return str(value)

    def _goods_words(self, value):
        """A selector, or parts with selectors, with names in place of ids."""
        if value is None:
            return None
        if isinstance(value, list):
            return " + ".join(f"{part['qty']} × {self._goods_words(part['items'])}" for part in value)
        words = [self.env._("all goods")] if value.get("all") else []
        words += [self._name_of(code) for code in value.get("products", []) + value.get("groups", [])]
        but = [self._name_of(code) for code in value.get("except_products", []) + value.get("except_groups", [])]
        text = ", ".join(words[:8]) + (f" … (+{len(words) - 8})" if len(words) > 8 else "")
        return self.env._("%(goods)s, but not %(but)s", goods=text, but=", ".join(but)) if but else text

    def _name_of(self, code):
        prefix, _colon, number = code.rpartition(":")
        model = {
            "": "product.product",
            "categ": "product.category",
            "poscateg": "pos.category",
            "tag": "product.tag",
            "ctag": "res.partner.category",
            "pm": "pos.payment.method",
        }[prefix]
        record = self.env[model].sudo().with_context(active_test=False).browse(int(number)).exists()
        return record.display_name or code
