import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import Rule, made_up, whole


def test_made_up_characters_are_the_same_every_time_and_of_the_asked_alphabet() -> None:
    assert made_up("k={hex:40}") == made_up("k={hex:40}")
    assert re.fullmatch(r"k=[0-9a-f]{40}", made_up("k={hex:40}"))
    assert made_up("{{ .Values.x }} ${VAR} {id}") == "{{ .Values.x }} ${VAR} {id}"


def test_whole_takes_the_named_group_where_there_is_one() -> None:
    named, plain = re.search(r"=(?P<v>b)", "a=b"), re.search(r"=b", "a=b")
    assert named is not None
    assert plain is not None
    assert whole(named) == (2, 3)
    assert whole(plain) == (1, 3)


def test_a_rule_needs_only_a_name_a_label_a_trigger_and_a_pattern() -> None:
    rule = Rule("x", Label.EMAIL, "x", "x")
    assert (rule.confirm, rule.caseless) == (whole, False)
