"""Every scope of a key, over sockets, in every dialect: a clear refusal, and nothing forwarded."""

import dataclasses
import json
import time

import pytest

from posthouse.cli.folder import Wish, open_keys
from posthouse.model.caller import KeyState
from posthouse.model.scope import DataClass, Scope, network
from posthouse.vault.caveats import Caveats
from posthouse.vault.derivedkey import derive
from tests.refusals import MARKER, Judge
from tests.running import Station, channel
from tests.station.bodies import GOOD, PATHS
from tests.upstreams import Upstream, as_json

LIMITS = "[limits]\nrequests_per_minute = 100000\n"
PRICES = '[[price]]\nmodel = "m"\ninput = 1\noutput = 1\n'
DIALECTS = list(GOOD)
ELSEWHERE = network("192.0.2.0/24")
HERE = network("127.0.0.0/8")


def limits(**changes):
    return lambda key: dataclasses.replace(key, **changes)


WISHES = {
    "key_pending": Wish("pending", state=KeyState.PENDING),
    "later": Wish("later", starts_in_s=3600),
    "address_not_allowed": Wish("elsewhere", scope=Scope(networks=(ELSEWHERE,))),
    "endpoint_not_allowed": Wish(
        "counting", scope=Scope(endpoints=("anthropic:count_tokens", "gemini:count_tokens"))
    ),
    "model_not_allowed": Wish("models", scope=Scope(models=("other", "oth*"))),
    "tool_not_allowed": Wish("tools", scope=Scope(tools=("read_*",))),
    "channel_not_allowed": Wish("channels", scope=Scope(channels=("other-*",))),
    "abroad": Wish("abroad", scope=Scope(jurisdictions=("DE",))),
    "class_not_allowed": Wish("classes", scope=Scope(highest=DataClass.INTERNAL)),
    "budget_spent": Wish("poor", limits=limits(budget=0)),
    "day": Wish("day", limits=limits(budget_day=0)),
    "month": Wish("month", limits=limits(budget_month=0)),
    "derivable": Wish("derivable"),
    "wide": Wish(
        "wide",
        scope=Scope(
            models=("m*",), channels=("main",), jurisdictions=("US",), endpoints=tuple(DIALECTS),
            tools=("read_*",), networks=(ELSEWHERE, HERE), highest=DataClass.PERSONAL,
        ),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: as_json({})) as up:
        yield up


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("scopes")
    channels = channel("main", upstream.url, ["m"], 'jurisdiction = "US"')
    with Station(folder, channels, more=LIMITS + PRICES) as running:
        yield running


@pytest.fixture(scope="module")
def judge(station, upstream):
    return Judge(station, upstream)


@pytest.fixture(scope="module")
def keys(station):
    with open_keys(station.folder / "data") as kept:
        made = {name: kept.create(wish)[1] for name, wish in WISHES.items()}
    while station.get("/v1/models", made["wide"].reveal())[0] == 401:
        time.sleep(0.02)
    now = int(time.time())

    def derived(scope=None, *, ends=now + 600, **more):
        return derive(made["derivable"], Caveats(scope or Scope(), expires_at=ends, **more))

    ago = derived(ends=now - 1)
    return {
        **{name: plain.reveal() for name, plain in made.items()},
        "derived expired": ago.reveal(),
        "derived too long": derived(ends=now + 90 * 86400).reveal(),
        "derived elsewhere": derived(Scope(networks=(ELSEWHERE,))).reveal(),
        "derived poor": derived(budget=0).reveal(),
        "derived models": derived(Scope(models=("other",))).reveal(),
        "derived fit": derived(Scope(models=("m",)), label="ci-7").reveal(),
        "derived forged": forged(derived().reveal()),
    }


def forged(plain: str) -> str:
    from posthouse.vault.virtualkey import checksum

    text = plain[:20] + ("A" if plain[20] != "A" else "B") + plain[21:-6]
    return text + checksum(text)


@pytest.fixture(autouse=True)
def fresh(upstream):
    upstream.requests.clear()
    upstream.received.clear()
    upstream.script = lambda _: as_json({"data": []})


def offered(dialect: str, name: str) -> dict:
    """Return the good request with one tool."""
    tool = {
        "openai_chat": {"type": "function", "function": {"name": name, "parameters": {}}},
        "openai_responses": {"type": "function", "name": name, "parameters": {}},
        "openai_embeddings": {"type": "function", "function": {"name": name}},
        "anthropic": {"name": name, "input_schema": {"type": "object"}},
        "gemini": {"functionDeclarations": [{"name": name}]},
    }[dialect]
    return {**GOOD[dialect], "tools": [tool]}


SECRET = "Please keep this: password=Xk29vTq81zLm and tell nobody"


def saying(dialect: str, text: str) -> dict:
    return json.loads(json.dumps(GOOD[dialect]).replace(MARKER, text))


# which key, what is sent, the status and code expected, whether a receipt tells of it
CASES = [
    ("key_pending", None, 401, "key_pending", False),
    ("later", None, 401, "key_pending", False),
    ("address_not_allowed", None, 403, "address_not_allowed", True),
    ("endpoint_not_allowed", None, 403, "endpoint_not_allowed", True),
    ("model_not_allowed", None, 403, "model_not_allowed", True),
    ("tool_not_allowed", "tool", 403, "tool_not_allowed", True),
    ("channel_not_allowed", None, 403, "channel_not_allowed", True),
    ("abroad", None, 403, "channel_not_allowed", True),
    ("class_not_allowed", "secret", 403, "class_not_allowed", True),
    ("budget_spent", None, 402, "budget_spent", True),
    ("day", None, 402, "budget_spent", True),
    ("month", None, 402, "budget_spent", True),
    ("derived expired", None, 401, "key_expired", False),
    ("derived too long", None, 401, "key_too_long", False),
    ("derived elsewhere", None, 403, "address_not_allowed", True),
    ("derived poor", None, 402, "budget_spent", True),
    ("derived models", None, 403, "model_not_allowed", True),
    ("derived forged", None, 401, "key_unknown", False),
]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_beyond_a_scope_is_refused_and_not_forwarded(station, judge, keys, dialect, case):
    name, sends, status, code, known = case
    body = {
        None: GOOD[dialect],
        "tool": offered(dialect, "delete_all"),
        "secret": saying(dialect, SECRET),
    }[sends]
    answer = Answered(*station.post(PATHS[dialect], body, keys[name]))
    judge.refused(dialect, answer, status, code, known=known)


class Answered:
    """An answer as the judge reads it."""

    def __init__(self, status, body, headers):
        self.status, self.body = status, body
        self.headers = {name.lower(): value for name, value in headers.items()}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_within_every_scope_passes(station, keys, dialect):
    body = offered(dialect, "read_file")
    for name in ("wide", "derived fit"):
        status, told, headers = station.post(PATHS[dialect], body, keys[name])
        assert status == 200, told
        receipt = station.receipt(headers)
        assert receipt["extra"].get("derived", "") == ("ci-7" if "fit" in name else "")
        assert receipt["key"] == keys["derivable" if "fit" in name else name].split("-")[1]


def test_no_client_gives_itself_another_address(station, keys):
    headers = {
        "x_forwarded_for": "192.0.2.9",
        "forwarded": "for=192.0.2.9",
        "x_real_ip": "192.0.2.9",
    }
    status, body, _ = station.post("/v1/messages", GOOD["anthropic"],
                                   keys["address_not_allowed"], **headers)  # fmt: skip
    assert (status, b"address_not_allowed" in body) == (403, True)


def test_a_trusted_proxy_tells_the_clients_address(tmp_path, upstream):
    server = 'trusted_proxies = ["127.0.0.0/8"]'
    channels = channel("main", upstream.url, ["m"])
    with Station(tmp_path, channels, server=server) as behind:
        key = behind.new_key("--address", "192.0.2.0/24")
        ask = GOOD["openai_embeddings"]
        assert behind.post("/v1/embeddings", ask, key)[0] == 403
        assert behind.post("/v1/embeddings", ask, key, x_forwarded_for="192.0.2.9")[0] == 200
        told = "192.0.2.9, 198.51.100.1"
        assert behind.post("/v1/embeddings", ask, key, x_forwarded_for=told)[0] == 403


@pytest.mark.parametrize("path", ["/v1/models", "/v1beta/models"])
def test_the_list_of_models_is_that_of_the_key(station, keys, path):
    def listed(name):
        status, body = station.get(path, keys[name])
        return status, b'"m"' in body or b"models/m" in body

    assert listed("wide") == (200, True)
    assert listed("derived fit") == (200, True)
    assert listed("model_not_allowed") == (200, False)
    assert listed("abroad") == (200, False)
    assert listed("address_not_allowed")[0] == 403
