"""What a buyer does with a campaign beside filling it in: check it, copy last year's, take in a list of goods."""

from datetime import timedelta

import pytz
from markupsafe import Markup

from odoo import api, fields, models

#: The same weekdays a year later.
A_YEAR = timedelta(weeks=52)
LOOKS = {"error": "fa-times-circle text-danger", "warning": "fa-exclamation-triangle text-warning"}


class RetailCampaign(models.Model):
    _inherit = "retail.campaign"

    problem_html = fields.Html(compute="_compute_problem_html", sanitize=False, string="Check")

    @api.depends_context("lang", "uid")
    def _compute_problem_html(self):
        """What the check before a release would say now, other campaigns on the same goods included."""
        for campaign in self:
            campaign.problem_html = campaign._problems_as_html() if campaign.id else False

    def _problems_as_html(self):
        problems = [*self._retail_problems(), *self._conflict_problems()]
        if not problems:
            return Markup('<p class="text-success"><i class="fa fa-check-circle me-1"/>%s</p>') % self.env._("Nothing to remark")
        titles = {"error": self.env._("Must be mended before a release"), "warning": self.env._("Worth a look")}
        rows = Markup().join(
            Markup('<li class="py-1"><i class="fa %s me-2" title="%s"/>%s</li>')
            % (LOOKS[problem["level"]], titles[problem["level"]], problem["message"])
            for problem in sorted(problems, key=lambda problem: problem["level"])
        )
        return Markup('<ul class="list-unstyled mb-0">%s</ul>') % rows

    def _conflict_problems(self):
        """Other campaigns that run, or are to run, where this one does."""
        campaign = self.sudo()
        nodes = campaign.assignment_ids
        if not nodes:
            return []
        lines = self.env["retail.manifest"]._running_lines(nodes.mapped("node_key"), "campaign")
        others = campaign.browse(lines.mapped("res_id")).exists() - campaign
        entries = campaign._conflict_entries(nodes) + others._conflict_entries(lines)
        return campaign._conflict_problems_of(entries, {campaign.id: False})

    def action_copy_next_year(self):
        """Last year's campaign, for the same weekdays of this year, in the same places, to be looked over and released."""
        copies = self.browse()
        for campaign in self:
            steps = campaign._years_behind()
            moved = {name: campaign[name] and campaign._later(campaign[name], A_YEAR * steps) for name in ("date_from", "date_to")}
            copy = campaign.copy(moved)
            for assignment in campaign.assignment_ids:
                assignment.copy({"res_id": copy.id})
            copies |= copy
        action = {"type": "ir.actions.act_window", "res_model": self._name, "name": self.env._("Copies")}
        if len(copies) == 1:
            return {**action, "res_id": copies.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", copies.ids)], "views": [(False, "list"), (False, "form")]}

    def _years_behind(self):
        """So many years on, that it ends in the future: once at least."""
        end = self.date_to or self.date_from or fields.Datetime.now()
        steps = 1
        while end + A_YEAR * steps <= fields.Datetime.now():
            steps += 1
        return steps

    def _later(self, moment, step):
        """The same time of day on the chain's clock, though summer time begins on another date."""
        store = self.assignment_ids.node_store_id[:1]
        zone = store._retail_tz()
        local = fields.Datetime.to_datetime(moment).replace(tzinfo=None)
        wall = zone.fromutc(local).replace(tzinfo=None) + step
        return zone.localize(wall).astimezone(pytz.utc).replace(tzinfo=None)

    def action_import_goods(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "retail.campaign.import",
            "name": self.env._("Goods From a List"),
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_campaign_id": self.id},
        }
