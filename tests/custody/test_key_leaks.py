"""Keys that leak into prompts, answers, reports and files: ended, told, and never shown."""

import json
import time

import orjson
import pytest

from posthouse.cli.folder import Wish, open_keys
from posthouse.vault.caveats import Caveats
from posthouse.vault.derivedkey import derive
from tests.echo import asked
from tests.running import Station, channel, files, until
from tests.upstreams import Upstream, as_events, as_json

MORE = "[limits]\nrequests_per_minute = 100000\n[keys]\non_leak = "
PROTOCOLS = ("openai_chat", "openai_responses", "anthropic", "gemini")
DAY_S = 24 * 3600


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: as_json({})) as up:
        yield up


@pytest.fixture(scope="module", params=["rotate", "revoke"])
def station(request, tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp(request.param)
    more = f'{MORE}"{request.param}"\n'
    with Station(folder, channel("main", upstream.url), more=more) as running:
        running.policy = request.param
        yield running


@pytest.fixture(autouse=True)
def fresh(upstream):
    upstream.received.clear()
    upstream.script = lambda _: as_json({})


def new_key(station, name="leaky"):
    """Return the id of a new key that the station knows, and the key."""
    with open_keys(station.folder / "data") as keys:
        record, plain = keys.create(Wish(name))
    until(lambda: station.get("/v1/models", plain.reveal())[0] == 200)
    return record.id, plain


def kept(station, key_id):
    with open_keys(station.folder / "data") as keys:
        return keys.store.find(key_id)


def ended(station, key_id) -> bool:
    """Tell whether the policy has been carried out."""
    key = kept(station, key_id)
    if station.policy == "revoke":
        return key.state.value == "revoked"
    return key.expires_at <= time.time() + DAY_S


def told(station, key_id) -> bool:
    """Tell whether a leak of the key is on its way to the ledger, or there."""
    return any(
        b"key.leaked" in data and key_id.encode() in data
        for _, data in files(station.folder / "data")
    )


def assert_kept_nowhere(station, plain):
    for path, data in files(station.folder):
        assert plain.reveal().encode() not in data, path


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_key_in_a_prompt_never_leaves_and_is_ended(station, upstream, protocol):
    key_id, plain = new_key(station)
    path, body = asked(protocol, "plain", f"why does {plain.reveal()} not work?")
    assert station.post(path, body)[0] == 200
    assert upstream.received
    assert plain.reveal().encode() not in upstream.received
    until(lambda: ended(station, key_id))
    until(lambda: told(station, key_id))
    assert_kept_nowhere(station, plain)


def test_a_key_in_an_answer_is_ended_however_it_is_cut(station, upstream):
    key_id, plain = new_key(station)

    def script(_):
        cut = [plain.reveal()[i : i + 7] for i in range(0, 48, 7)]
        chunks = [{"id": "1", "choices": [{"index": 0, "delta": {"content": c}}]} for c in cut]
        return as_events([b"data: " + orjson.dumps(c) + b"\n\n" for c in chunks])

    upstream.script = script
    path, body = asked("openai_chat", "stream", "say it")
    assert station.post(path, body)[0] == 200
    until(lambda: ended(station, key_id))
    assert_kept_nowhere(station, plain)


def test_what_only_looks_like_a_key_and_a_foreign_key_end_nothing(station, tmp_path):
    key_id, plain = new_key(station)
    with open_keys(tmp_path / "elsewhere") as others:
        foreign = others.create(Wish("foreign"))[1].reveal()
    typo = plain.reveal()[:-1] + ("0" if plain.reveal()[-1] != "0" else "1")
    path, body = asked("openai_chat", "plain", f"{foreign} {typo} {key_id}")
    assert station.post(path, body)[0] == 200
    assert report(station, f"{foreign} {typo} ph-{key_id}-")[0] == 200
    time.sleep(0.5)
    assert kept(station, key_id).expires_at > time.time() + DAY_S


def report(station, text):
    status, body, _ = station.send("POST", "/v1/leak-report", json.dumps({"keys": [text]}).encode())
    return status, body


def test_who_shows_a_key_revokes_it_and_learns_nothing_else(station, tmp_path):
    key_id, plain = new_key(station)
    child = derive(plain, Caveats(expires_at=int(time.time()) + 600)).reveal()
    with open_keys(tmp_path / "elsewhere") as others:
        foreign = others.create(Wish("foreign"))[1].reveal()
    known, unknown, derived = (report(station, k) for k in (plain.reveal(), foreign, child))
    assert known == unknown == derived == (200, b'{"status":"received"}')
    until(lambda: station.get("/v1/models", plain.reveal())[0] == 401)
    assert station.get("/v1/models", child)[0] == 401
    assert kept(station, key_id).state.value == "revoked"
    until(lambda: told(station, key_id))
    assert_kept_nowhere(station, plain)


def test_a_derived_key_in_a_report_does_not_end_its_parent(station):
    key_id, plain = new_key(station)
    child = derive(plain, Caveats(expires_at=int(time.time()) + 600)).reveal()
    assert report(station, child)[0] == 200
    until(lambda: told(station, key_id))
    assert kept(station, key_id).expires_at > time.time() + DAY_S
    assert station.get("/v1/models", plain.reveal())[0] == 200


def test_reports_are_bounded(station):
    assert station.send("POST", "/v1/leak-report", b"x" * 70_000)[0] == 413
    assert station.send("PUT", "/v1/leak-report", b"")[0] == 405
    statuses = {station.send("POST", "/v1/leak-report", b"\xff\x00")[0] for _ in range(12)}
    assert statuses <= {200, 429}
    assert 429 in statuses


def test_anyone_may_learn_how_to_find_keys(station):
    status, body = station.get("/.well-known/posthouse-keys")
    assert status == 200
    assert json.loads(body)["report"]["path"] == "/v1/leak-report"


def test_files_are_searched_for_own_keys_and_those_of_others(station):
    key_id, plain = new_key(station)
    folder = station.folder / "files"
    (folder / "sub").mkdir(parents=True)
    other = "sk-" + "q7Zt0VbXw3LmRy9KcPd5HsNfUe1JgAo8TiQxW2uB"
    (folder / "sub" / "x.env").write_text(f"# note\nKEY={plain.reveal()}\n\nOTHER={other}\n")
    (folder / "clean.txt").write_text("nothing here\n")
    words = ["keys", "scan", str(folder), "--json", "--config", str(station.config)]
    shown = station.command(*words)
    assert shown.returncode == 1, shown.stderr
    found = json.loads(shown.stdout)["found"]
    assert [(one["line"], one["what"], one["key"]) for one in found] == [
        (2, "posthouse", key_id), (4, "secret-key-dash", ""),
    ]  # fmt: skip
    assert plain.reveal() not in shown.stdout + shown.stderr
    assert other not in shown.stdout + shown.stderr
    assert not ended(station, key_id)
    station.command(*words, "--apply")
    assert ended(station, key_id)
    assert station.command(*words[:2], str(folder / "clean.txt"), *words[4:]).returncode == 0
