import hashlib
import json

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestControllers(RetailCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.cashier = cls.make_user("retail_http_cashier", "point_of_sale.group_pos_user")
        cls.layout = cls.make_layout("Åpent", cls.chain)
        cls.release(cls.layout)

    def post(self, path, **params):
        response = self.url_open(
            f"/retail_pos/till/{path}",
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response.json()

    def answer(self, path, **params):
        found = self.post(path, **params)
        self.assertNotIn("error", found, found)
        return found["result"]

    def test_manifest_and_blob(self):
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        manifest = self.answer("manifest", config_id=self.till_moss.id)
        self.assertEqual(manifest["till"], self.till_moss.retail_uuid)
        self.assertRegex(manifest["server_time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        layout = manifest["switches"][0]["content"]["layout"]
        self.assertEqual(set(layout), {"sha256", "url", "id"})
        self.authenticate(None, None)
        response = self.url_open(layout["url"])
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Cache-Control"], "public, max-age=31536000, immutable")
        self.assertEqual(response.headers["Content-Encoding"], "gzip")
        self.assertNotIn("Set-Cookie", response.headers)
        # What the till sees after the browser's gunzip is what the hash is of.
        self.assertEqual(hashlib.sha256(response.content).hexdigest(), layout["sha256"])
        self.assertEqual(response.json(), self.layout._retail_document())
        plain = self.url_open(layout["url"], headers={"Accept-Encoding": "identity"})
        self.assertNotIn("Content-Encoding", plain.headers)
        self.assertEqual(plain.content, response.content)
        again = self.url_open(layout["url"], headers={"If-None-Match": response.headers["ETag"]})
        self.assertEqual((again.status_code, again.content), (304, b""))

    def test_a_call_that_names_no_till_is_one_for_an_unknown_till(self):
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        for path in ("ask", "manifest", "ack", "feed", "log", "language"):
            with mute_logger("odoo.http"):
                self.assertEqual(self.post(path)["error"]["code"], 404, path)

    def test_a_till_that_holds_the_manifest_is_told_so_and_has_acknowledged_it(self):
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        held = self.answer("manifest", config_id=self.till_moss.id)
        state = self.env["retail.till.state"]._of(self.till_moss)
        ack = {"state": "applied", "serial": held["serial"], "unsent_orders": 2}
        # Another till's content moves the fleet's serial on.
        self.env["retail.manifest"]._touch(self.till_bergen)
        answer = self.answer("manifest", config_id=self.till_moss.id, holds=held["sha256"], ack=ack)
        self.assertTrue(answer["same"])
        self.assertNotIn("switches", answer)
        self.assertGreater(answer["serial"], held["serial"])
        self.assertEqual((state.state, state.applied_serial, state.unsent_orders), ("applied", answer["serial"], 2))
        # Sent again it is the same, and the till has nothing to tell.
        state.action_send_again()
        self.assertTrue(state.behind)
        self.assertTrue(self.answer("manifest", config_id=self.till_moss.id, holds=held["sha256"])["same"])
        state.invalidate_recordset()
        self.assertFalse(state.behind)
        # New content of its own: what it runs is what it says, not what it is to run.
        self.release(self.make_layout("Nytt", self.till_moss))
        answer = self.answer("manifest", config_id=self.till_moss.id, holds=held["sha256"], ack=ack | {"unsent_orders": 0})
        self.assertNotEqual(answer["sha256"], held["sha256"])
        self.assertEqual((state.unsent_orders, state.behind), (0, True))
        for nonsense in ({"state": "dancing"}, {"state": ["applied"]}, "applied", {"state": "failed", "serial": {}}):
            self.assertIn("switches", self.answer("manifest", config_id=self.till_moss.id, holds={"a": 1}, ack=nonsense))

    def test_several_questions_in_one(self):
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        config = {"config_id": self.till_moss.id}
        feed = self.answer("feed", **config)
        position = {"epoch": feed["epoch"], "cursor": feed["cursor"]}
        answers = self.answer("ask", **config, questions={"manifest": {}, "feed": position, "unknown": {}, "log": None})
        self.assertEqual(list(answers), ["feed", "manifest"])
        self.assertFalse(answers["feed"]["reset"])
        alone = self.answer("manifest", **config)
        self.assertEqual(answers["manifest"]["sha256"], alone["sha256"])
        self.env["retail.till.state"]._of(self.till_moss).last_seen = False
        self.answer("ask", **config, questions={"feed": position})
        self.assertTrue(self.env["retail.till.state"]._of(self.till_moss).last_seen)
        for nonsense in (None, [], "feed", {"feed": []}, {"manifest": None}):
            self.assertEqual(self.answer("ask", **config, questions=nonsense), {})
        self.cashier.retail_store_ids = self.oslo
        with mute_logger("odoo.http"):
            self.assertEqual(self.post("ask", **config, questions={"feed": position})["error"]["code"], 404)

    def test_a_log_is_taken_when_it_was_asked_for(self):
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        entry = {"at": 0, "kind": "sync", "text": "ok"}
        self.assertFalse(self.answer("manifest", config_id=self.till_moss.id)["log_wanted"])
        self.assertFalse(self.answer("log", config_id=self.till_moss.id, entries=[entry])["ok"])
        state = self.env["retail.till.state"]._of(self.till_moss)
        state.action_ask_log()
        self.assertTrue(self.answer("manifest", config_id=self.till_moss.id)["log_wanted"])
        self.assertTrue(self.answer("log", config_id=self.till_moss.id, entries=[entry])["ok"])
        self.assertIn("sync", state.log_text)

    def test_a_new_setup_shows_in_the_manifest(self):
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        loaded = self.till_moss._retail_load()["config_stamp"]
        self.assertEqual(self.answer("manifest", config_id=self.till_moss.id)["config_stamp"], loaded)
        self.env.cr.execute("UPDATE pos_config SET last_data_change = '2026-01-01' WHERE id = %s", (self.till_moss.id,))
        self.till_moss.invalidate_recordset()
        self.assertNotEqual(self.answer("manifest", config_id=self.till_moss.id)["config_stamp"], loaded)

    def test_blob_needs_the_right_signature(self):
        revision = self.layout.env["retail.revision"].search([("res_id", "=", self.layout.id)], limit=1)
        url = self.env["retail.blob"]._url(revision.sha256)
        for bad in (url[:-1] + ("0" if url[-1] != "0" else "1"), url.replace(revision.sha256, "0" * 64), url[:-32] + "æ"):
            self.assertEqual(self.url_open(bad).status_code, 404, bad)

    def test_acknowledgement_is_bounded(self):
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        serial = self.answer("manifest", config_id=self.till_moss.id)["serial"]
        self.assertTrue(
            self.answer(
                "ack",
                config_id=self.till_moss.id,
                serial=10**9,
                state="applied",
                error="x" * 5000,
                clock_error_ms=10**30,
                browser={"a": 1},
                unsent_orders=-5,
                boxes="none",
            )["ok"]
        )
        state = self.env["retail.till.state"]._of(self.till_moss)
        self.assertEqual((state.state, state.applied_serial), ("applied", serial))
        self.assertEqual((len(state.error), state.unsent_orders, state.clock_error_ms), (500, 0, 2**31 - 1))
        self.assertFalse(self.answer("ack", config_id=self.till_moss.id, state="dancing")["ok"])

    def test_what_no_database_can_keep_does_no_harm(self):
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        ack = {"config_id": self.till_moss.id, "state": "failed", "error": "a\0b\ud800c", "browser": "\0"}
        state = self.env["retail.till.state"]._of(self.till_moss)
        for boxes in ([{"name": "\0"}], [{"name": "\ud800"}], [float("nan")], [{"name": "x" * 60_000}]):
            self.assertTrue(self.answer("ack", boxes=boxes, serial=float("inf"), **ack)["ok"])
            self.assertEqual((state.error, state.boxes), ("abc", False))
        self.assertTrue(self.answer("ack", boxes=[{"name": "Boks 🙂"}], **ack)["ok"])
        self.assertEqual(state.boxes, [{"name": "Boks 🙂"}])

    def test_a_cashier_of_a_store_asks_for_its_tills_alone(self):
        self.cashier.retail_store_ids = self.oslo
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        self.assertIn("switches", self.answer("manifest", config_id=self.till_oslo_1.id))
        with mute_logger("odoo.http"):
            for path in ("manifest", "feed", "log", "ack"):
                self.assertIn("error", self.post(path, config_id=self.till_moss.id), path)

    def test_feed(self):
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        first = self.answer("feed", config_id=self.till_moss.id)
        self.assertTrue(first["reset"])
        second = self.answer("feed", config_id=self.till_moss.id, epoch=first["epoch"], cursor=first["cursor"])
        self.assertEqual((second["reset"], second["records"], second["deleted"]), (False, {}, {}))
        self.assertTrue(self.env["retail.till.state"]._of(self.till_moss).last_seen)

    @mute_logger("odoo.http")
    def test_only_for_pos_users_of_the_company(self):
        for path in ("manifest", "ack", "feed"):
            self.authenticate(None, None)
            self.assertIn("error", self.post(path, config_id=self.till_moss.id), path)
            self.make_user(f"retail_office_{path}", "base.group_user")
            self.authenticate(f"retail_office_{path}", f"retail_office_{path}")
            self.assertIn("error", self.post(path, config_id=self.till_moss.id), path)
        self.authenticate("retail_http_cashier", "retail_http_cashier")
        for config_id in (2**30, 0, None, "1", [1], -1):
            self.assertIn("error", self.post("manifest", config_id=config_id), config_id)

    @mute_logger("odoo.http")
    def test_a_till_of_another_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        user = self.make_user("retail_other", "point_of_sale.group_pos_user")
        user.sudo().write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})
        self.authenticate("retail_other", "retail_other")
        self.assertIn("error", self.post("manifest", config_id=self.till_moss.id))
