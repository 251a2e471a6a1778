"""The strategies of PRACTICE 2 as tables: what is installed, and the days it gives.

One row for each step: name of its xml id, "day unit", letter rank, channels (e, p, r; "/" first
that works, "+" all), days to pay, tasks beside the letter, only if, sale hold in force, approval.
Tasks: s SMS, c call, v visit, n notice, d decision, a address, - of later parts; no sale holds.
"""

STANDARD = """
before     | -5       | 0 | e   |    |     | item 500, term 14       |              |
before_sms | -1       |   |     |    | s   | item 5000, term 14      |              |
noted      | 1        |   |     |    | n   | net 50                  |              |
monit      | 3        | 1 | e   | 5  | s   | net 50                  | warn         |
call       | 7        |   |     |    | c   | net 1000                | warn         |
demand     | 14       | 2 | e/p | 7  | a   | net 100                 | warn         | collector
second     | 22       | 3 | e/p | 5  | s   | no_reply demand         | prepayment   | collector
decider    | 25       |   |     |    | cv  | net 2000                | prepayment   |
final      | 30       | 4 | e+r | 7  |     | net 300                 | blocked      | head
decision   | 3 workday after deadline of final, latest 28 | | | | d | | blocked      | head
register   | 1 month after posted of final | | | | - |                 | blocked      | head
"""
VALUED = """
before     | -7       | 0 | e   |    |     | wanted                  |              |
noted      | 1        |   |     |    | n   |                         |              |
monit      | 6        | 1 | e   | 7  |     | net 200                 |              |
call       | 12       |   |     |    | c   |                         |              |
monit2     | 20       | 1 | e   | 5  |     | done call or 5 later    |              |
head_call  | 28       |   |     |    | c   | net 5000                | warn         |
demand     | 35       | 2 | e/p | 10 |     |                         | warn         | head
second | 50 | 3 | e+p | 7 | | | warn, prepayment by decision | head
final | 65 | 4 | e+r | 10 | | | warn, blocked by decision | approver
decision   | 3 workday after deadline of final | | | | d |    | warn         | approver
"""
HABITUAL = """
before     | -5       | 0 | e   |    |     | item 300                |              |
before_sms | -1       |   |     |    | s   | item 300                |              |
monit      | 1        | 1 | e   | 5  | sn  | net 50                  | warn         |
call       | 3        |   |     |    | c   | net 500                 | prepayment   |
demand | 7 | 2 | e/p | 5 | a | net 100 | prepayment | collector from 20000
second | 13 | 3 | e/p | 3 | sc | deadline demand | prepayment | collector from 20000
final      | 18       | 4 | e+r | 7  |     | net 300                 | blocked      | head
decision   | 3 workday after deadline of final, latest 28 | | | | d | | blocked      | head
register   | 1 month after posted of final | | | | - | overdue 30      | blocked      | head
"""
CONSUMER = """
before     | -3       | 0 | e   |    | s   |                         |              |
monit      | 3        | 1 | e   | 5  |     | net 30                  |              |
sms        | 8        |   |     |    | s   |                         | warn         |
demand     | 15       | 2 | e+p | 14 |     | net 50                  | prepayment   | collector
call       | 25       |   |     |    | c   | net 200                 | prepayment   |
second     | 32       | 3 | e/p | 7  |     |                         | prepayment   | collector
final      | 45       | 4 | e+r | 14 |     | net 200                 | prepayment   | head
decision   | 5 workday after deadline of final | | | | d |             | prepayment   | head
"""
PUBLIC = """
before     | -7       | 0 | e   |    |     | item 1000               |              |
monit      | 5        | 1 | e   | 5  |     | net 100                 |              |
call       | 12       |   |     |    | c   | net 1000                |              |
demand     | 20       | 2 | e+r | 7  |     |                         | warn         | collector
second     | 32       | 3 | e+r | 7  |     |                         | warn         | head
note       | 45       |   |     |    | -   | net 100                 | warn         |
final | 60 | 4 | r | 14 | | net 500 | warn, blocked by decision | approver
decision   | 5 workday after deadline of final | | | | d |    | warn         | approver
"""
FOREIGN = """
before     | -5       | 0 | e   |    |     | item 200                |              |
monit      | 4        | 1 | e   | 5  |     | net 50                  | warn         |
call       | 10       |   |     |    | c   | net 500                 | warn         |
demand     | 17       | 2 | e/p | 7  |     |                         | prepayment   | collector
second     | 28       | 3 | e/p | 7  |     |                         | prepayment   | collector
final      | 40       | 4 | e+r | 14 |     | net 300                 | blocked      | head
decision   | 5 workday after deadline of final | | | | d |             | blocked      | head
"""
TABLES = {
    "standard": STANDARD,
    "valued": VALUED,
    "habitual": HABITUAL,
    "consumer": CONSUMER,
    "public": PUBLIC,
    "hospital": PUBLIC,
    "foreign": FOREIGN,
}

# due on Monday 2 March 2026, nobody pays or answers; days off are weekends only. Post takes a week,
# so the final demand's deadline counts from a week after it.
DAYS = {
    "standard": """before 02-25, before_sms 02-27, noted 03-03, monit 03-05, call 03-09,
        demand 03-16, second 03-24, decider 03-27, final 04-01, decision 04-20, register 05-01""",
    "valued": """before 02-23, noted 03-03, monit 03-09, call 03-16, monit2 03-23,
        head_call 03-30, demand 04-06, second 04-21, final 05-06, decision 05-27""",
    "habitual": """before 02-25, before_sms 02-27, monit 03-03, call 03-05, demand 03-09,
        second 03-16, final 03-20, decision 04-08, register 04-20""",
    "consumer": """before 02-27, monit 03-05, sms 03-10, demand 03-17, call 03-27, second 04-03,
        final 04-16, decision 05-14""",
    "public": """before 02-23, monit 03-09, call 03-16, demand 03-23, second 04-03, final 05-01,
        decision 05-29""",
    "foreign": """before 02-25, monit 03-06, call 03-12, demand 03-19, second 03-30, final 04-13,
        decision 05-11""",
}
DAYS["hospital"] = DAYS["public"]
