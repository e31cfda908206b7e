"""The canaries' name server: knows no name, and tells which canary a question holds.

It reads the one question of a datagram (RFC 1035, section 4.1) and answers NXDOMAIN, so that
whoever asks learns nothing; to what is no question it answers nothing. An answer is never longer
than the datagram: nobody can use it to multiply traffic.
"""

from __future__ import annotations

import hashlib
import socketserver

from posthouse.audit.canary import tokens
from posthouse.service.listener import Serving, Told, hearing

HEADER = 12
MOST_LABELS = 32
MOST_BYTES = 512
RESPONSE, RECURSION_DESIRED, NO_SUCH_NAME = 0x8000, 0x0100, 3


class NameListener(Serving):
    """`with NameListener(host, port, told) as port:` answers until the block ends."""

    def __init__(self, host: str, port: int, told: Told) -> None:
        super().__init__(_Server((host, port), hearing(_Handler, told)))


class _Server(socketserver.UDPServer):
    max_packet_size = MOST_BYTES


class _Handler(socketserver.BaseRequestHandler):
    told: Told

    def handle(self) -> None:
        datagram, socket = self.request
        found = question(datagram)
        if found is None:
            return
        name, end = found
        if tokens(name):
            seen = hashlib.sha256(datagram).hexdigest()
            self.told(name, self.client_address[0], seen)
        socket.sendto(_refusal(datagram, end), self.client_address)


def question(datagram: bytes) -> tuple[str, int] | None:
    """Return the name that a datagram asks for and where the question ends, None for others."""
    if len(datagram) < HEADER or datagram[2] & 0x80 or datagram[4:6] != b"\x00\x01":
        return None
    labels: list[str] = []
    at = HEADER
    while at < len(datagram) and len(labels) < MOST_LABELS:
        size = datagram[at]
        at += 1
        if size == 0:
            return (".".join(labels), at + 4) if at + 4 <= len(datagram) else None
        if size > 63 or at + size > len(datagram):
            return None
        labels.append(datagram[at : at + size].decode("latin-1"))
        at += size
    return None


def _refusal(datagram: bytes, end: int) -> bytes:
    """Return NXDOMAIN to the question, without records."""
    flags = RESPONSE | (int.from_bytes(datagram[2:4]) & (0x7800 | RECURSION_DESIRED)) | NO_SUCH_NAME
    counts = b"\x00\x01" + bytes(6)
    return datagram[:2] + flags.to_bytes(2) + counts + datagram[HEADER:end]
