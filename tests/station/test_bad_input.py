"""Requests that must be refused, in every dialect: the right status and form, a hint, no echo.

Each case also proves that nothing went upstream, that a request with a usable key leaves exactly
one receipt, and that the station serves the next request.
"""

import copy
import gzip
import json
import time
from pathlib import Path

import brotli
import pytest
import zstandard
from tests.rawhttp import Line, request
from tests.refusals import MARKER, Judge
from tests.running import Station, channel
from tests.station.bodies import GOOD, PATHS
from tests.upstreams import Upstream, as_json

from posthouse.cli.folder import Wish, open_keys
from posthouse.model.scope import Scope

LIMIT = 512 * 1024
SERVER = f"max_body_bytes = {LIMIT}\nbody_timeout_s = 1.5\nhead_timeout_s = 2\n"
LIMITS = "[limits]\nrequests_per_minute = 100000\n"
DIALECTS = list(GOOD)


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: as_json({})) as up:
        yield up


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("bad")
    channels = channel("main", upstream.url, ["m"])
    with Station(folder, channels, more=LIMITS, server=SERVER) as running:
        yield running


@pytest.fixture(scope="module")
def judge(station, upstream):
    return Judge(station, upstream)


@pytest.fixture(scope="module")
def keys(station):
    """Keys that are of no use, and one that may use another model only."""
    with open_keys(station.folder / "data") as kept:
        expired = kept.create(Wish("expired", days=-1))[1].reveal()
        revoked, plain = kept.create(Wish("revoked"))
        kept.store.revoke(revoked.id)
        narrow = kept.create(Wish("narrow", scope=Scope(models=("other", "oth*"))))[1].reveal()
    with open_keys(Path(station.folder / "elsewhere")) as others:
        foreign = others.create(Wish("foreign"))[1].reveal()
    while station.get("/v1/models", narrow)[0] == 401:
        time.sleep(0.02)
    wrong = station.key[:-1] + ("a" if station.key[-1] != "a" else "b")
    return {
        "key_missing": "",
        "key_malformed": wrong,
        "key_unknown": foreign,
        "key_expired": expired,
        "key_revoked": plain.reveal(),
        "model_not_allowed": narrow,
    }


@pytest.fixture(autouse=True)
def fresh(upstream, judge):
    upstream.requests.clear()
    upstream.received.clear()
    upstream.script = lambda _: as_json({"data": []})
    yield
    judge.served(PATHS["openai_embeddings"], {"model": "m", "input": "still there"})


@pytest.fixture
def sent(station):
    """Send a body as it is and return the answer."""

    def send(path: str, body: bytes, *lines: str, key: str | None = None, method: str = "POST"):
        with Line(station.port) as line:
            chosen = station.key if key is None else key
            return line.send(request(path, body, chosen, *lines, method=method)).answer()

    return send


def added(tail: bytes):
    """Return what makes a body with one more member at its end."""
    return lambda good: good[:-1] + b"," + tail + b"}"


def nested(depth: int):
    return added(b'"x":' + b"[" * depth + b"]" * depth)


def nested_objects(depth: int):
    return added(b'"x":' + b'{"a":' * depth + b"1" + b"}" * depth)


SPACES = b" " * (64 * LIMIT)

