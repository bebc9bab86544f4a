"""Campaigns together: what the check before a release, and the campaign's own page, say of others on the same goods."""

from odoo import api, models

from ..tools.campaign_conflicts import Entry, conflicts

#: A campaign on more goods than this counts as one on all.
MOST_GOODS = 20_000
MOST_NAMED = 50


class RetailCampaign(models.Model):
    _inherit = "retail.campaign"

    @api.model
    def _retail_check_together(self, release):
        """Campaigns of the release that meet others of it, or such as run, where only one can count."""
        lines = release.sudo().line_ids.filtered(lambda line: line.res_model == "retail.campaign" and not line.withdraw)
        if not lines:
            return []
        mine = self.sudo().browse(lines.mapped("res_id")).exists()
        running = self.env["retail.manifest"]._running_lines(lines.mapped("node_key"), "campaign")
        entries = mine._conflict_entries(lines)
        known = {entry.key for entry in entries}
        others = self.sudo().browse(running.mapped("res_id")).exists().filtered(lambda one: one.id not in known)
        entries += others._conflict_entries(running)
        return self._conflict_problems_of(entries, {line.res_id: line.id for line in lines})

    def _conflict_problems_of(self, entries, line_of):
        """Problems of the campaigns that `line_of` has, with the release line that each stands on."""
        found = conflicts(entries, set(line_of))
        problems = [self._conflict_problem(*conflict, line_of) for conflict in found[:MOST_NAMED]]
        if len(found) > MOST_NAMED:
            text = self.env._("%s more pairs of campaigns are on the same goods.", len(found) - MOST_NAMED)
            problems.append({"level": "warning", "message": text})
        return problems

    def _conflict_entries(self, lines):
        """Campaigns as the pure check takes them; `lines` tell where each hangs."""
        nodes = {}
        for line in lines:
            nodes.setdefault(line.res_id, set()).add(self._node_path(line))
        return [Entry(one.id, one._retail_document(), one._goods_ids(), tuple(nodes.get(one.id, ()))) for one in self]

    @api.model
    def _node_path(self, line):
        store = line.config_id.retail_store_id if line.config_id else line.store_id
        path = tuple(int(part) for part in (store.parent_path or "").split("/") if part)
        return (*path, f"c{line.config_id.id}") if line.config_id else path

    def _goods_ids(self):
        """Ids of the products that a campaign, or any part of it, is about; None for all."""
        self.ensure_one()
        goods, ids = self.env["retail.campaign.goods"], set()
        for selector in self.part_ids if self.kind == "bundle" else [self]:
            domain = goods._selected_domain(selector)
            if selector.all_goods:
                return None
            if domain:
                ids.update(self.env["product.product"]._search(domain, limit=MOST_GOODS + 1))
        return frozenset(ids) if len(ids) <= MOST_GOODS else None

    def _conflict_problem(self, code, key, other_key, shared, line_of):
        campaign, other = self.sudo().browse(key), self.sudo().browse(other_key)
        product = self.env["product.product"].sudo().browse(min(shared)) if shared else None
        return {
            "line_id": line_of.get(key),
            "level": "warning",
            "message": campaign._conflict_text(code, other, product, len(shared)),
            "content_model": "retail.campaign",
            "content_id": campaign.id,
            "content_name": campaign.display_name,
            "res_model": "retail.campaign",
            "res_id": other.id,
        }

    def _conflict_text(self, code, other, product, count):
        names = {"one": self.name, "other": other.name}
        if code == "coupon":
            return self.env._("“%(one)s” and “%(other)s” use the same coupon code.", **names)
        if code == "exclusive":
            return self.env._("“%(one)s” and “%(other)s” both stand alone on the same goods, with the same priority.", **names)
        if code == "price":
            return self.env._("“%(one)s” and “%(other)s” give the same goods different prices; the lower one counts.", **names)
        if count == 1:
            return self.env._(
                "“%(one)s” and “%(other)s” are both on “%(product)s”; the better deal counts.", product=product.display_name, **names
            )
        return self.env._(
            "“%(one)s” and “%(other)s” are both on %(count)s goods, such as “%(product)s”; the better deal counts.",
            count=count,
            product=product.display_name,
            **names,
        )
