from . import test_access, test_retail_saft_export, test_retail_saft_key, test_retail_saft_seal, test_saft, test_translations
