"""Device profiles go the way of all content: assigned, released, inherited, rolled back."""

from .common import DevicesCase


class TestDeviceProfile(DevicesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.box = cls._make_box()
        cls._make_devices(cls.box, cls.till)
        cls.profile = cls.env["retail.device.profile"].create({"name": "Hele kjeden", "printer_columns": 48})
        cls.env["retail.assignment"].create({"res_model": cls.profile._name, "res_id": cls.profile.id, "store_id": cls.chain.id})

    def release(self, profile):
        release = self.env["retail.release"].browse(profile.action_release()["res_id"])
        release.action_release()
        return release

    def columns(self):
        devices = {device["id"]: device["config"] for device in self.box._retail_config()["devices"]}
        return devices[self.printer.uid]["columns"]

    def test_profile_counts_when_released_and_not_before(self):
        self.assertEqual(self.columns(), 42)
        revision = self.box._retail_config()["revision"]
        self.release(self.profile)
        self.assertEqual(self.columns(), 48)
        self.assertNotEqual(self.box._retail_config()["revision"], revision)
        self.profile.printer_columns = 46
        self.assertEqual(self.columns(), 48)

    def test_nearest_profile_wins_and_the_device_itself_above_all(self):
        self.release(self.profile)
        nearer = self.env["retail.device.profile"].create({"name": "Storgata", "printer_columns": 44})
        self.env["retail.assignment"].create({"res_model": nearer._name, "res_id": nearer.id, "store_id": self.store.id})
        self.release(nearer)
        self.assertEqual(self.columns(), 44)
        self.printer.columns = 40
        self.assertEqual(self.columns(), 40)

    def test_rolling_back_brings_the_earlier_profile_back(self):
        self.release(self.profile)
        self.profile.printer_columns = 46
        second = self.release(self.profile)
        self.assertEqual(self.columns(), 46)
        result = second.action_rollback()
        back = self.env["retail.release"].browse(result["res_id"]) if isinstance(result, dict) else result
        if back.state not in ("running", "done"):
            back.action_release()
        self.assertEqual(self.columns(), 48)

    def test_check_names_what_a_box_would_refuse(self):
        self.profile.printer_columns = 200
        problems = self.profile._retail_problems()
        self.assertEqual([problem["path"] for problem in problems], ["printer.columns"])
        self.assertIn("24", problems[0]["message"])
