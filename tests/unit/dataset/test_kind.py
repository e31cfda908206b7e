import pytest

from posthouse.dataset.kind import HEAD, Kind, kind_of
from posthouse.wire.decoding import wide


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.py", b"import os\n", Kind.TEXT),
        ("Makefile", b"", Kind.TEXT),
        ("a.JSON", b"{}", Kind.JSON),
        ("a.jsonl", b"{}\n", Kind.JSONL),
        ("a.csv", b"a,b\n", Kind.CSV),
        ("a.tsv", b"a\tb\n", Kind.TSV),
        ("a.csv", "a,b\n1,2\n".encode("utf-16"), Kind.CSV),
        ("a.txt", "some words".encode("utf-16-le"), Kind.TEXT),
        ("a.txt", b"PAR1....", Kind.PARQUET),
        ("a.txt", b"PK\x03\x04rest", Kind.ARCHIVE),
        ("a.docx", b"PK\x03\x04rest", Kind.DOCUMENT),
        ("a.csv.gz", b"\x1f\x8b\x08", Kind.ARCHIVE),
        ("a.tar", b"x" * 257 + b"ustar\x00", Kind.ARCHIVE),
        ("a.pdf", b"%PDF-1.7", Kind.DOCUMENT),
        ("a.txt", b"\x00\x01\x02\x03binary", Kind.BINARY),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Kind.IMAGE),
    ],
)
def test_a_file_is_known_by_its_first_bytes_then_by_its_name(name, head, kind):
    assert kind_of(name, head[:HEAD]) is kind


def test_only_kinds_that_can_be_examined_are_opened():
    assert {kind for kind in Kind if not kind.opened} == {
        Kind.ARCHIVE,
        Kind.IMAGE,
        Kind.DOCUMENT,
        Kind.BINARY,
    }


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_known_by_where_its_zeros_stand(codec):
    assert wide("Some words, mostly Latin ones".encode(codec)) == codec
    assert wide(b"Some words, mostly Latin ones") == ""
