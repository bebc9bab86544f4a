from odoo.tests import TransactionCase, tagged

from .common import TranslationTests


@tagged("post_install", "-at_install")
class TestTranslations(TranslationTests, TransactionCase):
    pass
