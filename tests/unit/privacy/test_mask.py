import json

import pytest

from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.mask import mask
from posthouse.privacy.restore import restore
from posthouse.privacy.token import PATTERN, Minter

MINTER = Minter(b"k" * 32, "B")


def found(text: str, raw: str, label: Label = Label.EMAIL, depth: int = 0) -> list[Finding]:
    """Return a finding at every place where raw stands."""
    places, start = [], text.find(raw)
    while start >= 0:
        places.append(Finding(start, start + len(raw), label, "test", depth))
        start = text.find(raw, start + len(raw))
    return places


class OneToken(Minter):
    """Gives every value the same token at first: a collision of all with all."""

    def token(self, label: Label, value: str, attempt: int = 0) -> str:
        return "QXMB" + ("BCDFGHJKLM"[attempt]) * 10

    def minted(self, label: Label, value: str) -> tuple[str, int]:
        return self.token(label, value), super().minted(label, value)[1]


def test_replaces_each_finding_and_keeps_the_rest() -> None:
    text = "From a@example.com to b@example.com."
    findings = found(text, "a@example.com") + found(text, "b@example.com")
    (masked,), mapping = mask([text], [findings], MINTER)
    one, two = PATTERN.findall(masked)
    assert masked == f"From {one} to {two}."
    assert mapping.get(one).value == "a@example.com"  # type: ignore[union-attr]
    assert mapping.counts() == {"EMAIL": 2}


def test_texts_without_findings_come_back_as_they_are() -> None:
    masked, mapping = mask(["one", "two"], [(), ()], MINTER)
    assert masked == ["one", "two"]
    assert not mapping


def test_a_value_has_one_token_in_all_texts_and_all_requests() -> None:
    texts = ["a@example.com", "cc a@example.com a@example.com"]
    masked, mapping = mask(texts, [found(t, "a@example.com") for t in texts], MINTER)
    token = masked[0]
    assert masked[1] == f"cc {token} {token}"
    assert mapping.counts() == {"EMAIL": 3}
    assert mask(texts[:1], [found(texts[0], "a@example.com")], MINTER)[0] == [token]


def test_a_value_has_one_token_at_every_depth_of_escapes() -> None:
    secret = 'pa"ss\nword'
    deep = json.dumps({"k": secret})
    deeper = json.dumps({"arguments": deep})
    texts = [f"it is {secret}", deep, deeper]
    findings = [
        found(texts[0], secret, Label.CREDENTIAL),
        found(deep, json.dumps(secret)[1:-1], Label.CREDENTIAL, 1),
        found(deeper, json.dumps(json.dumps(secret)[1:-1])[1:-1], Label.CREDENTIAL, 2),
    ]
    masked, mapping = mask(texts, findings, MINTER)
    assert len(mapping) == 1
    (token,) = mapping
    assert all(token in text for text in masked)
    assert mapping.get(token).value == secret  # type: ignore[union-attr]
    assert mapping.counts() == {"CREDENTIAL": 3}


def test_two_spellings_after_the_same_words_get_two_tokens() -> None:
    texts = ['the key is a"b', r"the key is a\"b"]
    findings = [found(texts[0], 'a"b'), found(texts[1], r"a\"b", depth=1)]
    masked, mapping = mask(texts, findings, MINTER)
    assert masked[0] != masked[1]
    assert len(mapping) == 2
    assert [restore(text, mapping, escapes=0) for text in masked] == texts


def test_what_looks_like_a_token_stays_and_never_restores() -> None:
    text = "QXMBBBBBBBBBBB and a@example.com"
    (masked,), mapping = mask([text], [found(text, "a@example.com")], MINTER)
    assert masked.startswith("QXMBBBBBBBBBBB and ")
    assert mapping.get("QXMBBBBBBBBBBB") is None
    assert restore(masked, mapping, escapes=0) == text


def test_a_finding_that_is_only_a_token_of_another_request_stays() -> None:
    text = "password: QXCBBBBBBBBBBB"
    masked, mapping = mask([text], [found(text, "QXCBBBBBBBBBBB", Label.CREDENTIAL)], MINTER)
    assert masked == [text]
    assert not mapping


def test_a_token_that_the_request_already_holds_is_not_minted_again() -> None:
    own = MINTER.token(Label.EMAIL, "a@example.com")
    text = f"the log says {own} for a@example.com"
    (masked,), mapping = mask([text], [found(text, "a@example.com")], MINTER)
    assert masked.count(own) == 1
    assert restore(masked, mapping, escapes=0) == text


