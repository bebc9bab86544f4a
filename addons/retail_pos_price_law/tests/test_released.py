"""When each revision was out."""

from odoo.tests import BaseCase

from ..tools.released import Line, intervals


def line(revision, at, order, withdrawn_at=None, node="s1"):
    return Line(node, "retail.campaign,1", revision, at, order, withdrawn_at, ref=order)


class TestReleased(BaseCase):
    def times(self, *lines):
        return [(one.revision, begin, end) for one, begin, end in intervals(lines)]

    def test_a_later_release_replaces_an_earlier(self):
        self.assertEqual(self.times(line(7, 100, 1), line(8, 200, 2)), [(7, 100, 200), (8, 200, None)])

    def test_taken_away(self):
        self.assertEqual(self.times(line(7, 100, 1), line(None, 300, 2)), [(7, 100, 300)])

    def test_a_withdrawn_release_gives_way_to_the_one_before(self):
        found = self.times(line(7, 100, 1), line(8, 200, 2, withdrawn_at=250))
        self.assertEqual(found, [(7, 100, 200), (8, 200, 250), (7, 250, None)])

    def test_withdrawn_before_it_began(self):
        self.assertEqual(self.times(line(8, 200, 2, withdrawn_at=150)), [])

    def test_at_the_same_moment_the_later_released_wins(self):
        self.assertEqual(self.times(line(7, 100, 1), line(8, 100, 2)), [(8, 100, None)])

    def test_nodes_are_apart(self):
        self.assertEqual(len(intervals([line(7, 100, 1), line(8, 200, 2, node="s2")])), 2)
