"""The protocol of SMSAPI.pl: what is sent, what its answers and its delivery reports mean.

Nothing here opens a connection. Parameters and codes: docs/FORMATS.md 4.
"""

import json
from typing import NamedTuple

HOST = "https://api.smsapi.pl/sms.do"
BACKUP = "https://api2.smsapi.pl/sms.do"
SENDER_LENGTH = 11

# the id was used before: our first try had been accepted though its answer never came
REPEATED = 53
ERRORS = {
    8: "text",
    11: "text",
    12: "too_long",
    13: "wrong_number",
    14: "sender",
    52: "duplicate",
    70: "callback",
    74: "hours",
    94: "link",
    98: "account",
    101: "account",
    102: "account",
    103: "credit",
    105: "account",
    201: "server",
    999: "server",
}
STATES = {
    "401": "failed",
    "402": "expired",
    "403": "sent",
    "404": "delivered",
    "405": "failed",
    "406": "failed",
    "407": "rejected",
    "408": "sent",
    "409": "sent",
    "410": "sent",
    "412": "stop",
}


class Answer(NamedTuple):
    """What the gateway said to one SMS."""

    state: str  # accepted, or a word of ERRORS; "server": try the other host
    text: str = ""  # its own words


class Report(NamedTuple):
    """What became of one SMS."""

    idx: str
    state: str  # sent, delivered, failed, expired, rejected, stop
    text: str


def form(number, text, idx, sender="", callback="", is_test=False):
    """Return the fields of the form that sends one SMS.

    :param number: E.164; :param idx: our id; the same one is never sent twice
    :param sender: name approved by SMSAPI, at most 11 characters; :param callback: https address
    :raise ValueError: sender too long

    >>> form("+48600100200", "Prosimy o wpłatę", "7f")["to"]
    '48600100200'
    """
    if len(sender) > SENDER_LENGTH:
        raise ValueError(f"{sender}: at most {SENDER_LENGTH} characters")
    fields = {
        "to": number.lstrip("+"),
        "message": text,
        "format": "json",
        "encoding": "utf-8",
        "idx": idx,
        "check_idx": "1",
        "details": "1",
    }
    optional = {"from": sender, "notify_url": callback, "test": "1" if is_test else ""}
    return fields | {name: value for name, value in optional.items() if value}


def answer(status, body):
    """Return the Answer in a response; errors come with status 200 as well.

    :param status: of HTTP; :param body: bytes or text

    >>> answer(200, '{"count":1,"list":[{"id":"1","points":0.16,"status":"QUEUE","error":null}]}')
    Answer(state='accepted', text='')
    >>> answer(200, '{"error":103,"message":"Insufficient credits"}')
    Answer(state='credit', text='103: Insufficient credits')
    >>> answer(200, '{"error":53,"message":"idx"}').state, answer(502, "Bad gateway").state
    ('accepted', 'server')
    """
    if status >= 500:
        return Answer("server", f"HTTP {status}")
    try:
        data = json.loads(body)
    except ValueError:
        return Answer("server", f"HTTP {status}")
    if not isinstance(data, dict):
        return Answer("server", f"HTTP {status}")
    rows = data.get("list") or [{}]
    first = rows[0] if isinstance(rows[0], dict) else {}
    code = data.get("error") or first.get("error")
    if code:
        return _refused(code, data, first)
    if not data.get("list"):
        return Answer("server", f"HTTP {status}")
    return Answer("accepted")


def _refused(code, data, first):
    code = int(code) if str(code).isdigit() else 0
    if code == REPEATED:
        return Answer("accepted", str(code))
    words = data.get("message") or first.get("message") or ""
    if data.get("invalid_numbers"):
        return Answer("wrong_number", f"{code}: {words}")
    return Answer(ERRORS.get(code, "refused"), f"{code}: {words}")


def reports(query):
    """Return the Reports of a call-back; several values are separated by commas.

    :param query: {name: value} of its address

    >>> reports({"idx": "a,b", "status": "404,405", "status_name": "DELIVERED,UNDELIVERED"})[1]
    Report(idx='b', state='failed', text='UNDELIVERED')
    """
    ids = query.get("idx", "").split(",")
    codes = query.get("status", "").split(",")
    names = query.get("status_name", "").split(",")
    names += [""] * (len(ids) - len(names))
    return [
        Report(idx.strip(), STATES[code.strip()], name.strip())
        for idx, code, name in zip(ids, codes, names, strict=False)
        if idx.strip() and code.strip() in STATES
    ]
