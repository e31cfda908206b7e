"""Images and documents in folders: read where asked for, told where not, and what comes back."""

import json

import pytest

from posthouse.batch.reader import Reader
from posthouse.batch.state import MANIFEST
from posthouse.media.outcome import Job, Problem, Work
from tests.batch.trees import mask, restore
from tests.papers import docx, pdf, xlsx
from tests.pictures import drawn, file_of, read

MAIL = "li.wei" + "@haitang-soft.test"
BOTH = ("--images", "redact", "--documents", "text")


def manifest(out) -> dict:
    return json.loads((out / ".posthouse" / MANIFEST).read_text())


@pytest.fixture
def source(tmp_path):
    made = tmp_path / "source"
    (made / "papers").mkdir(parents=True)
    (made / "note.txt").write_text(f"write to {MAIL}")
    (made / "papers" / "a.pdf").write_bytes(pdf(f"Contract with {MAIL}", "page two"))
    (made / "papers" / "a.pdf.txt").write_text("beside it")
    (made / "papers" / f"{MAIL}.docx").write_bytes(docx("nothing here"))
    (made / "papers" / "list.xlsx").write_bytes(xlsx([["mail"], [MAIL]]))
    picture = drawn(f"Mail {MAIL}", "All tests are green", size=(520, 110))
    (made / "screen.jpg").write_bytes(file_of(picture, "JPEG"))
    return made


def test_images_are_covered_and_documents_become_text(source, tmp_path):
    out = tmp_path / "out"
    assert mask(source, out, *BOTH) == 0
    files = {str(p.relative_to(out)) for p in out.rglob("*") if p.is_file()}
    papers = {name for name in files if name.startswith("papers/")}
    assert {"papers/a.pdf.txt", "papers/a.pdf_.txt", "papers/list.xlsx.txt"} < papers
    for path in out.rglob("*.txt"):
        assert MAIL not in path.read_text()
        assert MAIL not in path.name
    assert (out / "papers" / "a.pdf_.txt").read_text().startswith("Contract with QX")
    said = read((out / "screen.jpg").read_bytes())
    assert "green" in said
    assert "haitang" not in said
    by_path = {one["path"]: one for one in manifest(out)["files"]}
    assert by_path["screen.jpg"]["kind"] == "image"
    assert by_path["screen.jpg"]["counts"] == {"EMAIL": 1}
    assert by_path["papers/a.pdf_.txt"]["kind"] == "document"


def test_texts_of_documents_come_back_and_what_was_covered_does_not(source, tmp_path):
    out, back = tmp_path / "out", tmp_path / "back"
    mask(source, out, *BOTH)
    assert restore(out, back) == 0
    assert (back / "note.txt").read_text() == f"write to {MAIL}"
    assert (back / "papers" / "list.xlsx.txt").read_text() == f"[sheet People]\nmail\n{MAIL}"
    assert (back / "papers" / f"{MAIL}.docx.txt").read_text() == "nothing here"
    assert (back / "screen.jpg").read_bytes() == (out / "screen.jpg").read_bytes()


def test_a_second_run_does_nothing_again(source, tmp_path, capsys):
    out = tmp_path / "out"
    mask(source, out, *BOTH)
    before = (out / "screen.jpg").stat().st_mtime_ns
    capsys.readouterr()
    assert mask(source, out, *BOTH, "--json") == 0
    assert json.loads(capsys.readouterr().out)["kept"] == 6
    assert (out / "screen.jpg").stat().st_mtime_ns == before


def test_what_is_not_to_be_read_is_told(source, tmp_path):
    out = tmp_path / "out"
    assert mask(source, out) == 1
    why = {one["path"]: one["why"] for one in manifest(out)["not_done"]}
    assert "--images redact" in why["screen.jpg"]
    assert "--documents text" in why["papers/a.pdf"]
    assert not (out / "screen.jpg").exists()


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(source, tmp_path):
    (source / "broken.pdf").write_bytes(b"%PDF-1.7\nbroken")
    (source / "broken.png").write_bytes(file_of(drawn("x"))[:200])
    (source / "macros.docx").write_bytes(docx("x", more={"word/vbaProject.bin": b"\0"}))
    (source / "unnamed").write_bytes(pdf("said"))
    out = tmp_path / "out"
    assert mask(source, out, *BOTH) == 1
    why = {one["path"]: one["why"] for one in manifest(out)["not_done"]}
    assert set(why) == {"broken.pdf", "broken.png", "macros.docx", "unnamed"}
    assert "broken" in why["broken.pdf"]
    assert "macros" in why["macros.docx"]
    assert (out / "screen.jpg").exists()


def test_settings_say_so_too(source, tmp_path):
    config = tmp_path / "posthouse.toml"
    config.write_text('[privacy]\nimages = "redact"\ndocuments = "text"\n')
    out = tmp_path / "out"
    assert mask(source, out, "--config", str(config)) == 0
    assert "haitang" not in read((out / "screen.jpg").read_bytes())
    assert mask(source, tmp_path / "other", "--config", str(config), "--images", "leave") == 1


def test_a_reader_that_hangs_or_ends_is_replaced():
    import sys

    job = Job(Work.DOCUMENT, pdf("said"))
    slow = Reader(0.3, (sys.executable, "-c", "import time; time.sleep(600)"))
    assert slow(job).problem is Problem.TOO_SLOW
    ending = Reader(60.0, (sys.executable, "-c", "pass"))
    assert ending(job).problem is Problem.BROKEN
    assert ending(job).problem is Problem.BROKEN
    reader = Reader()
    assert reader(job).text == "said"
    assert reader._process is not None
    reader._process.kill()
    reader._process.wait()
    reader(job)
    assert reader(job).text == "said"


def test_a_reader_that_ended_between_two_files_spoils_none():
    reader = Reader()
    job = Job(Work.DOCUMENT, docx("Ada"))
    first = reader(job)
    assert "Ada" in first.text
    reader._process.kill()
    reader._process.wait()
    assert reader(job) == first
