"""Tell a person's answer from one that a computer wrote: out of office, receipts, lists."""

import re

# Only what a person never sends: mailing lists, groups and other companies' systems put the rest
# (List-Id, Precedence: list, X-Auto-Response-Suppress) on real answers too, and an answer taken
# for a machine's would not stop the next letter.
MARKS = ("x-autoreply", "x-autorespond")
PRECEDENCE = ("auto_reply", "auto-reply", "bulk", "junk")
# beginnings of subjects of servers that send no header; "Re:" before it is a person's answer
SUBJECTS = re.compile(
    r"\s*(automatyczna odpowied|autoodpowied|odpowied\S* automatyczn|automatic reply|"
    r"auto[- ]?reply|auto[- ]?response|out of (the )?office|poza biurem|nieobecno\S*\s*[:-]|"
    r"przeczytan\S*:|read:|automatische (antwort|r.ckmeldung)|abwesenheits?notiz|gelesen:)",
    re.IGNORECASE,
)


def is_automatic(headers, subject=""):
    """Return whether a mail was written by a computer and answers nothing.

    :param headers: pairs (name, value) of the mail, names in any case
    :param subject: its subject, decoded

    >>> is_automatic([("Auto-Submitted", "auto-replied")])
    True
    >>> is_automatic([("Auto-Submitted", "no")], "Re: Wezwanie do zapłaty")
    False
    >>> is_automatic([], "Automatyczna odpowiedź: Wezwanie do zapłaty")
    True
    """
    for name, value in headers:
        name, value = name.lower(), str(value).strip().lower()
        if name in MARKS or (name == "precedence" and value in PRECEDENCE):
            return True
        if name == "auto-submitted" and value.split(";")[0].strip() != "no":
            return True
        if name == "content-type" and "disposition-notification" in value:
            return True
    return bool(SUBJECTS.match(subject or ""))
