import socket

from odoo.service.server import PreforkServer, ThreadedServer
from odoo.tests import BaseCase

from ..tools import listen_queue


class TestListenQueue(BaseCase):
    def _knock(self, server, count):
        """How many connections are let in while nobody takes any."""
        address = server.socket.getsockname()
        let_in = 0
        for _ in range(count):
            client = socket.socket()
            self.addCleanup(client.close)
            client.settimeout(0.3)
            try:
                client.connect(address)
            except TimeoutError:
                break
            let_in += 1
        return let_in

    def _server(self, kind):
        server = object.__new__(kind)
        server.socket = socket.socket()
        self.addCleanup(server.socket.close)
        server.socket.bind(("127.0.0.1", 0))
        server.socket.listen(16)
        return server

    def test_a_fleet_waits_in_line(self):
        server = self._server(PreforkServer)
        self.assertLess(self._knock(server, 60), 60)
        listen_queue.lengthen(server)
        self.assertEqual(self._knock(server, 60), 60)

    def test_other_servers_stay_as_they_are(self):
        listen_queue.lengthen(None)
        closed = self._server(PreforkServer)
        closed.socket.close()
        listen_queue.lengthen(closed)
        server = self._server(ThreadedServer)
        listen_queue.lengthen(server)
        self.assertLess(self._knock(server, 60), 60)
