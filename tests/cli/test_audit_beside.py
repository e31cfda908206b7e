"""`posthouse audit run` with others beside the audited channel, and in four dialects."""

import hashlib
import json
import secrets

import orjson
import pytest
from tests.answering import Model
from tests.dialects import in_dialect
from tests.upstreams import Request, Upstream, as_json

from posthouse.cli.app import run_command

DIALECTS = ("openai_chat", "openai_responses", "anthropic", "gemini")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELAY_KEY", "made-up-key-0123456789")
    monkeypatch.setenv("OTHER_KEY", "made-up-key-of-another-account")


def enrolled(channel, dialect):
    with Upstream(channel) as up:
        command = [
            "audit",
            "enrol",
            up.url,
            "--model",
            "good",
            "--dialect",
            dialect,
            "-o",
            "r.json",
        ]
        assert run_command([*command, "--each", "4", "--pause", "0.001"]) == 0


def found(channel, dialect, capsys, *more):
    with Upstream(channel) as up:
        run_command(
            ["audit", "run", up.url, "--model", "good", "--reference", "r.json", "--json",
             "--dialect", dialect, "--max", "3", "--evidence", "e.json", "--pause", "0.001",
             "--key-env", "RELAY_KEY", *more]
        )  # fmt: skip
    out = capsys.readouterr().out
    told = json.loads(out[out.index("{\n") :])
    assert run_command(["audit", "verify", "e.json", "--json"]) in (0, 1, 2)
    capsys.readouterr()
    return {one["probe"]: (one["word"], one["what"]) for one in told["probes"]}


def prompted(channel):
    def hidden(request):
        tree = request.json
        system = {"role": "system", "content": "You are the careful helper of a shop. " * 6}
        tree["messages"] = [system, *tree["messages"]]
        return channel(Request("POST", request.target, request.headers, orjson.dumps(tree)))

    return hidden


def inflated(channel):
    def dear(request):
        answer = channel(request)
        if answer.chunks or answer.status != 200:
            return answer
        tree = orjson.loads(answer.body)
        tree["usage"]["prompt_tokens"] = int(tree["usage"]["prompt_tokens"] * 1.3)
        return as_json(tree)

    return dear


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_hidden_text_and_an_inflated_count_are_told_apart_in_every_dialect(dialect, capsys):
    enrolled(in_dialect(dialect, Model("good", 1)), dialect)
    capsys.readouterr()
    good = Model("good", 2)
    for channel, expected in (
        (good, ("sound", "")),
        (prompted(good), ("differs", "tokens-before")),
        (inflated(good), ("differs", "tokens-slope")),
    ):
        assert found(in_dialect(dialect, channel), dialect, capsys)["tokens"] == expected


VENDOR = secrets.token_hex(8)


def sealed(thought):
    return hashlib.sha256(f"{VENDOR} {thought}".encode()).hexdigest()


def vendor(request):
    """A vendor's endpoint: it thinks, seals, and takes no seal that is not its own."""
    tree = request.json
    if "thinking" not in tree:
        return in_dialect("anthropic", Model("good", 1))(request)
    for turn in tree["messages"]:
        blocks = turn["content"] if isinstance(turn["content"], list) else ()
        for block in blocks:
            if "signature" in block and block["signature"] != sealed(block["thinking"]):
                message = "Invalid `signature` in `thinking` block"
                return as_json({"type": "error", "error": {"message": message}}, 400)
    thought = f"Let me see {secrets.token_hex(4)}"
    blocks = [
        {"type": "thinking", "thinking": thought, "signature": sealed(thought)},
        {"type": "text", "text": "The second."},
    ]
    usage = {"input_tokens": 40, "output_tokens": 30}
    return as_json({"id": "msg_1", "type": "message", "content": blocks, "usage": usage})


def with_seals(change):
    def relay(request):
        answer = vendor(request)
        tree = orjson.loads(answer.body)
        for block in tree.get("content", ()):
            if "signature" in block:
                block["signature"] = change(block["signature"])
        return as_json(tree, answer.status)

    return relay


def careless(request):
    tree = request.json
    for turn in tree["messages"]:
        if isinstance(turn["content"], list):
            turn["content"] = "earlier"
    return vendor(Request("POST", request.target, request.headers, orjson.dumps(tree)))


@pytest.mark.parametrize(
    ("relay", "endpoint", "expected"),
    [
        (vendor, vendor, ("sound", "")),
        (with_seals(lambda _: secrets.token_hex(32)), vendor, ("differs", "replay-refused")),
        (with_seals(lambda _: ""), vendor, ("untested", "replay-none")),
        (with_seals(lambda _: secrets.token_hex(32)), careless, ("untested", "replay-control")),
        (vendor, lambda _: as_json({"error": {}}, 429), ("untested", "replay-control")),
    ],
    ids=["honest", "forged", "stripped", "endpoint takes all", "endpoint throttled"],
)
def test_seals_of_thoughts_are_shown_to_the_vendor(relay, endpoint, expected, capsys):
    enrolled(vendor, "anthropic")
    capsys.readouterr()
    with Upstream(endpoint) as up:
        more = ("--trusted", up.url, "--trusted-key-env", "OTHER_KEY")
        told = found(relay, "anthropic", capsys, *more)
    assert told["replay"] == expected
    keys = {one.headers["x-api-key"] for one in up.requests}
    assert keys == {"made-up-key-of-another-account"}


def storing(shared):
    """Return a channel that tells cached tokens, of any account's texts or of its own alone."""
    good, seen = Model("good", 3), set()

    def channel(request):
        answer = good(request)
        text = request.json["messages"][-1]["content"]
        whose = "" if shared else request.headers.get("authorization")
        if not text.startswith("Note ") or answer.status != 200:
            return answer
        tree = orjson.loads(answer.body)
        cached = 1000 if (whose, text) in seen else 0
        tree["usage"]["prompt_tokens_details"] = {"cached_tokens": cached}
        seen.add((whose, text))
        return as_json(tree)

    return channel


@pytest.mark.parametrize(
    ("shared", "expected"), [(True, ("noted", "accounts-cached")), (False, ("sound", ""))]
)
def test_a_cache_that_accounts_share_is_noted(shared, expected, capsys):
    enrolled(storing(shared), "openai_chat")
    capsys.readouterr()
    told = found(storing(shared), "openai_chat", capsys, "--second-key-env", "OTHER_KEY")
    assert told["accounts"] == expected
