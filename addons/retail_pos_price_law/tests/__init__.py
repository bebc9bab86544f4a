from . import (
    test_access,
    test_before_price,
    test_campaign_claim,
    test_claims,
    test_content,
    test_history,
    test_history_clock,
    test_released,
    test_till_js,
    test_timeline,
    test_translations,
    test_unit_price,
)
