"""Takes all mails and text messages of the demo, keeps them and shows them in the browser.

Runs by itself: python mail_catcher.py FOLDER SMTP_PORT PAGE_PORT
"""

import email
import email.policy
import html
import http.server
import itertools
import json
import re
import sys
import time
import urllib.parse
from email.message import EmailMessage
from pathlib import Path

HOST = "127.0.0.1"
HTML = "text/html; charset=utf-8"
STYLE = """
body { font: 15px sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; color: #222 }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; padding: .4em .8em; border-bottom: 1px solid #ddd; vertical-align: top }
iframe { width: 100%; height: 60em; border: 1px solid #ddd; background: white }
pre { white-space: pre-wrap }
"""
# a mail is foreign content: it may run no scripts, load nothing but Odoo's images, reach no page
MAIL_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: http://127.0.0.1:*"
)
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'"


class Store:
    """One .eml file a message, named by the time it came in."""

    def __init__(self, folder):
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.numbers = itertools.count()

    def add(self, content):
        name = f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**9:09d}{next(self.numbers)}"
        draft = self.folder / f"{name}.draft"
        draft.write_bytes(content)
        draft.rename(self.folder / f"{name}.eml")

    def add_sms(self, number, content):
        message = EmailMessage()
        message["From"], message["To"] = "SMS", number
        message["Subject"] = "SMS: " + " ".join(content.split())
        message["Date"] = email.utils.localtime()
        message.set_content(content)
        self.add(message.as_bytes())

    def names(self):
        return sorted((path.stem for path in self.folder.glob("*.eml")), reverse=True)

    def read(self, name):
        path = self.folder / f"{name}.eml"
        if not re.fullmatch(r"[\d-]+", name) or not path.exists():
            raise KeyError(name)
        return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


class SmtpHandler:
    def __init__(self, store):
        self.store = store

    async def handle_DATA(self, _server, _session, envelope):
        self.store.add(envelope.content)
        return "250 kept"


class PageHandler(http.server.BaseHTTPRequestHandler):
    store = None  # set when the server starts

    def do_GET(self):
        parts = urllib.parse.urlsplit(self.path).path.strip("/").split("/")
        try:
            if parts == [""]:
                self._page("Mails", _list(self.store))
            elif parts[0] == "mail" and len(parts) == 2:
                self._page("Mail", _mail(parts[1], self.store.read(parts[1])))
            elif parts[0] == "body" and len(parts) == 2:
                self._send(_body(self.store.read(parts[1])), HTML, MAIL_POLICY)
            elif parts[0] == "file" and len(parts) == 3:
                self._attachment(self.store.read(parts[1]), int(parts[2]))
            else:
                self.send_error(404)
        except (LookupError, ValueError):
            self.send_error(404)

    def do_POST(self):
        """Play the service that Odoo sends text messages through."""
        if self.path != "/api/sms/3/send":
            return self.send_error(404)
        size = int(self.headers.get("Content-Length", 0))
        request = json.loads(self.rfile.read(size))
        result = []
        for message in request["params"]["messages"]:
            for number in message["numbers"]:
                self.store.add_sms(number["number"], message["content"])
                result.append({"uuid": number["uuid"], "state": "success", "credit": 1})
        answer = {"jsonrpc": "2.0", "id": request.get("id"), "result": result}
        return self._send(json.dumps(answer).encode(), "application/json", PAGE_POLICY)

    def log_message(self, *_arguments):
        """Nobody reads it."""

    def _page(self, title, content):
        page = f"<!doctype html><meta charset=utf-8><title>{title}</title><style>{STYLE}</style>"
        self._send(f"{page}{content}".encode(), HTML, PAGE_POLICY)

    def _attachment(self, message, index):
        part = list(message.iter_attachments())[index]
        content = part.get_content()
        if isinstance(content, EmailMessage):
            content = content.as_bytes()
        content = content.encode() if isinstance(content, str) else content
        name = urllib.parse.quote(part.get_filename() or f"attachment-{index}", safe="")
        disposition = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        self._send(content, "application/octet-stream", MAIL_POLICY, disposition)

    def _send(self, content, kind, policy, headers=None):
        self.send_response(200)
        given = {"Content-Type": kind, "Content-Length": str(len(content))}
        safety = {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff"}
        for name, value in {**given, **safety, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _list(store):
    rows = []
    for name in store.names():
        message = store.read(name)
        cells = [_header(message, key) for key in ("Date", "To", "Subject")]
        cells[2] = f'<a href="/mail/{name}">{cells[2] or "(no subject)"}</a>'
        cells.append(str(len(list(message.iter_attachments())) or ""))
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells))
    title = f"<h1>{len(rows)} messages</h1><p>None left this machine.</p>"
    head = "<tr><th>Date<th>To<th>Subject<th>Files"
    return f"{title}<table>{head}{''.join(rows)}</table>"


def _mail(name, message):
    keys = ("From", "To", "Cc", "Reply-To", "Date", "Subject", "Message-Id", "In-Reply-To")
    rows = [f"<tr><th>{key}<td>{_header(message, key)}" for key in keys if message[key]]
    files = [
        f'<li><a href="/file/{name}/{index}">'
        f"{html.escape(part.get_filename() or part.get_content_type())}</a>"
        for index, part in enumerate(message.iter_attachments())
    ]
    frame = f'<iframe sandbox src="/body/{name}"></iframe>'
    return f'<p><a href="/">All</a><table>{"".join(rows)}</table><ul>{"".join(files)}</ul>{frame}'


def _header(message, key):
    return html.escape(str(message[key] or ""))


def _body(message):
    part = message.get_body(preferencelist=("html", "plain"))
    content = part.get_content() if part else ""
    if part and part.get_content_type() == "text/plain":
        content = f"<meta charset=utf-8><pre>{html.escape(content)}</pre>"
    return content.encode()


def main(folder, smtp_port, page_port):
    from aiosmtpd.controller import Controller  # from the virtual environment

    store = Store(Path(folder))
    PageHandler.store = store
    page = http.server.ThreadingHTTPServer((HOST, int(page_port)), PageHandler)
    # Odoo writes mails with letters beyond ASCII in their headers; no size is too big
    options = {"enable_SMTPUTF8": True, "data_size_limit": None}
    Controller(SmtpHandler(store), hostname=HOST, port=int(smtp_port), **options).start()
    page.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
