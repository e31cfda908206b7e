"""Time travels: what is due goes field by field, with a proof each; what is not due stays."""

import hashlib
import json

import pytest
from sqlalchemy import func, insert, select

from posthouse.config.retention import HALF_A_YEAR, Retention
from posthouse.daemon.retention import EPOCH_ORDINAL, rules_of
from posthouse.store.anomaly_tables import ANOMALIES, BASELINES
from posthouse.store.conversation_tables import CONVERSATIONS
from posthouse.store.database import open_database, writer
from posthouse.store.operator_tables import BREAKGLASS, ENROLMENTS, SESSIONS
from posthouse.store.receipts import Receipts
from posthouse.store.retention import BATCH, DAY_US, delete_old, due
from posthouse.store.standing_tables import CHANNEL_DAYS
from posthouse.store.tables import KEY_DAYS, KEYS, OUTBOX, RECEIPTS
from posthouse.store.upload_tables import UPLOADS
from posthouse.store.vault_tables import RECORD_KEYS

START_US = 20_000 * DAY_US
KEPT = Retention(
    receipt_detail_days=200,
    receipt_days=300,
    key_use_days=10,
    anomaly_days=HALF_A_YEAR,
    baseline_days=20,
    session_days=5,
    breakglass_days=250,
    sealed_days=30,
)
RULES = rules_of(KEPT)


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


def fill(engine, day):
    """Put a row of every kind into the database, made at the end of a day."""
    at_us = START_US + day * DAY_US + DAY_US - 1
    at_s = at_us // 1_000_000
    with writer(engine).begin() as connection:
        row = {
            "seq": day + 1, "id": f"r{day}", "at_us": at_us, "key": "k", "project": "p",
            "ending": "delivered", "cost": 5, "sealed": b"sealed",
        }  # fmt: skip
        connection.execute(insert(RECEIPTS), row)
        rows = {
            KEYS: {
                "id": f"k{day}", "project": "p", "name": "n", "digest": b"", "created_at": 0,
                "expires_at": 0, "state": "active", "models": "[]", "spent": 5,
                "last_used": at_s,
            },
            CHANNEL_DAYS: {
                "channel": "one", "key": "k", "day": EPOCH_ORDINAL + 20_000 + day, "exchanges": 1,
            },
            KEY_DAYS: {"key": "k", "day": EPOCH_ORDINAL + 20_000 + day, "spent": 5},
            ANOMALIES: {
                "at_us": at_us, "key": "k", "project": "p", "kind": "spend", "found": "1",
                "expected": "2", "action": "none",
            },
            BASELINES: {"key": f"k{day}", "body": b"{}", "at_us": at_us},
            SESSIONS: {
                "digest": b"%d" % day, "operator": "o", "strong": 1, "created_at": at_s,
                "seen_at": at_s,
            },
            ENROLMENTS: {"digest": b"%d" % day, "operator": "o", "expires_at": at_s},
            BREAKGLASS: {
                "id": f"b{day}", "project": "p", "role": "owner", "minutes": 5, "reason": "r",
                "state": "ended", "requester": "a", "requested_at": at_s,
            },
            RECORD_KEYS: {
                "tenant": "p", "purpose": "x", "record": f"s{day}", "wrapped": b"w",
                "created_at": at_us,
            },
            CONVERSATIONS: {
                "tenant": "p", "record": f"c{day}", "channel": "one", "used_at": at_us,
            },
            UPLOADS: {
                "tenant": "p", "record": f"u{day}", "stage": "pending", "begun_at": at_us,
                "sealed": b"s",
            },
        }  # fmt: skip
        for table, values in rows.items():
            connection.execute(insert(table), values)


def kept(engine, rule):
    """Return the days whose rows still hold what a rule would delete."""
    with engine.connect() as connection:
        query = select(func.count()).select_from(rule.table)
        for name, empty in rule.clear.items():
            query = query.where(rule.table.c[name] != empty)
        return connection.execute(query).scalar()


