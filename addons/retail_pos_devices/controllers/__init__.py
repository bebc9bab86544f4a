from . import box, till
