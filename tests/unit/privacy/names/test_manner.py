import json

import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.blocks import segments
from posthouse.privacy.names.manner import AGAIN, FORM, KNOWN, READ, believed, software

LETTER = """Dear Mrs Okafor,

thank you for your letter of Monday. Kestrel Robotics will send the parts to Lagos; Amara will
call you before they leave. We hope that you and Lena are well, and see you in May.
"""
README = """## Kestrel

Install Kestrel with `pip install kestrel`, set `kestrel_home` and call `Kestrel.open()`.
See the docs/usage.md and run `kestrel --help` for Lagos, the built-in server.
"""
CODE = segments("x = f(1)\n" * 9)
LICENCE = """Redistribution and use in source and binary forms are permitted provided that the
disclaimer is kept. THE SOFTWARE IS PROVIDED "AS IS" BY KESTREL ROBOTICS.
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LETTER, False),
        (README, True),
        (LICENCE, True),
        ("x = f(1)\n" * 9, True),
        (f"```\n{LETTER}```\nPlease check.", False),
        (json.dumps({"content": [{"text": LETTER}]}), False),
        (f"```\nx = f(1)\n```\n{LETTER[:200]}", True),
    ],
)
def test_tells_prose_about_software_from_a_letter(text: str, told: bool) -> None:
    assert software(text, segments(text)) is told


def name(value: str, label: Label, rule: str, confidence: float = 0.9) -> Finding:
    start = README.index(value)
    return Finding(start, start + len(value), label, rule, 0, confidence)


@pytest.mark.parametrize(
    ("label", "rule", "confidence", "kept"),
    [
        (Label.PERSON, READ, 0.9, False),
        (Label.PERSON, READ, 0.99, True),
        (Label.PERSON, KNOWN, 0.6, True),
        (Label.ORG, READ, 0.999, False),
        (Label.ORG, FORM, 0.95, True),
        (Label.LOCATION, READ, 0.9, False),
        (Label.PERSON, "names-chinese", 0.5, True),
    ],
)
def test_keeps_what_is_sure(label: Label, rule: str, confidence: float, kept: bool) -> None:
    one = name("Lagos", label, rule, confidence)
    assert believed(README, [one], segments(README)) == ([one] if kept else [])


@pytest.mark.parametrize(
    ("text", "value", "kept"),
    [
        ("name: ListAgents", "ListAgents", False),
        ("name: read_file", "read_file", False),
        ("in src/Kestrel/main.py", "Kestrel", False),
        ("name: McDonald", "McDonald", True),
        ("name: DeShawn Miller", "DeShawn Miller", True),
    ],
)
def test_an_identifier_is_no_name(text: str, value: str, kept: bool) -> None:
    start = text.index(value)
    rule = READ if "/" in text else FORM
    one = Finding(start, start + len(value), Label.PERSON, rule, 0, 0.99)
    assert believed(text, [one], CODE) == ([one] if kept else [])


def test_a_name_again_falls_with_the_first() -> None:
    first = name("Kestrel", Label.ORG, READ)
    again = Finding(20, 27, Label.ORG, AGAIN, 0, 0.95)
    assert README[20:27] == "Kestrel"
    assert believed(README, [first, again], segments(README)) == []
    sure = name("Kestrel", Label.ORG, FORM)
    assert believed(README, [sure, again], segments(README)) == [sure, again]


@pytest.mark.parametrize(
    ("value", "label", "confidence", "kept"),
    [
        ("Amara", Label.PERSON, 0.3, True),
        ("Lagos", Label.LOCATION, 0.3, False),
        ("Lagos", Label.LOCATION, 0.7, True),
        ("Kestrel Robotics", Label.ORG, 0.3, False),
    ],
)
def test_guesses_at_places_and_bodies_fall_where_prose_is_wrapped(
    value: str, label: Label, confidence: float, kept: bool
) -> None:
    text = f"```\n{LETTER}```\n"
    start = text.index(value)
    one = Finding(start, start + len(value), label, READ, 0, confidence)
    assert believed(text, [one], segments(text)) == ([one] if kept else [])
    assert believed(LETTER, [one], segments(LETTER)) == [one]
