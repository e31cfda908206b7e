"""Own keys are found exactly, wherever they stand and however they are cut; look-alikes are not."""

import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.vault.caveats import Caveats
from posthouse.vault.derivedkey import derive
from posthouse.vault.leaks import (
    DERIVED_PATTERN,
    MOST_FOUND,
    PATTERN,
    WITHHELD,
    LeakWatch,
    own_keys,
    withheld,
)
from posthouse.vault.virtualkey import RANDOM_LENGTH, mint

MINTED = mint(bytes(range(RANDOM_LENGTH)), b"\x07" * 32).plain
KEY = MINTED.reveal()
DERIVED = derive(MINTED, Caveats(expires_at=1000, label="ci")).reveal()
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize("key", [KEY, DERIVED])
@pytest.mark.parametrize("text", ["{}", "a {} b", '"{}",', "KEY={}\n", "x{}", "({}).", "{} {}"])
def test_finds_keys_wherever_they_stand(key, text):
    assert set(own_keys(text.replace("{}", key))) == {key}


@pytest.mark.parametrize(
    "text",
    ["", "ph-", "phd-", KEY[:-1], KEY[:-1] + ("0" if KEY[-1] != "0" else "1"), KEY.lower(),
     "ph-12345678-" + "a" * 36, KEY.replace("-", "_"), DERIVED[:-1], "phd-" + KEY[3:]],
)  # fmt: skip
def test_lets_look_alikes_be(text):
    assert list(own_keys(text)) == []


@given(st.binary(min_size=RANDOM_LENGTH, max_size=RANDOM_LENGTH))
def test_the_published_pattern_and_checksum_hold_for_every_key(random):
    plain = mint(random, b"pepper").plain
    key, child = plain.reveal(), derive(plain, Caveats(expires_at=5)).reveal()
    assert re.fullmatch(PATTERN, key)
    assert re.fullmatch(DERIVED_PATTERN, child)
    for text in (key, child):
        number = 0
        for digit in text[-6:]:
            number = number * 62 + ALPHABET.index(digit)
        assert number == zlib.crc32(text[:-6].encode())


@given(st.lists(st.integers(1, 300), max_size=30), st.sampled_from([KEY, DERIVED]))
@settings(max_examples=100, deadline=None)
def test_finds_a_key_however_a_stream_cuts_it(cuts, key):
    text, at = f"take ph-this: {key} or phd-that", 0
    watch = LeakWatch()
    for size in cuts:
        watch.feed("text", text[at : at + size])
        watch.feed("other", "ph-")
        at += size
    watch.feed("text", text[at:])
    assert watch.found == {key}
    assert key not in repr(watch)


@given(st.lists(st.integers(1, 40), max_size=30))
@settings(max_examples=60, deadline=None)
def test_counts_each_key_of_a_provider_once_however_a_stream_cuts_it(cuts):
    text, at = "use sk-" + "a1B2" * 12 + " or ghp_" + "c3D4" * 9 + "; not sk-short", 0
    watch = LeakWatch()
    for size in cuts:
        watch.feed("text", text[at : at + size])
        at += size
    watch.feed("text", text[at:])
    assert (watch.others, watch.found) == (2, set())


def test_a_text_full_of_keys_does_not_cost_without_end():
    watch = LeakWatch()
    for number in range(100):
        watch.own(mint(number.to_bytes(RANDOM_LENGTH, "big"), b"p").plain.reveal())
    assert len(watch.found) == MOST_FOUND


def test_a_channel_does_not_grow_while_nothing_begins():
    watch = LeakWatch()
    for _ in range(2000):
        watch.feed("text", "ph-12345678-no more than words, and phd-words. ")
    assert len(watch._tails["text"]) < 5000


@pytest.mark.parametrize(
    "key",
    [KEY, DERIVED, "sk-" + "a1" * 20, "AIza" + "b" * 35, "ghp_" + "c" * 36, "AKIA" + "D" * 16],
)
def test_withholds_keys_of_its_own_and_of_others(key):
    text, count = withheld(f'{{"event": "GET {key}", "again": "{key}"}}')
    assert key not in text
    assert (text.count(WITHHELD), count) == (2, 2)


def test_lets_a_text_without_keys_be():
    for text in ("", "ready", "desk-lamp sk-short", "01a21305a353db1ee047413c16f301e4bdb1bec0a5ee"):
        assert withheld(text) == (text, 0)
