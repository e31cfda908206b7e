"""What a witness answers, as the table in tlog-witness v1.0.0 and transparency-dev's tests say."""

import base64

import pytest
from tests.evidence import LOG, WITNESSES, SmallLog, party, small_log

from posthouse.ledger.merkle import EMPTY_ROOT
from posthouse.ledger.note import SignatureType, parse_vkey
from posthouse.ledger.witnessing import Head, WitnessRefusal, asked, judge

SMALL = small_log()
LOGS = {LOG.key.name: [LOG.key]}
# transparency-dev/witness witness/witness_test.go @54dbcdd (Apache-2.0)
MONKEYS = parse_vkey("monkeys+db4d9f7e+AULaJMvTtDLHPUcUrjdDad9vDlh/PTfC2VV60JUtCfWT")
FIRST = (
    "monkeys\n5\n41smjBUiAU70EtKlT6lIOIYtRTYxYXsDB+XHfcvu/BE=\n\n— monkeys 202fftzGl3LVoqjXfwCFZZXs"
    "8I+5G22+Ek2K0AOyBuSJ/8/CZawNF+6fNlTKOCd622pbzJNkkJFWuw9DbicZCkEx9AY=\n"
).encode()
NEXT = (
    "monkeys\n8\nV8K9aklZ4EPB+RMOk1/8VsJUdFZR77GDtZUQq84vSbo=\n\n— monkeys 202ffoUEboiQYpHzICeaFmoy"
    "3RNviHTpAxYrq/eO4QQVQMvu9UebKBMX2MJC76NLthZaKsnKbCA8GxrjePZhvDCH7Ag=\n"
).encode()
PROOF = [
    bytes.fromhex(one)
    for one in (
        "b9e1d62618f7fee8034e4c5010f727ab24d8e4705cb296c374bf2025a87a10d2",
        "aac66cd7a79ce4012d80762fe8eec3a77f22d1ca4145c3f4cee022e7efcd599d",
        "89d0f753f66a290c483b39cd5e9eafb12021293395fad3d4a2ad053cfbcfdc9e",
        "29e40bb79c966f4c6fe96aff6f30acfce5f3e8d84c02215175d6e018a5dee833",
    )
]


def request(old, proof, note: bytes) -> bytes:
    lines = [f"old {old}", *(base64.b64encode(one).decode() for one in proof)]
    return "\n".join([*lines, "", ""]).encode() + note


def answer(body: bytes, last: Head = Head(), logs=LOGS) -> tuple[int, int | None]:  # noqa: B008
    """Return the status, and the size that is told."""
    try:
        judge(asked(body, logs), last)
    except WitnessRefusal as refusal:
        return (refusal.status if refusal.message else 0), refusal.size
    return 200, None


def test_cosigns_a_log_that_it_sees_first_and_what_grows_from_it():
    first = judge(asked(request(0, [], FIRST), {"monkeys": [MONKEYS]}), Head())
    assert first.size == 5
    second = judge(asked(request(5, PROOF, NEXT), {"monkeys": [MONKEYS]}), first)
    assert second.size == 8


MONKEY_5 = Head(5, base64.b64decode("41smjBUiAU70EtKlT6lIOIYtRTYxYXsDB+XHfcvu/BE="))
MONKEY_8 = Head(8, base64.b64decode("V8K9aklZ4EPB+RMOk1/8VsJUdFZR77GDtZUQq84vSbo="))


@pytest.mark.parametrize(
    ("old", "proof", "note", "last", "expected"),
    [
        (5, PROOF, NEXT, MONKEY_5, (200, None)),
        (2, [], NEXT, MONKEY_5, (409, 5)),
        (0, PROOF, FIRST, Head(), (422, None)),
        (5, [], FIRST, MONKEY_5, (200, None)),
        (5, [], NEXT, MONKEY_5, (422, None)),
        (8, PROOF, FIRST, MONKEY_8, (400, None)),
        (5, [bytes([n]) * 32 for n in range(4)], NEXT, MONKEY_5, (422, None)),
        (5, [], FIRST, Head(5, b"\xff" * 32), (409, None)),
    ],
)
def test_published_cases(old, proof, note, last, expected):
    assert answer(request(old, proof, note), last, {"monkeys": [MONKEYS]}) == expected


