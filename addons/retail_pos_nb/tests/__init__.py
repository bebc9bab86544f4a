from . import test_coverage, test_gap_terms, test_ir_http
