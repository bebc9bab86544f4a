from . import till
from . import blob
