import base64

import pytest

from posthouse.wire.document import Document
from posthouse.wire.fields import TREE
from posthouse.wire.media import Media, as_utf8, media_of, text_in, text_of


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"plain", Media.TEXT),
        ("\ufeff中文".encode(), Media.TEXT),
        (b"", Media.TEXT),
        (b"BM is also how a text may begin", Media.TEXT),
        (b"BM\x00\x01\xff", Media.IMAGE),
        (b"\x89PNG\r\n\x1a\n....", Media.IMAGE),
        (b"\xff\xd8\xff\xe0", Media.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Media.IMAGE),
        (b"\x00\x00\x00\x18ftypheic", Media.IMAGE),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", Media.OTHER),
        (b"\n%PDF-1.7 text", Media.DOCUMENT),
        (b"PK\x03\x04....[Content_Types].xml", Media.DOCUMENT),
        (b"PK\x03\x04....secret.txt", Media.OTHER),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Media.DOCUMENT),
        (b"\xff\xfe\x00", Media.OTHER),
        ("中文".encode("gb18030"), Media.TEXT),
        ("mail 中文".encode("utf-16"), Media.TEXT),
        ("mail, unmarked".encode("utf-16-le"), Media.TEXT),
        ("caf\xe9 au lait, s'il vous pla\xeet".encode("latin-1"), Media.TEXT),
        (b"\x80\x81\x82\x83\xfe\xff\xf5", Media.OTHER),
        (b"ID3\x04\x01\x02\x03 some sound of which little is not ASCII \xe9", Media.OTHER),
    ],
)
def test_bytes_tell_what_they_are(data, expected):
    assert media_of(data) is expected


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-be", "utf-32", "gb18030", "gbk"])
def test_a_file_of_text_is_read_in_its_encoding(codec):
    said = "联系人王晓明，电话 13800138000\n" * 3
    assert (text_in(said.encode(codec)) or "").lstrip("\ufeff") == said


def test_another_charset_gives_way_to_utf_8():
    assert as_utf8("data:text/plain;charset=gbk;base64,") == "data:text/plain;charset=utf-8;base64,"
    assert as_utf8('text/csv; Charset="UTF-16"; header=present') == (
        "text/csv; Charset=utf-8; header=present"
    )
    assert as_utf8("text/plain") == "text/plain"


def test_text_is_utf_8_without_zero_bytes():
    assert text_of("ä".encode()) == "ä"
    assert text_of(b"a\0") is None
    assert text_of(b"\xff") is None


@pytest.mark.parametrize("codec", ["utf-16", "gb18030"])
def test_base64_of_text_in_another_encoding_is_a_text_and_put_back_as_utf_8(codec):
    said = "联系人王晓明，请尽快处理。\n" * 3
    lead = f"data:text/plain;charset={codec};base64,"
    tree = {"file": lead + base64.b64encode(said.encode(codec)).decode()}
    document = Document(tree, TREE)
    (slot,) = [one for one in document.slots if one.text.endswith(said)]
    assert not document.media
    slot.put("done")
    assert tree["file"] == "data:text/plain;charset=utf-8;base64,ZG9uZQ=="
