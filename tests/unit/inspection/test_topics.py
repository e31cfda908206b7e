import pytest

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.topics import topic_of


@pytest.mark.parametrize(
    ("fact", "near", "far"),
    [
        (Fact(Kind.SECRET, "dump-keychain"), "open the keychain", "format the configuration"),
        (Fact(Kind.SECRET, "~/.ssh/id_rsa"), "check my ssh setup", "update the docker image"),
        (Fact(Kind.WEAKEN, "ufw disable"), "turn the firewall off", "stop the container"),
        (Fact(Kind.PERSIST, "/etc/cron.d/x", "cron"), "every night", "fix the typo"),
        (Fact(Kind.TRACES, "x"), "usual words", "others"),
    ],
)
def test_only_near_words_explain(fact: Fact, near: str, far: str) -> None:
    topic = topic_of(fact, "usual")
    assert topic is not None
    assert topic.search(near)
    assert not topic.search(far)


def test_without_a_topic_nothing_explains() -> None:
    assert topic_of(Fact(Kind.HIDDEN_RUN), "") is None
    assert topic_of(Fact(Kind.PERSIST, "x", "no-such-place"), "usual") is None
