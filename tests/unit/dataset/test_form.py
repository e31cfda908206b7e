import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.dataset.form import fitted
from posthouse.dataset.kind import Kind
from posthouse.model.finding import Finding, Label


def marked(text: str, *values: str) -> list[Finding]:
    starts = [text.index(value) for value in values]
    return [
        Finding(at, at + len(value), Label.PHONE, "test")
        for at, value in zip(starts, values, strict=True)
    ]


def shown(text: str, kind: Kind, *values: str) -> str:
    out, done = "", 0
    for finding, quoted in fitted(text, marked(text, *values), kind):
        out += text[done : finding.start] + ('"T"' if quoted else "T")
        done = finding.end
    return out + text[done:]


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ('{"p": 13812345678}', ["13812345678"], '{"p": "T"}'),
        ('{"p": "13812345678"}', ["13812345678"], '{"p": "T"}'),
        ('["call 138, now"]', ["138"], '["call T, now"]'),
        ('{"p": -12.5e3, "q": 1}', ["12.5"], '{"p": "T", "q": 1}'),
        ('["a\\"b 138"]', ["138"], '["a\\"b T"]'),
        ('["one", "two"]', ['one", "two'], '["T", "T"]'),
        ("[138, true]", ["138, true"], '["T", true]'),
    ],
)
def test_json_stays_json(text, values, expected):
    found = shown(text, Kind.JSON, *values)
    assert found == expected
    json.loads(found)


@given(st.text(alphabet='"1a,: \n{', max_size=60), st.data())
def test_lines_without_escapes_are_read_as_those_with_one(text, data):
    """A string with an escape before each line changes where things stand and nothing else."""
    escape = '"\\t",'
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    plain = [
        Finding(start, end, Label.PHONE, "test")
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]
    moved = [
        Finding(one.start + shift, one.end + shift, one.label, one.rule)
        for one in plain
        for shift in [len(escape) * (text.count("\n", 0, one.start) + 1)]
        if "\n" not in text[one.start : one.end]
    ]
    plain = [one for one in plain if "\n" not in text[one.start : one.end]]
    longer = "\n".join(escape + line for line in text.split("\n"))

    def pieces(whole: str, found: list[Finding]) -> list[tuple[str, bool]]:
        return [(whole[f.start : f.end], quoted) for f, quoted in fitted(whole, found, Kind.JSONL)]

    assert pieces(text, plain) == pieces(longer, moved)


def test_a_line_of_json_is_read_for_itself():
    text = 'broken " line\n{"p": 138}\n'
    assert shown(text, Kind.JSONL, "138") == 'broken " line\n{"p": "T"}\n'


def test_nothing_is_spared_in_what_is_not_quite_json():
    assert shown("{'p': 'ada@example.test'}", Kind.JSON, "ada@example.test") == "{'p': 'T'}"


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("a,b\n", "a,b", "T,T\n"),
        ('"x, y",z\n', "x, y", '"T,T",z\n'),
        ('1,"say ""hi"""\n', 'say ""hi"""', '1,"T""T"""\n'),
        ("a\nb\n", "a\nb", "T\nT\n"),
    ],
)
def test_a_table_keeps_its_cells(text, value, expected):
    assert shown(text, Kind.CSV, value) == expected


def test_a_cell_of_a_tab_separated_table_may_hold_commas():
    assert shown("x, y\tz\n", Kind.TSV, "x, y") == "T\tz\n"