BODIES = [
    ("cut off", lambda good: good[:-1], "invalid_json"),
    ("with a tail", lambda good: good + b"{}", "invalid_json"),
    ("with a comment", lambda good: b"/* c */" + good, "invalid_json"),
    ("a comma too many", lambda good: good[:-1] + b",}", "invalid_json"),
    ("single quotes", lambda good: good.replace(b'"', b"'"), "invalid_json"),
    ("a byte order mark", lambda good: b"\xef\xbb\xbf" + good, "invalid_json"),
    ("UTF-16", lambda good: good.decode().encode("utf-16"), "invalid_json"),
    ("a control byte in a string", added(b'"x":"a\x01b"'), "invalid_json"),
    ("a NUL behind it", lambda good: good + b"\0", "invalid_json"),
    ("NaN", added(b'"x":NaN'), "invalid_json"),
    ("Infinity", added(b'"x":Infinity'), "invalid_json"),
    ("minus Infinity", added(b'"x":-Infinity'), "invalid_json"),
    ("a number out of range", added(b'"x":1e999'), "invalid_json"),
    ("a number of 5,000 digits", added(b'"x":' + b"9" * 5000), "invalid_json"),
    ("a lone high surrogate", added(b'"x":"\\ud83d"'), "invalid_json"),
    ("a lone low surrogate", added(b'"x":"\\ude00 a"'), "invalid_json"),
    ("surrogates the wrong way round", added(b'"x":"\\ude00\\ud83d"'), "invalid_json"),
    ("a lone surrogate as a key", added(b'"\\ud83d":1'), "invalid_json"),
    ("a lone surrogate beside a large number", added(b'"n":12345678901234567890,"x":"\\ud83d"'),
     "invalid_json"),
    ("NaN beside a large number", added(b'"n":12345678901234567890,"x":NaN'), "invalid_json"),
    ("a byte that is not UTF-8", added(b'"x":"\xff"'), "invalid_json"),
    ("an overlong encoding", added(b'"x":"\xc0\xaf"'), "invalid_json"),
    ("a surrogate in UTF-8", added(b'"x":"\xed\xa0\x80"'), "invalid_json"),
    ("empty", lambda _: b"", "invalid_json"),
    ("blank", lambda _: b" \n\t", "invalid_json"),
    ("a list", lambda good: b"[" + good + b"]", "bad_shape"),
    ("a string", lambda _: json.dumps(MARKER).encode(), "bad_shape"),
    ("null", lambda _: b"null", "bad_shape"),
    ("a number", lambda _: b"1", "bad_shape"),
    ("an empty object", lambda _: b"{}", "bad_shape"),
    ("a key twice", added(b'"user":"a","user":"b"'), "duplicate_key"),
    ("a key twice with equal values", added(b'"user":"a","user":"a"'), "duplicate_key"),
    ("a key twice, once escaped", added(b'"user":"a","us\\u0065r":"b"'), "duplicate_key"),
    ("a key twice, both escaped", added(b'"\\u0075ser":1,"us\\u0065r":1'), "duplicate_key"),
    ("a key twice, hidden by escaped quotes", added(b'"x":"\\u0022\\u0022","u":1,"u":2'),
     "duplicate_key"),
    ("a key twice, hidden by more of them",
     added(b'"x":"\\u0022\\u0022\\u0022\\u0022","u":"","u":""'), "duplicate_key"),
    ("a key twice, deep inside", added(b'"x":[{"y":{"a":{},"a":{}}}]'), "duplicate_key"),
    ("an empty key twice", added(b'"":1,"":2'), "duplicate_key"),
    ("a key twice beside a large number", added(b'"x":12345678901234567890,"u":1,"u":2'),
     "duplicate_key"),
    ("65 levels of lists", nested(64), "too_deep"),
    ("65 levels of objects", nested_objects(64), "too_deep"),
    ("300 levels", nested(300), "too_deep"),
    ("900 levels of objects", nested_objects(900), "too_deep"),
    ("900 levels and a large number",
     lambda good: nested(900)(added(b'"n":12345678901234567890')(good)), "too_deep"),
    ("10,000 levels", nested(10_000), "too_deep"),
    ("100,000 levels that do not end", lambda _: b"[" * 100_000, "too_deep"),
]  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(("make", "code"), [c[1:] for c in BODIES], ids=[c[0] for c in BODIES])
def test_a_body_that_is_no_request_is_refused(sent, judge, dialect, make, code):
    body = make(json.dumps(GOOD[dialect]).encode())
    judge.refused(dialect, sent(PATHS[dialect], body), 400, code, known=True)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_sixty_four_levels_pass(judge, dialect):
    body = nested(63)(json.dumps(GOOD[dialect]).encode().replace(MARKER.encode(), b"hello"))
    judge.served(PATHS[dialect], body)


ANYTHING = (7, True, None, {"a": MARKER}, [MARKER], MARKER, [[1]], [None])


def odd(*names_and_fine):
    """Return (field, value) for every JSON type that a field must not have."""
    for name, fine in names_and_fine:
        for value in ANYTHING:
            if type(value).__name__ not in fine and repr(value) not in fine:
                yield name, value


