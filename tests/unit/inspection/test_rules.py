import pytest

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.rules import RULES, broken
from posthouse.inspection.said import Said


def test_every_kind_but_packages_and_plain_downloads_has_one_rule() -> None:
    kinds = [rule.kind for rule in RULES]
    assert len(kinds) == len(set(kinds))
    assert set(Kind) - set(kinds) == {Kind.PACKAGE, Kind.RUNNER, Kind.FETCH, Kind.PINNED}


@pytest.mark.parametrize(
    ("fact", "explained", "not_explained"),
    [
        (Fact(Kind.FETCH_RUN, "https://a.example/x"), "run a.example/x", "run the tests"),
        (Fact(Kind.PERSIST, "/etc/cron.d/x", "cron"), "every night by cron", "fix the typo"),
        (Fact(Kind.PERSIST, "~/.ssh/authorized_keys", "ssh-keys"), "add my public key", "cron"),
        (Fact(Kind.DESTROY, "~"), "wipe my home", "fix the typo"),
        (Fact(Kind.PACKAGE, "lodahs", "npm"), "install lodahs", "install lodash"),
        (
            Fact(Kind.PACKAGE, "github.com/x/thing", "go"),
            "go get github.com/x/thing",
            "add y/thing",
        ),
        (
            Fact(Kind.INDEX, "https://a.example/npm"),
            "our registry a.example",
            "our registry b.example",
        ),
    ],
)
def test_what_was_said_explains_a_fact(fact: Fact, explained: str, not_explained: str) -> None:
    assert broken(fact, Said(explained)) is None
    assert broken(fact, Said(not_explained)) is not None


def test_popular_packages_need_no_explanation() -> None:
    assert broken(Fact(Kind.PACKAGE, "requests", "pypi"), Said("fix it")) is None


def test_packages_of_a_known_owner_need_no_explanation() -> None:
    assert broken(Fact(Kind.PACKAGE, "@babel/whatever", "npm"), Said("fix it")) is None


@pytest.mark.parametrize(
    ("fact", "explained", "not_explained"),
    [
        (Fact(Kind.PERSON, "ana_lopez_12", "user_id"), "My name is Ana Lopez", "I am Ben Adler"),
        (Fact(Kind.CONTACT, "+1-555-0100", "phone"), "call me at 1 555 0100", "cancel my order"),
        (Fact(Kind.RECIPIENT, "a@b.example", "to"), "send it to a@b.example", "summarise it"),
    ],
)
def test_people_and_values_must_have_been_named(
    fact: Fact, explained: str, not_explained: str
) -> None:
    assert broken(fact, Said(explained)) is None
    assert broken(fact, Said(not_explained)) is not None


def test_a_tool_that_was_not_offered_is_not_called() -> None:
    fact = Fact(Kind.UNDECLARED, "run_anything")
    assert broken(fact, Said("x", tools=frozenset({"bash"}))) is not None
    assert broken(fact, Said("x", tools=frozenset({"run_anything"}))) is None
    assert broken(fact, Said("x")) is None
