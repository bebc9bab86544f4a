from . import (
    test_box_config,
    test_box_health,
    test_device,
    test_device_profile,
    test_pairing,
    test_payment,
    test_rights,
    test_sync,
    test_till_js,
    test_token,
    test_tools,
    test_update,
)
