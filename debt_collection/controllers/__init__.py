from . import account, account_answers, account_pay, call, portal, sms, talk
