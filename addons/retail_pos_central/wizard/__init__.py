from . import retail_campaign_import
