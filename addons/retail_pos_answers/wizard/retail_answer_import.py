"""Takes in what is known of goods from a spreadsheet: all of it, or nothing with every bad line named."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import answer_table

MOST_PROBLEMS = 50


class RetailAnswerImport(models.TransientModel):
    _name = "retail.answer.import"
    _description = "Import Answers"

    file = fields.Binary(help="CSV or XLSX. The first row names the columns.")
    name = fields.Char()
    text = fields.Text(string="Paste")
    lang = fields.Selection(lambda self: self.env["res.lang"].get_installed(), string="Language of the Texts", required=True)
    replace_links = fields.Boolean(string="Replace Other Goods", help="Goods in the file lose the relations that the file doesn't have.")
    problems = fields.Text(readonly=True)

    def default_get(self, fields_list):
        return {"lang": self.env.lang or "en_US", **super().default_get(fields_list)}

    def action_import(self):
        self.ensure_one()
        rows = self._rows()
        goods = self._goods(rows)
        problems = self._problems(rows, goods)
        if problems:
            shown = problems[:MOST_PROBLEMS]
            if len(problems) > len(shown):
                shown.append(self.env._("… and %s more.", len(problems) - len(shown)))
            self.problems = "\n".join(shown)
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Import Answers"),
                "res_model": self._name,
                "res_id": self.id,
                "views": [(False, "form")],
                "target": "new",
            }
        for row in rows:
            self._apply(row, goods)
        message = self.env._("Goods brought up to date: %s", len(rows))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": message, "next": {"type": "ir.actions.act_window_close"}},
        }

    def _rows(self):
        cells = self.env["retail.table"]._cells(self.with_context(bin_size=False).file, self.text)
        try:
            rows = answer_table.rows(cells)
        except answer_table.NoHeader:
            raise UserError(
                self.env._(
                    "The first row must name the columns: code, and some of care, warranty months, warranty, needs, fits, accessory, alternative, "
                    "replaced by."
                )
            ) from None
        if not rows:
            raise UserError(self.env._("There is nothing to import. Choose a file or paste cells."))
        return rows

    def _goods(self, rows):
        """{code: template} of all codes in the rows, by barcode or internal reference."""
        codes = {row.code for row in rows} | {code for row in rows for _kind, code in row.links}
        variants = self.env["product.product"].search(["|", ("barcode", "in", list(codes)), ("default_code", "in", list(codes))])
        found = {}
        for variant in variants:
            for code in (variant.default_code, variant.barcode):
                if code in codes:
                    found[code] = variant.product_tmpl_id
        return found

    def _problems(self, rows, goods):
        messages = {
            "no_code": lambda _detail: self.env._("the code is missing"),
            "nothing": lambda _detail: self.env._("there is nothing but a code"),
            "months": lambda detail: self.env._("“%s” is no number of months", detail),
        }
        found, seen = [], {}
        for row in rows:
            told = [messages[code](detail) for code, detail in row.problems]
            unknown = [code for code in [row.code, *(code for _kind, code in row.links)] if code and code not in goods]
            told += [self.env._("no goods have the code %s", code) for code in unknown]
            told += [
                self.env._("%s goes with itself", code)
                for _kind, code in row.links
                if row.code in goods and goods.get(code) == goods[row.code]
            ]
            if row.code in goods:
                first = seen.setdefault(goods[row.code], row.number)
                if first != row.number:
                    told.append(self.env._("the same goods stand in line %s", first))
            found += [self.env._("Line %(number)s: %(problem)s.", number=row.number, problem=problem) for problem in told]
        return found

    def _apply(self, row, goods):
        template = goods[row.code].with_context(lang=self.lang)
        template.write({f"retail_{name}": value for name, value in row.values.items()})
        wanted = {(kind, goods[code].id) for kind, code in row.links}
        there = {(link.kind, link.target_id.id): link for link in template.retail_link_ids}
        self.env["retail.product.link"].create(
            [{"product_tmpl_id": template.id, "kind": kind, "target_id": target} for kind, target in sorted(wanted - there.keys())]
        )
        if self.replace_links:
            self.env["retail.product.link"].browse([link.id for key, link in there.items() if key not in wanted]).unlink()
