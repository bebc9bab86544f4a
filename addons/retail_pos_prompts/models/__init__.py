from . import pos_order
from . import pos_order_line
from . import retail_prompt
from . import retail_prompt_answer
from . import retail_prompt_choice
from . import retail_sale_hours
from . import retail_sale_hours_day
