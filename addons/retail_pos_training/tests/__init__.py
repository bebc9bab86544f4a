from . import test_access
from . import test_practice
from . import test_tours
from . import test_training_order
from . import test_translations
