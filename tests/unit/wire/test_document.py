import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.errors import BadRequest
from posthouse.wire.document import Document, parse, strings, write
from posthouse.wire.fields import DATA, JSON_TEXT, OPAQUE, STRUCTURE, TEXT, TREE, Node, each, record

TABLE = record(
    model=STRUCTURE,
    text=TEXT,
    args=JSON_TEXT,
    sealed=OPAQUE,
    tree=TREE,
    parts=each(
        Node(
            fields={"type": STRUCTURE, "text": TEXT},
            by=("type", {"image": record(type=STRUCTURE, data=DATA, media_type=STRUCTURE)}),
        )
    ),
)
leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


def texts(body, table=TABLE):
    return [slot.text for slot in Document(body, table).slots]


def test_hands_out_text_and_not_structure():
    body = {"model": "m", "text": "a", "args": '{"b":1}', "sealed": "c"}
    assert texts(body) == ["a", '{"b":1}']


def test_an_unknown_key_is_scanned_with_its_keys_and_numbers():
    assert texts({"new": {"who@example.com": [13800138000, 7]}}) == [
        "13800138000", "who@example.com",
    ]  # fmt: skip


def test_a_part_is_read_by_its_type():
    coded = base64.b64encode(b"hello").decode()
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0").decode()
    parts = [
        {"type": "text", "text": "t"},
        {"type": "image", "data": picture, "media_type": "image/png"},
        {"type": "image", "data": coded, "media_type": "text/plain"},
        {"type": "novel", "text": "u", "more": "v"},
    ]
    document = Document({"parts": parts}, TABLE)
    assert [s.text for s in document.slots] == ["t", "hello", "u", "v"]
    assert document.unexamined == 1


def test_base64_text_is_written_back_as_base64():
    body = {"text": "data:text/plain;base64," + base64.b64encode("张 a@b".encode()).decode()}
    document = Document(body, TABLE)
    (slot,) = document.slots
    slot.put("masked")
    assert base64.b64decode(body["text"].split(",")[1]) == b"masked"


def test_a_key_is_renamed_in_its_place():
    body = {"tree": {"a": 1, "b@example.com": 2, "c": 3}}
    document = Document(body, TABLE)
    slot = next(s for s in document.slots if s.text.startswith("b@"))
    slot.put("X")
    assert list(body["tree"]) == ["a", "X", "c"]
    assert body["tree"]["X"] == 2


def test_two_keys_renamed_in_one_object_keep_their_values():
    body = {"tree": {"a@x": {"v": "1"}, "b@x": {"v": "2"}}}
    for slot in Document(body, TABLE).slots:
        slot.put(slot.text.upper() + "!")
    assert body["tree"] == {"A@X!": {"V!": "1!"}, "B@X!": {"V!": "2!"}}


@given(trees)
def test_free_json_hands_out_every_string(tree):
    body = {"tree": tree}
    handed = texts(body)
    inside = [s for s in strings(tree) if s]
    assert sorted(t for t in handed if t and not t.lstrip("-").isdigit()) == sorted(
        s for s in inside if not s.lstrip("-").isdigit()
    )


@given(trees)
def test_parse_then_write_keeps_the_meaning(tree):
    raw = json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert json.loads(write(parse(raw))) == tree


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "invalid_json"),
        (b"{", "invalid_json"),
        (b"\xff{}", "invalid_json"),
        (b'{"a": NaN}', "invalid_json"),
        (b'{"a": "\\ud800"}', "invalid_json"),
        (b'{"a": 1, "a": 2}', "duplicate_key"),
        (b'{"x": "\\u0022\\u0022", "a": 1, "\\u0061": 2}', "duplicate_key"),
        (b'{"n": 12345678901234567890, "a": 1, "a": 2}', "duplicate_key"),
        (b"[" * 300 + b"]" * 300, "too_deep"),
        (b'{"a":' * 1000 + b"1" + b"}" * 1000, "too_deep"),
        (b"[12345678901234567890," + b"[" * 900 + b"]" * 900 + b"]", "too_deep"),
        (b"[" * 2000 + b"]" * 2000, "too_deep"),
    ],
)
def test_refuses_what_is_not_strict_json(raw, code):
    with pytest.raises(BadRequest) as caught:
        parse(raw)
    assert caught.value.code == code


def test_refuses_depth_beyond_sixty_four():
    body = "x"
    for _ in range(65):
        body = [body]
    with pytest.raises(BadRequest) as caught:
        Document({"tree": body}, TABLE)
    assert caught.value.code == "too_deep"


@pytest.mark.parametrize(
    "body",
    [
        '{"a": "card 12345678901234567890 or -12345678901234567890"}',
        '{"a": ["12345678901234567890"], "b": "x: 12345678901234567890"}',
        '{"a": "x:12345678901234567890,-12345678901234567890"}',
        '{"a":' + " " * 70 + "-12345678901234567890}",
        "[1,-12345678901234567890,\n12345678901234567890]",
        "12345678901234567890123",
    ],
)
def test_digits_in_texts_and_large_numbers_stay_what_they_are(body):
    assert parse(body.encode()) == json.loads(body)


def test_integers_of_any_size_survive():
    raw = b'{"n":123456789012345678901234567890}'
    assert write(parse(raw)) == raw


@given(trees)
def test_a_body_that_is_written_as_ours_is_what_an_exact_reader_reads(tree):
    body = write({"a": tree})
    assert parse(body) == json.loads(body)


def test_escaped_quotes_are_not_mistaken_for_duplicates():
    assert parse(b'{"a": "say \\u0022hi\\u0022"}') == {"a": 'say "hi"'}


def test_a_text_in_base64_is_opened_whatever_it_is_called():
    coded = base64.b64encode(b"mail li.wei@haitang.test").decode()
    for media in ("application/octet-stream", "image/png", ""):
        parts = [{"type": "image", "data": coded, "media_type": media}]
        assert [s.text for s in Document({"parts": parts}, TABLE).slots] == [
            "mail li.wei@haitang.test"
        ]


def test_a_text_given_as_token_numbers_counts_as_unexamined():
    table = record(input=TEXT, extra=TREE)
    assert Document({"input": [1, 2, 3]}, table).unexamined == 1
    assert Document({"input": [[1, 2], [3]]}, table).unexamined == 2
    assert Document({"extra": [1, 2, 3]}, table).unexamined == 0
