import orjson
import pytest

from posthouse.audit.canary import Form, digest
from posthouse.store.canaries import SqlCanaries
from posthouse.store.database import open_database
from posthouse.store.outbox import waiting
from posthouse.vault.keyring import Keyring


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


def test_a_canary_is_committed_before_anyone_sees_it_and_its_letters_are_never_at_rest(
    engine, tmp_path
):
    canaries = SqlCanaries(engine, Keyring(b"k" * 32))
    one = canaries.commit("relay", Form.KEY, "z.example", "cli:me", 5)
    two = canaries.commit("other", Form.URL, "z.example", "cli:me", 6)
    assert (one.number, two.number) == (1, 2)
    assert one.digest == digest(canaries.letters(1)) != two.digest
    with engine.connect() as connection:
        told = [orjson.loads(body) for _, body in waiting(connection, 9)]
    assert [event["kind"] for event in told] == ["canary.committed"] * 2
    assert told[0]["detail"] == {"digest": one.digest, "form": "key", "channel": "relay"}
    engine.dispose()
    assert all(
        canaries.letters(1).encode() not in file.read_bytes()
        for file in tmp_path.glob("posthouse*")
    )


def test_a_use_is_kept_and_announced(engine):
    canaries = SqlCanaries(engine, Keyring(b"k" * 32))
    canaries.commit("relay", Form.KEY, "z.example", "cli:me", 5)
    canaries.hit(1, "203.0.113.9", "ab" * 32, 7)
    (hit,) = canaries.hits()
    assert (hit.number, hit.source, hit.at_us) == (1, "203.0.113.9", 7)
    with engine.connect() as connection:
        last = orjson.loads(waiting(connection, 9)[-1][1])
    assert (last["kind"], last["detail"]["channel"]) == ("canary.hit", "relay")
