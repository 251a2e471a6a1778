"""What a night left behind, in words that don't depend on ids and numbers.

killed_player.py runs this with its `env`.

Everything that must be the same however often the night was interrupted, by theme:
{theme: [[key, value], ...]}; the key names the customer, so that a difference can be looked up.
"""

import re

env = globals()["env"]
NUMBER = re.compile(r"[A-Z]{1,4}/\d{4}/\d+(/\d+)*")


def money(amount):
    return f"{amount:.2f}"


def actions():
    for action in env["debt.action"].search([]):
        lines = sorted(
            f"{line.name} {line.role} {line.step_id.name} {money(line.amount_demanded)}"
            f"{' void' if line.is_void else ''}"
            for line in action.line_ids
        )
        values = [action.kind, action.step_id.name, action.state, money(action.amount)]
        values += [action.end_reason, action.error, str(action.date_planned), action.user_id.name]
        yield action.partner_id.name, [*values, lines]


def letters():
    for letter in env["debt.letter"].search([]):
        document = letter.attachment_id
        email = letter.message_id
        values = [letter.letter_type_id.name, letter.state, money(letter.amount)]
        values += [letter.to_print, letter.page_count, bool(document), letter.error]
        values += [bool(letter.pdf_sha256), bool(email), len(email.attachment_ids)]
        values += [sorted(letter.line_ids.mapped("name")), str(letter.deadline)]
        yield letter.partner_id.name, values


def mails():
    for mail in env["mail.mail"].search([]):
        about = mail.model or "-"
        subject = NUMBER.sub("#", mail.subject or "")
        names = mail.recipient_ids.mapped("name")
        yield ", ".join(sorted(names)), [about, subject, mail.state, len(mail.attachment_ids)]


def messages():
    kinds = ("comment", "sms", "email", "user_notification")
    domain = [("message_type", "in", kinds), ("model", "in", ("debt.case", "debt.letter"))]
    for message in env["mail.message"].search(domain):
        case = env[message.model].browse(message.res_id)
        subject = NUMBER.sub("#", message.subject or "")
        yield case.partner_id.name, [message.message_type, subject]


def text_messages():
    for sms in env["sms.sms"].search([]):
        yield sms.partner_id.name, [sms.number, sms.state, sms.body]


def activities():
    for activity in env["mail.activity"].search([("res_model", "=", "debt.case")]):
        case = env["debt.case"].browse(activity.res_id)
        values = [activity.summary, activity.user_id.name, str(activity.date_deadline)]
        yield case.partner_id.name, values


def sale_holds():
    for hold in env["debt.sale.hold"].search([]):
        values = [hold.level, hold.reason, str(hold.date_from), str(hold.ended_on)]
        yield hold.partner_id.name, [*values, hold.end_reason]


def agreements():
    for plan in env["debt.plan"].search([]):
        notice = plan.notice_action_id
        values = [plan.state, str(plan.broken_on), notice.state, money(notice.amount)]
        held = plan.hold_ids.filtered(lambda hold: not hold.ended_on)
        yield plan.partner_id.name, [*values, len(held), len(plan.message_ids)]


def promises():
    for promise in env["debt.promise"].search([]):
        held = promise.hold_ids.filtered(lambda hold: not hold.ended_on)
        values = [promise.state, str(promise.judged_on), money(promise.paid), len(held)]
        yield promise.partner_id.name, values


def positions():
    for item in env["debt.item"].search([]):
        values = [item.name, item.step_id.name, str(item.step_date), item.pending_step_id.name]
        values += [item.phase, item.round, str(item.closed_on), item.reason]
        yield item.partner_id.name, values


def cases():
    for case in env["debt.case"].search([]):
        yield case.partner_id.name, [case.state, case.phase, case.collector_id.name]


def leftovers():
    """What nobody should find: halves, orphans, work that stands still."""
    yield from letter_leftovers()
    for run in env["debt.run"].search([("state", "!=", "done")]):
        yield run.display_name, ["run not finished", run.state, run.error]
    if left := env["debt.dirty"].search_count([]):
        yield "debt.dirty", ["queue not empty", left]
    for action in env["debt.action"].search([("state", "=", "failed")]):
        yield action.partner_id.name, ["failed action", action.kind, action.error]


def letter_leftovers():
    letters = env["debt.letter"].search([])
    for letter in letters:
        if letter.action_id.letter_id != letter:
            yield letter.partner_id.name, ["letter without action", letter.name]
        if letter.attachment_id and not letter.attachment_id.raw:
            yield letter.partner_id.name, ["document without content", letter.name]
    for name, same in letters.grouped("name").items():
        if name != "/" and len(same) > 1:
            yield same[0].partner_id.name, ["number used twice", name]
    documents = env["ir.attachment"].search(
        [("res_model", "=", "debt.letter"), ("res_field", "=", False)]
    )
    for document in documents - letters.attachment_id:
        yield document.name, ["document of no letter"]


THEMES = (
    actions,
    letters,
    mails,
    messages,
    text_messages,
    activities,
    sale_holds,
    agreements,
    promises,
    positions,
    cases,
    leftovers,
)


def collect():
    return {theme.__name__: sorted(theme(), key=repr) for theme in THEMES}
