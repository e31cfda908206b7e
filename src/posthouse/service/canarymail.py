"""The canaries' mailbox: takes no mail, and tells which canary mail is for.

It speaks as much SMTP (RFC 5321) as brings a sender to name a recipient, and refuses each. No
message is ever taken, so nothing is relayed and nothing is kept.
"""

from __future__ import annotations

import hashlib
import socketserver

from posthouse.audit.canary import tokens
from posthouse.service.listener import TIMEOUT_S, Serving, Told, hearing

MOST_LINE = 1000
MOST_LINES = 50
ANSWERS = {
    b"HELO": b"250 mail\r\n",
    b"EHLO": b"250 mail\r\n",
    b"MAIL": b"250 ok\r\n",
    b"RCPT": b"550 no such mailbox\r\n",
    b"DATA": b"554 no valid recipients\r\n",
    b"RSET": b"250 ok\r\n",
    b"NOOP": b"250 ok\r\n",
    b"QUIT": b"221 bye\r\n",
}


class MailListener(Serving):
    """`with MailListener(host, port, told) as port:` answers until the block ends."""

    def __init__(self, host: str, port: int, told: Told) -> None:
        super().__init__(_Server((host, port), hearing(_Handler, told)))


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


class _Handler(socketserver.StreamRequestHandler):
    told: Told
    timeout = TIMEOUT_S

    def handle(self) -> None:
        try:
            self._speak()
        except OSError:
            return

    def _speak(self) -> None:
        self.wfile.write(b"220 mail\r\n")
        for _ in range(MOST_LINES):
            line = self.rfile.readline(MOST_LINE)
            verb = line[:4].upper()
            if not line or (verb == b"QUIT" and self.wfile.write(ANSWERS[verb])):
                return
            seen = line.decode("utf-8", "replace")
            if verb == b"RCPT" and tokens(seen):
                self.told(seen, self.client_address[0], hashlib.sha256(line).hexdigest())
            self.wfile.write(ANSWERS.get(verb, b"502 not known\r\n"))
