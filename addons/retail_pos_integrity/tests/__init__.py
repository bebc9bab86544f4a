from . import test_access, test_deviation, test_held, test_question, test_tours, test_translations, test_walk
