from base64 import b64encode

from tests.detectors import detector

from posthouse.model.finding import Finding, Label
from posthouse.model.terms import Allowance
from posthouse.privacy.allow import Allowed
from posthouse.privacy.examine import Examiner

DETECTOR = detector("Bluefinch")
MAIL = "wei.zhang@mail.haitang.test"


def named(texts):
    found = []
    for text in texts:
        at = text.find("Haitang Wei")
        found.append((Finding(at, at + 11, Label.PERSON, "tagger"),) if at >= 0 else ())
    return found


def told(examiner: Examiner, *texts: str) -> list[str]:
    found = examiner.find_all(texts)
    return [t[f.start : f.end] for t, some in zip(texts, found, strict=True) for f in some]


def test_rules_names_and_terms_come_together_and_are_carried_over():
    examiner = Examiner(DETECTOR.find_all, named)
    texts = ("Haitang Wei builds Bluefinch", "password: kQ7pw2xa-r9", "log kQ7pw2xa-r9")
    assert told(examiner, *texts) == ["Haitang Wei", "Bluefinch", "kQ7pw2xa-r9", "kQ7pw2xa-r9"]


def test_names_are_looked_for_where_they_may_be_and_found_everywhere():
    examiner = Examiner(DETECTOR.find_all, named)
    assert examiner.find_all(["ask Haitang Wei"], {0}) == [()]
    first, second = examiner.find_all(["Haitang Wei said", "ask Haitang Wei"], {1})
    assert [(f.start, f.end) for f in (*first, *second)] == [(0, 11), (4, 15)]


def test_what_stands_in_base64_is_found_and_carried_over():
    passage = b64encode(f'{{"mail": "{MAIL}", "at": 1}}'.encode()).decode()
    examiner = Examiner(DETECTOR.find_all, named)
    assert told(examiner, f"state={passage}&x=1", f"again {passage}") == [passage, passage]


def test_what_is_allowed_is_not_carried_over_either():
    allowed = Allowed([Allowance("kQ7pw2xa-r9")])
    examiner = Examiner(DETECTOR.find_all, None, allowed)
    assert told(examiner, "password: kQ7pw2xa-r9", "log kQ7pw2xa-r9", MAIL) == [MAIL]


def test_texts_without_anything_have_nothing():
    assert Examiner(DETECTOR.find_all, named).find_all(("a", "")) == [(), ()]
