"""The channels that are left for a request, while an operator switches some off."""

import pytest

from posthouse.exchange.candidates import Candidates, of_channel
from posthouse.model.errors import Unavailable
from posthouse.model.switch import NO_SWITCHES, Reach, Switch, Switches
from tests.facts import channel

ONE, TWO, THREE = (channel(name) for name in ("one", "two", "three"))


def off(*names):
    return Switches(Switch(Reach.CHANNEL, name, "why", "cli:test", 1) for name in names)


def test_they_are_given_in_order_and_each_once():
    left = Candidates(NO_SWITCHES)
    left.take((ONE, TWO))
    assert (left.next(), left.next(), bool(left)) == (ONE, TWO, False)


def test_what_goes_off_falls_out_and_the_chosen_one_is_replaced():
    left = Candidates(NO_SWITCHES)
    left.take((ONE, TWO, THREE))
    chosen = left.next()
    assert left.instead(chosen) is ONE
    left.newer(off("one", "two"))
    assert left.instead(chosen) is THREE
    assert not left


def test_what_was_routed_by_older_switches_is_looked_at_before_it_leaves():
    left = Candidates(NO_SWITCHES)
    left.newer(off("one", "two"))
    left.take((ONE, TWO, THREE))
    assert left.instead(left.next()) is THREE


def test_where_none_is_left_on_it_is_refused():
    left = Candidates(NO_SWITCHES)
    left.newer(off("one"))
    left.take((ONE,))
    with pytest.raises(Unavailable) as told:
        left.instead(left.next())
    assert of_channel(told.value)
    assert not of_channel(None)
