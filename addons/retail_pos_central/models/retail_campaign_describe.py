"""Campaigns in words: what changes between two revisions, and campaigns that contradict each other."""

from datetime import datetime

from odoo import api, fields, models
from odoo.tools import formatLang

from ..tools import diff, offer

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

    # -- campaigns together ---------------------------------------------------------

    @api.model
    def _retail_check_together(self, release):
        """Campaigns that meet on the same goods at the same place and time, where only one can count."""
        lines = release.sudo().line_ids.filtered(lambda line: line.res_model == "retail.campaign" and not line.withdraw)
        mine = self.sudo().browse(lines.mapped("res_id")).exists()
        problems = []
        for line in lines:
            campaign = self.sudo().browse(line.res_id).exists()
            record = line.config_id or line.store_id
            running = self.env["retail.manifest"]._effective(record).get("campaign", [])
            # Where both are in this release, the pair is named once.
            others = self.sudo().browse([one.res_id for one in running]).exists() - mine
            others |= mine.filtered(lambda one, campaign=campaign: one.id > campaign.id)
            for other in others - campaign:
                message = campaign._contradiction(other)
                if message:
                    problems.append(
                        {
                            "line_id": line.id,
                            "level": "warning",
                            "message": message,
                            "content_model": "retail.campaign",
                            "content_id": campaign.id,
                            "content_name": campaign.display_name,
                            "res_model": "retail.campaign",
                            "res_id": other.id,
                        }
                    )
        return problems

    def _contradiction(self, other):
        """Why two campaigns contradict, or None."""
        mine, its = self._retail_document(), other._retail_document()
        if mine.get("coupon") and mine.get("coupon") == its.get("coupon"):
            return self.env._("“%(one)s” and “%(other)s” use the same coupon code.", one=self.name, other=other.name)
        if not offer.overlap_in_time(mine, its) or not (self._all_products() & other._all_products() or self._is_for_all(other)):
            return None
        if "exclusive" == self.combine == other.combine and self.priority == other.priority:
            return self.env._(
                "“%(one)s” and “%(other)s” both stand alone on the same goods, with the same priority.", one=self.name, other=other.name
            )
        if "price" == self.kind == other.kind and self.price != other.price and "best" == self.combine == other.combine:
            return self.env._(
                "“%(one)s” and “%(other)s” give the same goods different prices; the lower one counts.", one=self.name, other=other.name
            )
        return None

    def _is_for_all(self, other):
        return self.all_goods or other.all_goods

    def _all_products(self):
        """The products that a campaign is about, as far as it names them."""
        self.ensure_one()
        domain = self.env["retail.campaign.goods"]._selected_domain(self)
        if self.all_goods or not domain:
            return self.env["product.product"]
        return self.env["product.product"].search(domain) - self.except_product_ids
