"""The product panel in a real browser: with head office, and without."""

import base64

from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon

from .common import AnswerCase

PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


@tagged("post_install", "-at_install")
class TestAnswerTours(AnswerCase, TestPointOfSaleHttpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("retail_pos_central.group_retail_chain_manager")
        cls.setUpAnswers()
        cls.place(cls.oslo, 59.91, 10.75)
        cls.place(cls.moss, 59.43, 10.66)
        cls.put(cls.oslo, cls.lamp, 4)
        cls.put(cls.moss, cls.lamp, 5)
        cls.torch.is_storable = False
        cls.env["retail.product.link"].create({"product_tmpl_id": cls.lamp.id, "kind": "replaced_by", "target_id": cls.torch.id})
        of_lamp = {"res_model": "product.template", "res_id": cls.lamp.id, "retail_at_till": True}
        cls.env["product.document"].create(
            [{"name": "Manual.pdf", "raw": b"%PDF-1.4", **of_lamp}, {"name": "Worn.gif", "raw": base64.b64decode(PIXEL), **of_lamp}]
        )
        cls.main_pos_config.write({"retail_store_id": cls.oslo.id, "use_pricelist": False})
        button = {"id": "b1", "x": 0, "y": 0, "w": 1, "h": 1, "label": {"en_US": "Head lamp"}, "color": "#2f6f4f", "icon": None}
        button.update(picture="none", action={"type": "product", "product_id": cls.lamp.product_variant_id.id, "qty": "1"})
        pages = [{"id": "p1", "name": {"en_US": "Quick"}, "buttons": [button]}]
        cls.make_layout("Layout", cls.chain, document={"version": 1, "grid": {"columns": 3, "rows": 2}, "pages": pages})
        cls.release()

    def test_panel(self):
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("retail_product_panel", login="pos_user")
