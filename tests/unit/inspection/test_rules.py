import pytest

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.listed import SHIPPED, Listing, Lists
from posthouse.inspection.pack import OWN, Pack, parse
from posthouse.inspection.rules import Rule, Rulebook
from posthouse.inspection.said import Said
from posthouse.inspection.shipped import book_of, shipped_book


def broken(fact: Fact, said: Said) -> Rule | None:
    return shipped_book().broken(fact, said)


def book(text: str) -> Rulebook:
    return book_of((parse("acme", 1, text.encode()),))


EXAMPLES = 'examples = [{run = "ls"}]\nmisses = [{run = "ls"}]\n'
UPLOADS = """
[[rule]]
id = "acme/no-uploads"
kinds = ["send"]
mode = "block"
subject = '\\.csv|drop\\.'
"""
REASON = 'reason = {en = "sends a table away", zh = "会发送表格"}\n'


def test_every_kind_but_plain_ones_has_a_rule_that_ships() -> None:
    rows = [row for pack in shipped_book().packs for row in pack.body.rule]
    kinds = {kind for row in rows for kind in row.kinds}
    without = {kind.name.lower().replace("_", "-") for kind in Kind} - kinds
    assert without == {"fetch", "pinned", "text"}


@pytest.mark.parametrize(
    ("fact", "explained", "not_explained"),
    [
        (Fact(Kind.FETCH_RUN, "https://a.example/x"), "run a.example/x", "run the tests"),
        (Fact(Kind.PERSIST, "/etc/cron.d/x", "cron"), "every night by cron", "fix the typo"),
        (Fact(Kind.PERSIST, "~/.ssh/authorized_keys", "ssh-keys"), "add my public key", "cron"),
        (Fact(Kind.DESTROY, "~"), "wipe my home", "fix the typo"),
        (Fact(Kind.PACKAGE, "lodahs", "npm"), "install lodahs", "install lodash"),
        (Fact(Kind.PACKAGE, "github.com/x/thing", "go"), "get github.com/x/thing", "add y/thing"),
        (Fact(Kind.INDEX, "https://a.example/npm"), "our registry a.example", "our b.example"),
        (Fact(Kind.SECRET, "dump-keychain"), "open the keychain", "format the configuration"),
        (Fact(Kind.SECRET, "~/.ssh/id_rsa"), "check my ssh setup", "update the docker image"),
        (Fact(Kind.WEAKEN, "ufw disable"), "turn the firewall off", "stop the container"),
        (Fact(Kind.TRACES, "x"), "clear the log", "others"),
    ],
)
def test_what_was_said_explains_a_fact(fact: Fact, explained: str, not_explained: str) -> None:
    assert broken(fact, Said(explained)) is None
    assert broken(fact, Said(not_explained)) is not None


@pytest.mark.parametrize(
    "fact",
    [Fact(Kind.HIDDEN_RUN), Fact(Kind.PERSIST, "x", "no-such-place"), Fact(Kind.HARMFUL, "x 1")],
)
def test_without_a_topic_nothing_explains(fact: Fact) -> None:
    assert broken(fact, Said("cron hidden x run decode")) is not None


def test_popular_packages_need_no_explanation() -> None:
    assert broken(Fact(Kind.PACKAGE, "requests", "pypi"), Said("fix it")) is None


def test_packages_of_a_known_owner_need_no_explanation() -> None:
    assert broken(Fact(Kind.PACKAGE, "@babel/whatever", "npm"), Said("fix it")) is None


def test_packages_that_a_pack_lists_need_no_explanation() -> None:
    own = Said("fix it", lists=Lists({"npm": Listing(("acme-own-kit",))}))
    fact = Fact(Kind.PACKAGE, "acme-own-kit", "npm")
    assert broken(fact, own) is None
    assert broken(fact, Said("fix it", lists=SHIPPED)) is not None


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


def test_an_own_rule_speaks_of_facts_that_hold_what_it_looks_for() -> None:
    own = book(UPLOADS + REASON + EXAMPLES)
    csv = Fact(Kind.SEND, "https://drop.acme.example/a.csv")
    found = own.broken(csv, Said("upload it"))
    assert found is not None
    assert (found.name, found.blocks) == ("acme/no-uploads", True)
    assert own.broken(Fact(Kind.SEND, "https://acme.example/a.png"), Said("upload it")) is None
    assert shipped_book().broken(csv, Said("upload it")) is None


def test_of_several_rules_the_gravest_speaks() -> None:
    own = book(UPLOADS + REASON + EXAMPLES)
    found = own.broken(Fact(Kind.SEND, "https://drop.acme.example/a.csv"), Said("fix it"))
    assert found is not None
    assert found.name == "acme/no-uploads"


def test_a_pack_says_what_becomes_of_a_rule_that_ships() -> None:
    eased = book('[modes]\n"packages/unknown" = "note"\n"facts/send" = "block"\n')
    unknown = eased.broken(Fact(Kind.PACKAGE, "nobodys-own-kit", "npm"), Said("fix it"))
    sent = eased.broken(Fact(Kind.SEND, "https://x.acme.example/"), Said("fix it"))
    assert unknown is not None and sent is not None  # noqa: PT018
    assert (unknown.mode, sent.mode) == ("note", "block")
    assert eased.mode("facts/send") == "block"
    assert eased.mode("facts/index") == "block"
    assert eased.mode("facts/persist") == "ask"


def test_a_book_tells_its_packs() -> None:
    own: Pack = parse("acme", 7, b"")
    told = book_of((own,)).versions
    assert told[1] == f"acme 7 {own.digest[:16]}"
    assert told[0].startswith(f"{OWN} 2 ")
