from . import retail_demo
