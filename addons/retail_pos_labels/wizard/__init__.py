from . import retail_label_print
