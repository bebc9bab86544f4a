"""A store's layout extends the chain's: what tills get, what a release takes along, loops, rights."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, tagged

from .common import RetailCase


def button(button_id, x, **values):
    place = {"x": x, "y": 0, "w": 1, "h": 1}
    action = {"type": "action", "name": "park"}
    return {"id": button_id, **place, "label": {"en_US": button_id}, "color": None, "icon": None, "action": action, **values}


def page(page_id, *buttons, **values):
    return {"id": page_id, "name": {"en_US": page_id}, "buttons": list(buttons), **values}


@tagged("post_install", "-at_install")
class TestLayoutExtend(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        whole = {"version": 1, "grid": {"columns": 4, "rows": 3}, "pages": [page("p1", button("b1", 0), button("b2", 1))]}
        cls.base = cls.make_layout("Base", cls.chain, document=whole)
        cls.own = cls.make_layout("Oslo's", cls.oslo, extends_id=cls.base.id)
        prefix = cls.own._id_prefix()
        cls.own.document = {
            "version": 1,
            "extends": True,
            "ids": prefix,
            "pages": [
                {"id": "p1", "follows": True, "buttons": [{"id": "b2", "follows": True, "color": "#112233"}], "hidden": ["b1"]},
                page(f"{prefix}p1", button(f"{prefix}b1", 0)),
            ],
        }

    def shown(self, till):
        line = self.env["retail.manifest"]._effective(till)["layout"]
        return {each["id"]: [one["id"] for one in each["buttons"]] for each in line.revision_id._document()["pages"]}

    def change_base(self):
        document = self.base.document
        document["pages"][0]["buttons"].append(button("b3", 2))
        self.base.document = document

    def test_a_till_gets_both_and_the_chain_s_own_stays(self):
        self.release()
        prefix = self.own._id_prefix()
        self.assertEqual(self.shown(self.till_oslo_1), {"p1": ["b2"], f"{prefix}p1": [f"{prefix}b1"]})
        self.assertEqual(self.shown(self.till_moss), {"p1": ["b1", "b2"]})
        self.assertEqual(self.own.release_state, "released")

    def test_it_follows_what_is_released_of_the_base_and_not_its_draft(self):
        self.release()
        self.change_base()
        self.assertEqual(self.base.release_state, "changed")
        self.assertEqual(self.own.release_state, "released", "a draft of the base is nobody else's business")
        self.own.note = "x"
        self.release(self.own)
        self.assertNotIn("b3", self.shown(self.till_oslo_1)["p1"])
        release = self.release(self.base)
        self.assertEqual(set(release.line_ids.mapped("res_id")), {self.base.id, self.own.id})
        self.assertEqual(self.shown(self.till_oslo_1)["p1"], ["b2", "b3"])
        self.assertEqual(self.own.release_state, "released")

    def test_a_loop_is_refused_and_named(self):
        third = self.make_layout("Third", self.till_oslo_1, extends_id=self.own.id)
        with self.assertRaisesRegex(ValidationError, "Base → Third → Oslo's → Base"):
            self.base.extends_id = third
        with self.assertRaises(ValidationError):
            self.base.extends_id = self.base

    def test_a_loop_that_is_there_already_ends(self):
        self.env.cr.execute("UPDATE retail_till_layout SET extends_id = %s WHERE id = %s", (self.own.id, self.base.id))
        self.env.invalidate_all()
        self.assertEqual(len(self.base._retail_line()), 2)
        self.assertFalse(self.base.base_document)
        self.assertEqual(self.base._retail_followers(), self.own)

    def test_a_whole_document_becomes_own_pages(self):
        document = {"version": 1, "grid": {"columns": 4, "rows": 3}, "pages": [page("p1", button("b1", 0)), page("p2")]}
        layout = self.make_layout("New", self.bergen, extends_id=self.base.id, document=document)
        prefix = layout._id_prefix()
        self.assertEqual(
            [(each["id"], [one["id"] for one in each["buttons"]]) for each in layout._retail_document()["pages"]],
            [("p1", ["b1", "b2"]), (f"{prefix}p1", [f"{prefix}b1"])],
        )

    def test_on_its_own_again_it_keeps_what_it_had(self):
        form = self.own.new({"extends_id": False}, origin=self.own)
        form._onchange_extends_id()
        prefix = self.own._id_prefix()
        self.assertEqual([each["id"] for each in form.document["pages"]], ["p1", f"{prefix}p1"])
        self.assertNotIn("extends", form.document)

    def test_a_new_form_that_is_not_saved_yet(self):
        form = self.env["retail.till.layout"].new({"name": "New", "extends_id": self.base.id, "retail_uuid": False})
        form._onchange_extends_id()
        self.assertTrue(form.document["extends"])
        self.assertRegex(form.document["ids"], r"^x[0-9a-f]{4}-$")

    def test_a_copy_follows_as_well_and_hangs_nowhere(self):
        copy = self.own.copy()
        self.assertEqual((copy.name, copy.extends_id), ("Oslo's (copy)", self.base))
        self.assertEqual(copy._retail_document(), self.own._retail_document())
        self.assertFalse(copy.assignment_ids)

    def test_what_finds_no_room_is_a_warning(self):
        document = self.own.document
        document["pages"][0]["buttons"].append(button("mine", 0, w=4, h=3))
        self.own.document = document
        found = [(one["level"], one["code"]) for one in self.own._retail_problems()]
        self.assertEqual(found, [("warning", "left_out")])

    def test_a_damaged_own_part_is_a_problem_and_no_exception(self):
        self.own.document = {"version": 1, "extends": True, "pages": [{"buttons": 3}]}
        self.assertIn("not_object", [one.get("code") for one in self.own._retail_problems()])

    def test_intranet_addresses(self):
        def problems():
            return [one["code"] for one in self.base._retail_problems() if one["level"] == "error"]

        leads_out = {"type": "url", "url": "https://rutiner.intranet.example.no/kasse"}
        self.base.document = {**self.base.document, "pages": [page("p1", button("b1", 0, action=leads_out))]}
        self.assertEqual(problems(), ["foreign_host"])
        self.base.company_id.retail_intranet_hosts = "other.no, intranet.example.no"
        self.assertEqual(problems(), [])
        self.base.company_id.retail_intranet_hosts = "example.no.evil.com ranet.example.no"
        self.assertEqual(problems(), ["foreign_host"])

    def test_goods_of_steps_are_checked(self):
        gone = self.env["product.product"].create({"name": "Gone", "available_in_pos": True, "sale_ok": True, "active": False})
        steps = [{"type": "action", "name": "customer"}, {"type": "product", "product_id": gone.id}]
        self.base.document = {**self.base.document, "pages": [page("p1", button("b1", 0, action={"type": "sequence", "steps": steps}))]}
        problem = next(one for one in self.base._retail_problems() if one["code"] == "not_sold")
        self.assertEqual((problem["path"], problem["res_id"]), ("/pages/0/buttons/0", gone.id))

    def test_problems_name_page_and_buttons_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        gone = {"type": "product", "product_id": self.env["product.product"].create({"name": "Gone"}).id}
        self.env["product.product"].browse(gone["product_id"]).unlink()
        buttons = [button(f"b{x}", 0, label={"en_US": f"Milk {x}", "nb_NO": f"Melk {x}"}, action=gone) for x in (1, 2)]
        self.base.document = {**self.base.document, "pages": [page("p1", *buttons, name={"en_US": "Quick", "nb_NO": "Hurtigvalg"})]}

        def messages(lang):
            return {one["code"]: one["message"] for one in self.base.with_context(lang=lang)._retail_problems()}

        self.assertEqual(messages("en_US")["overlap"], "Page “Quick”: The button “Milk 2” lies on “Milk 1”.")
        norwegian = messages("nb_NO")
        for code in ("overlap", "gone_product"):
            self.assertIn("Hurtigvalg", norwegian[code])
            self.assertIn("Melk 2", norwegian[code])

    def test_a_store_manager_extends_the_chain_s_layout_and_can_t_change_it(self):
        manager = self.make_user("oslo_extends", "retail_pos_central.group_retail_store_manager", self.oslo)
        layouts = self.env["retail.till.layout"].with_user(manager)
        layout = layouts.create({"name": "Mine", "extends_id": self.base.id})
        self.assertEqual([each["id"] for each in layout.base_document["pages"]], ["p1"])
        self.assertFalse(layout._retail_problems())
        with self.assertRaises(AccessError):
            layouts.browse(self.base.id).name = "Theirs"
        hidden = self.make_layout("Bergen's", self.bergen)
        with self.assertRaises(AccessError):
            layouts.browse(hidden.id).read(["name"])
