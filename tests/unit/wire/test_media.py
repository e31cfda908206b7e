import pytest

from posthouse.wire.media import Media, media_of, text_of


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
        ("中文".encode("gb18030"), Media.OTHER),
    ],
)
def test_bytes_tell_what_they_are(data, expected):
    assert media_of(data) is expected


def test_text_is_utf_8_without_zero_bytes():
    assert text_of("ä".encode()) == "ä"
    assert text_of(b"a\0") is None
    assert text_of(b"\xff") is None