LISTS = ("list",)
TEXTS = ("str",)
SHAPES = {
    "openai_chat": [
        *odd(("model", TEXTS), ("messages", ())),
        ("model", ""), ("stream", MARKER), ("stream", 1), ("messages", [{"role": 1}]),
        ("messages", [{"content": MARKER}]), ("messages", [{"role": "user", "content": 1}]),
        ("messages", [{"role": "user", "content": {"text": MARKER}}]),
        ("tools", MARKER), ("tools", [MARKER]), ("max_tokens", -1), ("max_tokens", "9"),
        ("max_tokens", True), ("max_tokens", 1.5), ("n", 0), ("n", [MARKER]),
    ],
    "openai_responses": [
        *odd(("model", TEXTS)), ("model", ""), ("input", 7), ("input", {"a": MARKER}),
        ("input", [MARKER]), ("input", [None]), ("stream", "true"), ("tools", {"a": MARKER}),
        ("max_output_tokens", "9"), ("max_output_tokens", -1),
    ],
    "openai_embeddings": [
        *odd(("model", TEXTS)), ("model", ""), ("input", 7), ("input", {"a": MARKER}),
        ("input", None),
    ],
    "anthropic": [
        *odd(("model", TEXTS), ("messages", ())), ("model", ""), ("messages", []),
        ("messages", [{"role": "user"}]), ("messages", [{"role": "user", "content": [MARKER]}]),
        ("messages", [{"role": None, "content": MARKER}]), ("system", 7), ("system", {"a": MARKER}),
        ("tools", MARKER), ("tools", [MARKER]), ("stream", MARKER), ("stream", 0),
        ("max_tokens", None), ("max_tokens", "9"), ("max_tokens", -1), ("max_tokens", True),
    ],
    "gemini": [
        *odd(("contents", ("dict",))), ("contents", []), ("contents", [{"parts": MARKER}]),
        ("contents", [{"parts": [MARKER]}]), ("generationConfig", [MARKER]),
        ("generationConfig", {"maxOutputTokens": "9"}),
        ("generationConfig", {"maxOutputTokens": 0}),
        ("generateContentRequest", MARKER),
    ],
}  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
def test_fields_of_the_wrong_type_are_refused(sent, judge, dialect):
    for name, value in SHAPES[dialect]:
        body = copy.deepcopy(GOOD[dialect]) | {name: value}
        answer = sent(PATHS[dialect], json.dumps(body).encode())
        error = judge.refused(dialect, answer, 400, "bad_shape", known=True)
        assert name.split("/")[0] in error.message


