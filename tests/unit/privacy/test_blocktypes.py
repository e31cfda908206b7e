"""Lines vote for what a block is; a fence or a file name says it."""

import pytest

from posthouse.privacy.blocktypes import (
    PROSE,
    TABLE,
    Type,
    is_lock,
    language,
    line_type,
    sampled,
    spoken,
    typed,
    vote,
)
from posthouse.privacy.lexing import Family, Kind

_LINES = [
    ("2026-01-01T10:00:00Z started", "log"),
    ("Jan  2 10:00:00 host sshd[12]: x", "log"),
    ("ERROR could not open", "log"),
    ("    at com.example.Main.run(Main.java:12)", "log"),
    ("$ ls -l", "shell"),
    ("bob@host:~/x$ make", "shell"),
    ("| a | b |", "table"),
    ("INSERT INTO t VALUES (1);", "dash"),
    ("def f(a):", "hash"),
    ("    return x", "hash"),
    ("export default function App() {", "slash"),
    ("public class A {", "slash"),
    ("#include <stdio.h>", "slash"),
    ("fn main() {", "rust"),
    ('  "name": "x",', "json"),
    ("<div class='a'>", "markup"),
    ("DEBUG=1", "settings"),
    ("  port: 80", "settings"),
    ("  role: 'user',", "braced"),
    ("We met them in the harbour.", "prose"),
    ("translate text below to Persian for Amara", "prose"),
    ("Dear Amara,", "prose"),
    ("Best regards,", "prose"),
    ("Amara Okafor,", "prose"),
    ("12 Oak Row,", "prose"),
    ("String name,", "braced"),
    ("GREEN,", "braced"),
    ("note text NOT NULL,", "dash"),
    ("张三昨天来过", "prose"),
    ("", ""),
    ("12", ""),
]


@pytest.mark.parametrize(("line", "group"), _LINES)
def test_a_line_votes_by_how_it_looks(line, group):
    assert vote(line) == group


def test_a_block_is_what_most_of_its_lines_are():
    assert typed(["def f():", "    return 1", "x = 2"]) == Type(Kind.CODE, Family.HASH)
    assert typed(["Dear all of you,", "we meet at noon today."]) == PROSE
    assert typed(["a,b,c", "1,2,3", "4,5,6"]) == TABLE
    assert typed([]) == PROSE
    assert typed(["We met them at noon.", "ERROR could not open", "x = 2"]) is None


def test_a_line_that_says_nothing_has_no_type():
    assert line_type(["12"]) is None
    assert line_type(["foo();"]) == Type(Kind.CODE, Family.SLASH)


def test_a_comment_is_not_spoken():
    assert spoken(["We met them at noon."])
    assert not spoken(["# We met them at noon."])
    assert not spoken(["    We met them at noon."])
    assert not spoken([""])


def test_lock_files_are_told_by_their_heading_or_their_checksums():
    assert is_lock(["# yarn lockfile v1", ""])
    assert is_lock(['checksum = "ab"', 'name = "x"'] * 8)
    assert not is_lock(["a lock on the door"] * 20)


@pytest.mark.parametrize(
    ("told", "kind", "family"),
    [
        ("python", Kind.CODE, Family.HASH),
        ("src/app/main.ts", Kind.CODE, Family.SLASH),
        ("+++ b/config/x.yaml", Kind.DATA, Family.SETTINGS),
        ("bash", Kind.SHELL, Family.HASH),
        ("console", Kind.SHELL, None),
        ("csv", Kind.DATA, None),
    ],
)
def test_a_fence_or_a_path_names_the_language(told, kind, family):
    assert language(told) == Type(kind, family)


def test_plain_text_names_no_language():
    assert language("text") is None
    assert language("") is None


def test_a_sample_of_a_large_block_is_small_and_spread():
    text = "".join(f"line {n}\n" for n in range(10_000))
    lines = sampled(text, 0, len(text))
    assert lines[:3] == ["line 0", "line 1", "line 2"]
    assert 20 < len(lines) < 64
    assert any(line.startswith("line 9") and len(line) == 9 for line in lines)