def test_values_that_collide_are_minted_again_the_same_way_each_time() -> None:
    text = "a@example.com b@example.com c@example.com"
    findings = [f for raw in text.split() for f in found(text, raw)]
    minter = OneToken(b"k" * 32, "B")
    (masked,), mapping = mask([text], [findings], minter)
    assert masked == "QXMBBBBBBBBBBB QXMBCCCCCCCCCC QXMBDDDDDDDDDD"
    assert restore(masked, mapping, escapes=0) == text
    assert mask([text], [findings], minter)[0] == [masked]


def test_a_longer_conversation_keeps_the_tokens_of_its_beginning() -> None:
    turns = ["mail a@example.com", "mail b@example.com", r"json: \"a@example.com\""]
    raws = ["a@example.com", "b@example.com", "a@example.com"]
    findings = [found(t, r, depth=i // 2) for i, (t, r) in enumerate(zip(turns, raws, strict=True))]
    whole, _ = mask(turns, findings, MINTER)
    for length in (1, 2):
        assert mask(turns[:length], findings[:length], MINTER)[0] == whole[:length]


@pytest.mark.parametrize("value", ["张三的邮箱@example.com", "😀😀", "a\\b", '"', "\u0000"])
def test_any_value_can_be_masked(value: str) -> None:
    text = f"«{value}»"
    (masked,), mapping = mask([text], [[Finding(1, 1 + len(value), Label.PROJECT, "t")]], MINTER)
    assert value not in masked
    assert restore(masked, mapping, escapes=0) == text


PARTLY = {Label.EMAIL: Treatment.PARTIAL}


def test_a_partial_mask_and_a_dropped_value_leave_no_way_back():
    text = "mail a@example.com now"
    (masked,), mapping = mask([text], [found(text, "a@example.com")], MINTER, PARTLY)
    assert masked == "mail a***@example.com now"
    assert not mapping
    assert mapping.values() == {"a@example.com"}
    assert mapping.treatments() == {("EMAIL", "partial"): 1}
    dropping = {Label.EMAIL: Treatment.DROP}
    (masked,), mapping = mask([text], [found(text, "a@example.com")], MINTER, dropping)
    assert masked == "mail  now"
    assert mapping.counts() == {"EMAIL": 1}


def test_a_surrogate_never_stands_in_the_request_and_is_restored_exactly():
    known = {Label.EMAIL: Treatment.SURROGATE}
    text = "to a@corp.test"
    (first,), _ = mask([text], [found(text, "a@corp.test")], MINTER, known)
    texts = [text, f"not {first[3:]}"]
    (second, other), mapping = mask(texts, [found(text, "a@corp.test"), ()], MINTER, known)
    assert second != first
    assert other == texts[1]
    assert restore(f"{second} and {first[3:]}", mapping, escapes=0) == f"{text} and {first[3:]}"
    assert mapping.treatments() == {("EMAIL", "surrogate"): 1}


def test_people_are_restored_by_what_they_are_called_in_part():
    known = {Label.PERSON: Treatment.SURROGATE}
    texts = ["张秀英 met John Smith"]
    findings = [
        found(texts[0], "张秀英", Label.PERSON) + found(texts[0], "John Smith", Label.PERSON)
    ]
    (masked,), mapping = mask(texts, findings, MINTER, known)
    chinese, _, first, last = masked.split()
    answer = f"{chinese[0]}总 thanks Mr {last}, dear {first}; {chinese}"
    assert restore(answer, mapping, escapes=0) == "张总 thanks Mr Smith, dear John; 张秀英"


def test_what_has_no_surrogate_gets_a_token():
    text = "passport E12345678"
    treat = {Label.PASSPORT: Treatment.SURROGATE}
    (masked,), mapping = mask([text], [found(text, "E12345678", Label.PASSPORT)], MINTER, treat)
    assert PATTERN.search(masked)
    assert mapping.treatments() == {("PASSPORT", "mask"): 1}


def test_where_the_reserved_range_is_used_up_a_token_stands():
    values = [f"10.1.{n // 200}.{n % 200}" for n in range(700)]
    text = " ".join(values) + " "
    findings = [Finding(m, m + len(v), Label.IP, "t") for m, v in places(values)]
    (masked,), mapping = mask([text], [findings], MINTER, {Label.IP: Treatment.SURROGATE})
    assert PATTERN.search(masked)
    assert restore(masked, mapping, escapes=0) == text


def places(values: list[str]):
    at = 0
    for value in values:
        yield at, value
        at += len(value) + 1
