from . import (
    pos_order,
    pos_payment_method,
    product_category,
    retail_saft_chain,
    retail_saft_export,
    retail_saft_export_events,
    retail_saft_export_master,
    retail_saft_export_sales,
    retail_saft_key,
    retail_saft_seal,
)
