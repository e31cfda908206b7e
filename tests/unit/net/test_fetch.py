import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from posthouse.net.fetch import fetch


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("location", "/elsewhere")
        self.end_headers()
        self.wfile.write(b"here")

    def do_POST(self):
        heard = self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.headers["x-mark"].encode() + heard)

    def log_message(self, *_):
        pass


@pytest.fixture
def address():
    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_and_a_body_is_posted(address):
    assert fetch(address + "/page", None, {}) == b"here"
    assert fetch(address + "/page", b"body", {"x-mark": "m:"}) == b"m:body"


@pytest.mark.parametrize(
    "url", ["{}/moved", "http://relay.example/page", "ftp://relay.example/", "https://[", ""]
)
def test_what_is_no_answer_or_no_allowed_address_is_an_os_error(address, url):
    with pytest.raises(OSError, match="expected"):
        fetch(url.format(address), None, {})
