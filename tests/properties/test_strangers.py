"""Texts by somebody who had not read the detectors (bench/strangers): one of each template."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.examine import Examiner

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from strangers import NAMED, documents, outcome, templates
from strangers_values import PROJECTS, half

FRESH = ("ev-", "ss-")  # everyday texts and sessions: newer than the rules, with their own limit
LIMITS = {False: 0.035, True: 0.06}


@pytest.fixture(scope="module")
def outcomes() -> Counter[tuple[bool, bool, str]]:
    """Count, of one document a template, by fresh, by value (not a decoy), what became of it."""
    examiner = Examiner(Detector(RULES, PROJECTS).find_all)
    counted: Counter[tuple[bool, bool, str]] = Counter()
    for document in documents(rounds=1):
        found, fresh = examiner.find_all(document.texts)[-1], document.template.startswith(FRESH)
        for span in document.spans:
            if span[2].label not in (*NAMED, "KEY_ID"):
                counted[fresh, span[2].label != "decoy", outcome(span, found)] += 1
    return counted


@pytest.mark.parametrize("fresh", LIMITS)
def test_few_values_of_strangers_are_left(
    outcomes: Counter[tuple[bool, bool, str]], *, fresh: bool
) -> None:
    values = sum(count for (new, value, _), count in outcomes.items() if new is fresh and value)
    assert values > 300
    assert outcomes[fresh, True, "left"] <= LIMITS[fresh] * values


def test_few_decoys_of_strangers_are_changed(
    outcomes: Counter[tuple[bool, bool, str]],
) -> None:
    decoys = sum(count for (_, value, _), count in outcomes.items() if not value)
    changed = sum(outcomes[fresh, False, "changed"] for fresh in LIMITS)
    assert decoys > 300
    assert changed <= 0.015 * decoys


def test_a_template_is_written_the_same_every_time() -> None:
    assert list(documents(rounds=1)) == list(documents(rounds=1))


def test_half_of_the_templates_are_not_to_be_mended_with() -> None:
    judged = sum(not half(name) for name, _ in templates())
    assert 0.3 < judged / len(list(templates())) < 0.7
