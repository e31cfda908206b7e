"""Explaining goes the station's way: the same findings in the same texts, under the same policy."""

import json
from collections import Counter

import pytest

from posthouse.exchange.explain import Explainer, dialect_of
from posthouse.model.dialect import Dialect
from posthouse.model.errors import BadRequest
from posthouse.model.finding import Label, Treatment
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.examine import Examiner
from posthouse.privacy.names.finder import Names
from posthouse.privacy.why import Reasons
from tests.detectors import detector
from tests.facts import VOICES, facts
from tests.names import Words

MAIL, PHONE = "ada.lovelace@mail.test", "13812345678"
TREATED = {Label.EMAIL: Treatment.REFUSE, Label.PHONE: Treatment.PARTIAL}


def explainer(treatments=None) -> Explainer:
    return Explainer(Examiner(detector().find_all).find_all, treatments or {}, Reasons(RULES))


@pytest.mark.parametrize("voice", VOICES, ids=[v.name for v in VOICES])
def test_a_request_is_explained_as_the_station_masks_it(voice):
    body = voice.ask(f"Write to {MAIL}\nor {PHONE}; password: kQ7pw2xa-r9", user=f"x {MAIL}")
    exchange = voice.answered(body, using=facts())
    sent = exchange.case.mapping
    told = explainer().body(body, voice.begin().case.endpoint.dialect)
    assert {(e.label, e.value) for e in told.findings} == {
        (o.label, o.value) for o in map(sent.get, sent)
    }
    assert Counter(e.label.value for e in told.findings) == sent.counts()
    assert told.decision.rule == exchange.case.decision.rule


def test_names_are_explained_as_the_station_finds_them():
    taken = Names(Words(["Annabella"])).find_all
    look = Explainer(Examiner(detector().find_all, taken).find_all, {}, Reasons(RULES))
    tools = [{"name": "Annabella", "description": "for Annabella", "input_schema": {}}]
    said = [{"role": "user", "content": "Tell Annabella"}]
    told = look.body(json.dumps({"messages": said, "tools": tools}).encode(), Dialect.ANTHROPIC)
    assert [one.place for one in told.findings] == ["messages[0].content"]


def test_where_it_stands_is_told_by_path_line_and_column():
    body = {"messages": [{"role": "user", "content": f"a\nb {MAIL}"}], "system": PHONE}
    told = explainer().body(json.dumps(body).encode())
    assert told.dialect is Dialect.ANTHROPIC
    places = {e.label: (e.place, e.line, e.column) for e in told.findings}
    assert places[Label.EMAIL] == ("messages[0].content", 2, 3)
    assert places[Label.PHONE] == ("system", 1, 1)


def test_values_are_shown_in_part_unless_they_are_asked_for():
    told = explainer().text(f"{MAIL} password: kQ7pw2xa-r9")
    hidden, shown = (json.dumps(told.told(show=show)) for show in (False, True))
    assert "lovelace" not in hidden
    assert "kQ7" not in hidden
    assert MAIL in shown
    assert MAIL not in repr(told)
    assert MAIL not in repr(told.findings)


def test_policy_is_told_for_each_finding_and_for_the_whole():
    told = explainer(TREATED).text(f"{MAIL} {PHONE} 4242424242424242")
    assert [(e.treatment, e.policy) for e in told.findings][:2] == [
        (Treatment.REFUSE, "project/refuse/EMAIL"),
        (Treatment.PARTIAL, "project/partial/PHONE"),
    ]
    assert told.told(show=False)["refused"] == ["EMAIL"]
    assert told.decision.rule == "project/refuse/EMAIL"


@pytest.mark.parametrize(
    ("tree", "dialect"),
    [
        ({"model": "m", "messages": [{"role": "user", "content": "x"}]}, Dialect.OPENAI_CHAT),
        ({"messages": [{"role": "user", "content": "x"}], "system": "y"}, Dialect.ANTHROPIC),
        ({"messages": [{"content": [{"type": "tool_result"}]}]}, Dialect.ANTHROPIC),
        ({"messages": [], "tools": [{"input_schema": {}}]}, Dialect.ANTHROPIC),
        ({"model": "m", "input": "x"}, Dialect.OPENAI_RESPONSES),
        ({"model": "m", "input": ["x", "y"]}, Dialect.OPENAI_EMBEDDINGS),
        ({"contents": [{"parts": []}]}, Dialect.GEMINI),
        ({"a": 1}, None),
        ([1], None),
    ],
)
def test_a_dialect_is_known_by_the_fields_that_only_it_has(tree, dialect):
    assert dialect_of(tree) is dialect


def test_what_is_no_request_is_left_to_be_read_as_text():
    assert explainer().body(b"no json") is None
    assert explainer().body(b'{"a": 1}') is None
    with pytest.raises(BadRequest):
        explainer().body(b"no json", Dialect.GEMINI)
