import json
from unittest.mock import Mock, patch

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bus.models.bus import BusBus
from odoo.addons.bus.tests.common import WebsocketCase

from ..tools import bus_fan_out


@tagged("post_install", "-at_install")
class TestBusFanOut(WebsocketCase):
    def setUp(self):
        super().setUp()
        bus_fan_out._windows.clear()
        # One for all: another log-in of the same test would end the session of the one before.
        self.cookie = f"session_id={self.authenticate(None, None).sid};"
        self.fleet = self.env["retail.doorbell"]._channel()
        self.bus = self.env["bus.bus"]
        self.searches = 0
        original = BusBus._poll

        def poll(model, *args):
            self.searches += 1
            return original(model, *args)

        self.startPatcher(patch.object(BusBus, "_poll", poll))

    def till(self, *channels):
        socket = self.websocket_connect(cookie=self.cookie)
        self.subscribe(socket, [self.fleet, *channels], self.bus._bus_last_id())
        return socket

    def ring(self, text, channel=None):
        """Send on a channel, and wake who listens, as a commit does."""
        self.bus._sendone(channel or self.fleet, "RETAIL_DOORBELL", text)
        self.trigger_notification_dispatching([channel or self.fleet])

    def heard(self, socket):
        return [entry["message"]["payload"] for entry in json.loads(socket.recv())]

    def test_a_till_listens_to_no_discussions_and_its_own_channels_alone(self):
        user = self.env["res.users"].create(
            {"name": "Kari", "login": "bus-kari", "group_ids": [Command.link(self.env.ref("base.group_user").id)]}
        )
        talk = self.env["discuss.channel"].create({"name": "Prat", "channel_type": "channel"})
        talk._add_members(users=user)
        websocket = self.env["ir.websocket"].with_user(user)
        with patch("odoo.addons.bus.models.ir_websocket.request", Mock(session=Mock(uid=user.id))):
            till = websocket._prepare_subscribe_data([self.fleet, "retail_pos_group.x"], 0)
            mailbox = websocket._prepare_subscribe_data(["retail_pos_group.x"], 0)
        self.assertEqual(set(till["channels"]), {self.fleet, "retail_pos_group.x", "broadcast", *user.all_group_ids, user.partner_id})
        self.assertFalse(till["missed_presences"])
        self.assertIn(talk, mailbox["channels"])

    def test_which_channels_are_a_users_is_kept_until_the_user_changes(self):
        user = self.env["res.users"].create({"name": "Kari", "login": "bus-kari"})
        websocket = self.env["ir.websocket"].with_user(user)

        def heard():
            self.env.flush_all()
            self.env.invalidate_all()
            with patch("odoo.addons.bus.models.ir_websocket.request", Mock(session=Mock(uid=user.id))):
                return set(websocket._prepare_subscribe_data([self.fleet], 0)["channels"])

        heard()
        with self.assertQueryCount(1):
            heard()  # which message is the bus's last
        group = self.env.ref("base.group_system")
        self.assertNotIn(group, heard())
        user.group_ids += group
        self.assertIn(group, heard())
        other = self.env["res.partner"].create({"name": "Another"})
        user.partner_id = other
        self.assertIn(other, heard())

    def test_each_till_hears_each_ring_once_without_a_search_of_its_own(self):
        tills = [self.till() for _number in range(3)]
        self.assertEqual(self.searches, 3, "one each when it subscribes")
        for text in ("first", "second"):
            self.ring(text)
            for socket in tills:
                self.assertEqual(self.heard(socket), [text])
        self.assertEqual(self.searches, 3)

    def test_only_what_is_for_its_channels(self):
        one, other = self.till("group.one"), self.till("group.other")
        self.ring("secret", "group.other")
        self.ring("all")
        self.assertEqual(self.heard(one), ["all"])
        texts = self.heard(other)
        self.assertEqual(texts if len(texts) == 2 else texts + self.heard(other), ["secret", "all"])

    def test_what_was_before_it_subscribed_is_not_told(self):
        first = self.till()
        self.ring("early")
        self.assertEqual(self.heard(first), ["early"])
        late = self.till()
        self.ring("late")
        self.assertEqual(self.heard(late), ["late"])

    def test_a_message_that_commits_late_under_a_lower_number(self):
        till = self.till()
        self.bus._sendone(self.fleet, "RETAIL_DOORBELL", "kept back")
        self.env.cr.precommit.run()
        held = self.bus.search([], order="id desc", limit=1)
        values = held.read(["channel", "message"])[0]
        late_id = held.id
        held.unlink()
        self.ring("on time")
        self.assertEqual(self.heard(till), ["on time"])
        self.env.cr.execute(
            "INSERT INTO bus_bus (id, channel, message, create_date) VALUES (%s, %s, %s, now() at time zone 'UTC')",
            (late_id, values["channel"], values["message"]),
        )
        self.trigger_notification_dispatching([self.fleet])
        self.assertEqual(self.heard(till), ["kept back"])

    def test_others_go_odoos_own_way(self):
        socket = self.websocket_connect()
        self.subscribe(socket, ["something.else"], self.bus._bus_last_id())
        self.ring("plain", "something.else")
        self.assertEqual(self.heard(socket), ["plain"])
        self.assertFalse(bus_fan_out._windows)

    def test_who_logged_out_hears_no_more(self):
        user_session = self.authenticate("admin", "admin")
        till = self.websocket_connect(cookie=f"session_id={user_session.sid};")
        self.subscribe(till, [self.fleet], self.bus._bus_last_id())
        self.ring("before")
        self.assertEqual(self.heard(till), ["before"])
        self.url_open("/web/session/logout")
        self.ring("after")
        self.assert_close_with_code(till, 4001)
