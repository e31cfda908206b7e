import re

from posthouse.inspection.said import Said


def test_hosts_words_and_topics_that_were_named_are_known() -> None:
    said = Said("Install left-pad from https://repo.lumen.example/npm and clean up")
    assert said.knows_host("repo.lumen.example")
    assert said.knows_host("cdn.repo.lumen.example")
    assert not said.knows_host("lumen.example.net")
    assert said.names("left-pad")
    assert not said.names("left-pads")
    assert said.holds("lumen.example/npm")
    assert said.speaks_of(re.compile("clean"))
    assert said.hosts() == {"repo.lumen.example"}


def test_nothing_said_explains_nothing() -> None:
    assert Said("  ").silent
    assert not Said().knows_host("a.example")
