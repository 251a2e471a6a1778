"""Proof that seeded rows are what the ORM would have written."""


def check(env):
    """Return rows that the ORM would have written otherwise, by name of the check; all must be 0."""
    queries = {
        "moves not balanced": """
            SELECT count(*) FROM (SELECT move_id FROM account_move_line GROUP BY move_id
                                  HAVING abs(sum(balance)) > 0.001) bad""",
        "residual of move differs": """
            SELECT count(*) FROM account_move m
              JOIN account_move_line l ON l.move_id = m.id JOIN account_account a ON a.id = l.account_id
             WHERE m.move_type IN ('out_invoice', 'out_refund') AND a.account_type = 'asset_receivable'
               AND abs(abs(l.amount_residual_currency) - m.amount_residual) > 0.001""",
        "residual isn't balance less partials": """
            SELECT count(*) FROM account_move_line l JOIN account_account a ON a.id = l.account_id
              LEFT JOIN LATERAL (SELECT sum(amount) AS paid FROM account_partial_reconcile
                                  WHERE debit_move_id = l.id) d ON true
              LEFT JOIN LATERAL (SELECT sum(amount) AS paid FROM account_partial_reconcile
                                  WHERE credit_move_id = l.id) c ON true
             WHERE a.account_type = 'asset_receivable' AND l.parent_state = 'posted'
               AND abs(l.balance - COALESCE(d.paid, 0) + COALESCE(c.paid, 0) - l.amount_residual) > 0.001""",
    }
    found = {}
    for name, query in queries.items():
        env.cr.execute(query)  # pylint: disable=sql-injection
        (found[name],) = env.cr.fetchone()
    return found
