from . import debt_channel
from . import debt_letter
from . import snailmail_letter
