"""What a scope lets through, and that what is unknown is outside every list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.caller import KeyRecord
from posthouse.model.dialect import Dialect, Operation
from posthouse.model.finding import Label
from posthouse.model.scope import ANYTHING, CLASS_OF, ENDPOINTS, DataClass, Scope, class_of, network

CHAT, GEMINI = Dialect.OPENAI_CHAT, Dialect.GEMINI


@pytest.mark.parametrize(
    ("names", "name", "allowed"),
    [
        ((), "gpt-x", True),
        (("gpt-x",), "gpt-x", True),
        (("gpt-x",), "gpt-xl", False),
        (("gpt-*",), "gpt-xl", True),
        (("*",), "", True),
        (("gpt",), "", False),
    ],
)
def test_names_are_whole_or_end_in_a_star(names, name, allowed):
    assert Scope(models=names).model(name) is allowed
    assert Scope(tools=names).tool(name) is allowed
    assert Scope(channels=names).channel(name, "") is allowed


@pytest.mark.parametrize(("place", "allowed"), [("DE", True), ("US", False), ("", False)])
def test_a_channel_without_a_jurisdiction_is_outside_every_list(place, allowed):
    assert Scope(jurisdictions=("DE", "FR")).channel("any", place) is allowed


@pytest.mark.parametrize(
    ("endpoints", "asked", "allowed"),
    [
        ((), (CHAT, Operation.GENERATE), True),
        (("openai_chat",), (CHAT, Operation.GENERATE), True),
        (("gemini:count_tokens",), (GEMINI, Operation.COUNT_TOKENS), True),
        (("gemini:count_tokens",), (GEMINI, Operation.GENERATE), False),
        (("anthropic",), (CHAT, Operation.GENERATE), False),
        (("anthropic",), (CHAT, Operation.MODELS), True),
    ],
)
def test_an_endpoint_is_a_dialect_or_one_operation_of_it(endpoints, asked, allowed):
    assert set(endpoints) <= ENDPOINTS
    assert Scope(endpoints=endpoints).endpoint(*asked) is allowed


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("192.0.2.9", True),
        ("::ffff:192.0.2.9", True),
        ("198.51.100.9", False),
        ("2001:db8::1", True),
        ("2001:db8::1%eth0", True),
        ("2001:db9::1", False),
        ("", False),
        ("nonsense", False),
    ],
)
def test_an_unknown_address_is_outside_every_range(address, allowed):
    scope = Scope(networks=(network("192.0.2.0/24"), network("2001:db8::/32")))
    assert scope.address(address) is allowed
    assert ANYTHING.address(address)


def test_every_label_has_a_class_and_the_highest_counts():
    assert set(CLASS_OF) == set(Label)
    assert class_of(()) is DataClass.PUBLIC
    assert class_of({Label.URL, Label.EMAIL}) is DataClass.PERSONAL
    assert class_of({Label.URL, Label.PRIVATE_KEY}) is DataClass.CREDENTIAL


@pytest.mark.parametrize("highest", DataClass)
def test_data_beyond_the_highest_class_is_outside(highest):
    assert [Scope(highest=highest).data(c) for c in DataClass] == [c <= highest for c in DataClass]
    assert ANYTHING.data(DataClass.CREDENTIAL)


NAMES = st.sampled_from(["a", "ab", "b", "a*", "*"])
SCOPES = st.builds(
    Scope,
    models=st.lists(NAMES, max_size=2).map(tuple),
    channels=st.lists(NAMES, max_size=2).map(tuple),
    jurisdictions=st.lists(st.sampled_from(["DE", "US"]), max_size=2).map(tuple),
    endpoints=st.lists(st.sampled_from(sorted(ENDPOINTS)), max_size=2).map(tuple),
    tools=st.lists(NAMES, max_size=2).map(tuple),
    networks=st.lists(st.sampled_from([network("192.0.2.0/24"), network("::/0")]), max_size=2).map(
        tuple
    ),
    highest=st.none() | st.sampled_from(DataClass),
)


def answers(key):
    """Return every question that can be asked of a key, with its answer."""
    names, places = ["a", "ab", "b", ""], ["DE", "US", ""]
    return [
        *(key.allows(n) for n in names),
        *(key.allows_tool(n) for n in names),
        *(key.allows_channel(n, p) for n in names for p in places),
        *(key.allows_endpoint(d, o) for d in Dialect for o in Operation),
        *(key.allows_address(a) for a in ["192.0.2.1", "198.51.100.1", "2001:db8::1", ""]),
        *(key.allows_data(c) for c in DataClass),
    ]


@given(SCOPES, st.lists(SCOPES, max_size=4))
def test_no_narrowing_ever_widens(own, narrowings):
    before = answers(KeyRecord("k", "p", "n", b"", 0, 1, scope=own))
    for count in range(1, len(narrowings) + 1):
        narrowed = tuple(narrowings[:count])
        now = answers(KeyRecord("k", "p", "n", b"", 0, 1, scope=own, narrowed=narrowed))
        assert all(b or not n for b, n in zip(before, now, strict=True))
        before = now
