from . import account_move
from . import debt_letter
