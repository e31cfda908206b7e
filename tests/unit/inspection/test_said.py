import re

import pytest

from posthouse.inspection.said import Said


def test_hosts_words_and_topics_that_were_named_are_known() -> None:
    said = Said("Install left-pad from https://repo.lumen.example/npm and clean up")
    assert said.knows_host("repo.lumen.example")
    assert said.knows_host("cdn.repo.lumen.example")
    assert not said.knows_host("lumen.example.net")
    assert said.names("left-pad")
    assert not said.names("left-pads")
    assert said.holds("lumen.example/npm")
    assert said.raises(re.compile("clean"))
    assert said.hosts() == {"repo.lumen.example"}


def test_nothing_said_explains_nothing() -> None:
    assert Said("  ").silent
    assert not Said().knows_host("a.example")


@pytest.mark.parametrize(
    ("asked", "looks"),
    [
        ("List the users", True),
        ("What does config.py do?", True),
        ("看看当前目录", True),
        ("Show the users and add one", False),
        ("How do I add a user?", False),
        ("Fix the test", False),
        ("", False),
    ],
)
def test_a_request_to_be_shown_something_is_known(asked: str, *, looks: bool) -> None:
    assert Said(asked).only_looks is looks


def test_an_address_is_the_users_own_where_he_wrote_it_or_one_above_it() -> None:
    said = Said("", "Use https://a.example/own/tool, please.")
    assert said.wrote("https://a.example/own/tool")
    assert said.wrote("https://a.example/own/tool/raw/install.sh")
    assert not said.wrote("https://a.example/own/toolbox")
    assert not Said("", "See https://a.example/").wrote("https://a.example/x/y")


def test_a_host_is_judged_once_a_request() -> None:
    asked: list[str] = []

    def judge(host: str, _: object) -> bool:
        asked.append(host)
        return host.startswith("a")

    said = Said()
    assert [said.judged(host, judge) for host in ("a", "b", "a")] == [True, False, True]
    assert asked == ["a", "b"]
