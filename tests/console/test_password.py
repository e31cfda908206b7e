import pytest
from argon2 import extract_parameters

from posthouse.console.login.password import Passwords
from posthouse.model.errors import BadRequest

GOOD = "four quiet cranes over water"


@pytest.fixture(scope="module")
def passwords():
    return Passwords(memory_kib=64, passes=1)


def test_the_parameters_are_those_that_owasp_asks_for():
    made = extract_parameters(Passwords().hash(GOOD, "ann"))
    assert (made.type.name, made.memory_cost, made.time_cost, made.parallelism) == (
        "ID", 19456, 2, 1,
    )  # fmt: skip
    assert (made.hash_len, made.salt_len) == (32, 16)


def test_the_right_one_is_right_and_no_other(passwords):
    kept = passwords.hash(GOOD, "ann")
    assert passwords.check(kept, GOOD)
    assert not passwords.check(kept, GOOD + " ")
    assert not passwords.check(None, GOOD)
    assert not passwords.check(None, "nobody's")
    assert not passwords.check("not a hash", GOOD)


def test_a_hash_of_other_parameters_is_made_anew(passwords):
    assert not passwords.stale(passwords.hash(GOOD, "ann"))
    assert Passwords(memory_kib=128, passes=1).stale(passwords.hash(GOOD, "ann"))


@pytest.mark.parametrize(
    "easy",
    ["", "short", "eleven char", "ann and four cranes", "my Posthouse login", "a" * 300, "ab" * 9],
)
def test_what_is_guessed_first_is_refused(passwords, easy):
    with pytest.raises(BadRequest) as refused:
        passwords.hash(easy, "ann")
    assert refused.value.code == "password_easy"
    assert not easy or easy not in refused.value.message
