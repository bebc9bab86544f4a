from . import retail_campaign_simulator
from . import retail_order_pricing
from . import retail_price_deviation
from . import retail_order_check
from . import retail_price_walk_line
from . import retail_price_walk
