from . import test_access
from . import test_answer_import
from . import test_answer_table
from . import test_distance
from . import test_product_answer
from . import test_stock
from . import test_tours
from . import test_translations
