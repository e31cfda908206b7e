"""Probing a relay, against upstreams that answer as the common relays do."""

import json

import pytest

from posthouse.cli.probe import NOWHERE, Told, names, probe, speaks
from posthouse.model.channel import Address, Channel
from posthouse.model.dialect import Dialect
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.model.http import ResponseHead
from posthouse.model.secret import Secret

CHANNEL = Channel(
    "relay", Address("https", "relay.example.com", 443), frozenset(Dialect), Secret("made-up")
)


class Answer:
    def __init__(self, status, body):
        self.head = ResponseHead(status, ())
        self.body = body

    async def chunks(self):
        yield self.body

    async def close(self):
        pass


class Relay:
    """Answers by path; what it does not know gets `otherwise`. Keeps what was sent."""

    def __init__(self, known, otherwise=(404, {"error": "no route"})):
        self.known = known
        self.otherwise = otherwise
        self.sent = []

    def answer(self, path):
        status, tree = self.known.get(path.partition("?")[0], self.otherwise)
        if status == 0:
            raise UpstreamFault(Fault.CONNECT, "connection refused")
        return Answer(status, tree if isinstance(tree, bytes) else json.dumps(tree).encode())

    async def call(self, channel, target, headers, body):
        self.sent.append((target, dict(headers), body))
        return self.answer(target)

    async def get(self, channel, target, headers):
        self.sent.append((target, dict(headers), b""))
        return self.answer(target)

    async def close(self):
        pass


MISSING = (400, {"error": "messages is required"})
MODELS = (200, {"data": [{"id": "a"}, {"id": "b"}]})


async def test_finds_what_is_spoken_and_the_models():
    relay = Relay({"/v1/chat/completions": MISSING, "/v1/messages": MISSING, "/v1/models": MODELS})
    found = await probe(relay, CHANNEL)
    assert found.dialects == (Dialect.OPENAI_CHAT, Dialect.ANTHROPIC)
    assert found.models == ("a", "b")


async def test_sends_nothing_but_an_empty_object():
    relay = Relay({})
    await probe(relay, CHANNEL)
    assert {body for _, _, body in relay.sent} == {b"", b"{}"}


async def test_gives_each_dialect_its_own_credential():
    relay = Relay({})
    await probe(relay, CHANNEL)
    sent = {target: headers for target, headers, body in relay.sent if body}
    assert sent["/v1/chat/completions"]["authorization"] == Secret("Bearer made-up")
    assert sent["/v1/messages"]["x-api-key"] == Secret("made-up")
    assert "anthropic-version" in sent["/v1/messages"]


async def test_a_relay_that_lists_gemini_models_speaks_gemini():
    models = (200, {"models": [{"name": "models/gemini-x"}]})
    call = "/v1beta/models/gemini-x:generateContent"
    relay = Relay({"/v1beta/models": models, call: MISSING})
    found = await probe(relay, CHANNEL)
    assert found.dialects == (Dialect.GEMINI,)
    assert found.models == ("gemini-x",)
    assert call in [target for target, _, _ in relay.sent]


async def test_a_relay_that_cannot_be_reached_is_a_fault():
    with pytest.raises(UpstreamFault, match="connection refused"):
        await probe(Relay({NOWHERE: (0, {})}), CHANNEL)


NO_ROUTE = Told(404, {"error": "x"})
PAGE = Told(200)
DENIED = Told(401, {"error": "x"})


@pytest.mark.parametrize(
    ("told", "nowhere", "spoken"),
    [
        (Told(400, {}), NO_ROUTE, True),
        (Told(401, {}), NO_ROUTE, True),
        (Told(422, {}), NO_ROUTE, True),
        (Told(500, {}), NO_ROUTE, True),  # llama.cpp on a missing field
        (Told(404, {}), NO_ROUTE, False),
        (Told(405, {}), NO_ROUTE, False),
        (Told(501, {}), NO_ROUTE, False),  # llama.cpp without embeddings
        (Told(400, {}), PAGE, True),  # relays that show their console for any path
        (PAGE, PAGE, False),
        (DENIED, DENIED, False),  # refused before the path was looked at: tells nothing
        (Told(400, {}), DENIED, True),
        (Told(0), NO_ROUTE, False),
    ],
)
def test_reads_the_answer_to_an_empty_object(told, nowhere, spoken):
    assert speaks(told, nowhere) is spoken


@pytest.mark.parametrize(
    ("tree", "listed"),
    [
        ({"data": [{"id": "a"}]}, ("a",)),
        ({"models": [{"name": "models/a"}]}, ("a",)),
        ({"data": [{"no": 1}, 3]}, ()),
        ({"data": "x"}, ()),
        ({"data": [{"id": "a\x1b[2J"}, {"id": "\ud800"}, {"id": "x" * 300}, {"id": "b"}]}, ("b",)),
        ([], ()),
        (None, ()),
    ],
)
def test_reads_models_lists_of_every_family(tree, listed):
    assert names(Told(200, tree)) == listed


def test_an_error_is_no_models_list():
    assert names(Told(401, {"data": [{"id": "a"}]})) == ()
