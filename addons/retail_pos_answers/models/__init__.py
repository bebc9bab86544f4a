from . import product_document
from . import product_template
from . import retail_feed
from . import retail_product_answer
from . import retail_product_link
from . import retail_stock_snapshot
from . import retail_store
from . import retail_store_opening

# A view on the tables of the others.
from . import retail_answer_gap
