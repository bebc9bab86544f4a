from . import ir_http
from . import pos_config
from . import pos_order
from . import pos_session
from . import res_users
from . import retail_trainee
from . import retail_training_order
