from odoo.tests import BaseCase

from ..tools.resolve import Line, resolve, switches

PATH = ["c5", "s9", "s4", "s1"]
KINDS = {"layout": "nearest", "campaign": "all"}


def line(order, node, content, sha, at=0, kind="layout"):
    return Line(order=order, node=node, kind=kind, content=content, sha=sha, at=at)


def shas(found, kind="layout"):
    return [one.sha for one in found[kind]]


class TestResolve(BaseCase):
    def test_nearest_node_wins(self):
        lines = [line(1, "s1", "L1", "chain"), line(2, "s9", "L2", "store")]
        self.assertEqual(shas(resolve(lines, PATH, KINDS, 10)), ["store"])
        self.assertEqual(shas(resolve(lines, ["c6", "s8", "s4", "s1"], KINDS, 10)), ["chain"])

    def test_later_line_counts_on_a_node(self):
        lines = [line(1, "s1", "L1", "old", at=5), line(2, "s1", "L1", "new", at=7)]
        self.assertEqual(shas(resolve(lines, PATH, KINDS, 6)), ["old"])
        self.assertEqual(shas(resolve(lines, PATH, KINDS, 7)), ["new"])

    def test_order_decides_between_equal_times(self):
        lines = [line(2, "s1", "L1", "second"), line(1, "s1", "L1", "first")]
        self.assertEqual(shas(resolve(lines, PATH, KINDS, 0)), ["second"])

    def test_withdrawn_content_uncovers_what_is_above(self):
        lines = [line(1, "s1", "L1", "chain"), line(2, "s9", "L2", "store"), line(3, "s9", "L2", None, at=8)]
        self.assertEqual(shas(resolve(lines, PATH, KINDS, 7)), ["store"])
        self.assertEqual(shas(resolve(lines, PATH, KINDS, 8)), ["chain"])

    def test_all_is_the_union_and_each_content_once(self):
        lines = [
            line(1, "s1", "C1", "one", kind="campaign"),
            line(2, "s4", "C2", "two", kind="campaign"),
            line(3, "s9", "C1", "one-own", kind="campaign"),
            line(4, "s7", "C3", "elsewhere", kind="campaign"),
        ]
        self.assertEqual(shas(resolve(lines, PATH, KINDS, 0), "campaign"), ["one-own", "two"])

    def test_switches_come_sorted_and_only_where_something_changes(self):
        lines = [
            line(1, "s1", "L1", "now"),
            line(2, "s1", "L1", "later", at=90),
            line(3, "s1", "L1", "soon", at=50),
            line(4, "s1", "L9", None, at=70),
        ]
        found = switches(lines, PATH, KINDS, 10)
        self.assertEqual([(at, shas(content)) for at, content in found], [(None, ["now"]), (50, ["soon"]), (90, ["later"])])

    def test_two_contents_of_a_nearest_kind_on_a_node(self):
        lines = [line(1, "s1", "L1", "old"), line(2, "s1", "L2", "other", at=5)]
        self.assertEqual(shas(resolve(lines, PATH, KINDS, 5)), ["other"])
