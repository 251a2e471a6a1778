"""The same job with OCA's account_credit_control (AGPL-3, from PyPI, used as published)."""

from ours import evenly

from odoo import Command


def prepare(env, probe, today):
    """Give each company the policy with three levels on its receivable accounts."""
    policy = env.ref("account_credit_control.credit_control_3_time")
    companies = env["res.company"].search([("name", "=like", "Bench %")])
    accounts = env["account.account"]
    for company in companies:
        accounts |= env["account.account"].search(
            [("account_type", "=", "asset_receivable"), ("company_ids", "in", company.ids)]
        )
    policy.write({"account_ids": [Command.set(accounts.ids)]})
    companies.write({"credit_policy_id": policy.id, "credit_control_tolerance": 0.1})
    return {}


def _env(env):
    company = env["res.company"].search([("name", "=like", "Bench %")], order="id", limit=1)
    user = env.ref("base.user_admin")
    user.write({"company_ids": [Command.link(company.id)], "company_id": company.id})
    return env(user=user.id, context={**env.context, "allowed_company_ids": company.ids})


def generate(env, probe, today):
    env = _env(env)
    policy = env.ref("account_credit_control.credit_control_3_time")
    run = env["credit.control.run"].create({"date": today, "policy_ids": [Command.set(policy.ids)]})
    with probe(env.cr) as measured:
        run.generate_credit_lines()
        env.cr.commit()  # messages of tracked fields are written only now
    return measured.result | {"lines": len(run.line_ids)}


def ready(env, probe, today):
    env = _env(env)
    run = env["credit.control.run"].search([], limit=1, order="id desc")
    with probe(env.cr) as measured:
        run.set_to_ready_lines()
        env.cr.commit()
    return measured.result | {"lines": len(run.line_ids)}


def communications(env, probe, today):
    env = _env(env)
    run = env["credit.control.run"].search([], limit=1, order="id desc")
    lines = run.line_ids.filtered(lambda line: line.state == "to_be_sent")
    with probe(env.cr) as measured:
        made = env["credit.control.communication"]._generate_comm_from_credit_lines(lines)
        env.cr.commit()
    return measured.result | {"communications": len(made)}


def mails(env, probe, limit, today):
    """Queue the mails with their PDF, as the product does by default."""
    env = _env(env)
    made = evenly(env["credit.control.communication"].search([], order="id"), limit)
    env = env(context={**env.context, "mail_notify_force_send": False})
    with probe(env.cr) as measured:
        made.with_env(env)._send_mails()
        env.cr.commit()
    return measured.result | {"mails": len(made)}
