from . import test_access, test_design, test_esl, test_layout, test_pdf, test_print, test_queue, test_tours, test_translations
