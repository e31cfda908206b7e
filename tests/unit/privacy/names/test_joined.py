from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label
from posthouse.privacy.digest import Digester
from posthouse.privacy.names.joined import Joined, joined

KEY = b"k" * 32
Part = tuple[str, tuple[Finding, ...], tuple[Finding, ...]]
FULL: Part = ("张晓岚负责。", (), (Finding(0, 3, Label.PERSON, "x", 0, 0.9),))
OTHER: Part = ("王若琳负责。", (), (Finding(0, 3, Label.PERSON, "x", 0, 0.9),))
DOUBTED: Part = (FULL[0], (), (Finding(0, 3, Label.PERSON, "x", 0, 0.3),))
RULED: Part = (FULL[0], (Finding(0, 2, Label.ACCOUNT, "r"),), FULL[2])
MENTIONS: Part = ("小张和王总，到了", (), ())
PLAIN: Part = ("nothing", (), ())


def told(joining: Joined, log: list[Part]) -> list[tuple[Finding, ...]]:
    texts, found, named = (list(some) for some in zip(*log, strict=True))
    return joining(texts, found, named, Digester(KEY).of_all(texts))


def afresh(log: list[Part]) -> list[tuple[Finding, ...]]:
    texts, found, named = (list(some) for some in zip(*log, strict=True))
    return joined(texts, found, named)


LOGS = st.lists(
    st.sampled_from([FULL, OTHER, DOUBTED, RULED, MENTIONS, PLAIN]), min_size=1, max_size=6
)


@settings(deadline=None)
@given(st.lists(LOGS, min_size=1, max_size=5), st.integers(0, 8))
def test_what_is_remembered_never_changes_the_outcome(logs: list[list[Part]], most: int) -> None:
    joining = Joined(KEY, most)
    for log in [*logs, *logs]:
        assert told(joining, log) == afresh(log)
        assert len(joining) <= most


def test_somebody_new_is_also_meant_in_old_texts() -> None:
    joining = Joined(KEY)
    assert len(told(joining, [FULL, MENTIONS])[1]) == 1
    assert len(told(joining, [FULL, MENTIONS, OTHER])[1]) == 2


def test_what_comes_again_is_the_same_object() -> None:
    joining = Joined(KEY)
    first, again = told(joining, [FULL, MENTIONS]), told(joining, [FULL, MENTIONS])
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_it_holds_neither_text_nor_name() -> None:
    joining = Joined(KEY)
    told(joining, [FULL, MENTIONS])
    assert "张" not in repr(joining._known)


def test_findings_count_as_well_as_texts() -> None:
    joining = Joined(KEY, most=100)
    for number in range(9):
        text = f"{number}" * 40
        found = tuple(Finding(at, at + 1, Label.ACCOUNT, "r") for at in range(40))
        told(joining, [(text, found, ())])
    assert len(joining) == 1
