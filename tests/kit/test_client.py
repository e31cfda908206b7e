"""One line verifies what vendors' clients get; whoever changes something in between is found."""

import gzip
import json
import subprocess
import sys
import time

import openai
import pytest

from posthouse.client import Trust, Unverified, verified, watch_of
from posthouse.ledger.chain import COMMENT
from tests.kit.speakers import SPEAKERS, OpenAi
from tests.kit.tampering import dropped, flipped, inserted, moved

SAID = "Hello, how are you today?"
EVERY = pytest.mark.parametrize("speaker", SPEAKERS, ids=lambda s: s.name)


@EVERY
@pytest.mark.parametrize("form", ["plain", "streamed"])
def test_an_untouched_answer_is_verified_and_reaches_the_caller(station, proxy, speaker, form):
    client = speaker.client(proxy.url, station.key)
    assert getattr(speaker, form)(client) == SAID
    watch = watch_of(client)
    assert (watch.verified, watch.abandoned, list(watch.failures)) == (1, 0, [])


@EVERY
@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (flipped, "one was changed"),
        (dropped, "events were dropped"),
        (inserted, "events were inserted"),
        (moved, "they were moved"),
    ],
    ids=["flipped", "dropped", "inserted", "moved"],
)
def test_a_changed_stream_raises_and_tells_what_was_done(station, proxy, speaker, change, broken):
    proxy.change = change
    client = speaker.client(proxy.url, station.key)
    with pytest.raises(Unverified, match=broken) as raised:
        speaker.streamed(client)
    assert {failure.what for failure in raised.value.failures} == {"delivered", "chain"}


@EVERY
def test_a_changed_stream_raises_however_long_its_receipt_takes(station, proxy, speaker):
    proxy.change = dropped
    proxy.pause_s = 0.4
    client = speaker.client(proxy.url, station.key)
    with pytest.raises(Unverified, match="events were dropped"):
        speaker.streamed(client)
    assert len(watch_of(client).failures) == 2


@EVERY
def test_a_changed_plain_answer_raises_once_and_is_not_tried_again(station, proxy, speaker):
    proxy.change = flipped
    client = speaker.client(proxy.url, station.key)
    with pytest.raises(Unverified) as raised:
        speaker.plain(client)
    assert [failure.what for failure in raised.value.failures] == ["delivered"]
    assert len(watch_of(client).failures) == 1


@EVERY
def test_a_changed_request_raises(station, proxy, speaker):
    proxy.request = lambda body: body.replace(b"hello", b"hallo")
    client = speaker.client(proxy.url, station.key)
    with pytest.raises(Unverified) as raised:
        speaker.plain(client)
    assert [failure.what for failure in raised.value.failures] == ["came"]


@EVERY
def test_an_answer_without_a_receipt_raises(station, proxy, speaker):
    proxy.headers = lambda told: {n: v for n, v in told.items() if "posthouse" not in n}
    client = speaker.client(proxy.url, station.key)
    with pytest.raises(Unverified, match="without"):
        speaker.plain(client)


@EVERY
@pytest.mark.parametrize("form", ["plain", "streamed"])
def test_a_proxy_that_packs_answers_changes_nothing(station, proxy, speaker, form):
    proxy.change = gzip.compress
    proxy.headers = lambda told: {**told, "content-encoding": "gzip"}
    client = speaker.client(proxy.url, station.key)
    assert getattr(speaker, form)(client) == SAID
    assert watch_of(client).verified == 1


def test_a_receipt_or_promise_of_another_exchange_raises(station, proxy):
    speaker = OpenAi()
    client = speaker.client(proxy.url, station.key)
    _, _, headers = station.post(
        "/v1/chat/completions", {"model": "m", "messages": [{"role": "user", "content": "x"}]}
    )
    other = headers["posthouse-promise"]
    proxy.headers = lambda told: {**told, "posthouse-promise": other}
    with pytest.raises(Unverified, match="promise"):
        speaker.plain(client)
    proxy.headers = lambda told: {**told, "posthouse-receipt": headers["posthouse-receipt"]}
    with pytest.raises(Unverified):
        speaker.plain(client)


