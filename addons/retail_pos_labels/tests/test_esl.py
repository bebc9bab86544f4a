"""Electronic labels against the simulated gateway, a program of its own that speaks the real protocol and fails on demand."""

from datetime import timedelta

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..models import retail_esl_gateway
from ..tools import esl_protocol
from .common import LabelCase
from .gateway import SimulatedGateway

SECRET = "a secret of the test"


@tagged("post_install", "-at_install")
class TestEsl(LabelCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpLabels()
        cls.simulated = SimulatedGateway(SECRET)
        cls.addClassCleanup(cls.simulated.stop)
        cls.simulated.restart()
        cls.gateway = cls.env["retail.esl.gateway"].create(
            {"name": "ESL", "store_id": cls.oslo.id, "url": cls.simulated.url, "secret": SECRET, "design_id": cls.shelf.id}
        )
        cls.one, cls.two = cls.env["retail.esl.label"].create(
            [
                {"gateway_id": cls.gateway.id, "code": "A1", "product_id": cls.coffee.id},
                {"gateway_id": cls.gateway.id, "code": "A2", "product_id": cls.tea.id},
            ]
        )

    def setUp(self):
        super().setUp()
        self.simulated.restart()

    def work(self, until=None):
        """The job, as often as it takes for the labels to answer."""
        self.env["retail.price.point"]._catch_up(self.coffee | self.tea)
        self.env["retail.label"]._fill()
        for _turn in range(40):
            self.gateway._work()
            if until is None or until():
                return
            self.simulated.wait()
        self.fail("the gateway's answer did not come")

    def all_shown(self):
        return set((self.one | self.two).mapped("state")) == {"shown"}

    def test_push_and_acknowledgement(self):
        self.work()
        # The gateway may be quick enough to have answered already.
        self.assertLessEqual(set((self.one | self.two).mapped("state")), {"sent", "shown"})
        self.work(self.all_shown)
        shown = self.simulated.state()["labels"]["A1"]
        self.assertEqual((shown["fields"]["price"], shown["revision"]), (self.one.wanted_text, self.one.shown_revision))
        self.assertEqual(self.one.battery_percent, 87)
        pushes = self.simulated.state()["pushes"]
        self.work()
        self.assertEqual(self.simulated.state()["pushes"], pushes, "nothing has changed, so nothing is sent")

    def test_a_new_price_takes_its_row_from_the_queue(self):
        self.work(self.all_shown)
        before = self.one.shown_revision
        self.coffee.lst_price = 55
        self.work(lambda: self.all_shown() and self.one.shown_revision != before)
        self.assertIn("55", self.simulated.state()["labels"]["A1"]["fields"]["price"])
        self.assertFalse(self.queue(self.oslo), "no paper label is needed")
        self.assertEqual(len(self.queue(self.moss)), 1)

    @mute_logger("odoo.addons.retail_pos_labels.models.retail_esl_gateway")
    def test_a_gateway_that_is_down_is_told_of_and_caught_up(self):
        self.oslo.responsible_id = self.env.user
        self.simulated.fault(down=True)
        self.work()
        self.assertEqual(self.gateway.error, "The gateway answers 503.")
        self.env["res.lang"]._activate_lang("nb_NO")
        norwegian = self.gateway.with_context(lang="nb_NO").error
        self.assertNotEqual(norwegian, self.gateway.error, "in the reader's language, not the job's")
        self.assertIn("503", norwegian)
        self.assertEqual(len(self.gateway.activity_ids), 1)
        self.assertEqual(self.one.state, "pending")
        self.simulated.fault(down=False)
        self.work(self.all_shown)
        self.assertFalse(self.gateway.error or self.gateway.activity_ids)

    @mute_logger("odoo.addons.retail_pos_labels.models.retail_esl_gateway")
    def test_an_answer_that_cannot_be_read(self):
        self.simulated.fault(garbled=True)
        self.work()
        self.assertIn("can't be read", self.gateway.error)
        self.assertEqual(self.one.state, "pending")

    @mute_logger("odoo.addons.retail_pos_labels.models.retail_esl_gateway")
    def test_an_answer_without_an_end_and_a_gateway_that_is_gone(self):
        self.patch(retail_esl_gateway, "MOST_ANSWER_BYTES", 10)
        self.work()
        self.assertIn("too long", self.gateway.error)
        self.simulated.stop()
        self.addCleanup(self.simulated.restart)
        self.work()
        self.assertEqual(self.gateway.error, f"The gateway can't be reached at {self.simulated.url}.")

    def test_labels_that_are_unknown_refuse_or_fail(self):
        self.simulated.fault(unknown=["A1"], fail=["A2"])
        self.work(lambda: self.two.state == "failed")
        self.assertIn("doesn't know", self.one.error)
        self.assertIn("no radio", self.two.error)
        self.simulated.fault(unknown=[], fail=[])
        self.gateway.action_refresh()
        self.work(self.all_shown)

    def test_lost_acknowledgements_are_asked_for_again(self):
        self.simulated.fault(lose_acks=True)
        self.work()
        self.simulated.wait()
        self.assertEqual(self.one.state, "sent")
        self.simulated.fault(lose_acks=False)
        (self.one | self.two).sent_at = self.now - timedelta(minutes=11)
        self.work(self.all_shown)

    def test_a_label_that_never_answers_is_given_up(self):
        self.simulated.fault(lose_acks=True)
        self.work()
        (self.one | self.two).write({"sent_at": self.now - timedelta(minutes=11), "tries": 5})
        self.work()
        self.assertEqual((self.one.state, self.one.tries), ("failed", 5))

    def test_repeated_and_late_acknowledgements_do_no_harm(self):
        self.simulated.fault(twice=True)
        self.work(self.all_shown)
        self.one._acknowledged([{"label": "A1", "revision": "older", "state": "failed", "message": "late", "battery_percent": None}])
        self.assertEqual(self.one.state, "shown")

    @mute_logger("odoo.addons.retail_pos_labels.models.retail_esl_gateway")
    def test_a_wrong_secret_is_refused(self):
        self.gateway.secret = "another secret 1234"
        self.work()
        self.assertIn("401", self.gateway.error)

    def test_reading_answers(self):
        for answer in ({}, {"results": [{"label": 1, "status": "accepted"}]}, {"results": [{"label": "A", "status": "fine"}]}, []):
            with self.assertRaises(ValueError):
                esl_protocol.results(answer)
        for answer in ({}, {"cursor": 3, "acks": []}, {"cursor": "3", "acks": [{"label": "A", "state": "well"}]}):
            with self.assertRaises(ValueError):
                esl_protocol.acks(answer)
