import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.privacy.names.english_model import LABELS
from posthouse.privacy.names.english_spans import Named, named


def said(*labels: str, sure: float = 0.9) -> np.ndarray:
    """Return log-probabilities that say these labels."""
    rest = (1 - sure) / (len(LABELS) - 1)
    table = np.full((len(labels), len(LABELS)), rest, np.float32)
    for row, label in enumerate(labels):
        table[row, LABELS.index(label)] = sure
    return np.log(table)


def spans(table: np.ndarray, eager: float = 0.0) -> list[tuple[int, int, str]]:
    return [(n.first, n.last, n.kind) for n in named(table, [eager] * 4)]


def test_reads_names_of_one_and_of_several_words() -> None:
    table = said("O", "U-PERSON", "O", "B-ORG", "I-ORG", "L-ORG", "O")
    assert spans(table) == [(1, 1, "PERSON"), (3, 5, "ORG")]


def test_a_name_that_never_closes_is_closed() -> None:
    assert spans(said("B-PERSON", "I-PERSON", "O")) == [(0, 1, "PERSON")]


def test_no_words_hold_no_names() -> None:
    assert spans(np.zeros((0, len(LABELS)), np.float32)) == []


def test_eagerness_takes_what_is_likely() -> None:
    table = said("O", sure=0.6)
    table[0, LABELS.index("U-PERSON")] = np.log(0.35)
    assert spans(table) == []
    assert spans(table, eager=1.0) == [(0, 0, "PERSON")]


def test_confidence_is_what_the_network_gives_the_kind() -> None:
    (one,) = named(said("B-PERSON", "L-PERSON"), [0.0] * 4)
    assert one.confidence > 0.9
    assert isinstance(one, Named)


@settings(deadline=None)
@given(st.lists(st.lists(st.floats(-20, 0), min_size=17, max_size=17), max_size=12))
def test_spans_are_in_order_and_apart(rows: list[list[float]]) -> None:
    table = np.array(rows, np.float32).reshape(-1, len(LABELS))
    last = -1
    for name in named(table, [1.0] * 4):
        assert last < name.first <= name.last < len(table)
        last = name.last
