"""Bytes to a station and back, without a client that would tidy them up."""

import socket
import time
from dataclasses import dataclass, field


@dataclass
class Answer:
    """One answer as it came; `whole` is false where the connection ended before its end."""

    status: int
    headers: dict[str, str]
    body: bytes = b""
    whole: bool = True
    interim: list[int] = field(default_factory=list)


class Line:
    """One connection to a station: `send` bytes, `answer` reads one answer."""

    def __init__(self, port: int, timeout_s: float = 30.0) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout_s)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, *pieces: bytes, pause_s: float = 0.0) -> "Line":
        """Send pieces, `pause_s` apart; a peer that has closed is the peer's answer."""
        for piece in pieces:
            try:
                self.socket.sendall(piece)
            except ConnectionError:
                break
            if pause_s:
                time.sleep(pause_s)
        return self

    def answer(self, *, head_only: bool = False) -> Answer | None:
        """Return the next answer, None where the connection ended before one began."""
        interim = []
        while True:
            head = self._until(b"\r\n\r\n")
            if head is None:
                return None
            first, *lines = head.decode("latin-1").split("\r\n")
            status = int(first.split(" ")[1])
            if status >= 200:
                break
            interim.append(status)
        pairs = (line.split(":", 1) for line in lines if line)
        found = Answer(status, {n.strip().lower(): v.strip() for n, v in pairs}, interim=interim)
        if not head_only:
            self.finish(found)
        return found

    def closed(self, within_s: float = 30.0) -> bool:
        """Tell whether the station ends the connection without another byte."""
        self.socket.settimeout(within_s)
        try:
            return not self._rest and self.socket.recv(1) == b""
        except ConnectionError:
            return True
        except TimeoutError:
            return False

    def abort(self) -> None:
        """Go away as a process that dies does: with a reset."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.socket.close()

    def finish(self, found: Answer) -> None:
        """Read the body of an answer whose head was read."""
        if found.headers.get("transfer-encoding") == "chunked":
            found.whole = self._chunks(found)
        else:
            wanted = int(found.headers.get("content-length", 0))
            found.body = self._take(wanted)
            found.whole = len(found.body) == wanted

    def _chunks(self, found: Answer) -> bool:
        while (size := self._until(b"\r\n")) is not None:
            piece = self._take(int(size, 16))
            found.body += piece
            if len(piece) < int(size, 16) or self._until(b"\r\n") is None:
                return False
            if not piece:
                return True
        return False

    def read_some(self) -> bytes:
        """Return what has come, at least a byte; empty at the end."""
        if not self._rest:
            self._fill()
        taken, self._rest = self._rest, b""
        return taken

    def _until(self, mark: bytes) -> bytes | None:
        while mark not in self._rest:
            if not self._fill():
                return None
        found, _, self._rest = self._rest.partition(mark)
        return found

    def _take(self, size: int) -> bytes:
        while len(self._rest) < size and self._fill():
            pass
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def _fill(self) -> bool:
        try:
            data = self.socket.recv(65536)
        except ConnectionError:
            return False
        self._rest += data
        return bool(data)


def request(path: str, body: bytes, key: str = "", *lines: str, method: str = "POST") -> bytes:
    """Return a well-formed request; further header lines may be anything."""
    head = [f"{method} {path} HTTP/1.1", "host: station.example", "content-type: application/json"]
    if key:
        head.append(f"authorization: Bearer {key}")
    head.append(f"content-length: {len(body)}")
    return "\r\n".join([*head, *lines, "", ""]).encode("latin-1") + body
