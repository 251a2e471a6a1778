-- a copy of the database sends nobody an SMS
UPDATE res_company SET debt_smsapi_test = TRUE, debt_smsapi_token = NULL, debt_sms_gateway = 'odoo';
