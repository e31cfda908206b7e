"""Projects' own words at rest: sealed, each change an entry that names none of them."""

from dataclasses import replace

import orjson
import pytest

from posthouse.model.errors import MasterKeyRefused
from posthouse.model.finding import Label
from posthouse.model.terms import NO_TERMS, Allowance, Terms
from posthouse.store.database import open_database
from posthouse.store.datakeys import DataKeys
from posthouse.store.outbox import waiting
from posthouse.store.terms import Actor, SqlTerms
from posthouse.vault.keyring import Keyring

ME = Actor("cli:me", 5)
WORDS = Terms(("Bluefinch", "北辰二期"), (Allowance("help@corp.test", Label.EMAIL),))


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


@pytest.fixture
def terms(engine):
    return SqlTerms(engine, DataKeys(Keyring(b"k" * 32)))


def events(engine):
    with engine.connect() as connection:
        found = [orjson.loads(body) for _, body in waiting(connection, 100)]
    return [e.get("event", e) for e in found if b"policy.changed" in orjson.dumps(e)]


def test_words_come_back_and_rise_the_stamp(terms):
    before = terms.stamp()
    assert terms.change("lab", lambda _: WORDS, ME) == WORDS
    assert terms.every() == {"lab": WORDS}
    assert terms.stamp() > before


def test_a_change_is_an_entry_with_counts_and_without_words(engine, terms):
    terms.change("lab", lambda _: WORDS, ME)
    terms.change("lab", lambda before: replace(before, masked=("Bluefinch",)), ME)
    terms.change("lab", lambda before: before, ME)
    told = events(engine)
    assert len(told) == 2
    assert "Bluefinch" not in str(told)
    assert "'terms_added': '2'" in str(told[0])
    assert "'terms_removed': '1'" in str(told[1])


def test_no_word_lies_in_the_clear(engine, terms, tmp_path):
    terms.change("lab", lambda _: WORDS, ME)
    engine.dispose()
    for path in tmp_path.iterdir():
        if path.is_file():
            assert b"Bluefinch" not in path.read_bytes()


def test_another_master_key_opens_nothing(engine, terms):
    terms.change("lab", lambda _: WORDS, ME)
    with pytest.raises(MasterKeyRefused):
        SqlTerms(engine, DataKeys(Keyring(b"x" * 32))).every()


def test_a_project_without_words_has_no_row(terms):
    terms.change("lab", lambda _: WORDS, ME)
    assert terms.change("lab", lambda _: NO_TERMS, ME) == NO_TERMS
    assert terms.every() == {}


def test_twenty_thousand_words_are_one_value(terms):
    many = Terms(tuple(f"code-name-{n:05}" for n in range(20_000)))
    terms.change("lab", lambda _: many, ME)
    assert terms.every()["lab"] == many
