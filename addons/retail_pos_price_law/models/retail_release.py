"""The check of a release knows from when on its campaigns would claim a reduction."""

from odoo import models


class RetailRelease(models.Model):
    _inherit = "retail.release"

    def _content_problems(self, line, content):
        return super()._content_problems(line, content.with_context(retail_effective_at=self.effective_at))