def test_a_pinned_key_is_held_to(station, proxy):
    with pytest.raises(Unverified, match="signature"):
        OpenAi().plain(OpenAi().client(proxy.url, station.key, trust=Trust(key="00" * 32)))
    told = json.loads(station.get("/.well-known/posthouse")[1])["receipts"]["public_key"]
    OpenAi().plain(OpenAi().client(proxy.url, station.key, trust=Trust(key=told)))


def test_a_station_that_keeps_its_receipts_back_is_found(station, proxy):
    client = OpenAi().client(proxy.url, station.key, trust=Trust(station="http://127.0.0.1:9"))
    with pytest.raises(Unverified, match="cannot be fetched"):
        OpenAi().plain(client)


@EVERY
def test_failures_may_be_reported_instead_and_nothing_is_held_up(station, proxy, speaker):
    proxy.change = flipped
    seen = []
    for form in (speaker.plain, speaker.streamed):
        client = speaker.client(proxy.url, station.key, report=seen.append)
        assert form(client).startswith("Hallo")
    end = time.monotonic() + 20
    while len(seen) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    assert sorted(failure.what for failure in seen) == ["chain", "delivered", "delivered"]


def test_a_report_that_fails_does_not_end_the_watch(station, proxy):
    proxy.change = flipped
    seen = []

    def report(failure):
        seen.append(failure)
        raise RuntimeError("the caller's own")

    client = OpenAi().client(proxy.url, station.key, report=report)
    OpenAi().plain(client)
    OpenAi().plain(client)
    watch_of(client).settle(30)
    end = time.monotonic() + 20
    while len(seen) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    assert len(seen) == 2


def test_a_refusal_of_the_station_stays_the_refusal_that_it_is(station, proxy):
    client = OpenAi().client(proxy.url, station.key)
    with pytest.raises(openai.BadRequestError):
        client.chat.completions.create(model="m" * 300, messages=[])
    stranger = OpenAi().client(proxy.url, "no-key")
    with pytest.raises(openai.AuthenticationError):
        OpenAi().plain(stranger)
    assert not watch_of(stranger).failures


def test_copies_are_verified_too_and_wrapping_twice_changes_nothing(station, proxy):
    client = OpenAi().client(proxy.url, station.key)
    assert verified(client) is client
    assert OpenAi().plain(client.with_options(timeout=30)) == SAID
    assert OpenAi().plain(client) == SAID
    assert watch_of(client).verified == 2
    proxy.change = flipped
    with pytest.raises(Unverified):
        OpenAi().plain(client.with_options(timeout=30))


def test_a_stream_that_is_left_early_is_counted_and_holds_nothing_up(station, proxy):
    client = OpenAi().client(proxy.url, station.key)
    stream = client.chat.completions.create(
        model="m", messages=[{"role": "user", "content": "x"}], stream=True
    )
    next(iter(stream))
    stream.close()
    assert (watch_of(client).verified, watch_of(client).abandoned) == (0, 1)


def test_streams_carry_the_promise_behind_what_clients_read(station):
    body = {"model": "m", "stream": True, "messages": [{"role": "user", "content": "x"}]}
    _, data, _ = station.post("/v1/chat/completions", body)
    assert data.rpartition(b"\n\n")[0].rpartition(b"\n\n")[2].startswith(COMMENT)


def test_other_objects_are_refused():
    with pytest.raises(TypeError, match="expected a client"):
        verified(object())
    with pytest.raises(TypeError, match="verified"):
        watch_of(object())


def test_the_kit_needs_the_standard_library_and_cryptography_alone():
    code = (
        "import sys\n"
        "import posthouse.client\n"
        "roots = {name.partition('.')[0] for name in sys.modules}\n"
        "extra = roots - set(sys.stdlib_module_names) - {'posthouse', 'cryptography'}\n"
        "print(sorted(r for r in extra if not r.startswith('_')))\n"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # Debian's own Python loads a sitecustomize.
    assert shown.stdout.replace("'sitecustomize'", "").strip(" \n,[]") in ("", "'cffi'")
