import json

import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.mapping import EMPTY, Mapping
from posthouse.privacy.mask import mask
from posthouse.privacy.original import Form, Original
from posthouse.privacy.restore import AHEAD, Restorer, restore
from posthouse.privacy.token import LENGTH, Minter

MAIL = "QXMBBBBBBBBBBB"
KEY = "QXCBGHJKGHJKGH"
OTHER = "QXMBZZZZZZZZZZ"
SECRET = 'a"b\\c\nd 张'
PLAIN = Mapping({MAIL: Original("ada@example.com", Label.EMAIL)})
RAW = Mapping({KEY: Original(SECRET, Label.CREDENTIAL)})


def streamed(pieces: list[str], mapping: Mapping, escapes: int = 0) -> list[str]:
    """Return what came out for each piece, and at the end."""
    restorer = Restorer(mapping, escapes=escapes)
    return [restorer.feed(piece) for piece in pieces] + [restorer.end()]


def test_restores_every_token_of_the_mapping_and_no_other() -> None:
    text = f"{MAIL},{OTHER},{MAIL}{MAIL} QX Q"
    mail = "ada@example.com"
    assert restore(text, PLAIN, escapes=0) == f"{mail},{OTHER},{mail}{mail} QX Q"


def test_an_empty_mapping_changes_and_holds_nothing() -> None:
    assert restore(MAIL, EMPTY, escapes=0) == MAIL
    assert streamed(["Q", "X", "QXMB"], EMPTY) == ["Q", "X", "QXMB", ""]


def test_a_token_that_comes_letter_by_letter_is_restored_whole() -> None:
    out = streamed(list(f"to {MAIL}!"), PLAIN)
    assert "".join(out) == "to ada@example.com!"
    assert out[:3] == ["t", "o", " "]
    assert out[3 : 3 + LENGTH] == [""] * (LENGTH - 1) + ["ada@example.com"]


@pytest.mark.parametrize("tail", ["QA", "QXC", "QQX", "Quick", "QXMBBBC"])
def test_holds_back_only_what_can_become_a_token_of_this_mapping(tail: str) -> None:
    out = streamed([f"x {tail}", ""], PLAIN)
    held = "QX" if tail == "QQX" else ""
    assert out[0] == f"x {tail.removesuffix(held)}" if held else out[0] == f"x {tail}"


def test_the_end_flushes_what_was_no_token() -> None:
    assert streamed(["mail QXMBBB"], PLAIN) == ["mail ", "QXMBBB"]


def test_inside_a_json_string_a_value_is_escaped() -> None:
    arguments = json.dumps({"command": f"login {KEY}"})
    restored = restore(arguments, RAW, escapes=1)
    assert json.loads(restored) == {"command": f"login {SECRET}"}
    assert restore(f"it is {KEY}", RAW, escapes=0) == f"it is {SECRET}"


def once_and_twice() -> tuple[str, Mapping]:
    """Return the token and mapping of a secret seen plain and inside JSON."""
    plain, nested = f"it is {SECRET}", json.dumps({"k": SECRET}, ensure_ascii=False)
    raw = json.dumps(SECRET, ensure_ascii=False)[1:-1]
    start = nested.index(raw)
    _, mapping = mask(
        [plain, nested],
        [
            [Finding(6, 6 + len(SECRET), Label.CREDENTIAL, "t")],
            [Finding(start, start + len(raw), Label.CREDENTIAL, "t", 1)],
        ],
        Minter(b"k" * 32, "B"),
    )
    (token,) = mapping
    return token, mapping


@pytest.mark.parametrize(
    ("before", "escapes", "spelled"),
    [
        ("I see it is ", 0, SECRET),
        ('{"k": "', 0, json.dumps(SECRET, ensure_ascii=False)[1:-1]),
        ("nothing alike#", 0, SECRET),
        ('{"k": "', 1, json.dumps(SECRET, ensure_ascii=False)[1:-1]),
        ('{"text": "it is ', 1, json.dumps(SECRET, ensure_ascii=False)[1:-1]),
        (
            r'{"text": "{\"k\": \"',
            1,
            json.dumps(json.dumps(SECRET, ensure_ascii=False)[1:-1], ensure_ascii=False)[1:-1],
        ),
    ],
)
def test_the_spelling_is_the_one_seen_after_the_same_words(
    before: str, escapes: int, spelled: str
) -> None:
    token, mapping = once_and_twice()
    assert restore(f"{before}{token}", mapping, escapes=escapes) == before + spelled
    assert "".join(streamed([*before, *token], mapping, escapes)) == before + spelled


def test_a_plain_text_echoed_into_arguments_reads_back_as_it_was() -> None:
    token, mapping = once_and_twice()
    for text, original in [
        (f"it is {token}", f"it is {SECRET}"),
        (json.dumps({"k": token}), json.dumps({"k": SECRET}, ensure_ascii=False)),
    ]:
        restored = restore(json.dumps({"text": text}), mapping, escapes=1)
        assert json.loads(restored) == {"text": original}


def test_many_places_of_one_value_cost_no_more_than_a_few() -> None:
    forms = {f"context {n:04}": Form(r"a\"b", 1) for n in range(5000)}
    mapping = Mapping({KEY: Original('a"b', Label.CREDENTIAL, forms)})
    text = "".join(f"context {n:04}{KEY} elsewhere{KEY}" for n in range(0, 5000, 5))
    assert restore(text, mapping, escapes=0).count(r"a\"b") >= 1000


class Asking:
    """Guards one token and keeps the lines that it was asked about."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def guards(self, token: str) -> bool:
        return token == KEY

    def allows(self, token: str, line: str) -> bool:
        self.lines.append(line)
        return "no" not in line


def test_a_secret_waits_for_its_line_and_no_longer() -> None:
    judge = Asking()
    restorer = Restorer(RAW, escapes=0, judge=judge)
    assert restorer.feed(f"one\nit is {KEY} so") == "one\nit is "
    assert restorer.holds
    assert restorer.feed(" far\nrest") == f"{SECRET} so far\nrest"
    assert judge.lines == [f"it is {KEY} so far"]
    assert restorer.feed(KEY + "x" * (AHEAD - 1)) == ""
    assert restorer.feed("x") == SECRET + "x" * AHEAD


def test_a_secret_that_is_not_allowed_stays_a_token() -> None:
    judge = Asking()
    assert restore(f"no {KEY}\nyes {KEY}", RAW, escapes=0, judge=judge) == f"no {KEY}\nyes {SECRET}"
    assert restore(f"\\\n{KEY} \\\n no", RAW, escapes=0, judge=judge) == f"\\\n{KEY} \\\n no"
