from . import test_access, test_answers, test_prompt, test_pos_order, test_till_js, test_tours, test_translations
