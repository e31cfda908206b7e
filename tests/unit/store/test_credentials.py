"""Upstreams' keys: sealed, bound to one origin, rotated with a grace, destroyed for good."""

import pytest
from sqlalchemy import select

from posthouse.model.errors import CommandError, ConfigError, MasterKeyRefused, SealBroken
from posthouse.model.secret import Secret
from posthouse.store.credentials import CredentialState, SqlCredentials
from posthouse.store.database import open_database, writer
from posthouse.store.datakeys import DataKeys
from posthouse.store.outbox import waiting
from posthouse.store.vault_tables import CREDENTIALS
from posthouse.vault.keyring import Keyring

KEYRING = Keyring(bytes(range(32)))
HERE, THERE = "https://api.example.com:443", "https://other.example.com:443"
ONE, TWO, THREE = (Secret(f"sk-made-up-{n}") for n in range(3))


class Clock:
    now = 1_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


@pytest.fixture
def credentials(engine, clock):
    return made(engine, clock)


def made(engine, clock, keyring=KEYRING):
    return SqlCredentials(engine, DataKeys(keyring), keyring.credential_mark_key(), clock)


def states(credentials):
    return [(one.name, one.version, one.state.value) for one in credentials.every()]


def told(engine):
    with engine.connect() as connection:
        return [body.decode() for _, body in waiting(connection, 20)]


def test_gives_the_key_to_its_origin_alone(credentials):
    credentials.add("main", HERE, ONE)
    assert credentials.open("main", HERE) == ONE
    for origin in (THERE, "http://api.example.com:443", "https://api.example.com:8443", ""):
        with pytest.raises(ConfigError, match=r"https://api\.example\.com:443 alone"):
            credentials.open("main", origin)


def test_a_row_whose_origin_was_changed_does_not_open(credentials, engine):
    credentials.add("main", HERE, ONE)
    with writer(engine).begin() as connection:
        connection.execute(CREDENTIALS.update().values(origin=THERE))
    with pytest.raises(SealBroken):
        credentials.open("main", THERE)


def test_keys_swapped_between_two_names_do_not_open(credentials, engine):
    credentials.add("main", HERE, ONE)
    credentials.add("other", HERE, TWO)
    with writer(engine).begin() as connection:
        query = select(CREDENTIALS.c.sealed).order_by(CREDENTIALS.c.name)
        main, other = connection.execute(query).scalars()
        for name, sealed in (("main", other), ("other", main)):
            mine = CREDENTIALS.c.name == name
            connection.execute(CREDENTIALS.update().where(mine).values(sealed=sealed))
    for name in ("main", "other"):
        with pytest.raises(SealBroken):
            credentials.open(name, HERE)


def test_no_key_stands_in_the_database_or_in_an_entry(credentials, engine, tmp_path):
    credentials.add("main", HERE, ONE)
    credentials.rotate("main", TWO, grace_us=5)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("posthouse.db*"))
    for key in (ONE, TWO):
        assert key.reveal().encode() not in stored
        assert not [body for body in told(engine) if key.reveal() in body]


def test_a_rotation_keeps_the_old_key_for_the_grace_and_then_destroys_it(
    credentials, engine, clock
):
    credentials.add("main", HERE, ONE)
    before = credentials.stamp()
    credentials.rotate("main", TWO, grace_us=100, tested_at=clock.now)
    assert credentials.stamp() > before
    assert states(credentials) == [("main", 1, "grace"), ("main", 2, "active")]
    assert credentials.open("main", HERE) == TWO
    clock.now += 99
    assert list(credentials.expire()) == []
    clock.now += 1
    assert [one.version for one in credentials.expire()] == [1]
    assert states(credentials) == [("main", 1, "revoked"), ("main", 2, "active")]
    with engine.connect() as connection:
        kept = connection.execute(select(CREDENTIALS.c.sealed).order_by(CREDENTIALS.c.version))
        assert [sealed is None for sealed in kept.scalars()] == [True, False]
    kinds = [body.split('"kind":"')[1].split('"')[0] for body in told(engine)]
    assert kinds == ["credential.sealed", "credential.rotated", "credential.revoked"]


def test_a_rotation_is_taken_back_within_the_grace_only(credentials, clock):
    credentials.add("main", HERE, ONE)
    with pytest.raises(CommandError, match="in its grace"):
        credentials.back("main")
    credentials.rotate("main", TWO, grace_us=100)
    assert credentials.back("main").version == 1
    assert credentials.open("main", HERE) == ONE
    assert states(credentials) == [("main", 1, "active"), ("main", 2, "revoked")]


def test_two_rotations_leave_one_key_in_its_grace(credentials):
    credentials.add("main", HERE, ONE)
    credentials.rotate("main", TWO, grace_us=100)
    credentials.rotate("main", THREE, grace_us=100)
    assert [state for _, _, state in states(credentials)] == ["revoked", "grace", "active"]
    credentials.rotate("main", ONE, grace_us=0)
    assert [state for _, _, state in states(credentials)] == ["revoked"] * 3 + ["active"]


def test_refuses_the_key_in_use_a_name_in_use_and_a_name_unknown(credentials):
    credentials.add("main", HERE, ONE)
    with pytest.raises(CommandError, match="another key"):
        credentials.rotate("main", ONE, grace_us=1)
    with pytest.raises(CommandError, match="in use"):
        credentials.add("main", THERE, TWO)
    with pytest.raises(ConfigError, match="none"):
        credentials.rotate("other", TWO, grace_us=1)
    with pytest.raises(ConfigError, match="none"):
        credentials.open("other", HERE)
    assert states(credentials) == [("main", 1, "active")]


def test_revoked_keys_are_gone_and_the_name_is_free_for_another_host(credentials):
    credentials.add("main", HERE, ONE)
    credentials.rotate("main", TWO, grace_us=100)
    assert credentials.revoke("main") == 2
    assert credentials.revoke("main") == 0
    with pytest.raises(ConfigError):
        credentials.open("main", HERE)
    credentials.add("main", THERE, THREE)
    assert credentials.open("main", THERE) == THREE
    assert credentials.every()[-1].state is CredentialState.ACTIVE


def test_another_master_key_is_refused(credentials, engine, clock):
    credentials.add("main", HERE, ONE)
    with pytest.raises(MasterKeyRefused):
        made(engine, clock, Keyring(b"\xff" * 32)).open("main", HERE)


def test_tells_age_and_test(credentials, clock):
    credentials.add("main", HERE, ONE)
    clock.now += 91 * 86_400_000_000
    credentials.tested("main", 1)
    (one,) = credentials.every()
    assert one.age_days(clock.now) == 91
    assert one.tested_at == clock.now