# transparency-dev/witness witness/http_test.go @54dbcdd (Apache-2.0)
PUBLISHED = (
    "transparency.dev/armored-witness/firmware_transparency/ci/2\n56\n"
    "7azctENRYLlBCBQ5OX2qxxIKCTOeCda1KfTwjdt0wdA=\n\n"
    "— transparency.dev-aw-ftlog-ci-2 93xidocoWXVph2jEuzW2oovU+IjU71+FeVGKtKXQknSla2HCvr6RYHRSdJfxp"
    "o4kj5geqxkjrDXcbpiSo7lK96X4Dgc=\n"
).encode()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (request(10, [bytes(32), bytes(32)], PUBLISHED), 404),
        (b"10 stuff\nabc=\ndef=\n\n" + PUBLISHED, 400),
        (b"10\nZ043\n423ed\n" + PUBLISHED, 400),
        (b"10\nabc=\ndef=\n" + PUBLISHED, 400),
    ],
)
def test_reads_published_bodies(body, status):
    assert answer(body) == (status, None)


def grown(old: int, new: int) -> bytes:
    return request(old, SMALL.growth(old, new), SMALL.checkpoint(new))


def head(size: int) -> Head:
    return Head(size, SMALL.head(size).root)


def test_takes_every_step_of_a_log():
    for new in range(1, 12):
        for old in range(new + 1):
            assert answer(grown(old, new), head(old)) == (200, None), (old, new)


def test_an_empty_log_may_be_cosigned_again_and_again():
    assert answer(grown(0, 0)) == (200, None)
    assert head(0) == Head(0, EMPTY_ROOT)


OTHER = party("other.example", 77, SignatureType.ED25519)
IMPOSTOR = party(LOG.key.name, 78, SignatureType.ED25519)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"old 0\n", 400),
        (b"old 0\n\n", 400),
        (b"10 stuff\n\n" + SMALL.checkpoint(3), 400),
        (grown(0, 3).replace(b"old 0", b"old 00"), 400),
        (grown(0, 3).replace(b"old 0", b"old -1"), 400),
        (grown(0, 3).replace(b"old 0", b"old 0 "), 400),
        (grown(0, 3).replace(b"old 0", b"old " + b"9" * 40), 400),
        (grown(0, 3).replace(b"old 0", "old ٣".encode()), 400),
        (request(0, [b"x" * 31], SMALL.checkpoint(3)), 400),
        (request(0, [b"x" * 32] * 64, SMALL.checkpoint(3)), 400),
        (grown(2, 3).replace(b"=\n\n", b"=\r\n\n", 1), 400),
        (grown(0, 3).replace(b"\n3\n", b"\n03\n"), 400),
        (grown(0, 3)[:-1], 400),
        (grown(0, 3) + b"\n", 400),
        (request(4, [], SMALL.checkpoint(3)), 400),
        (request(0, [], SmallLog(SMALL.entries, OTHER).checkpoint(3)), 404),
        (request(0, [], SmallLog(SMALL.entries, IMPOSTOR).checkpoint(3)), 403),
        (request(0, [], SMALL.checkpoint(3, WITNESSES).replace(b"\n3\n", b"\n4\n")), 403),
        (request(0, [], SMALL.checkpoint(3)[:-9] + b"AAAAAAA=\n"), 403),
        (request(4, [], SMALL.checkpoint(4).replace(b"log.example", b"log.exbmple")), 404),
    ],
)
def test_refuses_what_is_not_a_request_or_not_signed_by_a_known_log(body, status):
    assert answer(body) == (status, None)


def test_a_known_key_among_unknown_ones_is_enough():
    note = SMALL.checkpoint(3, [*WITNESSES, OTHER])
    assert answer(request(0, [], note)) == (200, None)


def test_an_old_key_and_a_new_one_may_both_be_trusted():
    logs = {LOG.key.name: [IMPOSTOR.key, LOG.key]}
    assert answer(request(0, [], SMALL.checkpoint(3)), Head(), logs) == (200, None)
    assert answer(
        request(0, [], SmallLog(SMALL.entries, IMPOSTOR).checkpoint(3)), Head(), logs
    ) == (
        200,
        None,
    )


@pytest.mark.parametrize("old", [0, 4, 6, 11])
def test_tells_its_size_where_old_is_another(old):
    assert answer(grown(old, 11), head(5)) == (409, 5)


def test_never_signs_two_roots_of_one_size():
    changed = SmallLog([b"x", *SMALL.entries[1:]])
    assert answer(request(5, [], changed.checkpoint(5)), head(5)) == (409, None)


def test_never_signs_a_log_that_changed_its_past():
    changed = SmallLog([b"x", *SMALL.entries[1:]])
    for proof in (changed.growth(5, 11), SMALL.growth(5, 11), ()):
        assert answer(request(5, proof, changed.checkpoint(11)), head(5)) == (422, None)
