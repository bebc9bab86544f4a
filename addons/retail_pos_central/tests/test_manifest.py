from freezegun import freeze_time

from odoo.tests import TransactionCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestManifest(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def test_nearest_and_all(self):
        chain, store = self.make_layout("Chain", self.chain), self.make_layout("Till", self.till_oslo_1)
        campaigns = self.make_campaign("Chain", self.chain) | self.make_campaign("East", self.east)
        self.release()
        self.assertEqual(self.content_of(self.till_oslo_1), self.key(store))
        self.assertEqual(self.content_of(self.till_oslo_2), self.key(chain))
        self.assertEqual(self.content_of(self.till_oslo_1, "campaign"), sorted(map(self.key, campaigns)))
        self.assertEqual(self.content_of(self.till_bergen, "campaign"), [self.key(campaigns[0])])

    def test_every_kind_is_named(self):
        content = self.env["retail.manifest"]._for_till(self.till_oslo_1)["switches"][0]["content"]
        kinds = self.env["retail.content.mixin"]._retail_kinds()
        self.assertLessEqual({"layout", "receipt", "campaign", "settings"}, kinds.keys())
        self.assertEqual(content.keys(), kinds.keys())
        self.assertEqual((content["layout"], content["campaign"]), (None, []))

    def test_serial_grows_with_every_release(self):
        serials = [self.env["retail.manifest"]._serial()]
        for name in "AB":
            self.release(self.make_campaign(name, self.oslo))
            serials.append(self.env["retail.manifest"]._serial())
        self.assertEqual(serials, sorted(set(serials)))
        state = self.env["retail.till.state"]._of
        self.assertEqual(state(self.till_oslo_1).wanted_serial, serials[-1])
        self.assertEqual(state(self.till_bergen).wanted_serial, 0)

    def told(self, till):
        """The hash by which a till that holds its manifest is told so: always that of the manifest as it is."""
        manifest = self.env["retail.manifest"]._for_till(till)
        held = self.env["retail.manifest"]._for_till(till, manifest["sha256"])
        self.assertEqual(held, {"sha256": manifest["sha256"], "serial": manifest["serial"]})
        self.env.registry.retail_kept_answers.clear()
        self.assertEqual(self.env["retail.manifest"]._for_till(till), manifest)
        self.assertEqual(self.env["retail.manifest"]._for_till(till, "another"), manifest)
        return manifest["sha256"]

    def test_a_held_manifest_is_known_without_being_made_until_anything_of_it_changes(self):
        layout, till = self.make_layout("A", self.chain), self.till_oslo_1
        self.release(layout)
        seen = [self.told(till)]

        def is_another():
            seen.append(self.told(till))
            return seen[-1] not in seen[:-1]

        self.assertFalse(is_another())
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(2):  # the till, and whether its place is another
            self.env["retail.manifest"]._for_till(till, seen[-1])
        till.retail_store_id = self.moss
        self.assertTrue(is_another())
        self.moss.tz = "Atlantic/Faroe"
        self.assertTrue(is_another())
        self.moss.parent_id = self.west
        self.assertTrue(is_another())
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.release(self.make_layout("Undone", till))
            undone = self.told(till)
            raise ZeroDivisionError
        self.assertEqual(self.told(till), seen[-1])
        self.release(self.make_layout("B", till))
        self.assertTrue(is_another())
        self.assertNotIn(undone, seen)

    def test_a_held_manifest_is_another_when_its_next_moment_comes(self):
        layout, till = self.make_layout("A", self.chain), self.till_moss
        with freeze_time("2026-11-20 10:00:00"):
            self.release(layout)
            self.release(self.make_layout("B", till), effective_at="2026-11-21 17:00:00")
            ahead = self.env["retail.manifest"]._for_till(till)["sha256"]
        with freeze_time("2026-11-21 16:59:59"):
            self.assertEqual(self.env["retail.manifest"]._for_till(till, ahead).keys(), {"sha256", "serial"})
        with freeze_time("2026-11-21 17:00:00"):
            manifest = self.env["retail.manifest"]._for_till(till, ahead)
            self.assertEqual([one["at"] for one in manifest["switches"]], [None])
            self.assertNotEqual(manifest["sha256"], ahead)

    def test_a_till_without_a_store(self):
        loose = self.env["pos.config"].create({"name": "Loose"})
        layout = self.make_layout("A", loose)
        self.release(layout)
        self.assertEqual(self.content_of(loose), self.key(layout))
