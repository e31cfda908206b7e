import re

import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.detectors import contact, provider_keys
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.names.manner import AGAIN, FORM, KNOWN, READ
from posthouse.privacy.why import Reasons

REASONS = Reasons(RULES, [contact, provider_keys])


def why(rule: str, confidence: float = 1.0):
    return REASONS.of(Finding(0, 1, Label.EMAIL, rule, confidence=confidence))


@pytest.mark.parametrize(
    "rule",
    [r.name for r in RULES]
    + ["dictionary", "propagated", "encoded-text", "tagger", "names-zh-called", "names-zh-mention"]
    + [READ, KNOWN, FORM, AGAIN],
)
def test_every_rule_says_why_in_both_languages(rule):
    told = why(rule)
    assert told.detector
    assert 0 < told.confidence <= 1
    assert re.search(r"[a-z]{3}", told.english)
    assert re.search(r"[\u4e00-\u9fff]{3}", told.chinese)


def test_a_rule_is_told_by_the_file_it_stands_in():
    assert why("email").detector == "contact"
    assert why("aws-id").detector == "provider_keys"


def test_a_tagger_says_itself_how_sure_it_is():
    told = why("zh-tagger", 0.71)
    assert (told.detector, told.confidence) == ("zh-tagger", 0.71)


def test_what_chinese_itself_tells_has_a_reason_of_its_own():
    told = why("names-zh-called", 0.95)
    assert (told.detector, told.confidence) == ("names-zh-called", 0.95)
    assert "title" in told.english
    assert "称谓" in told.chinese
