"""What calls of JavaScript give back: files, downloads, paths, texts that are put together."""

from __future__ import annotations

from posthouse.inspection.reading import jsnames, jstext
from posthouse.inspection.reading.pyvalues import (
    CODED,
    NET,
    Call,
    Marks,
    Value,
    opened,
    path_of,
    private,
)
from posthouse.inspection.reading.walking import marks_of

_MOST = 4_096
_HOSTS = ("url", "host", "hostname")
_SPELLS = ("String.fromCharCode()", "String.fromCodePoint()")


def as_list(name: str, given: list[Value]) -> list[Value]:
    """Return a program and the list of its arguments as one list, as Python has it."""
    if name != jsnames.RUNS:
        return given
    if len(given) > 1 and given[1].many is not None:
        return [Value(None, "", marks_of(given), (given[0], *given[1].many), made=given[0].made)]
    return given[:1]


def made(call: Call, function: Value) -> Value:
    """Return what a call gives back, by its name and what it is given."""
    marks = call.marks
    if call.name == jsnames.READS:
        return opened(call, marks)
    if call.name == jsnames.JOINS:
        path = path_of(call)
        return Value(path, "path", marks | private(path))
    if call.name == jsnames.FETCHES:
        named = (call.named[key].text for key in _HOSTS if key in call.named)
        return Value(None, "requests.get()", marks | {(NET, call.first or next(named, "") or "")})
    name = f"{jsnames.plain_name(function.name)}()"
    return Value("~") if jsnames.HOME.fullmatch(name) else _text(call, name, marks)


def _text(call: Call, name: str, marks: Marks) -> Value:
    """Return the text that a call makes of texts: decoded, spelled, joined, turned round."""
    texts = [one.text for one in call.given]
    if name in _SPELLS:
        many = call.given[0].many if len(call.given) == 1 else None
        codes = [one.text for one in many] if many else texts
        return Value(jstext.spelled(codes), "", marks | {(CODED, "")}, made=True)
    inner = jstext.decoded(name.removesuffix("()"), texts)
    if inner is not None:
        return Value(inner, "", marks | {(CODED, "")}, made=True)
    if call.base.many is not None or (call.method == "split" and call.base.text is not None):
        return _of_list(call, marks)
    if call.base.text is None:
        return Value(None, name, marks)
    text = jstext.method(call.method, call.base.text, texts)
    return Value(text, name if text is None else "", marks, made=call.base.made)


def _of_list(call: Call, marks: Marks) -> Value:
    """Return what methods of lists make: split, reversed, joined."""
    first = call.given[0].text if call.given else None
    if call.base.many is None:
        text = call.base.text or ""
        parts = text.split(first) if first else list(text) if first == "" else [text]
        return Value(None, "", marks, tuple(map(Value, parts[:_MOST])), made=True)
    if call.method == "reverse":
        return Value(None, "", marks | {(CODED, "")}, call.base.many[::-1], made=True)
    texts = [one.text for one in call.base.many]
    if call.method == "join" and None not in texts:
        between = "," if first is None else first
        return Value(between.join(filter(None, texts)), "", marks, made=True)
    return Value(None, "", marks, call.base.many)
