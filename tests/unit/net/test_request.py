"""The head of a request as bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.channel import Address
from posthouse.model.errors import BadRequest
from posthouse.net.request import OWNED, authority, write_head

HOST = Address("https", "api.example.com", 443, "/v1")


def test_writes_what_is_given_and_four_headers_of_its_own() -> None:
    head = write_head("POST", HOST, "/chat?x=1", (("x-a", "b"), ("accept", "*/*")), 7)
    assert head == (
        b"POST /v1/chat?x=1 HTTP/1.1\r\nhost: api.example.com\r\nx-a: b\r\naccept: */*\r\n"
        b"accept-encoding: identity\r\ncontent-length: 7\r\n\r\n"
    )


def test_a_get_has_no_length() -> None:
    assert b"content-length" not in write_head("GET", HOST, "/models", (), 0)


@pytest.mark.parametrize("name", [*sorted(OWNED), "Host", "Transfer-Encoding"])
def test_leaves_out_what_is_not_the_callers_to_say(name: str) -> None:
    assert write_head("POST", HOST, "/", ((name, "x"),), 0) == write_head("POST", HOST, "/", (), 0)


@pytest.mark.parametrize(
    "headers",
    [
        (("a", "b\r\nc: d"),),
        (("a", "b\nc: d"),),
        (("a", "b\r\n"),),
        (("a", "b\rc"),),
        (("a", "b\0c"),),
        (("a", "b\x7fc"),),
        (("a\r\nb", "c"),),
        (("a\nb", "c"),),
        (("a: b\r\nc", "d"),),
        (("host: evil.example", "x"),),
        (("", "x"),),
        (("a b", "x"),),
        (("ä", "x"),),
        (("a", "→"),),
        (("a", "b"), ("c\r\n", "d")),
    ],
)
def test_refuses_what_would_break_a_line(headers: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(BadRequest) as caught:
        write_head("POST", HOST, "/", headers, 0)
    assert caught.value.code == "bad_head"
    assert "evil" not in caught.value.message


@pytest.mark.parametrize("target", ["/a b", "/a\r\nb", "/ä", "/a HTTP/1.1\r\n\r\n", "/\0"])
def test_refuses_a_target_that_is_not_one(target: str) -> None:
    with pytest.raises(BadRequest):
        write_head("POST", HOST, target, (), 0)


def test_refuses_a_target_that_is_not_a_path() -> None:
    with pytest.raises(BadRequest):
        write_head("POST", Address("https", "api.example.com", 443), "@evil.example/", (), 0)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_header_is_one_line_or_refused(name: str, value: str) -> None:
    try:
        head = write_head("POST", HOST, "/", ((name, value),), 0)
    except BadRequest:
        return
    lines = head.decode("latin-1").split("\r\n")
    assert len(lines) == (7 if name.lower() not in OWNED else 6)
    assert "\n" not in "".join(lines)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (Address("https", "a.example", 443), "a.example"),
        (Address("http", "a.example", 80), "a.example"),
        (Address("https", "a.example", 80), "a.example:80"),
        (Address("http", "127.0.0.1", 8700), "127.0.0.1:8700"),
        (Address("https", "::1", 443), "[::1]"),
        (Address("https", "[::1]", 444), "[::1]:444"),
    ],
)
def test_names_the_port_where_it_is_not_the_schemes_own(address: Address, expected: str) -> None:
    assert authority(address) == expected
