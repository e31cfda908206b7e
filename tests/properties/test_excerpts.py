"""In a long request triggers are run over stretches of it alone: what is found stays the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.rules import made_up
from tests.detectors import detector

LONG = " ".join(made_up(f"{{abc:{length}}}") for length in range(2, 400)) + "\n"
PIECES = [
    made_up(text).replace("‹", "").replace("›", "")
    for rule in RULES
    for text in (*rule.examples, *rule.near_misses)
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=12),
    st.sampled_from([" ", "\n", ", ", "。", "\t", "", "x", "7", " " * 97, "y" * 120]),
)
def test_what_is_found_in_a_long_request_is_found_in_a_short_one(
    pieces: list[str], between: str
) -> None:
    text = between.join(pieces)
    assert len(LONG) > 65_536
    assert detector().find_all([LONG, text])[1] == detector().find(text)
