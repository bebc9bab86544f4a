"""Versions of the box: which one is offered, what the box is told, what comes back, and who may add one."""

import base64
import io
import zipfile
from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged

from ..tools import program, token
from .common import DevicesCase, DevicesMixin, SimulatedBox


def wheel(version, name="retail-pos-box"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(f"retail_pos_box-{version}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    return out.getvalue()


class TestVersions(DevicesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.simulated = SimulatedBox()
        cls.box = cls._make_box(simulated=cls.simulated)
        cls.box.write({"version": "1.0.0", "last_seen": datetime.now()})

    def add(self, version, channel="stable"):
        return self.env["retail.box.program"].create({"program": base64.b64encode(wheel(version)), "channel": channel})

    def test_versions_are_ordered_as_people_mean_them(self):
        texts = ["1.2.dev1", "1.2a1", "1.2rc1", "1.2", "1.2.1", "1.9", "1.10", "2.0", "19.0.1.0.0", "19.0.1.0.1"]
        self.assertEqual(sorted(set(texts), key=program.order), texts)

    def test_the_channel_decides_what_is_offered(self):
        self.assertFalse(self.box.update_available)
        self.add("0.9.0")
        self.assertFalse(self.box.update_available)
        stable, test = self.add("1.1.0"), self.add("1.2.0", "test")
        self.box.invalidate_recordset(["program_id", "update_available"])
        self.assertEqual((self.box.program_id, self.box.update_available), (stable, True))
        self.box.channel = "test"
        self.assertEqual(self.box.program_id, test)

    def test_the_order_is_signed_for_this_box_and_says_which_file(self):
        found = self.add("1.1.0")
        self.box.with_user(self.manager).action_update()
        payload = self.env["retail.box.command"]._retail_deliver(self.box)[0]
        keys = {key["kid"]: key["public_key"] for key in self.env["retail.signing.key"]._retail_public_keys()}
        claims = token.read_token(payload["order"], keys)
        self.assertEqual(payload["type"], "update")
        self.assertEqual(
            (claims["aud"], claims["sub"], claims["version"], claims["sha256"]), (self.simulated.uuid, "update", "1.1.0", found.sha256)
        )
        with self.assertRaisesRegex(UserError, "newest version"):
            self.box.version = "1.1.0"
            self.box.action_update()

    def test_what_became_of_it_is_kept_and_alerts(self):
        self.add("1.1.0")
        failed = {"state": "rolled_back", "version": "1.1.0", "text": "it does not come up"}
        self.box._retail_sync({"version": "1.0.0", "update": failed})
        self.assertEqual((self.box.update_state, self.box.update_note), ("rolled_back", "it does not come up"))
        self.env["retail.box"]._cron_retail_alerts()
        self.assertIn("1.1.0", self.box.activity_ids.summary)
        self.box._retail_sync({"version": "1.1.0", "update": {**failed, "state": "done", "text": ""}})
        self.env["retail.box"]._cron_retail_alerts()
        self.assertFalse(self.box.activity_ids)

    def test_at_night_boxes_update_themselves_but_not_twice_to_a_bad_version(self):
        self.add("1.1.0")
        self.box.auto_update = True
        commands = self.env["retail.box.command"]
        for at, count in (("2026-11-22 12:00:00", 0), ("2026-11-22 01:30:00", 1), ("2026-11-22 01:45:00", 1)):
            with freeze_time(at):
                self.box.last_seen = datetime.now()
                self.env["retail.box"]._cron_retail_update()
            self.assertEqual(commands.search_count([("box_id", "=", self.box.id)]), count, at)
        commands.search([("box_id", "=", self.box.id)]).unlink()
        self.box.write({"update_state": "rolled_back", "update_version": "1.1.0"})
        with freeze_time("2026-11-23 01:30:00"):
            self.box.last_seen = datetime.now()
            self.env["retail.box"]._cron_retail_update()
        self.assertFalse(commands.search_count([("box_id", "=", self.box.id)]))

    def test_only_an_administrator_adds_programs_and_they_stay_what_they_are(self):
        found = self.add("1.1.0")
        for user in (self.manager, self.chain_manager):
            self.assertTrue(found.with_user(user).has_access("read"))
            for operation in ("create", "write", "unlink"):
                self.assertFalse(found.with_user(user).has_access(operation), operation)
        self.assertFalse(found.with_user(self.cashier).has_access("read"))
        with self.assertRaises(UserError):
            found.sha256 = "0" * 64
        for data in (b"no zip", wheel("1.0", name="another"), wheel("one")):
            with self.assertRaises(ValidationError):
                self.env["retail.box.program"].create({"program": base64.b64encode(data)})


class TestSigningKeys(DevicesCase):
    def test_a_new_key_is_known_before_it_signs_and_the_old_one_after(self):
        keys = self.env["retail.signing.key"]
        with freeze_time("2026-11-22 10:00:00"):
            keys.search([]).unlink()
            old = keys._retail_current()
            keys.action_rotate()
            new = keys.search([]) - old
            self.assertEqual((keys._retail_current(), new.state, old.state), (old, "coming", "in_use"))
            self.assertEqual({key["kid"] for key in keys._retail_public_keys()}, {old.kid, new.kid})
            with self.assertRaisesRegex(UserError, "coming already"):
                keys.action_rotate()
        with freeze_time("2026-11-23 11:00:00"):
            keys.invalidate_model()
            self.assertEqual((keys._retail_current(), new.state, old.state), (new, "in_use", "retired"))
            self.assertEqual({key["kid"] for key in keys._retail_public_keys()}, {old.kid, new.kid})
        with freeze_time("2026-11-24 11:00:00"):
            self.assertEqual([key["kid"] for key in keys._retail_public_keys()], [new.kid])
            keys._gc_retired()
            self.assertEqual(keys._retail_known_to([old.kid]), old, "a box that was away learns the new key from it")
            self.assertEqual(keys._retail_known_to([old.kid, new.kid]), new)
        with freeze_time("2028-01-10 11:00:00"):
            keys._gc_retired()
            self.assertFalse(old.exists())

    def test_a_leaked_key_goes_at_once_and_only_an_administrator_says_so(self):
        keys = self.env["retail.signing.key"]
        old = keys._retail_current()
        for user in (self.manager, self.chain_manager):
            with self.assertRaises(AccessError):
                keys.with_user(user).action_replace()
        keys.action_replace()
        new = keys._retail_current()
        self.assertEqual((old.state, new.state), ("withdrawn", "in_use"))
        self.assertEqual([key["kid"] for key in keys._retail_public_keys()], [new.kid])
        self.assertEqual(keys._retail_known_to([old.kid]), old, "boxes that know no other hear of the new one")
        self.assertEqual(keys._retail_known_to([old.kid, new.kid]), new)
        self.assertTrue(self.env["retail.audit"].search([("event", "=", "signing_key")]))


@tagged("-at_install", "post_install")
class TestProgramFile(DevicesMixin, HttpCase):
    def test_the_file_is_fetched_by_its_digest_and_new_boxes_get_the_latest_stable(self):
        stable = self.env["retail.box.program"].create({"program": base64.b64encode(wheel("1.1.0")), "channel": "stable"})
        test = self.env["retail.box.program"].create({"program": base64.b64encode(wheel("1.2.0")), "channel": "test"})
        answer = self.url_open(f"/retail_pos/box/program/{test.sha256}")
        self.assertEqual((answer.status_code, answer.content), (200, base64.b64decode(test.program)))
        latest = self.url_open("/retail_pos/box/program/latest")
        self.assertEqual(latest.content, base64.b64decode(stable.program))
        self.assertIn("retail_pos_box-1.1.0-py3-none-any.whl", latest.headers["Content-Disposition"])
        for unknown in ("0" * 64, "%00", "..%2fetc"):
            self.assertEqual(self.url_open(f"/retail_pos/box/program/{unknown}").status_code, 404, unknown)
        self.assertEqual(self.url_open("/retail_pos_devices/static/box/install.sh").status_code, 200)
