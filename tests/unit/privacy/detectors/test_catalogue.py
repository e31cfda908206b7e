"""Every rule of the product finds its examples and leaves its near misses."""

import re

import pytest

from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.rules import Rule, made_up


@pytest.fixture(scope="module")
def detectors() -> dict[str, Detector]:
    return {rule.name: Detector((rule,)) for rule in RULES}


def test_every_rule_has_a_name_of_its_own_an_example_and_a_near_miss() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.name for rule in RULES if not (rule.examples and rule.near_misses)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_finds_the_marked_value_in_its_examples(
    rule: Rule, detectors: dict[str, Detector]
) -> None:
    for example in rule.examples:
        marked = made_up(example)
        text = marked.replace("‹", "").replace("›", "")
        found = [(text[f.start : f.end], f.label) for f in detectors[rule.name].find(text)]
        values = re.findall("‹([^›]*)›", marked)
        assert values
        assert found == [(value, rule.label) for value in values]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_leaves_its_near_misses(rule: Rule, detectors: dict[str, Detector]) -> None:
    for text in rule.near_misses:
        assert detectors[rule.name].find(made_up(text)) == ()
