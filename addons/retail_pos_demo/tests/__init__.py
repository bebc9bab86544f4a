from . import test_chain, test_goods
