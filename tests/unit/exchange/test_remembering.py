"""A mapping is written and read back as it was."""

from posthouse.exchange.remembering import joined, read, read_calls, written, written_calls
from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.mapping import EMPTY, Mapping
from posthouse.privacy.mask import mask
from posthouse.privacy.restore import restore
from posthouse.privacy.token import Minter

MAIL = "ada.lovelace@mail.test"
MINTER = Minter(b"k" * 32, "B")


def mapping_of(text: str, raw: str, label: Label, depth: int = 0, how=None) -> Mapping:
    at = text.index(raw)
    return mask([text], [[Finding(at, at + len(raw), label, "t", depth)]], MINTER, how or {})[1]


def test_a_mapping_is_read_back_as_it_was_written():
    one = mapping_of('{"k": "pa\\"ss"}', 'pa\\"ss', Label.CREDENTIAL, 1)
    two = mapping_of(
        "to a@corp.test", "a@corp.test", Label.EMAIL, 0, {Label.EMAIL: Treatment.SURROGATE}
    )
    back = read([written(one, EMPTY), written(two, EMPTY)])
    for mapping in (one, two):
        for token in mapping:
            assert back.get(token).value == mapping.get(token).value
            assert back.get(token).treatment is mapping.get(token).treatment
            assert restore(f"is {token}", back, escapes=0) == restore(
                f"is {token}", mapping, escapes=0
            )
    assert back.counts() == {}
    assert written(one, back) == b""
    assert read([]).counts() == {}


def test_a_request_speaks_before_what_was_known():
    mapping = mapping_of("x a@corp.test", "a@corp.test", Label.EMAIL)
    (token,) = mapping
    both = joined(mapping, read([written(mapping, EMPTY)]))
    assert both.counts() == {"EMAIL": 1}
    assert list(both) == [token]


def test_tool_calls_are_read_back_as_they_were_written():
    one, two = ("bash", '{"command": "printf \\u00e9 > a"}'), ("write", "\ud800 free text")
    assert read_calls([written_calls([one]), written_calls([two])]) == (one, two)
    assert written_calls([]) == b""


def test_of_calls_that_are_too_long_together_the_last_stay():
    calls = [("bash", str(number) * 30_000) for number in range(4)]
    assert read_calls([written_calls(calls)]) == tuple(calls[2:])
