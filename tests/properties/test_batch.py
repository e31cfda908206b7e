"""Restoring undoes masking, byte for byte, whatever the bytes are and wherever they are cut."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posthouse.dataset.cutting import cuts, shape_of
from posthouse.dataset.kind import Kind
from posthouse.dataset.masking import Part, Policy, mask
from posthouse.dataset.patch import packed, undone
from posthouse.privacy.examine import Examiner
from posthouse.privacy.token import Minter
from posthouse.wire.decoding import Undecodable, marked
from tests.detectors import detector

POLICY = Policy(Examiner(detector().find_all).find_all, {}, Minter(b"k" * 32, "B"))
VALUES = [
    "wei.zhang@mail.haitang.test", "13812345678", "110101199003070177", "password: kQ7pw2xa-r9",
    '{"p": 13812345678}', "\\u0031\\n13812345678", "QXMBBBBBBBBBBB", "a,b\n", '"', "\\", "\r\n",
    "中文姓名", "-----BEGIN PRIVATE KEY-----\nAb3x\n", "\ufeff",
]  # fmt: skip
pieces = st.lists(st.one_of(st.sampled_from(VALUES), st.text(max_size=8)), max_size=12)
codecs = st.sampled_from(["utf-8", "utf-16-le", "gb18030", "latin-1"])
KINDS = [Kind.TEXT, Kind.JSON, Kind.JSONL, Kind.CSV, Kind.TSV]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces, codecs, st.sampled_from(KINDS), st.integers(1, 200))
def test_every_part_comes_back_as_it_was(texts, codec, kind, part):
    data = "".join(texts).encode(codec, "ignore")
    told = marked(data)
    shape = shape_of(told, quoted=kind is Kind.CSV)
    ends = [end for end, _ in cuts([data], shape, part)]
    for start, end in zip([0, *ends], ends, strict=False):
        one = Part(data[start:end], kind, told, before=data[:start], after=data[end:])
        try:
            masked = mask(one, POLICY)
        except Undecodable:
            continue
        assert undone(masked.data, packed(masked.edits)) == one.data
        assert mask(one, POLICY).data == masked.data
