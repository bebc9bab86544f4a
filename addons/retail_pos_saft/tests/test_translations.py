from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_central.tests.common import TranslationTests


@tagged("post_install", "-at_install")
class TestTranslations(TranslationTests, TransactionCase):
    pass