def proofs(engine):
    with engine.connect() as connection:
        bodies = connection.execute(select(OUTBOX.c.body)).scalars()
        return [told for told in map(json.loads, bodies) if told["kind"] == "data.deleted"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_field_goes_when_its_days_are_over_and_not_before(engine, rule):
    days = rule.days + 40
    for day in range(days):
        fill(engine, day)
    slack = 1 if rule.reach else 0
    for today in (rule.days, rule.days + 5, rule.days + 40):
        now_us = START_US + today * DAY_US
        gone = max(0, today - rule.days - slack)
        delete_old(engine, [rule], now_us)
        assert kept(engine, rule) == days - gone, today
        assert due(engine, [rule], now_us)[0].count == 0


def test_a_proof_tells_how_many_and_lets_who_knows_an_id_check_it(engine):
    for day in range(20):
        fill(engine, day)
    (rule,) = [one for one in RULES if one.name == "baseline"]
    now_us = START_US + 25 * DAY_US
    delete_old(engine, [rule], now_us, "cli:someone")
    (told,) = proofs(engine)
    assert (told["subject"], told["actor"], told["at_us"]) == ("baseline", "cli:someone", now_us)
    assert told["detail"]["count"] == "5"
    assert told["detail"]["before_us"] == str(START_US + 5 * DAY_US)
    ids = "".join(f"{one}\n" for one in sorted(f"k{day}" for day in range(5)))
    assert told["detail"]["ids"] == hashlib.sha256(ids.encode()).hexdigest()
    assert "k1" not in json.dumps(told["detail"])


def test_nothing_due_deletes_nothing_and_proves_nothing(engine):
    fill(engine, 0)
    assert not any(one.count for one in delete_old(engine, RULES, START_US + DAY_US))
    assert proofs(engine) == []


def test_counting_changes_nothing(engine):
    for day in range(30):
        fill(engine, day)
    now_us = START_US + 400 * DAY_US
    told = {one.rule.name: one.count for one in due(engine, RULES, now_us)}
    assert told["receipt_detail"] == told["receipt"] == told["baseline"] == 30
    assert {one.rule.name: one.count for one in due(engine, RULES, now_us)} == told
    deleted = {one.rule.name: one.count for one in delete_old(engine, RULES, now_us)}
    assert deleted == told
    assert sum(int(one["detail"]["count"]) for one in proofs(engine)) == sum(told.values())


def test_a_receipt_without_detail_keeps_what_budgets_need_and_is_not_found(engine):
    fill(engine, 0)
    (rule,) = [one for one in RULES if one.name == "receipt_detail"]
    assert Receipts(engine).find("r0") == b"sealed"
    delete_old(engine, [rule], START_US + 210 * DAY_US)
    assert Receipts(engine).find("r0") is None
    with engine.connect() as connection:
        row = connection.execute(select(RECEIPTS)).mappings().one()
    assert (row["id"], row["key"], row["cost"], row["sealed"]) == ("r0", "k", 5, b"")


def test_large_tables_go_in_batches_from_where_the_last_run_ended(engine):
    count = 2 * BATCH + 7
    rows = [
        {
            "seq": 3 * n + 1, "id": f"r{n}", "at_us": START_US + n * 1_000_000, "key": "k",
            "project": "p", "ending": "delivered", "cost": 1, "sealed": b"sealed receipt",
        }
        for n in range(count)
    ]  # fmt: skip
    with writer(engine).begin() as connection:
        connection.execute(insert(RECEIPTS), rows)
    rules = [one for one in RULES if one.reach]
    half_us = START_US + 201 * DAY_US + 1_000_000 * (count // 2)
    assert delete_old(engine, rules, half_us)[0].count == count // 2
    assert delete_old(engine, rules, half_us + 400 * DAY_US)[0].count == count - count // 2
    counts = [int(one["detail"]["count"]) for one in proofs(engine)]
    assert sum(counts) == 2 * count
    assert max(counts) == BATCH


def test_what_was_deleted_is_not_in_the_files_any_more(engine, tmp_path):
    marker = b"canary-of-the-retention-test"
    fill(engine, 0)
    with writer(engine).begin() as connection:
        connection.execute(RECEIPTS.update().values(sealed=marker * 50))
        connection.execute(RECORD_KEYS.update().values(wrapped=marker))
    delete_old(engine, RULES, START_US + 400 * DAY_US)
    for path in tmp_path.glob("posthouse.db*"):
        assert marker not in path.read_bytes(), path.name


def test_every_field_of_the_settings_has_its_rule_and_half_a_year_is_the_least_for_records():
    set_ = [rule.days for rule in RULES if rule.name != "upload"]  # an upload lasts an hour
    governed = {*set_, KEPT.ledger_entries_days}
    assert governed == {getattr(KEPT, name) for name in KEPT.__struct_fields__}
