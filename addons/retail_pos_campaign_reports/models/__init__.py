from . import res_company
from . import res_config_settings
from . import retail_campaign_report
from . import retail_campaign_effect
from . import retail_order_check
from . import retail_order_pricing
