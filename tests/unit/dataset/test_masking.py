import pytest
from tests.detectors import detector

from posthouse.dataset.kind import Kind
from posthouse.dataset.masking import Part, Policy, Refused, mask
from posthouse.dataset.patch import packed, undone
from posthouse.model.finding import Label, Treatment
from posthouse.privacy.examine import Examiner
from posthouse.privacy.token import LENGTH, Minter

MINTER = Minter(b"k" * 32, "B")
EXAMINER = Examiner(detector().find_all)
POLICY = Policy(EXAMINER.find_all, {}, MINTER)
MAIL = "wei.zhang@mail.haitang.test"
PHONE = "13812345678"


def token(label: Label, value: str) -> bytes:
    return MINTER.token(label, value).encode()


def test_a_value_gives_way_to_the_token_that_the_station_mints():
    masked = mask(Part(f"write to {MAIL}".encode()), POLICY)
    assert masked.data == b"write to " + token(Label.EMAIL, MAIL)
    assert masked.counts == {"EMAIL": 1}


def test_bytes_without_a_finding_stay_as_they_are():
    masked = mask(Part(b"nothing to see\r\n\xef\xbb\xbf"), POLICY)
    assert (masked.data, masked.edits) == (b"nothing to see\r\n\xef\xbb\xbf", ())


def test_a_number_in_json_becomes_a_string():
    masked = mask(Part(b'{"phone": 13812345678}', Kind.JSON), POLICY)
    assert masked.data == b'{"phone": "' + token(Label.PHONE, PHONE) + b'"}'


def test_the_same_value_has_the_same_token_in_every_encoding():
    data = f"手机号 {PHONE}，请致电王先生。".encode("gbk")
    assert token(Label.PHONE, PHONE) in mask(Part(data), POLICY).data
    wide = f"手机号 {PHONE}".encode("utf-16-le")
    masked = mask(Part(wide, codec="utf-16-le"), POLICY)
    assert token(Label.PHONE, PHONE).decode() in masked.data.decode("utf-16-le")


def test_what_is_found_once_in_a_part_is_masked_everywhere_in_it():
    masked = mask(Part(b"password: kQ7pw2xa-r9\nlog: kQ7pw2xa-r9 sent"), POLICY)
    assert b"kQ7pw2xa" not in masked.data


def test_a_table_is_read_by_its_first_row_in_every_part():
    head, row = "姓名,手机,出生日期\n".encode(), b"x,13812345678,1990-03-07\n"
    alone = mask(Part(row, Kind.CSV), POLICY)
    with_head = mask(Part(row, Kind.CSV, head=head), POLICY)
    assert "DATE_BIRTH" not in alone.counts
    assert with_head.counts["DATE_BIRTH"] == 1
    assert with_head.data.startswith(b"x,")


def test_only_the_part_is_masked_of_what_is_examined():
    part = Part(b"a\n", before=f"{MAIL}\n".encode(), after=f"{MAIL}\n".encode())
    assert mask(part, POLICY).data == b"a\n"


def test_a_value_that_crosses_the_end_of_a_part_is_masked_on_both_sides():
    key = b"-----BEGIN PRIVATE KEY-----\n" + b"Ab3x" * 16 + b"\n-----END PRIVATE KEY-----\n"
    cut = key.index(b"\n") + 1
    left, right = key[:cut], key[cut:]
    first = mask(Part(left, after=right), POLICY).data
    second = mask(Part(right, before=left), POLICY).data
    assert b"BEGIN" not in first
    assert b"Ab3x" not in second


@pytest.mark.parametrize("treatment", list(Treatment))
def test_policy_decides_by_label(treatment):
    policy = Policy(EXAMINER.find_all, {Label.EMAIL: treatment}, MINTER)
    part = Part(f"one\n{MAIL} {PHONE}".encode(), line=11)
    if treatment is Treatment.REFUSE:
        with pytest.raises(Refused, match="line 12 holds EMAIL"):
            mask(part, policy)
        return
    masked = mask(part, policy)
    assert (MAIL.encode() in masked.data) == (treatment is Treatment.PASS)
    assert PHONE.encode() not in masked.data
    assert masked.lost == (treatment in (Treatment.PARTIAL, Treatment.DROP))
    assert (undone(masked.data, packed(masked.edits)) == part.data) == (not masked.lost)


def test_the_way_back_is_exact():
    data = f'{{"a": "{MAIL}\\n{PHONE}", "b": {PHONE}}}\n'.encode()
    masked = mask(Part(data, Kind.JSONL), POLICY)
    assert len(masked.edits) == 3
    assert len(masked.edits[0].shown) == LENGTH
    assert undone(masked.data, packed(masked.edits)) == data
