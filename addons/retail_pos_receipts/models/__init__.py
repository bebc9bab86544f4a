from . import retail_till_event
from . import retail_till_report
from . import retail_till_figures
from . import retail_receipt
from . import retail_till_settings
from . import pos_order
from . import pos_session
