import json

import pytest
from sqlalchemy import select, update

from posthouse.model.errors import Conflict, NotFound, SealBroken
from posthouse.model.operator import STATION, Grant, Operator, OperatorState, Role
from posthouse.model.secret import Secret
from posthouse.store.database import open_database, writer
from posthouse.store.datakeys import DataKeys
from posthouse.store.factors import Passkey, SqlFactors
from posthouse.store.operator_tables import OPERATORS
from posthouse.store.operators import Act, Enrolment, SqlOperators
from posthouse.store.outbox import waiting
from posthouse.store.sessions import SqlSessions
from posthouse.vault.keyring import Keyring

NOW = 1_700_000_000.0
ACT = Act("cli:test", NOW)
CODE = Enrolment(b"code", int(NOW) + 60)


def factors_of(engine):
    return SqlFactors(engine, DataKeys(Keyring(bytes(32))))


@pytest.fixture
def engine(tmp_path):
    engine = open_database(tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def accounts(engine):
    return SqlOperators(engine)


def operator(name, *grants):
    return Operator(f"id-{name}", name, OperatorState.INVITED, grants, int(NOW))


@pytest.fixture
def ann(engine, accounts):
    made = operator("ann", Grant(STATION, Role.OWNER))
    accounts.add(made, CODE, ACT)
    assert factors_of(engine).enrolled(made, b"code", "$argon2id$made-up", ACT)
    return accounts.find(made.id, NOW)


def kinds(engine):
    with writer(engine).begin() as connection:
        events = [json.loads(body) for _, body in waiting(connection, 100)]
    return [(e["kind"], e["subject"], e["detail"].get("change", "")) for e in events]


def test_an_account_begins_invited_and_its_code_works_once(engine, accounts):
    made = operator("ann", Grant(STATION, Role.OWNER), Grant("red", Role.VIEWER))
    accounts.add(made, CODE, ACT)
    assert accounts.invited(b"code", NOW) == accounts.named("ann", NOW) == made
    assert accounts.invited(b"code", NOW + 61) is None
    factors = factors_of(engine)
    assert not factors.enrolled(made, b"code", "$argon2id$made-up", Act("cli", NOW + 61))
    assert factors.enrolled(made, b"code", "$argon2id$made-up", ACT)
    assert not factors.enrolled(made, b"code", "$argon2id$made-up", ACT)
    assert accounts.every(NOW)[0].state is OperatorState.ACTIVE


def test_a_name_is_had_once(accounts, ann):
    with pytest.raises(Conflict):
        accounts.add(operator("ann"), CODE, ACT)


def test_every_change_is_an_entry(engine, accounts, ann):
    accounts.grant(ann.id, Grant("red", Role.AUDITOR), ACT)
    accounts.withdraw(ann.id, Grant("red", Role.AUDITOR), ACT)
    accounts.invite(ann.id, Enrolment(b"again", int(NOW) + 60), ACT)
    assert kinds(engine) == [
        ("operator.added", "ann", ""),
        ("operator.changed", "ann", "enrolled"),
        ("operator.changed", "ann", "granted"),
        ("operator.changed", "ann", "withdrawn"),
        ("operator.changed", "ann", "reset"),
    ]


def test_the_last_owner_stays(engine, accounts, ann):
    before = kinds(engine)
    with pytest.raises(Conflict):
        accounts.withdraw(ann.id, Grant(STATION, Role.OWNER), ACT)
    with pytest.raises(Conflict):
        accounts.disable(ann.id, ACT)
    assert accounts.find(ann.id, NOW) == ann
    assert kinds(engine) == before


def test_a_disabled_account_is_out_at_once(engine, accounts, ann):
    bob = operator("bob", Grant("red", Role.VIEWER))
    accounts.add(bob, Enrolment(b"bob", int(NOW) + 60), ACT)
    factors_of(engine).enrolled(bob, b"bob", "$argon2id$made-up", ACT)
    sessions = SqlSessions(engine, 60, 600)
    sessions.begin(b"s", bob.id, NOW, strong=False)
    assert sessions.find(b"s", NOW).operator.name == "bob"
    accounts.disable(bob.id, ACT)
    assert sessions.find(b"s", NOW) is None
    assert accounts.find(bob.id, NOW).state is OperatorState.DISABLED


def test_who_is_unknown_is_said_to_be(accounts):
    for change in (
        lambda: accounts.disable("nobody", ACT),
        lambda: accounts.grant("nobody", Grant("red", Role.VIEWER), ACT),
        lambda: accounts.invite("nobody", CODE, ACT),
    ):
        with pytest.raises(NotFound):
            change()


def test_sessions_end_idle_in_the_end_and_when_told(engine, ann):
    sessions = SqlSessions(engine, idle_s=60, whole_s=200)
    sessions.begin(b"one", ann.id, NOW, strong=True)
    for at in (50, 100, 150, 199):
        assert sessions.find(b"one", NOW + at).strong
    assert sessions.find(b"one", NOW + 200) is None
    sessions.begin(b"two", ann.id, NOW + 200, strong=False)
    assert sessions.find(b"two", NOW + 261) is None
    sessions.begin(b"three", ann.id, NOW + 300, strong=False)
    sessions.begin(b"four", ann.id, NOW + 300, strong=False)
    sessions.end(b"three")
    assert sessions.find(b"three", NOW + 300) is None
    sessions.begin(b"five", ann.id, NOW + 300, strong=False)
    assert sessions.end_others(ann.id, kept=b"five") >= 1
    assert sessions.find(b"four", NOW + 300) is None
    assert sessions.find(b"five", NOW + 300)


def test_a_time_step_and_a_recovery_code_are_used_once(engine, ann):
    factors = factors_of(engine)
    factors.set_totp(ann, Secret("SEED"), [b"r1", b"r2"], ACT)
    assert [factors.use_step(ann.id, step) for step in (5, 5, 4, 6)] == [True, False, False, True]
    assert [factors.use_recovery(ann.id, code) for code in (b"r1", b"r1")] == [True, False]
    assert factors.recovery_left(ann.id) == 1


def test_passkeys_and_links_prove_one_account(engine, ann):
    factors = factors_of(engine)
    key = Passkey("cred", ann.id, "phone", b"cose", 0, int(NOW))
    factors.add_passkey(ann, key, ACT)
    with pytest.raises(Conflict):
        factors.add_passkey(ann, key, ACT)
    factors.used_passkey("cred", 7, NOW + 5)
    assert factors.passkey("cred").uses == 7
    factors.link(ann, "https://id.example.com", "ann-1", ACT)
    assert factors.linked("https://id.example.com", "ann-1", NOW).id == ann.id
    assert factors.linked("https://id.example.com", "bob-1", NOW) is None
    assert set(SqlOperators(engine).find(ann.id, NOW).factors) == {"password", "passkey", "sso"}
    assert factors.remove_passkey(ann, "cred", ACT)
    assert not factors.remove_passkey(ann, "cred", ACT)


def test_a_seed_is_sealed_for_its_account_alone(engine, accounts, ann):
    factors = factors_of(engine)
    factors.set_totp(ann, Secret("GEZDGNBVGY3TQOJQ"), [], ACT)
    assert factors.proofs(ann.id).totp_seed == Secret("GEZDGNBVGY3TQOJQ")
    bob = operator("bob")
    accounts.add(bob, Enrolment(b"bob", int(NOW) + 60), ACT)
    with writer(engine).begin() as connection:
        kept = connection.execute(select(OPERATORS.c.totp_seed)).scalars().first()
        assert b"GEZDGNBVGY3TQOJQ" not in kept
        swapped = update(OPERATORS).where(OPERATORS.c.id == bob.id)
        connection.execute(swapped.values(totp_seed=kept))
    with pytest.raises(SealBroken):
        factors.proofs(bob.id)
