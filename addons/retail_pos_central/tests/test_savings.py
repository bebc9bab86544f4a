from odoo.tests import BaseCase

from ..tools import savings

# 3 for 100 kr on goods at 39.90: gross 119.70, saved 19.70
DISCOUNT = 100 * (1 - 100 / 119.7)


def problem(price=39.9, qty=3, discount=DISCOUNT, found=(("mb", "3 for 100", 1970),), manual=0):
    found = savings.line_problem(price, qty, discount, found, manual)
    return found and found[0]


class TestSavings(BaseCase):
    def test_sums_that_match(self):
        self.assertIsNone(problem())

    def test_sums_that_do_not(self):
        self.assertEqual(problem(discount=50), "sum")
        self.assertEqual(problem(found=(("mb", "", 1900),)), "sum")
        self.assertEqual(problem(found=(("mb", "", -10),)), "negative")
        self.assertEqual(problem(found=(("mb", "", 20000),)), "too_much")
        self.assertEqual(problem(discount=float("nan")), "malformed")

    def test_the_cashiers_discount_comes_on_top(self):
        self.assertIsNone(problem(discount=100 * (1 - 90 / 119.7), manual=10))
        self.assertEqual(problem(manual=10), "sum")

    def test_weighed_goods_round_once(self):
        # 0.735 kg at 79.90: 58.7265 is 58.73; 20 % off is 11.75 (rounded), so 46.98 net
        discount = 100 * (1 - 46.98 / (79.9 * 0.735))
        self.assertIsNone(problem(79.9, 0.735, discount, (("p", "", 1175),)))

    def test_what_a_till_may_send(self):
        self.assertEqual(savings.parse(None), [])
        self.assertEqual(savings.parse([{"offer": "a", "amount": 5.0, "name": "A"}]), [("a", "A", 5)])
        for bad in (
            "x",
            {"offer": "a"},
            [{"amount": 5}],
            [{"offer": "a", "amount": 1.5}],
            [{"offer": "a", "amount": True}],
            [{"offer": "a", "amount": 10**400}],
            [["a", 5]],
            [{"offer": "a", "amount": 1}] * 51,
        ):
            with self.assertRaises(ValueError, msg=repr(bad)):
                savings.parse(bad)

    def test_returns_one_by_one_take_back_exactly_the_whole(self):
        taken = [savings.share_of_return(1970, 3, before, before + 1) for before in range(3)]
        self.assertEqual(sum(taken), 1970)
        self.assertTrue(all(abs(one - 657) <= 1 for one in taken))
