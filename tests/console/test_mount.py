import asyncio

import pytest

from posthouse.config.console import Console
from posthouse.config.schema import Server, Settings
from posthouse.console.gate import refuse_host
from posthouse.console.mount import served
from posthouse.console.origin import console_origin
from posthouse.model.errors import BadRequest
from posthouse.model.http import RequestHead
from tests.console.house import _Client


async def broken(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise RuntimeError(str(scope["headers"]))


def test_what_breaks_is_answered_and_told_without_content(caplog):
    client = _Client(RequestHead("GET", "/", "", (("cookie", "made-up-token"),)), b"")
    asyncio.run(served(broken, client, b""))
    status, _, body = client.answer
    assert (status, body) == (500, b"the console could not do this\n")
    assert [record.kind for record in caplog.records] == ["RuntimeError"]
    assert "made-up-token" not in caplog.text


@pytest.mark.parametrize(
    ("settings", "origin"),
    [
        (Settings(), "http://localhost:8701"),
        (Settings(server=Server(admin="[::1]:9000")), "http://localhost:9000"),
        (Settings(server=Server(admin="127.0.0.1:80")), "http://localhost"),
        (Settings(console=Console(origin="https://Ops.example.com/")), "https://ops.example.com"),
    ],
)
def test_the_origin_is_what_a_browser_writes(settings, origin):
    assert console_origin(settings) == origin


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost:8701", True),
        ("localhost", True),
        ("[::1]:8701", True),
        ("127.0.0.1:9", True),
        ("localhost.example.com:8701", False),
        ("evil.example.com", False),
        ("", False),
        ("localhost:8701:1", False),
    ],
)
def test_only_its_own_host_or_this_machine_is_answered(house, host, known):
    if known:
        refuse_host(house.parts, host)
    else:
        with pytest.raises(BadRequest):
            refuse_host(house.parts, host)
