from . import test_access
from . import test_accounting
from . import test_campaign_effect
from . import test_campaign_report
from . import test_engine_trouble
from . import test_order_check
from . import test_recheck
from . import test_translations
