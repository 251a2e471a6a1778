"""A local web server that answers as the NBP does, or as it never should."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

ARCHIVE = """<?xml version="1.0" encoding="utf-8"?>
<stopy_procentowe_archiwum xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
data_publikacji="2015-03-04">
%s
</stopy_procentowe_archiwum>"""
# shape of static.nbp.pl, with the other rates that stand beside the reference rate
ENTRY = """    <pozycje
        obowiazuje_od="%s">
        <pozycja
            id="ref"
            oprocentowanie="%s" />
        <pozycja
            id="lom"
            oprocentowanie="27,00" />
    </pozycje>"""
CURRENT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<stopy_procentowe data_publikacji="2026-03-05">
  <tabela id="stoproc" naglowek="Stopa procentowa:">
    <pozycja id="ref" nazwa="Stopa referencyjna" oprocentowanie="3,75" obowiazuje_od="2026-03-05" />
    <pozycja id="lom" nazwa="Stopa lombardowa" oprocentowanie="4,25" obowiazuje_od="2026-03-05" />
  </tabela>
</stopy_procentowe>"""
BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]>
<stopy_procentowe_archiwum>&h;</stopy_procentowe_archiwum>"""
EXTERNAL = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<stopy_procentowe_archiwum><pozycje obowiazuje_od="2026-03-05">
<pozycja id="ref" oprocentowanie="&secret;"/></pozycje></stopy_procentowe_archiwum>"""
MIDS = """{"table":"A","currency":"euro","code":"EUR","rates":[
{"no":"171/A/NBP/2025","effectiveDate":"2025-09-04","mid":4.2519},
{"no":"172/A/NBP/2025","effectiveDate":"2025-09-05","mid":4.2476}]}"""


def archive(*entries):
    """The archive with entries ("2026-03-05", "3,75")."""
    return ARCHIVE % "\n".join(ENTRY % entry for entry in entries)


class Server(ThreadingHTTPServer):
    """Answers `pages`: {path without query: (status, bytes)}; notes what was asked for."""

    pages = {}
    asked = ()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        self.server.asked.append(path)
        status, content = self.server.pages.get(path, (404, b"404 NotFound - Brak danych"))
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@contextmanager
def serving():
    """Run a server while the block lasts."""
    server = Server(("127.0.0.1", 0), Handler)
    server.pages, server.asked = {}, []
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
