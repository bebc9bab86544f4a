"""One new price of a batch, with the old one, the margin and what is odd about it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import price_check

CHUNK = 2000


class RetailPriceLine(models.Model):
    _name = "retail.price.line"
    _description = "New Price"
    _order = "level_order, number, id"

    batch_id = fields.Many2one("retail.price.batch", required=True, ondelete="cascade", index=True)
    number = fields.Integer(string="Line", help="Line of the file or of the pasted text.")
    code = fields.Char(string="Barcode or Reference")
    product_id = fields.Many2one("product.product", index=True)
    currency_id = fields.Many2one(related="batch_id.currency_id")
    old_price = fields.Monetary(readonly=True)
    new_price = fields.Monetary(required=True)
    change_percent = fields.Float(string="Change (%)", readonly=True, digits=(9, 1), aggregator=None)
    margin_percent = fields.Float(string="Margin (%)", readonly=True, digits=(9, 1), aggregator=None)
    input_problem = fields.Char(readonly=True)
    level = fields.Selection([("error", "Error"), ("warning", "Warning"), ("ok", "OK")], readonly=True, default="ok")
    level_order = fields.Integer(readonly=True, default=3)
    problem = fields.Char(readonly=True, string="Remark")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._change_batches()
        return lines

    @api.model
    def _add(self, batch, rows):
        """Lines of imported rows (tools.price_import.Row) in one statement: fifty thousand are normal."""
        self.check_access("create")
        self.flush_model()
        self.env.cr.execute(
            """INSERT INTO retail_price_line (batch_id, number, code, new_price, input_problem, level, level_order,
                                              create_uid, write_uid, create_date, write_date)
               SELECT %s, row.number, row.code, round(row.price, %s), row.problem, 'ok', 3, %s, %s,
                      now() at time zone 'UTC', now() at time zone 'UTC'
                 FROM unnest(%s::int[], %s::varchar[], %s::numeric[], %s::varchar[]) AS row(number, code, price, problem)""",
            (
                batch.id,
                # Looked at as it will be: a price rule keeps no more.
                self.env["decimal.precision"].precision_get("Product Price"),
                self.env.uid,
                self.env.uid,
                [row.number for row in rows],
                [row.code for row in rows],
                [row.price or 0 for row in rows],
                [row.problem for row in rows],
            ),
        )
        batch.invalidate_recordset(["line_ids"])

    def write(self, vals):
        if not {"product_id", "code", "new_price", "batch_id"} & vals.keys():
            return super().write(vals)
        self._change_batches()
        if {"code", "new_price"} & vals.keys():
            vals = {**vals, "input_problem": False}
        if "code" in vals and "product_id" not in vals:
            # Whatever was known as the old code is not what is meant now; the check finds the other.
            vals = {**vals, "product_id": False}
        result = super().write(vals)
        if "batch_id" in vals:
            self._change_batches()
            self.check_access("write")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        self._change_batches()

    def _change_batches(self):
        """What goes out has been checked as it is: a batch that changes is a draft again, and one that went out doesn't change."""
        if any(batch.state in ("released", "withdrawn") for batch in self.batch_id):
            raise UserError(self.env._("A released price batch can't be changed; withdraw it or make a new one."))
        self.batch_id._forget_check()

    # -- check ---------------------------------------------------------------------------

    def _check(self):
        """Find products, old prices, margins and problems of all lines of one batch."""
        lines = self.sudo()
        batch = lines.batch_id
        lines.filtered(lambda line: line.code and not line.product_id)._find_products()
        lines.product_id.fetch(["standard_price", "taxes_id", "available_in_pos"])
        seen, values = {}, {}
        for start in range(0, len(lines), CHUNK):
            part = lines[start : start + CHUNK]
            olds = part._old_prices(batch)
            for line in part:
                first = seen.setdefault(line.product_id.id, line) if line.product_id else line
                values[line] = line._checked_values(olds.get(line.product_id.id, 0.0), first)
        lines._write_values(values)

    def _weighed(self):
        """What somebody who looked at the line has seen, whatever the language."""
        return self.level, self.product_id, self.old_price, self.margin_percent

    def _find_products(self):
        products = self.env["product.product"]
        codes = list(set(self.mapped("code")))
        by_code = {}
        company = products._check_company_domain(self.batch_id.company_id)
        for product in products.search([*company, ("default_code", "in", codes)]):
            by_code.setdefault(product.default_code, product.id)
        for unit in self.env["product.uom"].search([("barcode", "in", codes)]):
            by_code[unit.barcode] = unit.product_id.id
        by_code.update({product.barcode: product.id for product in products.search([*company, ("barcode", "in", codes)])})
        found = [(line.id, by_code[line.code]) for line in self if line.code in by_code]
        self.flush_recordset()
        self.env.cr.execute(
            "UPDATE retail_price_line line SET product_id = found.product_id "
            "FROM unnest(%s::int[], %s::int[]) AS found(id, product_id) WHERE line.id = found.id",
            ([line_id for line_id, _product in found], [product_id for _line, product_id in found]),
        )
        self.invalidate_recordset(["product_id"])

    def _old_prices(self, batch):
        """{product id: price} just when the new prices would begin."""
        pricelist = batch.store_id._retail_pricelist()
        begins = batch._retail_on_clock(batch.date_from, batch.store_id._retail_tz()) or fields.Datetime.now()
        products = self.product_id.with_company(batch.company_id)
        if not pricelist:
            return {product.id: product.lst_price for product in products}
        return pricelist._get_products_price(products, 1.0, date=begins)

    def _vat_percent(self):
        taxes = self.product_id.taxes_id
        return sum(tax.amount for tax in taxes if tax.amount_type == "percent" and tax.price_include)

    def _checked_values(self, old, first):
        if self.input_problem == "no_price" or not self.product_id:
            text = {
                "no_code": self.env._("Line %s has no barcode.", self.number),
                "no_price": self.env._("Line %s has no readable price.", self.number),
            }.get(self.input_problem) or self.env._(
                "Line %(number)s: nothing is known as %(code)s.", number=self.number, code=self.code or ""
            )
            return {"level": "error", "level_order": 1, "problem": text, "old_price": 0, "change_percent": 0, "margin_percent": 0}
        cost = self.product_id.with_company(self.batch_id.company_id).standard_price
        vat = self._vat_percent()
        found = [
            self._problem_text(code)
            for level, code in price_check.problems(old, self.new_price, vat, cost, self.batch_id.max_change_percent)
            if level == "warning"
        ]
        level = "warning" if found else "ok"
        if not self.product_id.available_in_pos:
            found, level = [*found, self.env._("It isn't sold on tills.")], "warning"
        if first != self:
            found, level = (
                [
                    self.env._("%(product)s is already in line %(number)s.", product=self.product_id.display_name, number=first.number),
                    *found,
                ],
                "error",
            )
        if self.new_price < 0:
            found, level = [self.env._("The price is below 0."), *found], "error"
        return {
            "level": level,
            "level_order": {"error": 1, "warning": 2, "ok": 3}[level],
            "problem": " ".join(found) or False,
            "old_price": old,
            "change_percent": price_check.change_percent(old, self.new_price) or 0,
            "margin_percent": price_check.margin_percent(self.new_price, vat, cost) or 0,
        }

    def _problem_text(self, code):
        return {
            "free": self.env._("The price is 0."),
            "below_cost": self.env._("The price is below the cost."),
            "large_change": self.env._("The price changes by more than %s %%.", f"{self.batch_id.max_change_percent:g}"),
        }[code]

    def _write_values(self, values):
        """One UPDATE for all lines: fifty thousand are normal."""
        self.flush_recordset()
        names = ("level", "level_order", "problem", "old_price", "change_percent", "margin_percent")
        casts = ("varchar", "int", "varchar", "numeric", "numeric", "numeric")
        columns = [[one.id for one in values]] + [[value[name] or None for value in values.values()] for name in names]
        arrays = ", ".join(["%s::int[]"] + [f"%s::{cast}[]" for cast in casts])
        self.env.cr.execute(
            f"UPDATE retail_price_line line SET {', '.join(f'{name} = new.{name}' for name in names)} "
            f"FROM unnest({arrays}) AS new(id, {', '.join(names)}) WHERE line.id = new.id",
            columns,
        )
        self.invalidate_model(names)

    def _item_values(self):
        self.ensure_one()
        batch = self.batch_id
        return {
            "pricelist_id": batch.pricelist_id.id,
            "applied_on": "0_product_variant",
            "product_tmpl_id": self.product_id.product_tmpl_id.id,
            "product_id": self.product_id.id,
            "compute_price": "fixed",
            "fixed_price": self.new_price,
            "min_quantity": 0,
            "date_start": batch.date_from,
            "date_end": batch.date_to,
            "retail_clock_tz": (batch.tz or "UTC") if batch.clock == "store" else False,
            "retail_batch_id": batch.id,
        }
