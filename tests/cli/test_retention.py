"""`posthouse retention`: shows what is due, deletes it, or only counts it."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest
from tests.faults.record import recover


@pytest.fixture
def place(tmp_path):
    (tmp_path / "posthouse.toml").write_text('[store]\nfolder = "data"\n')
    recover(tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "posthouse.db") as connection:
        connection.executemany(
            "INSERT INTO baselines (key, body, at_us) VALUES (?, ?, ?)",
            [("old", b"{}", 1), ("new", b"{}", 2**53)],
        )
    return tmp_path


def run(place, *words):
    shown = subprocess.run(
        [sys.executable, "-m", "posthouse", "retention", *words, "--config", "posthouse.toml"],
        capture_output=True,
        text=True,
        check=False,
        cwd=place,
        env={**os.environ, "POSTHOUSE_LANG": "en"},
    )
    assert shown.returncode == 0, shown.stderr
    return shown.stdout


def baselines(place):
    with sqlite3.connect(place / "data" / "posthouse.db") as connection:
        return {key for (key,) in connection.execute("SELECT key FROM baselines")}


def test_what_is_due_is_counted_first_and_then_deleted_with_its_proof(place):
    assert json.loads(run(place, "show", "--json"))["baseline"] == {"days": 90, "count": 1}
    assert json.loads(run(place, "run", "--dry-run", "--json"))["baseline"]["count"] == 1
    assert baselines(place) == {"old", "new"}
    assert json.loads(run(place, "run", "--json"))["baseline"]["count"] == 1
    assert baselines(place) == {"new"}
    with sqlite3.connect(place / "data" / "posthouse.db") as connection:
        (told,) = [json.loads(body) for (body,) in connection.execute("SELECT body FROM outbox")]
    assert (told["kind"], told["subject"]) == ("data.deleted", "baseline")
    assert told["actor"].startswith("cli:")


def test_it_says_in_words_what_is_kept_and_that_salts_never_are(place):
    said = run(place, "show")
    assert "for ever" in said
    assert "Salts of receipts are never kept" in said


@pytest.mark.parametrize(
    "more",
    ["receipt_days = 100", "ledger_entries_days = 30", "receipt_days = 200", "sealed_days = 0"],
)
def test_less_than_the_law_asks_for_is_refused(place, more):
    (place / "posthouse.toml").write_text(f'[store]\nfolder = "data"\n[retention]\n{more}\n')
    shown = subprocess.run(
        [sys.executable, "-m", "posthouse", "config", "check", "--config", "posthouse.toml"],
        capture_output=True,
        text=True,
        check=False,
        cwd=place,
    )
    assert shown.returncode == 1
    assert more.split(" =")[0] in shown.stderr
