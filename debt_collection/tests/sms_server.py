"""A local server that speaks SMSAPI's protocol (docs/FORMATS.md 4), or is in trouble."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

TOKEN = "token-of-the-test"


class Server(ThreadingHTTPServer):
    """Takes SMS: `sent` are those accepted, by idx; `asked` all requests.

    `trouble`: what happens instead, one after the other: a status, an error of SMSAPI as a dict,
    or "lost": accepted, but the answer never arrives.
    """

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/sms.do"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self.server.asked.append(form)
        trouble = self.server.trouble.pop(0) if self.server.trouble else None
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            trouble = {"error": 101, "message": "Authorization failed"}
        if isinstance(trouble, int):
            return self._answer(trouble, {})
        if isinstance(trouble, dict):
            return self._answer(200, trouble)
        if form["idx"] in self.server.taken and form.get("check_idx") == "1":
            return self._answer(200, {"error": 53, "message": "Not unique idx parameter"})
        self.server.taken[form["idx"]] = form
        if trouble == "lost":
            return self.connection.close()
        row = {"id": "1", "points": 0.16, "status": "QUEUE", "error": None, "idx": form["idx"]}
        return self._answer(200, {"count": 1, "list": [row]})

    def _answer(self, status, data):
        content = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@contextmanager
def serving(*trouble, taken=None):
    """Run a server while the block lasts; `taken`: the SMS that the gateway's other address has."""
    server = Server(("127.0.0.1", 0), Handler)
    server.trouble, server.asked = list(trouble), []
    server.taken = {} if taken is None else taken
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
