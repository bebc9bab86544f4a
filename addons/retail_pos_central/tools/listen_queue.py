"""Room for a fleet that knocks at once.

Odoo lets eight connections a worker wait until they are taken. Beyond that the kernel drops them without a word, and
who knocked tries again after one, three and seven seconds, or a proxy gives up and says so: that is what most of a
thousand tills would meet after a restart. A connection that waits costs a worker nothing.
"""

from odoo.service.server import PreforkServer

LENGTH = 1024  # the kernel's own bound (net.core.somaxconn) may be less


def lengthen(server):
    """Of the socket that all workers share; what waits in it already goes on waiting."""
    # `odoo shell` has a server too, which is closed by the time the shell loads our addons.
    if isinstance(server, PreforkServer) and server.socket and server.socket.fileno() >= 0:
        server.socket.listen(LENGTH)