CODED = [
    ("gzip cut off", "gzip", lambda good: gzip.compress(good)[:-9], 400, "bad_encoding"),
    ("gzip that is none", "gzip", lambda good: good, 400, "bad_encoding"),
    ("gzip with a tail", "gzip", lambda good: gzip.compress(good) + good, 400, "bad_encoding"),
    ("gzip of nothing", "gzip", lambda _: b"", 400, "bad_encoding"),
    ("deflate that is none", "deflate", lambda good: good, 400, "bad_encoding"),
    ("br cut off", "br", lambda good: brotli.compress(good)[:-2], 400, "bad_encoding"),
    ("br that is none", "br", lambda good: good, 400, "bad_encoding"),
    ("zstd cut off", "zstd", lambda good: zstandard.compress(good)[:-2], 400, "bad_encoding"),
    ("zstd that is none", "zstd", lambda good: good, 400, "bad_encoding"),
    ("gzip that was said twice", "gzip, gzip", gzip.compress, 400, "bad_encoding"),
    ("a gzip bomb", "gzip", lambda _: gzip.compress(SPACES), 413, "body_too_large"),
    ("a deflated bomb", "deflate", lambda _: gzip.zlib.compress(SPACES), 413, "body_too_large"),
    ("a br bomb", "br", lambda _: brotli.compress(SPACES, quality=5), 413, "body_too_large"),
    ("a zstd bomb", "zstd", lambda _: zstandard.compress(SPACES), 413, "body_too_large"),
    ("a bomb in two layers", "gzip, gzip", lambda _: gzip.compress(gzip.compress(SPACES)), 413,
     "body_too_large"),
    ("a bomb in mixed layers", "zstd, br", lambda _: brotli.compress(zstandard.compress(SPACES)),
     413, "body_too_large"),
    ("three layers", "gzip, gzip, gzip", lambda good: good, 415, "encoding_unsupported"),
    ("compress", "compress", lambda good: good, 415, "encoding_unsupported"),
    ("a coding nobody knows", MARKER, lambda good: good, 415, "encoding_unsupported"),
]  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", [c[1:] for c in CODED], ids=[c[0] for c in CODED])
def test_a_body_that_cannot_be_unpacked_is_refused(sent, judge, dialect, case):
    coding, make, status, code = case
    body = make(json.dumps(GOOD[dialect]).encode())
    answer = sent(PATHS[dialect], body, f"content-encoding: {coding}")
    judge.refused(dialect, answer, status, code, known=True)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_body_of_another_type_is_refused(station, judge, dialect):
    body = json.dumps(GOOD[dialect]).encode()
    for kind in ("multipart/form-data; boundary=b", "text/plain", "application/xml", MARKER):
        good = request(PATHS[dialect], body, station.key)
        with Line(station.port) as line:
            line.send(good.replace(b"application/json", kind.encode(), 1))
            answer = line.answer()
        judge.refused(dialect, answer, 415, "content_type_unsupported", known=True)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_body_over_the_limit_is_refused_however_it_is_framed(station, judge, dialect):
    big = json.dumps(GOOD[dialect]).encode()[:-1] + b" " * LIMIT + b"}"
    lead = request(PATHS[dialect], b"", station.key)
    chunked = lead.replace(b"content-length: 0", b"transfer-encoding: chunked")
    frames = [
        request(PATHS[dialect], big, station.key),
        lead.replace(b"content-length: 0", b"content-length: 99999999999"),
        chunked + b"%x\r\n%s\r\n0\r\n\r\n" % (len(big), big),
        chunked + b"".join(b"400\r\n%s\r\n" % big[:1024] for _ in range(LIMIT // 1024 + 1)),
    ]
    for frame in frames:
        with Line(station.port) as line:
            answer = line.send(frame).answer()
            judge.refused(dialect, answer, 413, "body_too_large", known=True)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_slow_body_is_refused_and_the_connection_ends(station, judge, dialect):
    with Line(station.port) as line:
        started = time.monotonic()
        line.send(request(PATHS[dialect], b"x" * 200, station.key)[:-150])
        answer = line.answer()
        assert 1 < time.monotonic() - started < 30
        judge.refused(dialect, answer, 408, "body_timeout", known=True)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "code", ["key_missing", "key_malformed", "key_unknown", "key_expired", "key_revoked"]
)
def test_a_key_that_is_of_no_use_is_refused(sent, judge, keys, dialect, code):
    body = json.dumps(GOOD[dialect]).encode()
    answer = sent(PATHS[dialect], body, key=keys[code])
    judge.refused(dialect, answer, 401, code, known=False)
    for key in (keys[code], keys[code].split("-")[-1]):
        assert not key or key.encode() not in answer.body


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_malformed_key_is_not_echoed(sent, judge, dialect):
    body = json.dumps(GOOD[dialect]).encode()
    for key in (MARKER, "sk-" + MARKER, "ph-" + MARKER, "ph-" + "é" * 60, "Bearer " + MARKER):
        judge.refused(dialect, sent(PATHS[dialect], body, key=key), 401, "key_malformed",
                      known=False)  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_model_that_the_key_may_not_use_is_refused(sent, judge, keys, dialect):
    body = json.dumps(GOOD[dialect]).encode()
    answer = sent(PATHS[dialect], body, key=keys["model_not_allowed"])
    judge.refused(dialect, answer, 403, "model_not_allowed", known=True)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_unknown_model_is_refused_and_not_kept(sent, judge, dialect):
    path = PATHS[dialect].replace("/m:", f"/{MARKER}:")
    body = GOOD[dialect] if dialect == "gemini" else GOOD[dialect] | {"model": MARKER}
    answer = sent(path, json.dumps(body).encode())
    judge.refused(dialect, answer, 404, "model_unknown", known=True)


@pytest.mark.parametrize(
    "model", ["..", "%2e%2e", "a%0d%0ab", "a%00b", "a%3fb", "a b", "%ff", "a%23b", "-"]
)
def test_a_model_name_in_a_path_that_is_none_is_refused(sent, judge, model):
    path = f"/v1beta/models/{model}:generateContent".replace(" ", "%20")
    answer = sent(path, json.dumps(GOOD["gemini"]).encode())
    judge.refused("gemini", answer, 400, "bad_shape", known=True)


@pytest.mark.parametrize("dialect", [d for d in DIALECTS if d != "gemini"])
def test_a_model_name_that_is_a_text_is_refused(sent, judge, dialect):
    for model in (f"{MARKER}\n{MARKER}", "m" * 300, "m\x00", "\u202em", " "):
        answer = sent(PATHS[dialect], json.dumps(GOOD[dialect] | {"model": model}).encode())
        judge.refused(dialect, answer, 400, "bad_shape", known=True)


def test_every_request_with_a_usable_key_left_one_receipt_and_no_content(judge, station):
    judge.assert_all_recorded()
    judge.assert_kept_nothing()
    assert '"level": "error"' not in station.logged()
