import orjson
import pytest

from posthouse.audit.cells import DRAWN, STEADY
from posthouse.audit.evidence import answer_of, evidence_of, reference_of, speaks
from posthouse.audit.speech.ask import Told
from posthouse.audit.speech.openai_chat import SPEECH as CHAT
from posthouse.model.errors import VerificationFailed


def body(content):
    return orjson.dumps({"choices": [{"message": {"content": content}}]}).decode()


@pytest.mark.parametrize(
    ("draw", "answer", "why"),
    [
        (Told("c", 200, "", body("7")), "7", ""),
        (Told("c", 200, "", body("seven")), None, "unreadable"),
        (Told("c", 200, "", body("")), None, "empty"),
        (Told("c", 200, "", body(None)), None, "empty"),
        (Told("c", 200, "", "<html>7</html>"), None, "not an answer of this dialect"),
        (Told("c", 200, "", "[" * 100_000), None, "not an answer of this dialect"),
        (Told("c", 200, "", '{"choices":[]}'), None, "not an answer of this dialect"),
        (Told("c", 429, "", body("7")), None, "status 429"),
        (Told("c", 0, fault="no answer (connect)"), None, "no answer (connect)"),
    ],
)
def test_an_answer_or_why_there_is_none(draw, answer, why):
    assert answer_of(draw, CHAT, "number:1:10") == (answer, why)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"digest":"x"}', b"[" * 100_000])
def test_what_is_no_file_of_an_audit_is_refused(data):
    for read in (evidence_of, reference_of):
        with pytest.raises(VerificationFailed):
            read(data)


@pytest.mark.parametrize(
    ("cell", "status", "why", "answered"),
    [
        (DRAWN[0], 200, "", True),
        (DRAWN[0], 400, "status 400", False),
        (DRAWN[0], 200, "empty", False),
        (STEADY[0], 200, "", True),
        (STEADY[0], 400, "status 400", None),
        (STEADY[0], 200, "empty", None),
        (STEADY[0], 429, "status 429", False),
    ],
)
def test_a_refused_condition_says_nothing_about_a_channels_health(cell, status, why, answered):
    assert speaks(cell, Told(cell.name, status), why) is answered
