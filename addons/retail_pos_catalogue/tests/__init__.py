from . import test_access
from . import test_chunks
from . import test_catalogue
from . import test_controllers
from . import test_load
from . import test_positions
from . import test_till_js
from . import test_translations
