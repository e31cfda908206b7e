import msgspec
import pytest

from posthouse.audit.cells import CELLS
from posthouse.audit.evidence import REFERENCE, ReferenceFile
from posthouse.audit.joining import joined
from posthouse.audit.sequential import Terms
from posthouse.model.errors import CommandError

CELL = CELLS[11]
ONE = ReferenceFile(
    REFERENCE, "good", "https://a.example", 5, 90, 16, (CELL,), {CELL.name: ("heads",) * 30},
    {"empty": 2},
)  # fmt: skip
OTHER = msgspec.structs.replace(
    ONE,
    source="https://b.example",
    enrolled_s=3,
    expires_s=80,
    missing={"empty": 1, "status 429": 1},
)


def test_answers_sources_and_what_is_missing_are_put_together_and_the_earlier_end_counts():
    both = joined([ONE, OTHER], (), Terms(20))
    assert both.answers == {CELL.name: ("heads",) * 60}
    assert both.source == "https://a.example, https://b.example"
    assert (both.enrolled_s, both.expires_s, both.drift) == (3, 80, 0.0)
    assert both.missing == {"empty": 3, "status 429": 1}


@pytest.mark.parametrize("change", [{"model": "else"}, {"max_tokens": 8}, {"cells": CELLS[:1]}])
def test_other_models_limits_or_prompts_are_not_joined(change):
    with pytest.raises(CommandError, match="one model"):
        joined([ONE, msgspec.structs.replace(OTHER, **change)], (), Terms(20))
