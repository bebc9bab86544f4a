from . import test_receipt_rows
from . import test_till_event
from . import test_till_report
from . import test_receipt
from . import test_access
from . import test_translations
from . import test_tours
from . import test_till_js
