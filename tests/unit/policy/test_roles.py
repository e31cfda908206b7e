import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.operator import STATION, Action, Grant, Role
from posthouse.policy.roles import BORROWED, TABLE, reach

OWNER, OPERATOR, AUDITOR, DEVELOPER, VIEWER = Role

GRANTS = st.lists(
    st.builds(
        Grant,
        st.sampled_from(["red", "blue", STATION]),
        st.sampled_from(Role),
        st.none() | st.integers(0, 200),
    )
)


@pytest.mark.parametrize(
    ("action", "roles"),
    [
        (Action.KEYS_CHANGE, {OWNER, OPERATOR, DEVELOPER}),
        (Action.RECEIPTS_READ, {OWNER, OPERATOR, AUDITOR, DEVELOPER}),
        (Action.SWITCHES_CHANGE, {OWNER, OPERATOR}),
        (Action.OPERATORS_CHANGE, {OWNER}),
        (Action.BREAKGLASS_APPROVE, {OWNER, OPERATOR}),
        (Action.OVERVIEW_SEE, set(Role)),
    ],
)
def test_the_table_says_which_role_may_do_what(action: Action, roles: set[Role]) -> None:
    assert TABLE[action] == roles


def test_every_action_has_its_row() -> None:
    assert set(TABLE) == set(Action)
    assert all(OWNER in roles for roles in TABLE.values())


def test_an_auditor_changes_nothing() -> None:
    assert not [a for a, roles in TABLE.items() if AUDITOR in roles and a.value.endswith("change")]


def test_break_glass_never_lends_the_owners_role() -> None:
    assert OWNER not in BORROWED


@given(GRANTS, st.sampled_from(Action), st.integers(0, 200))
def test_a_role_reaches_its_own_project_alone(grants: list[Grant], action: Action, now: int):
    found = reach(grants, action, now)
    for project in ("red", "blue", "none"):
        able = [
            g
            for g in grants
            if g.role in TABLE[action]
            and g.project in (project, STATION)
            and (g.until is None or now < g.until)
        ]
        assert (project in found) == bool(able)
    assert bool(found) == any(p in found for p in ("red", "blue", "none"))


def test_a_borrowed_role_ends_by_itself() -> None:
    lent = [Grant("red", OPERATOR, until=100)]
    assert "red" in reach(lent, Action.KEYS_CHANGE, 99.9)
    assert "red" not in reach(lent, Action.KEYS_CHANGE, 100)


def test_the_whole_station_has_no_list_of_names() -> None:
    assert reach([Grant(STATION, VIEWER)], Action.KEYS_SEE, 0).names is None
    assert reach([Grant("red", VIEWER)], Action.KEYS_SEE, 0).names == {"red"}
