from . import till
from . import blob
from . import language
from . import page
