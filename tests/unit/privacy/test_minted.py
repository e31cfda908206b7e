from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.digest import Digester
from posthouse.privacy.mapping import Mapping
from posthouse.privacy.mask import mask
from posthouse.privacy.minted import Memory, Minted, seen_only, together, tokens_of
from posthouse.privacy.propagate import MIN_LENGTH, beginning
from posthouse.privacy.token import Minter

KEY = b"k" * 32
VALUES = ("ann@firm.test", "bob@firm.test", 'kQ7"pw', "kQ7pw2xa", "line\none")
Findings = tuple[Finding, ...]


class Narrow(Minter):
    """Has two first tokens for all values: many collide."""

    def token(self, label: Label, value: str, attempt: int = 0) -> str:
        kind = "BC"[len(value) % 2] if not attempt else "DFGHJKLMNP"[attempt]
        return "QXCB" + kind * 10

    def minted(self, label: Label, value: str) -> tuple[str, int]:
        return self.token(label, value), super().minted(label, value)[1]


@st.composite
def parts(draw: st.DrawFn) -> tuple[str, Findings]:
    """Return a text made of a few values, some under escapes, and their findings."""
    text, found = "", []
    for number in draw(st.lists(st.integers(0, len(VALUES) * 2 - 1), max_size=4)):
        plain, depth = VALUES[number % len(VALUES)], number // len(VALUES)
        raw = plain.replace('"', '\\"').replace("\n", "\\n") if depth else plain
        text += draw(st.sampled_from(("", " ", "so ", "x=")))
        there = depth if raw != plain else 0
        found.append(Finding(len(text), len(text) + len(raw), Label.CREDENTIAL, "r", there))
        text += raw + " "
    return text + "end", tuple(found)


def told(mapping: Mapping) -> dict[str, tuple[object, ...]]:
    found = {token: mapping.get(token) for token in mapping}
    return {t: (o.value, o.label, dict(o.forms), o.treatment) for t, o in found.items() if o}


def same_as_afresh(minted: Minted, minter: Minter, request: list[tuple[str, Findings]]) -> None:
    """Mask a request with what is remembered and without, and compare all that can be asked."""
    texts, findings = [text for text, _ in request], [found for _, found in request]
    memory = Memory(minted, Digester(KEY).of_all(texts))
    masked, mapping = mask(texts, findings, minter, memory=memory)
    afresh, expected = mask(texts, findings, minter)
    assert masked == afresh
    assert told(mapping) == told(expected)
    assert len(mapping) == len(list(mapping)) == len(expected)
    assert mapping.counts() == expected.counts()
    assert mapping.treatments() == expected.treatments()
    assert mapping.values() == expected.values()
    assert mapping.contextual == expected.contextual
    assert mapping.labelled({Label.CREDENTIAL}) == expected.labelled({Label.CREDENTIAL})
    assert mapping.holds({Label.CREDENTIAL}) == expected.holds({Label.CREDENTIAL})
    begun = beginning(masked)
    long = {value for value in expected.values() if len(value) >= MIN_LENGTH}
    assert {v for v in long if any(v in text for text in masked)} <= mapping.values(begun=begun)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(parts(), max_size=4), min_size=1, max_size=5), st.booleans())
def test_what_is_remembered_changes_neither_texts_nor_the_way_back(
    requests: list[list[tuple[str, Findings]]], narrow: bool
) -> None:
    minter = Narrow(KEY, "B") if narrow else Minter(KEY, "B")
    minted = Minted()
    for request in [*requests, *requests]:
        same_as_afresh(minted, minter, request)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(parts(), min_size=1, max_size=8),
    st.lists(parts(), max_size=2),
    st.lists(st.integers(1, 8), min_size=2, max_size=5),
    st.integers(4, 60),
)
def test_neither_does_a_conversation_that_grows_before_its_last_texts(
    log: list[tuple[str, Findings]], last: list[tuple[str, Findings]], turns: list[int], most: int
) -> None:
    minted = Minted(most)
    for turn in turns:
        same_as_afresh(minted, Minter(KEY, "B"), [*log[:turn], *last])


def test_other_treatments_and_other_findings_are_not_taken_from_memory() -> None:
    text, minter, memory = "to ann@firm.test", Minter(KEY, "B"), Memory(Minted(), [b"d"])
    found = (Finding(3, 16, Label.EMAIL, "r"),)
    first, _ = mask([text], [found], minter, memory=memory)
    dropped, _ = mask([text], [found], minter, {Label.EMAIL: Treatment.DROP}, memory)
    other, _ = mask([text], [(Finding(7, 16, Label.HOST, "r"),)], minter, memory=memory)
    assert first[0].startswith("to QXMB")
    assert dropped == ["to "]
    assert other[0].startswith("to ann@QXHB")


def test_the_oldest_texts_go_first() -> None:
    found = (Finding(0, 1, Label.EMAIL, "r"), Finding(1, 2, Label.EMAIL, "r"))
    minted = Minted(most=5)
    minted.keep(b"a", tokens_of(found, ("T", "U"), (1, 2)))
    minted.keep(b"b", tokens_of(found, ("T", "U"), (1, 2)))
    assert minted.get_all((b"a",), (found,)) == [None]
    assert minted.get_all((b"b",), (found,)) != [None]


def test_no_token_stands_for_two_values_in_what_is_remembered() -> None:
    found = (Finding(0, 1, Label.EMAIL, "r"),)
    minted = Minted()
    minted.keep(b"a", tokens_of(found, ("T",), (1,)))
    minted.keep(b"b", tokens_of(found, ("T",), (2,)))
    one, other = minted.get_all((b"a", b"b"), (found, found))
    assert one is not None
    assert other is not None
    assert (one.tokens, other.tokens) == (("T",), ())
    assert minted.agrees({"T": 1, "U": 5}, ("V",))
    assert not minted.agrees({"T": 2}, ())
    assert not minted.agrees({}, ("T",))


def test_a_token_is_free_again_when_its_texts_are_long_gone() -> None:
    found = (Finding(0, 1, Label.EMAIL, "r"),)
    minted = Minted(most=4)
    minted.keep(b"a", tokens_of(found, ("T",), (1,)))
    for number in range(5):
        minted.keep(bytes([number]), tokens_of(found, (f"U{number}",), (number,)))
    assert minted.agrees({"T": 2}, ())


def test_it_holds_neither_text_nor_value() -> None:
    text, minted = "to ann@firm.test", Minted()
    found = (Finding(3, 16, Label.EMAIL, "r"),)
    mask([text], [found], Minter(KEY, "B"), memory=Memory(minted, [b"d"]))
    (held,) = minted.get_all((b"d",), (found,))
    assert held is not None
    assert "ann" not in repr(held)


def test_groups_count_by_their_places_and_not_by_their_tokens() -> None:
    minted = Minted(most=50)
    found = (Finding(0, 2, Label.EMAIL, "x", 1),)
    for number in range(20):
        texts = [seen_only(found, ("U",), (1,)) for _ in range(10)]
        minted.keep_together((bytes([number]),), together(texts, ("U",), ()))
    assert len(minted._together) == 2


def test_what_is_forgotten_counts_no_more_and_counts_as_new() -> None:
    found = (Finding(0, 1, Label.EMAIL, "r"),)
    minted = Minted()
    minted.keep(b"a", tokens_of(found, ("T",), (1,)))
    minted.forget([b"a", b"b"])
    assert minted.get_all((b"a",), (found,)) == [None]
    assert minted._seen.size == 0
