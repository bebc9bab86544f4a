"""What kind of goods a category holds, in the tax administration's list."""

from odoo import fields, models

GROUPS = [
    ("04001", "Withdrawal of treatment services"),
    ("04002", "Withdrawal of goods used for treatment services"),
    ("04003", "Sale of goods"),
    ("04004", "Sale of treatment services"),
    ("04005", "Sale of haircut"),
    ("04006", "Food"),
    ("04007", "Beer"),
    ("04008", "Wine"),
    ("04009", "Liquor"),
    ("04010", "Alcopops and cider"),
    ("04011", "Soft drinks and mineral water"),
    ("04012", "Other drinks"),
    ("04013", "Tobacco"),
    ("04014", "Other goods"),
    ("04015", "Entrance fee"),
    ("04016", "Free entrance"),
    ("04017", "Cloakroom fee"),
    ("04018", "Free cloakroom"),
    ("04019", "Accommodation, full board"),
    ("04020", "Accommodation, half board"),
    ("04021", "Accommodation with breakfast"),
    ("04999", "Other"),
]


class ProductCategory(models.Model):
    _inherit = "product.category"

    retail_saft_group = fields.Selection(
        GROUPS, string="SAF-T Goods Group", help="For the cash register file. Empty: that of the category above, else sale of goods."
    )

    def _retail_saft_group(self):
        self.ensure_one()
        category = self
        while category and not category.retail_saft_group:
            category = category.parent_id
        return category.retail_saft_group or "04003"
