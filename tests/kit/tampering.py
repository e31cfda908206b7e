"""A proxy between a client and its station that changes answers as it is told."""

import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        time.sleep(self.proxy.pause_s)
        self._relay(None)

    def do_POST(self):
        self._relay(self.rfile.read(int(self.headers["content-length"])))

    def _relay(self, body):
        headers = {k: v for k, v in self.headers.items() if k.lower() != "content-length"}
        connection = http.client.HTTPConnection("127.0.0.1", self.proxy.port, timeout=30)
        sent = None if body is None else self.proxy.request(body)
        connection.request(self.command, self.path, sent, headers)
        answer = connection.getresponse()
        told = {k.lower(): v for k, v in answer.getheaders()}
        data = answer.read()
        connection.close()
        if "posthouse-receipt" in told:
            told, data = self.proxy.headers(told), self.proxy.change(data)
        self._answer(answer.status, told, self.proxy.paths.get(self.path, bytes)(data))

    def _answer(self, status, told, data):
        self.send_response_only(status)
        for name, value in told.items():
            if name not in ("transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for at in range(0, len(data), 50):
            part = data[at : at + 50]
            self.wfile.write(b"%x\r\n%b\r\n" % (len(part), part))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_):
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A client that goes away is no error here."""


class Tampering:
    """`with Tampering(port) as proxy:`; `proxy.change` takes an answer's body to another one.

    `change` is used on answers that carry a receipt; `headers` and `request` likewise. `pause_s` is
    how long a GET waits.
    """

    def __init__(self, port: int) -> None:
        self.reset()
        self.port = port
        handler = type("Handler", (_Handler,), {"proxy": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def reset(self) -> None:
        self.change = lambda data: data
        self.headers = lambda told: told
        self.request = lambda body: body
        self.paths = {}
        self.pause_s = 0.0

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


def events(data: bytes) -> list[bytes]:
    return [event + b"\n\n" for event in data.split(b"\n\n")[:-1]]


def flipped(data: bytes) -> bytes:
    """Change a letter of the answer's text, which no client can notice."""
    return data.replace(b"Hell", b"Hall", 1)


def dropped(data: bytes) -> bytes:
    told, at = _middle(data)
    return b"".join(told[:at] + told[at + 1 :])


def inserted(data: bytes) -> bytes:
    told, at = _middle(data)
    return b"".join([*told[:at], told[at], *told[at:]])


def moved(data: bytes) -> bytes:
    told, at = _middle(data)
    told[at], told[at + 1] = told[at + 1], told[at]
    return b"".join(told)


def _middle(data: bytes) -> tuple[list[bytes], int]:
    """Return the events and the place of one of two texts in a row, which no client misses."""
    told = events(data)
    return told, next(n for n, event in enumerate(told) if b"ow a" in event)
