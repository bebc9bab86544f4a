from . import retail_catalogue_chunk
from . import retail_catalogue_layer
from . import retail_catalogue
from . import pos_config
from . import product_template
from . import product_uom
from . import product_pricelist
