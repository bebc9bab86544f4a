"""One look at the bus for a whole fleet.

Odoo's bus lets every websocket open a cursor and search the messages by itself, which for a thousand tills that one
ring wakes up costs seconds of one process. Here the tills' websockets share what the first of them has read. All that
Odoo promises holds: a websocket reads only what was committed before it was woken, gets each message once, and
messages of transactions that commit late. Websockets of others (and each till's first look) go Odoo's own way.
"""

import bisect
import itertools
import json
import threading
import time

import odoo
from odoo.http import Application, root
from odoo.tools import config

from odoo.addons.bus.models.bus import json_dump
from odoo.addons.bus.websocket import Websocket, WebsocketRequest, acquire_cursor

FLEET_PREFIX = "retail_pos_fleet."
# Messages whose transaction commits later than this after it numbered them are left to the tills' polls.
WINDOW_S = 300
# So long a revoked log-in may go on hearing what its channels say; a log-out counts at once.
FULL_CHECK_S = 300

FIRST_WAKE = 1
_wakes = itertools.count(FIRST_WAKE + 1)
_windows = {}
_windows_lock = threading.Lock()


class Window:
    """The last minutes of one database's bus, read at most once for all that were woken before."""

    def __init__(self, database):
        self.database = database
        self.lock = threading.Lock()
        self.read_at_wake = 0
        self.floor = None
        self.marks = []
        self.rows = {}

    def rows_after(self, wake):
        """{id: (channel, message)} with all that was committed before this wake."""
        with self.lock:
            if self.read_at_wake < wake:
                now_at = next(_wakes)
                self._read()
                self.read_at_wake = now_at
            return self.rows

    def _read(self):
        with acquire_cursor(self.database) as cr:
            if self.floor is None:
                cr.execute("SELECT coalesce(max(id), 0) FROM bus_bus WHERE create_date < now() at time zone 'UTC' - interval '5 min'")
                self.floor = cr.fetchone()[0]
            cr.execute("SELECT id, channel, message FROM bus_bus WHERE id > %s AND id <> ALL(%s)", (self.floor, list(self.rows)))
            new = {row_id: (channel, json.loads(message)) for row_id, channel, message in cr.fetchall()}
        now = time.monotonic()
        if new:
            self.marks.append((now, max(new)))
        while self.marks and self.marks[0][0] < now - WINDOW_S:
            self.floor = max(self.floor, self.marks.pop(0)[1])
        # A new dictionary, since others may be reading the old one.
        self.rows = {row_id: row for row_id, row in {**self.rows, **new}.items() if row_id > self.floor}


def _window(database):
    with _windows_lock:
        return _windows.setdefault(database, Window(database))


def _is_till(websocket):
    return any(isinstance(channel[-1], str) and channel[-1].startswith(FLEET_PREFIX) for channel in websocket._channels)


def install():
    """Teach Odoo's websockets the shared look; once a process."""
    if hasattr(Websocket, "_retail_fan_out"):
        return
    Websocket._retail_fan_out = True
    if odoo.evented:
        _take_turns()
    own = {name: getattr(Websocket, name) for name in ("subscribe", "trigger_notification_dispatching", "_dispatch_bus_notifications")}

    def subscribe(self, channels, last):
        self._retail_checked_at = None  # what came before it subscribed is Odoo's own search
        self._retail_keys = None
        own["subscribe"](self, channels, last)

    def trigger_notification_dispatching(self):
        self._retail_wake = next(_wakes)
        own["trigger_notification_dispatching"](self)

    def _dispatch_bus_notifications(self):
        checked_at = getattr(self, "_retail_checked_at", None)
        fresh = checked_at is not None and time.monotonic() - checked_at < FULL_CHECK_S
        session = root.session_store.get(self._session.sid) if fresh else None
        if not session or "next_sid" in session or "deletion_time" in session:
            is_till = _is_till(self)
            # Odoo's first search gives what there is by its own rules; the shared look adds nothing older to that.
            self._retail_before = _window(self._db).rows_after(FIRST_WAKE) if is_till else {}
            own["_dispatch_bus_notifications"](self)
            self._retail_checked_at = time.monotonic() if is_till else None
            return
        self._waiting_for_dispatch = False
        if self._retail_keys is None:
            self._retail_keys = {json_dump(channel) for channel in self._channels}
        rows = _window(self._db).rows_after(self._retail_wake)
        known = {entry[0] for entry in self._notif_history}
        new = sorted(
            row_id
            for row_id, (channel, _message) in rows.items()
            if channel in self._retail_keys
            and row_id > self._last_notif_sent_id
            and row_id not in known
            and row_id not in self._retail_before
        )
        if new:
            _remember(self, new)
            self._send([{"id": row_id, "message": rows[row_id][1]} for row_id in new])

    Websocket.subscribe = subscribe
    Websocket.trigger_notification_dispatching = trigger_notification_dispatching
    Websocket._dispatch_bus_notifications = _dispatch_bus_notifications


def _take_turns():
    """In the evented process let handshakes and subscriptions take turns.

    Each of them holds a database connection while it asks for a second one (for the log of devices). When a thousand tills
    come back at once, all connections are held by some that wait for another, nobody goes on, and all are refused.
    """
    turns = threading.BoundedSemaphore(max(1, int(config["db_maxconn_gevent"] or config["db_maxconn"]) // 3))
    handshake, message = Application.__call__, WebsocketRequest.serve_websocket_message

    def handshake_in_turn(application, environ, start_response):
        # A websocket is served when this has returned, so a turn is as long as the handshake.
        with turns:
            return handshake(application, environ, start_response)

    def message_in_turn(request, text):
        with turns:
            return message(request, text)

    Application.__call__ = handshake_in_turn
    WebsocketRequest.serve_websocket_message = message_in_turn


def _remember(websocket, sent):
    """Odoo's history of what was sent: ids of the last seconds are kept, the rest becomes the lower bound."""
    now = time.time()
    history = websocket._notif_history
    for row_id in sent:
        bisect.insort(history, (row_id, now), key=lambda entry: entry[0])
    old = list(itertools.takewhile(lambda entry: now - entry[1] > websocket.MAX_NOTIFICATION_HISTORY_SEC, history))
    if old:
        websocket._last_notif_sent_id = old[-1][0]
        websocket._notif_history = history[len(old) :]
