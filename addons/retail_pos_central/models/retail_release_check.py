"""The check before a release: freezes the revisions that would go out and names what is wrong in them."""

from odoo import fields, models
from odoo.exceptions import UserError


class RetailRelease(models.Model):
    _inherit = "retail.release"

    def action_check(self):
        """Freeze the revisions that would go and look for problems in them."""
        for release in self:
            release._check()
        return True

    def _check(self):
        self.ensure_one()
        if self.state not in ("draft", "checked"):
            raise UserError(self.env._("This release has already gone out."))
        release = self.sudo()
        release.problem_ids.unlink()
        replaced = release.line_ids._replaced()
        problems = []
        if not self.line_ids:
            problems.append({"level": "error", "message": self.env._("The release has no lines.")})
        if self.effective_at and self.effective_at <= fields.Datetime.now():
            problems.append({"level": "warning", "message": self.env._("The time of effect has passed: it takes effect at once.")})
        checked = {}
        going = release.line_ids.filtered(lambda line: not line.withdraw)
        together = frozenset((line.res_model, line.res_id) for line in going)
        for line in release.line_ids.with_context(retail_contents_together=together):
            before = replaced.get((line.node_key, line._content_key))
            values = {"previous_id": before.revision_id.id if before else False}
            if not line.withdraw:
                content = line._content()
                if content and content._name + str(content.id) not in checked:
                    checked[content._name + str(content.id)] = True
                    problems += self._content_problems(line, content)
                if content and not any(p["level"] == "error" and p.get("line_id") == line.id for p in problems):
                    values["revision_id"] = self.env["retail.revision"]._publish(content, self.note).id
                elif not content:
                    problems.append({"level": "error", "line_id": line.id, "message": self.env._("The content is gone.")})
            line.write(values)
        problems += self._together_problems()
        self.env["retail.release.problem"].sudo().create([{**p, "release_id": self.id} for p in problems])
        failed = any(problem["level"] == "error" for problem in problems)
        # An approval was of what was frozen before.
        self._write_frozen({"checker_id": self.env.uid, "approver_id": False})
        self._set_state("draft" if failed else "checked")
        self._log(
            "checked", self.env._("Checked: %(errors)s errors, %(warnings)s warnings", errors=self.error_count, warnings=self.warning_count)
        )

    def _content_problems(self, line, content):
        return [
            {
                "line_id": line.id,
                "level": problem["level"],
                "message": problem["message"],
                "path": problem.get("path") or False,
                "content_model": content._name,
                "content_id": content.id,
                "content_name": content.display_name,
                "res_model": problem.get("model") or False,
                "res_id": problem.get("res_id") or False,
            }
            for problem in content._retail_problems()
        ]

    def _together_problems(self):
        """Problems that no content has alone; addons add theirs."""
        return self.env["retail.campaign"]._retail_check_together(self)
