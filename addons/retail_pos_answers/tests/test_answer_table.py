"""Spreadsheets of answers as rows."""

from odoo.tests import BaseCase

from odoo.addons.retail_pos_answers.tools import answer_table


class TestAnswerTable(BaseCase):
    def test_columns_in_any_order_and_norwegian(self):
        cells = [["Garanti (måneder)", "Strekkode", "Trenger", "Stell"], [36.0, 2000000230057.0, "20 21;22", "Tørk flatt"]]
        self.assertEqual(
            answer_table.rows(cells),
            [
                answer_table.Row(
                    2,
                    "2000000230057",
                    {"warranty_months": 36, "care": "Tørk flatt"},
                    [("needs", "20"), ("needs", "21"), ("needs", "22")],
                    [],
                )
            ],
        )

    def test_problems_name_their_line(self):
        cells = [["code", "warranty months"], [], ["", "12"], ["7", "soon"], ["8", ""]]
        found = {row.number: row.problems for row in answer_table.rows(cells)}
        self.assertEqual(found, {3: [("no_code", "")], 4: [("months", "soon")], 5: [("nothing", "")]})

    def test_without_a_header_nothing_is_guessed(self):
        with self.assertRaises(answer_table.NoHeader):
            answer_table.rows([["2000000230057", "wash"]])
        self.assertEqual(answer_table.rows([[""], []]), [])
