import codecs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posthouse.wire.decoding import Undecodable, decoded, marked

CHINESE = "联系电话，请致电王先生，谢谢你们的支持。"


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (b"plain", "ascii"),
        (CHINESE.encode(), "utf-8"),
        (CHINESE.encode("gbk"), "gb18030"),
        (b"call " * 20 + CHINESE.encode("gb18030"), "gb18030"),
        (("The caf\u00e9 is closed, r\u00e9servez. " * 3).encode("latin-1"), "latin-1"),
    ],
)
def test_the_encoding_is_told_by_the_bytes(data, codec):
    text, told = decoded(data)
    assert told == codec
    assert text.encode(told) == data


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_mark_tells_the_codec_and_stays_in_the_text(mark, codec):
    data = mark + CHINESE.encode(codec)
    text, told = decoded(data, marked(data))
    assert (text, told) == ("\ufeff" + CHINESE, codec)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (CHINESE.encode() + b"\n" + CHINESE.encode("gbk"), "mixed encodings: line 2"),
        (b"one\n\x81\x8d\x9d\xff\xfe\x90" * 9, "no encoding"),
        (codecs.BOM_UTF8 + b"one\ntwo\xff", "line 2 is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_without_content(data, words):
    with pytest.raises(Undecodable, match=words):
        decoded(data, marked(data))


def test_half_a_character_of_wide_text_is_refused():
    with pytest.raises(Undecodable, match="utf-16-le"):
        decoded(codecs.BOM_UTF16_LE + b"a\x00b", "utf-16-le")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_whatever_is_read_encodes_to_the_same_bytes(data):
    try:
        text, codec = decoded(data, marked(data))
    except Undecodable:
        return
    assert text.encode(codec) == data
