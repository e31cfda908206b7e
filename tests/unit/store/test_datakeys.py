"""Data keys: a chain a tenant, nothing opens elsewhere, and what is shredded is gone."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from posthouse.model.errors import MasterKeyRefused, SealBroken
from posthouse.model.event import Event
from posthouse.store.database import open_database, writer
from posthouse.store.datakeys import DataKeys, RecordKeys, wiped
from posthouse.store.outbox import waiting
from posthouse.store.vault_tables import DATA_KEYS, RECORD_KEYS
from posthouse.vault.envelope import Place, Profile, split
from posthouse.vault.keyring import Keyring

KEYRING = Keyring(bytes(range(32)))
PLACE = Place("a", "note", "r-1", "text")
TENANTS, PURPOSES, RECORDS = ("a", "b"), ("note", "mapping"), ("r-1", "r-2")
some_place = st.builds(
    Place, st.sampled_from(TENANTS), st.sampled_from(PURPOSES), st.sampled_from(RECORDS)
)


@pytest.fixture
def engine(tmp_path):
    made = open_database(tmp_path)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine):
    with writer(engine).begin() as made:
        yield made


def told(project: str = "a", purpose: str = "note") -> Event:
    return Event("data.deleted", 5, purpose, "retention", project)


@pytest.mark.parametrize("profile", list(Profile))
def test_opens_what_it_sealed_and_says_under_what(connection, profile):
    keys = DataKeys(KEYRING, profile)
    sealed = keys.seal(connection, PLACE, b"secret", 1)
    assert DataKeys(KEYRING).open(connection, PLACE, sealed) == b"secret"
    header, _ = split(sealed)
    assert (header.profile, header.key_version) == (profile, 1)
    assert header.master == KEYRING.fingerprint()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=some_place, other=some_place, records=st.booleans())
def test_swapped_between_tenants_purposes_or_records_nothing_opens(connection, one, other, records):
    keys = RecordKeys(DataKeys(KEYRING)) if records else DataKeys(KEYRING)
    mine = keys.seal(connection, one, b"mine", 1)
    keys.seal(connection, other, b"other", 1)
    if one == other:
        assert keys.open(connection, other, mine) == b"mine"
    else:
        with pytest.raises(SealBroken):
            keys.open(connection, other, mine)


def test_a_row_moved_to_another_tenant_gives_no_key(connection):
    keys = DataKeys(KEYRING)
    mine = keys.seal(connection, PLACE, b"secret", 1)
    connection.execute(DATA_KEYS.update().values(tenant="b"))
    for place in (PLACE, Place("b", "note", "r-1", "text")):
        with pytest.raises(SealBroken):
            keys.open(connection, place, mine)


def test_makes_the_next_key_long_before_nonces_repeat(connection):
    keys = DataKeys(KEYRING, most=3)
    sealed = [keys.seal(connection, PLACE, bytes([n]), 1) for n in range(8)]
    assert [split(each)[0].key_version for each in sealed] == [1, 1, 1, 2, 2, 2, 3, 3]
    assert [keys.open(connection, PLACE, each) for each in sealed] == [bytes([n]) for n in range(8)]
    counted = connection.execute(select(DATA_KEYS.c.messages).order_by(DATA_KEYS.c.version))
    assert list(counted.scalars()) == [3, 3, 2]


def test_another_profile_takes_a_new_key_and_leaves_the_old_values_readable(connection):
    first = DataKeys(KEYRING).seal(connection, PLACE, b"one", 1)
    second = DataKeys(KEYRING, Profile.SM4_GCM).seal(connection, PLACE, b"two", 2)
    keys = DataKeys(KEYRING)
    assert keys.open(connection, PLACE, first) == b"one"
    assert keys.open(connection, PLACE, second) == b"two"


def test_another_master_key_is_refused_and_named(connection):
    sealed = DataKeys(KEYRING).seal(connection, PLACE, b"secret", 1)
    other = DataKeys(Keyring(b"\xff" * 32))
    with pytest.raises(MasterKeyRefused, match=KEYRING.fingerprint()):
        other.open(connection, PLACE, sealed)
    with pytest.raises(MasterKeyRefused):
        other.seal(connection, PLACE, b"more", 2)


def test_no_key_stands_in_the_database(connection):
    class Drawn:
        def __init__(self):
            self.all = []

        def __call__(self, length):
            self.all.append(bytes([len(self.all) + 1]) * length)
            return self.all[-1]

    drawn = Drawn()
    keys = RecordKeys(DataKeys(KEYRING, random=drawn))
    keys.seal(connection, PLACE, b"secret", 1)
    stored = b"".join(connection.execute(select(DATA_KEYS.c.wrapped)).scalars())
    stored += b"".join(connection.execute(select(RECORD_KEYS.c.wrapped)).scalars())
    assert not [made for made in drawn.all if len(made) == 32 and made in stored]


@pytest.mark.parametrize("profile", list(Profile))
def test_a_record_is_gone_with_its_key_and_the_ledger_hears_of_it(connection, profile):
    keys = RecordKeys(DataKeys(KEYRING, profile))
    kept = Place("a", "note", "r-2")
    gone, stays = (keys.seal(connection, p, b"x", 1) for p in (PLACE, kept))
    assert keys.open(connection, PLACE, keys.seal(connection, PLACE, b"more", 1)) == b"more"
    assert keys.shred(connection, ["r-1", "unknown"], told()) == 1
    with pytest.raises(SealBroken, match="destroyed"):
        keys.open(connection, PLACE, gone)
    assert keys.open(connection, kept, stays) == b"x"
    ((_, body),) = waiting(connection, 9)
    assert b'"data.deleted"' in body
    assert b'"count":"1"' in body
    assert hashlib.sha256(b"r-1\n").hexdigest().encode() in body


def test_shreds_by_age_within_its_tenant_and_purpose_alone(connection):
    keys = RecordKeys(DataKeys(KEYRING))
    made = [("a", "note", 10), ("a", "note", 20), ("a", "mapping", 10), ("b", "note", 10)]
    for number, (tenant, purpose, at) in enumerate(made):
        keys.seal(connection, Place(tenant, purpose, f"r-{number}"), b"x", at)
    assert keys.shred_before(connection, 20, told()) == 1
    left = connection.execute(select(RECORD_KEYS.c.record).order_by(RECORD_KEYS.c.record))
    assert list(left.scalars()) == ["r-1", "r-2", "r-3"]
    assert keys.shred_before(connection, 20, told()) == 0
    assert len(waiting(connection, 9)) == 1


def test_a_destroyed_key_stands_in_no_file_of_the_database(engine, tmp_path):
    keys = RecordKeys(DataKeys(KEYRING))
    with writer(engine).begin() as connection:
        keys.seal(connection, PLACE, b"x", 1)
        wrapped = connection.execute(select(RECORD_KEYS.c.wrapped)).scalar()

    def on_disk():
        return b"".join(path.read_bytes() for path in tmp_path.glob("posthouse.db*"))

    assert wrapped in on_disk()
    with writer(engine).begin() as connection:
        keys.shred(connection, ["r-1"], told())
    wiped(engine)
    assert wrapped not in on_disk()
