"""The small client keeps the rules of upstreams: verified TLS, no redirects, no proxies."""

import pytest

from posthouse.model.errors import ConfigError, UpstreamFault
from posthouse.model.secret import Secret
from posthouse.net.web import Web, checked
from tests.keyservices import Served


@pytest.mark.parametrize(
    "url",
    ["http://api.example.com/", "ftp://127.0.0.1/", "https://u:p@api.example.com/", "", "https://",
     "https://api.example.com/#x", "https://api.example.com:port/", "//127.0.0.1/"],
)  # fmt: skip
def test_refuses_addresses_that_are_not_safe(url):
    with pytest.raises(ConfigError):
        checked(url)


def test_takes_https_and_loopback():
    assert checked("https://api.example.com/x") == ("api.example.com", None)
    assert checked("http://[::1]:8200/") == ("::1", 8200)


def test_sends_secrets_in_headers_and_follows_no_redirect():
    with Served(lambda *_: (302, {"location": "http://127.0.0.1:1/"})) as served:
        said = Web().json("POST", f"{served.url}/a?b=c", {"x-key": Secret("made-up")}, {"a": 1})
    assert said.status == 302
    ((method, target, headers, body),) = served.seen
    assert (method, target, body) == ("POST", "/a?b=c", b'{"a": 1}')
    assert headers["x-key"] == "made-up"


def test_takes_no_proxy_from_the_environment(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with Served(lambda *_: (200, {"a": {"b": "c"}})) as served:
        said = Web().json("GET", served.url, {})
    assert said.text("a.b") == "c"
    assert said.text("a.b.c") == said.text("x") == ""
    assert "made" not in repr(said)


def test_what_does_not_answer_is_a_fault_without_words():
    with Served(lambda *_: (200, {})) as served:
        pass
    with pytest.raises(UpstreamFault, match="no answer"):
        Web().json("GET", served.url, {"x-key": Secret("made-up")})
