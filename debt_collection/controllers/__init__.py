from . import portal, talk
from . import call
from . import account, account_answers, account_pay
from . import sms
