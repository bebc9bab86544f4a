"""A sale with all that its prices follow from, from head office's records; and the comparison with what was sold."""

from datetime import UTC

from odoo import api, fields, models

from odoo.addons.retail_pos_central.tools import offer, savings

from ..tools import recheck
from .retail_order_check import EARLIER_STATES


def to_utc(moment):
    return moment.replace(tzinfo=UTC)


class RetailOrderPricing(models.AbstractModel):
    _name = "retail.order.pricing"
    _description = "What a Sale's Prices Follow From"

    @api.model
    def _sale(self, order):
        """The sale as a dict: basket, the book of offers that held, lines by id, problems found so far."""
        pricing = order.retail_pricing if isinstance(order.retail_pricing, dict) else {}
        sold_at = to_utc(order.date_order)
        now = recheck.read_moment(pricing.get("now")) or sold_at
        lines = {line.uuid or str(line.id): line for line in order.lines if self._is_priced(line)}
        ats = {key: recheck.read_moment(line.retail_at) or now for key, line in lines.items()}
        clock = recheck.clock_problem(now, ats.values(), sold_at, to_utc(order.create_date or fields.Datetime.now()))
        store = order.config_id.retail_store_id
        open_lines = {key: line for key, line in lines.items() if line.price_type != "manual"}
        sale = {
            "order": order,
            "now": now.replace(tzinfo=None),
            "lines": lines,
            "open": open_lines,
            "clock": [self.env._("The till's clock was wrong, or its moments are made up.")] if clock else [],
            "negative": order.lines.filtered(self._is_wrongly_negative),
            "changed": self._changed_since(order, lines.values()),
            "book": self._book(order, now.replace(tzinfo=None)),
            "basket": {
                "now": now.isoformat(),
                "store": store.code or None,
                "timezone": str(store._retail_tz()),
                "customer": {"groups": [f"ctag:{tag.id}" for tag in order.partner_id.category_id]},
                "coupons": recheck.coupons_of(pricing),
                "tender": self._tender(order),
                "lines": [self._basket_line(key, line, ats[key]) for key, line in open_lines.items()],
            },
        }
        sale["price_problems"] = self._price_problems(order, open_lines, ats)
        sale["override_problems"] = self._override_problems(order, lines.values(), ats) + self._hidden_problems(order, sale["negative"])
        return sale

    def _is_priced(self, line):
        """As isCampaignLine at the till; what a till calls a return, combo or reward is one only where the records agree."""
        return (
            not (line.product_id.type == "combo" and line.combo_line_ids)
            and line.combo_parent_id.product_id.type != "combo"
            and not self._is_reward(line)
            and line.product_id != line.order_id.config_id.tip_product_id
            and line.qty > 0
            and line.price_unit >= 0
        )

    def _is_reward(self, line):
        if "is_reward_line" not in line._fields or not line.is_reward_line:
            return False
        return line.product_id in line.reward_id.discount_line_product_id | line.reward_id.reward_product_ids

    def _tender(self, order):
        methods = order.payment_ids.filtered(lambda payment: not payment.is_change).payment_method_id
        return f"pm:{methods.id}" if len(methods) == 1 else None

    def _basket_line(self, key, line, at):
        return recheck.basket_line(
            {
                "id": key,
                "product": str(line.product_id.id),
                "groups": self.env["retail.campaign.goods"]._groups(line.product_id),
                "price": offer.minor(line.price_unit, line.currency_id.decimal_places),
                "qty": line.qty,
                "to_weight": line.product_id.to_weight,
                "vat": offer.decimal(sum(line.tax_ids.filtered(lambda tax: tax.amount_type == "percent").mapped("amount")), 4),
                "at": at.isoformat(),
            }
        )

    # -- campaigns -------------------------------------------------------------------

    def _book(self, order, moment):
        """(key, offers) of what held for the till at a moment."""
        lines = self.env["retail.manifest"]._effective(order.config_id, moment, past=True).get("campaign", [])
        key = ",".join(line.revision_id.sha256[:16] for line in lines) or "none"
        return key, [line.revision_id._document() for line in lines]

    @api.model
    def _earlier_books(self, sale):
        """[(key, offers, until)] of the states before the one that held, the latest first; only few sales ask for them."""
        order, known = sale["order"], {sale["book"][0]}
        for moment in self.env["retail.manifest"]._switched_before(order.config_id, sale["now"], EARLIER_STATES):
            key, offers = self._book(order, moment)
            if key not in known:
                known.add(key)
                yield key, offers, moment

    # -- prices ----------------------------------------------------------------------

    def _price_problems(self, order, lines, ats):
        """Lines whose regular price isn't the pricelist's at the time of the scan."""
        problems = []
        places = order.currency_id.decimal_places
        for key, line in lines.items():
            if "combo_item_id" in line._fields and line.combo_item_id or line.price_extra:
                continue
            expected = self._regular_price(order, line, ats[key])
            if offer.minor(expected, places) != offer.minor(line.price_unit, places):
                problems.append(
                    self.env._(
                        "%(product)s: the price was %(sold).2f, head office has %(expected).2f",
                        product=line.product_id.display_name,
                        sold=line.price_unit,
                        expected=expected,
                    )
                )
        return problems

    def _regular_price(self, order, line, at):
        """By the pricelist at the scan, for the quantity sold or (a line keeps its price) for one."""
        product = line.product_id
        if not order.pricelist_id:
            return product.lst_price
        date = at.replace(tzinfo=None)
        pricelist = self._pricelist_of(order)
        price = pricelist._get_product_price(product, line.qty, date=date)
        single = pricelist._get_product_price(product, 1.0, date=date)
        return single if abs(single - line.price_unit) < abs(price - line.price_unit) else price

    def _pricelist_of(self, order):
        """The sale's pricelist by its store's clock."""
        return order.pricelist_id._retail_in_zone(self._zone_of(order))

    def _zone_of(self, order):
        return order.config_id.retail_store_id._retail_tz()

    def _override_problems(self, order, lines, ats):
        """Discounts and prices by hand beyond the limit of the cashier's role."""
        problems = []
        role = self._role(order)
        settings = self._settings(order)
        limit = float((settings.get("discount_limits") or {}).get(role, 100))
        asks = bool(settings.get("override_reasons"))
        for line in lines:
            percent = line.retail_manual_discount or 0.0
            if line.price_type == "manual":
                at = ats.get(line.uuid or str(line.id))
                regular = self._regular_price(order, line, at) if at else line.product_id.lst_price
                by_price = (1 - line.price_unit / regular) * 100 if regular > 0 and line.price_unit < regular else 0.0
                percent = 100 * (1 - (1 - by_price / 100) * (1 - percent / 100))
            if percent > limit + 0.01:
                problems.append(
                    self.env._(
                        "%(product)s: %(percent).1f %% off by hand, %(limit)g %% is allowed",
                        product=line.product_id.display_name,
                        percent=percent,
                        limit=limit,
                    )
                )
            elif percent > 0 and asks and not line.retail_override_reason:
                problems.append(self.env._("%s: a price by hand without a reason", line.product_id.display_name))
        return problems

    def _hidden_problems(self, order, negative):
        """Money that leaves the till by lines nobody prices: goods at less than nothing, and more returned than was paid."""
        problems = [
            self.env._("%(product)s: sold for %(price).2f, less than nothing", product=line.product_id.display_name, price=line.price_unit)
            for line in negative
        ]
        for sold in order.lines.filtered(lambda line: line.qty < 0).refunded_orderline_id:
            returned = sold.refund_orderline_ids.filtered(lambda line: line.order_id.state != "cancel" and line.order_id.id <= order.id)
            back = -sum(returned.mapped("price_subtotal_incl"))
            if back > sold.price_subtotal_incl + sold.currency_id.rounding * len(returned) + 1e-6:
                problems.append(
                    self.env._(
                        "%(product)s: %(back).2f was given back for what was paid %(paid).2f",
                        product=sold.product_id.display_name,
                        back=back,
                        paid=sold.price_subtotal_incl,
                    )
                )
        return problems

    def _is_wrongly_negative(self, line):
        """Rewards and gift cards, the discount of the whole order, what a sales order has paid already, and such goods may be."""
        config = line.order_id.config_id
        return (
            line.qty > 0
            and line.price_unit < 0 <= line.product_id.lst_price
            and not self._is_reward(line)
            and not ("discount_product_id" in config._fields and line.product_id == config.discount_product_id)
            and not ("sale_order_origin_id" in line._fields and line.sale_order_origin_id)
        )

    def _settings(self, order):
        found = self.env["retail.manifest"]._effective(order.config_id, order.date_order, past=True).get("settings", [])
        return found[0].revision_id._document() if found else {}

    def _role(self, order):
        """What the till held the cashier for: by employee where there are such, else by user."""
        config = order.config_id
        if "employee_id" in order._fields and config.module_pos_hr and order.employee_id:
            manager = order.employee_id in config.advanced_employee_ids or order.employee_id.user_id.has_group(
                "point_of_sale.group_pos_manager"
            )
        else:
            manager = order.user_id._retail_is_till_manager(order.config_id)
        return "manager" if manager else "cashier"

    def _changed_since(self, order, lines):
        """Names of what the prices follow from and was changed after the sale: then a difference proves nothing."""
        changed = []
        for line in lines:
            product = line.product_id
            if max(product.write_date, product.product_tmpl_id.write_date) > order.create_date:
                changed.append(product.display_name)
        if order.partner_id and order.partner_id.write_date > order.create_date:
            changed.append(order.partner_id.display_name)
        products = self.env["product.product"].union(*(line.product_id for line in lines))
        rules = self._rules_on(order.pricelist_id, products, [("write_date", ">", order.create_date)])
        touched = order.pricelist_id and self.env["product.pricelist.item"].sudo().search_count(rules, limit=1)
        return changed + ([order.pricelist_id.display_name] if touched else [])

    @api.model
    def _rules_on(self, pricelist, products, domain):
        """A domain of a pricelist's rules that may price these goods; a pricelist has as many rules as there are goods."""
        return [
            ("pricelist_id", "=", pricelist.id),
            *domain,
            ("product_id", "in", [False, *products.ids]),
            ("product_tmpl_id", "in", [False, *products.product_tmpl_id.ids]),
        ]

    # -- comparing -------------------------------------------------------------------

    @api.model
    def _compare(self, sale, result):
        """(expected in øre, problems) of the whole sale under one answer of the engine."""
        if "error" in result:
            sale["sold"] = 0
            return 0, [self.env._("The sale can't be priced: %s", result["error"])]
        nets = {line["id"]: line["net"] for line in result["lines"]}
        expected_sum, sold_sum, problems = 0, 0, []
        scale = 10 ** sale["order"].currency_id.decimal_places
        for key, line in sale["lines"].items():
            gross = savings.half_up(offer.minor(line.price_unit, line.currency_id.decimal_places) * savings.exact(line.qty))
            net = nets.get(key, gross) if key in sale["open"] else gross
            expected = recheck.after_manual(net, line.retail_manual_discount)
            sold = recheck.net_of(line.price_unit, line.qty, line.discount, line.currency_id.decimal_places)
            expected_sum += expected
            sold_sum += savings.half_up(sold)
            if recheck.differs(expected, sold):
                problems.append(
                    self.env._(
                        "%(product)s: sold for %(sold).2f, with the campaigns of that time it costs %(expected).2f",
                        product=line.product_id.display_name,
                        sold=savings.half_up(sold) / scale,
                        expected=expected / scale,
                    )
                )
        sale["sold"] = sold_sum
        refused = result.get("refused_coupons") or []
        if refused:
            problems.append(self.env._("Coupons that don't count: %s", ", ".join(refused)))
        return expected_sum, problems
