"""What a rule confirmed stands, names fill what is free, what overlaps leaves nothing in clear."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.merge import merged, united

KINDS = [Label.EMAIL, Label.ADDRESS, Label.LOCATION, Label.ORG, Label.PERSON]
NAMED = [Label.ADDRESS, Label.LOCATION, Label.ORG, Label.PERSON]
TEXT = "Amara Okafor, 12 Elm Row GB7 梁思齐在顾家村" * 2


def spans(labels: list[Label], rule: str) -> st.SearchStrategy[tuple[Finding, ...]]:
    """Sorted findings of which none overlaps another."""
    cuts = st.lists(st.integers(0, len(TEXT)), unique=True, max_size=12).map(sorted)
    kinds = st.lists(st.sampled_from(labels), min_size=6, max_size=6)
    return st.tuples(cuts, kinds).map(
        lambda drawn: tuple(
            Finding(a, b, label, rule)
            for (a, b), label in zip(
                zip(drawn[0][::2], drawn[0][1::2], strict=False), drawn[1], strict=False
            )
        )
    )


@given(spans([Label.EMAIL], "x"), spans([Label.PERSON], "x"))
def test_others_never_push_out_nor_overlap_what_was_confirmed(
    known: tuple[Finding, ...], others: tuple[Finding, ...]
) -> None:
    (both,) = merged([known], [others])
    assert set(known) <= set(both) <= set(known) | set(others)
    assert all(a.end <= b.start for a, b in itertools.pairwise(both))
    free = [n for n in others if all(n.end <= k.start or k.end <= n.start for k in known)]
    assert set(free) <= set(both)


@given(spans(KINDS, "rule"), spans(NAMED, "names"))
def test_nothing_that_a_rule_confirmed_is_left_in_clear(
    known: tuple[Finding, ...], names: tuple[Finding, ...]
) -> None:
    (both,) = united([TEXT], [known], [names])
    assert list(both) == sorted(both)
    assert all(a.end <= b.start for a, b in itertools.pairwise(both))
    assert all(any(b.start <= k.start and k.end <= b.end for b in both) for k in known)
    assert {k for k in known if k.label is Label.EMAIL} <= set(both)
    free = {n for n in names if all(n.end <= k.start or k.end <= n.start for k in known)}
    assert free - set(both) <= {
        n for n in free if any(b.start <= n.start and n.end <= b.end for b in both)
    }


def put(text: str, rule: tuple[str, Label], name: tuple[str, Label]) -> list[tuple[str, Label]]:
    """Return what comes of a rule's finding and a name, each told by what it marks."""
    places = [(*re.search(re.escape(one), text).span(), label) for one, label in (rule, name)]  # type: ignore[union-attr]
    known, named = (Finding(*place, "test") for place in places)
    (found,) = united([text], [(known,)], [(named,)])
    return [(text[one.start : one.end], one.label) for one in found]


@pytest.mark.parametrize(
    ("rule", "name", "wanted"),
    [
        (("Elm Row 12", Label.ADDRESS), ("Elm Row 12 Annexe", Label.LOCATION), Label.ADDRESS),
        (("浙江省", Label.LOCATION), ("浙江省清河县", Label.LOCATION), Label.LOCATION),
        (("Okafor Ltd", Label.ORG), ("Okafor Ltd of Ashcombe", Label.ORG), Label.ORG),
        (("浙江省", Label.LOCATION), ("浙江省澄澜研究所", Label.ORG), Label.ORG),
        (("Amara", Label.PERSON), ("Amara Okafor", Label.PERSON), Label.PERSON),
    ],
)
def test_what_tells_the_same_is_one_finding_as_long_as_the_longer(
    rule: tuple[str, Label], name: tuple[str, Label], wanted: Label
) -> None:
    assert put(f"at {name[0]} today", rule, name) == [(name[0], wanted)]


def test_places_that_overlap_are_one_from_end_to_end() -> None:
    rule, name = ("12 Elm Row", Label.ADDRESS), ("Elm Row Annexe", Label.LOCATION)
    assert put("at 12 Elm Row Annexe today", rule, name) == [("12 Elm Row Annexe", Label.ADDRESS)]


def test_a_name_within_what_a_rule_confirmed_is_part_of_it() -> None:
    rule = ("江城市梁思齐路12号", Label.ADDRESS)
    assert put("住江城市梁思齐路12号", rule, ("梁思齐", Label.PERSON)) == [rule]


@pytest.mark.parametrize(
    ("text", "rule", "name", "left"),
    [
        (
            "cc Amara Okafor a@mail.test",
            "a@mail.test",
            "Amara Okafor a@mail.test",
            ["Amara Okafor"],
        ),
        (
            "Amara a@mail.test Okafor",
            "a@mail.test",
            "Amara a@mail.test Okafor",
            ["Amara", "Okafor"],
        ),
        ("梁思齐a@mail.test", "a@mail.test", "梁思齐a", ["梁思齐"]),
        ("cc a.okafor@mail.test", "a.okafor@mail.test", "cc a.okafor", []),
        ("IBAN GB73DZEN25", "GB73DZEN25", "IBAN GB", []),
        ("Amara-X73Y today", "73Y", "Amara-X73Y", ["Amara"]),
        ("Amara\\nOkafor a@mail.test", "a@mail.test", "Amara\\nOkafor a@mail.test", []),
    ],
)
def test_of_a_person_what_a_rule_leaves_is_kept_where_it_is_a_name(
    text: str, rule: str, name: str, left: list[str]
) -> None:
    found = put(text, (rule, Label.EMAIL), (name, Label.PERSON))
    assert [one for one, label in found if label is Label.PERSON] == left
    assert [one for one, label in found if label is Label.EMAIL] == [rule]


def test_an_address_in_a_bodys_name_stays_one_and_the_body_keeps_the_rest() -> None:
    rule, name = ("12 Elm Row", Label.ADDRESS), ("Okafor Ltd, 12 Elm Row", Label.ORG)
    assert put("to Okafor Ltd, 12 Elm Row", rule, name) == [("Okafor Ltd", Label.ORG), rule]


def test_what_is_read_through_different_escapes_stays_apart() -> None:
    text = r"Amara \"Okafor\" a"
    known = Finding(6, 16, Label.PERSON, "rule", 1)
    named = Finding(0, 16, Label.PERSON, "names", 2)
    (found,) = united([text], [(known,)], [(named,)])
    assert [text[one.start : one.end] for one in found] == ["Amara", text[6:16]]
