"""guard: what is known of texts masked before never lets a value pass that is refused otherwise."""

import orjson
import pytest

from posthouse.exchange.stages.admit import admit
from posthouse.exchange.stages.classify import classify
from posthouse.exchange.stages.decide import decide
from posthouse.exchange.stages.guard import guard
from posthouse.exchange.stages.mask import mask
from posthouse.model.errors import Unreadable
from posthouse.model.finding import Label, Treatment
from tests.facts import CHATS, MODEL, facts

PASSPORT = "passport: E12345678"
EMPLOYEE = "employee id: E12345678"
CARD, SECRET = "6222021234567890", "hunter2222"
HOLDING = (f"account number: {CARD}", f"password={SECRET}", f"seen {SECRET}{CARD} there")
PASSING = {Label.OTHER_ID: Treatment.PASS}


def guarded(station, *texts):
    """Bring a request of these texts past the guard; tell what it refuses, or how many were new."""
    exchange = CHATS.begin(using=station)
    exchange.greet()
    said = [{"role": "user", "content": text} for text in texts]
    exchange.case.body = orjson.dumps({"model": MODEL, "messages": said})
    for stage in (admit, classify, decide, mask):
        stage(exchange.case)
    try:
        guard(exchange.case)
    except Unreadable as refused:
        return refused.code
    return None if exchange.case.new is None else len(exchange.case.new)


def test_texts_that_were_masked_and_guarded_before_are_not_new():
    station = facts()
    assert guarded(station, PASSPORT, "hello") == 2
    assert guarded(station, PASSPORT, "hello", "more") == 1


@pytest.mark.parametrize(("treatments", "texts"), [(PASSING, (PASSPORT, EMPLOYEE)), ({}, HOLDING)])
def test_a_request_that_was_refused_is_refused_when_it_comes_again(treatments, texts):
    station = facts(treatments=treatments)
    for _ in range(3):
        assert guarded(station, *texts) == "value_in_structure"


def test_what_passes_in_one_text_and_not_in_another_is_refused_however_well_both_are_known():
    station = facts(treatments=PASSING)
    guarded(station, PASSPORT)
    guarded(station, EMPLOYEE, "mail ada.lovelace@mail.test")
    assert guarded(station, PASSPORT, EMPLOYEE) == "value_in_structure"


def test_a_word_that_only_its_place_makes_a_password_may_stand_elsewhere():
    station = facts()
    assert guarded(station, "DB_PASSWORD=user", "DB_PASSWORD=kitten", "the kitten sleeps") == 3
    assert guarded(station, "DB_PASSWORD=kitten", "the user's kitten", "more") == 2
