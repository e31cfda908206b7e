"""`posthouse receipt`: a receipt fetched, shown and checked against what a client kept."""

import json
import time

import pytest
from tests.conformance.speech import CHAT, Turn, by
from tests.running import Station, channel
from tests.upstreams import Upstream, as_events, as_json

MODEL = "m"
STREAM = {"model": MODEL, "stream": True, "messages": [{"role": "user", "content": "hello"}]}


def script(request):
    turn = Turn("Hello, how are you?")
    if request.json.get("stream"):
        return as_events(CHAT.events(turn, MODEL, by(4)))
    return as_json(CHAT.plain(turn, MODEL))


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    with Upstream(script) as upstream:
        folder = tmp_path_factory.mktemp("receipts")
        with Station(folder, channel("main", upstream.url)) as running:
            yield running


@pytest.fixture(scope="module")
def kept(station):
    """A streamed exchange as a client keeps it: files, salt and id."""
    sent = json.dumps(STREAM).encode()
    _, got, headers = station.post("/v1/chat/completions", sent)
    (station.folder / "request").write_bytes(sent)
    (station.folder / "answer").write_bytes(got)
    return headers["posthouse-receipt"], headers["posthouse-receipt-salt"], got


def checked(station, *words):
    shown = station.command("receipt", "verify", *words, "--json")
    told = {c["name"]: c["verdict"] for c in json.loads(shown.stdout)["checks"]}
    return shown.returncode, told


def bodies(salt, answer="answer"):
    return ("--request", "request", "--response", answer, "--salt", salt)


def test_all_that_was_kept_holds(station, kept):
    code, told = checked(station, kept[0], *bodies(kept[1]))
    assert code == 0
    names = ("signature", "came", "delivered", "chain", "promise")
    assert [told[name] for name in names] == ["holds"] * 5


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda got: got.replace(b"Hell", b"Hall", 1), {"delivered", "chain"}),
        (lambda got: got.partition(b"\n\n")[2], {"delivered", "chain"}),
        (lambda got: b"data: {}\n\n" + got, {"delivered", "chain"}),
    ],
    ids=["changed", "dropped", "inserted"],
)
def test_a_changed_stream_is_found_and_told_by_what_it_breaks(station, kept, change, broken):
    (station.folder / "changed").write_bytes(change(kept[2]))
    code, told = checked(station, kept[0], *bodies(kept[1], "changed"))
    assert code == 1
    assert {name for name, verdict in told.items() if verdict == "fails"} == broken


def test_people_read_which_statement_does_not_hold(station, kept):
    (station.folder / "changed").write_bytes(kept[2].replace(b"Hell", b"Hall", 1))
    shown = station.command("receipt", "verify", kept[0], *bodies(kept[1], "changed"))
    assert shown.returncode == 1
    assert "DOES NOT HOLD" in shown.stdout
    assert "events and their order (chain)" in shown.stdout


def test_a_file_is_checked_with_a_key_and_no_station(station, kept, tmp_path):
    file = tmp_path / "receipt.json"
    file.write_bytes(station.get("/receipts/" + kept[0])[1])
    key = json.loads(station.get("/.well-known/posthouse")[1])["receipts"]["public_key"]
    code, told = checked(station, str(file), "--key", key)
    assert (code, told["signature"]) == (0, "holds")
    other = station.command("receipt", "verify", str(file), "--key", "00" * 32)
    assert other.returncode == 1
    assert "another key" in other.stderr


def test_a_receipt_is_found_in_the_log_however_its_file_is_formatted(station, kept, tmp_path):
    sealed = json.loads(station.get("/receipts/" + kept[0])[1])
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(sealed, indent=2))
    end = time.monotonic() + 30
    while time.monotonic() < end:
        told = checked(station, str(file), "--config", str(station.config))[1]
        if told["inclusion"] == "holds":
            break
    assert told == {"signature": "holds", "inclusion": "holds"}


def test_a_receipt_is_fetched_from_a_station_elsewhere_and_shown(station, kept):
    shown = station.command("receipt", "show", kept[0], "--station", station.url)
    assert shown.returncode == 0
    assert "parameters changed" in shown.stdout
    assert "valid, by this station's key" in shown.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gone",), "no receipt of this id"),
        (("gone", "--request", "request"), "--salt"),
        (("gone", "--salt", "zz"), "64 hex digits"),
        (("gone", "--station", "ftp://x.example"), "http"),
        (("station.log", "--key", "00" * 32), "expected a sealed receipt"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_a_hint(station, kept, words, said):
    shown = station.command("receipt", "verify", *words)
    assert shown.returncode == 1
    assert said in shown.stderr
    assert "hint" in shown.stderr or words[0] == "station.log"


def test_both_languages_name_the_statements(station, kept):
    station.environment["POSTHOUSE_LANG"] = "zh"
    try:
        shown = station.command("receipt", "verify", kept[0], *bodies(kept[1]))
    finally:
        station.environment["POSTHOUSE_LANG"] = "en"
    assert "流事件及其顺序" in shown.stdout
