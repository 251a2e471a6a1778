from . import account_move
from . import debt_case
from . import debt_letter
