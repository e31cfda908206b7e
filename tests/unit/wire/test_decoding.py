import codecs
import struct

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
        ("姓名,电话\n沈琳,13800138000\n".encode("gbk"), "gb18030"),
        ("郑伟\n王芳\n谢平\n赵敏\n沈琳\n周婷\n曹瑶\n姜璐\n韦梓涵\n".encode("gbk"), "gb18030"),
        ("浙江省杭州市余杭区文三路138号锦绣花园3幢2单元".encode("gbk"), "gb18030"),
        ("GRÖSSE KÖLN ÄRZTE: TEL 0151 2345678\n".encode("latin-1"), "latin-1"),
        ("Temperatur 20 °C bei 5 µA ±3 %, siehe »K«".encode("latin-1"), "latin-1"),
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
        ((CHINESE.encode("gbk") + b"\n") * 9 + CHINESE.encode(), "mixed encodings: line 1"),
        ("café\n".encode() + "café\n".encode("latin-1"), "mixed encodings: line 2"),
        (b"one\n\x81\x8d\x9d\xff\xfe\x90" * 9, "no encoding"),
        (codecs.BOM_UTF8 + b"one\ntwo\xff", "line 2 is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_without_content(data, words):
    with pytest.raises(Undecodable, match=words):
        decoded(data, marked(data))


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("안녕하세요 저는 김민수입니다. 전화번호 010-1234-5678 입니다. 감사합니다.", "euc-kr"),
        ("Привет, меня зовут Иван Петров, мой телефон 123", "koi8-r"),
        ("您好,我是王大明,電話 0912345678,請聯絡我,謝謝您的支持", "big5"),
        ("こんにちは、田中太郎です。電話番号は0312345678です", "shift-jis"),
    ],
)
def test_text_of_other_scripts_is_not_read_as_chinese(text, codec):
    with pytest.raises(Undecodable, match="no encoding"):
        decoded(text.encode(codec))


def test_numbers_of_sixteen_bits_are_no_wide_text():
    numbers = struct.pack("<400h", *(n % 160 for n in range(400)))
    assert marked(numbers) == ""
    assert marked("Call me\r\n\tat 5 °C".encode("utf-16-be")) == "utf-16-be"
    with pytest.raises(Undecodable):
        decoded(b"\x01\x02head of something\xe9" * 9)


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
