from . import receipt
from . import till
