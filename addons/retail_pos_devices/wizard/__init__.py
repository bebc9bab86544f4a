from . import retail_box_pair
