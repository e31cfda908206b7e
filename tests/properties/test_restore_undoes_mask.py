"""Restore undoes mask: an echo comes back as the request was, however it is cut into pieces."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.mapping import Mapping
from posthouse.privacy.mask import mask
from posthouse.privacy.original import escape
from posthouse.privacy.restore import Restorer, restore
from posthouse.privacy.token import Minter

MINTER = Minter(b"k" * 32, "B")
VALUES = ['a"b', "x\ny", "C:\\u", "张三", "😀", "ada@example.com", "/p/", "QX", "'", "a\\\\b"]
FILLERS = ["", " ", "Q", "QX", "QXMB", "QXMBBBBBBBBBBB", '"', "\\", '{"k": "', "密码：", "é", "\n"]
TOKENS = [MINTER.token(Label.EMAIL, value) for value in VALUES[:3]]

fillers = st.one_of(st.sampled_from(FILLERS + TOKENS), st.text(max_size=14))
values = st.one_of(st.sampled_from(VALUES), st.text(min_size=1, max_size=6))


@st.composite
def examined(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    """Return a text and what was found in it: values written at several depths, several ways."""
    text, findings = draw(fillers), []
    for value in draw(st.lists(values, max_size=4)):
        depth = draw(st.integers(0, 3))
        raw = escape(value, depth)
        if depth and draw(st.booleans()):
            raw = escape(json.dumps(value)[1:-1].replace("/", "\\/"), depth - 1)
        label = draw(st.sampled_from([Label.EMAIL, Label.CREDENTIAL]))
        findings.append(Finding(len(text), len(text) + len(raw), label, "test", depth))
        text += raw + draw(fillers)
    return text, findings


requests = st.lists(examined(), min_size=1, max_size=4)


def cut(text: str, places: list[int]) -> list[str]:
    """Cut a text at these places, taken modulo its length."""
    ends = sorted({place % (len(text) + 1) for place in places} | {len(text)})
    return [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]


def streamed(pieces: list[str], mapping: Mapping, escapes: int) -> str:
    restorer = Restorer(mapping, escapes=escapes)
    return "".join([*(restorer.feed(piece) for piece in pieces), restorer.end()])


@settings(max_examples=400, deadline=None)
@given(requests, st.lists(st.integers(0, 500), max_size=12))
def test_an_echo_restores_byte_for_byte(
    request: list[tuple[str, list[Finding]]], places: list[int]
) -> None:
    texts = [text for text, _ in request]
    masked, mapping = mask(texts, [found for _, found in request], MINTER)
    for text, sent in zip(texts, masked, strict=True):
        assert restore(sent, mapping, escapes=0) == text
        assert streamed(cut(sent, places), mapping, 0) == text
        assert streamed(list(sent), mapping, 0) == text


NAMES = ["张伟", "张秀英", "李总", "小张", "John Smith", "Mr Li", "Li", "a@example.com", "10.1.2.3"]
TREATMENTS = {
    Label.PERSON: Treatment.SURROGATE,
    Label.EMAIL: Treatment.SURROGATE,
    Label.IP: Treatment.SURROGATE,
    Label.PHONE: Treatment.PARTIAL,
    Label.ADDRESS: Treatment.DROP,
}
LABELS = {"a": Label.EMAIL, "1": Label.IP}


@st.composite
def named(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    """Return a text in which people and addresses were found, plain or inside JSON."""
    text, findings = "", []
    for value in draw(st.lists(st.sampled_from(NAMES), max_size=5)):
        text += draw(st.sampled_from(["", " ", "和", "小", "总，", "\n", "see ", "!"]))
        depth = draw(st.integers(0, 1))
        raw = json.dumps(value)[1:-1] if depth else value
        label = LABELS.get(value[0], Label.PERSON)
        findings.append(Finding(len(text), len(text) + len(raw), label, "test", depth))
        text += raw
    return text, findings


@settings(max_examples=300, deadline=None)
@given(st.lists(named(), min_size=1, max_size=3), st.lists(st.integers(0, 300), max_size=8))
def test_surrogates_restore_byte_for_byte_and_leave_nothing(
    request: list[tuple[str, list[Finding]]], places: list[int]
) -> None:
    texts = [text for text, _ in request]
    masked, mapping = mask(texts, [found for _, found in request], MINTER, TREATMENTS)
    assert not any("10.1.2.3" in sent or "John" in sent or "张" in sent for sent in masked)
    for text, sent in zip(texts, masked, strict=True):
        assert restore(sent, mapping, escapes=0) == text
        assert streamed(cut(sent, places), mapping, 0) == text
        assert streamed(list(sent), mapping, 0) == text
    arguments = json.dumps(masked)
    whole = restore(arguments, mapping, escapes=1)
    assert streamed(cut(arguments, places), mapping, 1) == whole
    json.loads(whole)


@settings(max_examples=200, deadline=None)
@given(requests, st.text(max_size=30), st.sampled_from([0, 1]), st.lists(st.integers(0, 500)))
def test_any_split_of_any_answer_gives_the_same(
    request: list[tuple[str, list[Finding]]], words: str, escapes: int, places: list[int]
) -> None:
    masked, mapping = mask([t for t, _ in request], [f for _, f in request], MINTER)
    answer = words.join([*mapping, *masked, "QX"])
    whole = restore(answer, mapping, escapes=escapes)
    assert streamed(cut(answer, places), mapping, escapes) == whole
    assert streamed(list(answer), mapping, escapes) == whole


@settings(max_examples=300, deadline=None)
@given(st.lists(values, min_size=1, max_size=4), fillers)
def test_values_in_arguments_read_back_as_they_were(found: list[str], filler: str) -> None:
    """Arguments that were JSON come back as the same JSON; what was plain is escaped into it."""
    filler = filler.replace("\\", "")
    history = json.dumps({"said": "\u0001".join(f"{filler}{value}" for value in found)})
    findings, start = [], 0
    for value in found:
        raw = json.dumps(value)[1:-1]
        start = history.index(raw, history.index(json.dumps(filler)[1:-1], start) + len(filler))
        findings.append(Finding(start, start + len(raw), Label.CREDENTIAL, "test", 1))
        start += len(raw)
    (sent,), mapping = mask([history], [findings], MINTER)
    assert restore(sent, mapping, escapes=1) == history

    plain = [Finding(0, len(value), Label.CREDENTIAL, "test") for value in found]
    tokens, mapping = mask(found, [[finding] for finding in plain], MINTER)
    restored = restore(json.dumps(tokens), mapping, escapes=1)
    assert json.loads(restored) == found
