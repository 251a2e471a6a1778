# what others build on
from . import debt_evidence_mixin
from . import debt_paper_mixin
from . import debt_document_mixin
from . import debt_paper_pdf
from . import debt_decision_mixin
from . import debt_note_mixin
from . import debt_note_life
from . import debt_note_post
from . import debt_note_paper
from . import debt_ladder_mixin
from . import debt_shift_mixin
from . import debt_channel
from . import debt_letter_type
from . import debt_minimum

# the ladder
from . import debt_strategy
from . import debt_step
from . import debt_step_task
from . import debt_step_text
from . import debt_step_task_text
from . import debt_strategy_ladder
from . import debt_strategy_screen
from . import debt_strategy_rule
from . import debt_strategy_position

# who owes what
from . import debt_calendar
from . import debt_debtor
from . import debt_debtor_profile
from . import debt_debtor_insurance
from . import debt_segment_rule
from . import debt_debtor_suspects
from . import debt_debtor_fitting
from . import debt_debtor_advances
from . import debt_advance
from . import debt_debtor_sale
from . import debt_case
from . import debt_case_profile
from . import debt_item
from . import debt_item_limitation
from . import debt_item_invoice
from . import debt_hold
from . import debt_promise
from . import debt_promise_line
from . import debt_promise_make
from . import debt_dispute
from . import debt_dispute_line
from . import debt_dispute_make
from . import debt_debtor_promise

# instalment agreements
from . import debt_plan
from . import debt_plan_line
from . import debt_plan_item
from . import debt_hold_plan
from . import debt_item_plan

# interest
from . import debt_interest_index
from . import debt_interest_index_value
from . import debt_interest_rule
from . import debt_interest_rule_period
from . import debt_interest_rule_rates
from . import debt_interest_rule_screen
from . import debt_contract
from . import debt_debtor_interest
from . import debt_exchange_rate
from . import debt_nbp
from . import debt_nbp_http
from . import res_company_interest

# what is done
from . import debt_action
from . import debt_action_line
from . import debt_action_reason
from . import debt_action_sale
from . import debt_action_state
from . import debt_action_cron
from . import debt_action_reread
from . import debt_action_role
from . import debt_action_text
from . import debt_action_channel
from . import debt_action_letter
from . import debt_action_sms
from . import debt_action_activity
from . import debt_action_notice
from . import debt_action_interest
from . import debt_action_sale_hold
from . import debt_action_approve
from . import debt_action_remarks
from . import debt_action_overdue
from . import debt_action_contact
from . import debt_letter
from . import debt_letter_post
from . import debt_case_action
from . import debt_case_contact
from . import debt_debtor_contact
from . import debt_letter_address
from . import debt_letter_batch
from . import debt_letter_delivery
from . import debt_letter_line
from . import debt_letter_mail
from . import debt_letter_pdf
from . import debt_letter_print
from . import debt_letter_table
from . import debt_letter_claim
from . import debt_letter_text
from . import debt_letter_type_preview
from . import debt_letter_edit
from . import debt_sale_hold
from . import debt_sale_release
from . import debt_debtor_status
from . import debt_customer

# interest to date
from . import debt_interest_ledger
from . import debt_interest
from . import debt_claim_mixin

# interest notes
from . import debt_interest_note
from . import debt_interest_note_line
from . import debt_interest_propose
from . import debt_interest_edit
from . import debt_interest_note_line_edit
from . import debt_interest_correct
from . import debt_interest_book
from . import debt_interest_paper
from . import debt_interest_text
from . import debt_interest_card
from . import debt_interest_monthly
from . import debt_interest_screen

# the night
from . import debt_reason
from . import debt_run
from . import debt_run_settings
from . import debt_run_prepare
from . import debt_run_facts
from . import debt_run_history
from . import debt_run_chunk
from . import debt_run_write
from . import debt_run_apply
from . import debt_run_actions
from . import debt_run_store
from . import debt_run_finish
from . import debt_run_net
from . import debt_run_ways
from . import debt_run_line
from . import debt_run_preview
from . import debt_dirty
from . import debt_bank_check

# reactions within the day
from . import debt_reason_react
from . import debt_action_withdraw
from . import debt_item_sync
from . import debt_case_life
from . import debt_case_position
from . import debt_case_priority
from . import debt_case_reply
from . import debt_debtor_refresh
from . import debt_debtor_notes
from . import debt_debtor_merge

# settling
from . import debt_matching
from . import debt_match
from . import debt_match_line_mixin
from . import debt_match_document
from . import debt_match_post
from . import debt_match_paper
from . import debt_settlement
from . import debt_settlement_line
from . import debt_cash_report
from . import debt_cash_report_line
from . import debt_cash_receipt
from . import debt_cash_receipt_post
from . import debt_cash_receipt_line
from . import debt_allocation
from . import debt_allocation_post
from . import debt_allocation_line
from . import debt_allocation_propose
from . import debt_allocation_notice
from . import debt_match_of
from . import debt_settlement_paper
from . import debt_cash_paper
from . import debt_unallocated
from . import debt_case_settling

# compensation for recovery costs
from . import debt_compensation
from . import debt_compensation_line
from . import debt_compensation_right
from . import debt_compensation_propose
from . import debt_debtor_compensation
from . import debt_case_compensation

# remainders
from . import debt_remainder
from . import debt_remainder_propose
from . import debt_item_remainder

# models of Odoo
from . import account_journal
from . import account_move
from . import account_move_notes
from . import account_move_ledger
from . import account_move_settling
from . import account_move_compensation
from . import account_move_line
from . import account_move_line_advance
from . import account_move_line_match
from . import account_partial_reconcile
from . import account_payment_term
from . import ir_actions_report
from . import ir_sequence
from . import mail_activity
from . import payment_transaction
from . import payment_transaction_sale
from . import res_company
from . import res_company_profile
from . import res_company_settling
from . import res_company_contact
from . import res_company_today
from . import res_company_letter
from . import res_company_promise
from . import res_company_note
from . import res_company_compensation
from . import res_company_remainder
from . import res_company_plan
from . import res_company_notes
from . import res_config_settings
from . import res_config_settings_compensation
from . import res_config_settings_contact
from . import res_config_settings_interest
from . import res_config_settings_notes
from . import res_partner
from . import res_partner_settling
from . import res_partner_contact
from . import res_partner_compensation
from . import res_partner_notes
from . import sale_order
from . import sale_order_check
from . import sale_order_paid
from . import sale_order_portal

# what the screens show
from . import debt_counters_mixin
from . import debt_case_screen
from . import debt_case_netting
from . import debt_case_notes
from . import debt_case_desk
from . import debt_action_screen
from . import debt_run_screen
from . import debt_run_line_screen
from . import debt_guarded_claim_mixin
from . import debt_claim

# history and statement
from . import debt_action_effect
from . import debt_timeline
from . import debt_timeline_select
from . import debt_timeline_text
from . import debt_timeline_screen
from . import debt_case_timeline
