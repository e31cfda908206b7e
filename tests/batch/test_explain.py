"""`posthouse explain` as a person runs it."""

import base64
import io
import json
import sys

import pytest

from posthouse.cli.app import run_command
from posthouse.cli.words.batch import WORDS
from posthouse.media.outcome import Problem
from tests.batch.trees import MAIL, PHONE
from tests.papers import docx, illustrated, pdf
from tests.pictures import drawn, file_of


def stdin(monkeypatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_file_is_explained_line_by_line_without_its_values(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(f"one\nmail {MAIL} or {PHONE}\n")
    assert run_command(["explain", str(path)]) == 0
    out = capsys.readouterr().out
    assert "2:6" in out
    assert "w***@mail.haitang.test" in out
    assert MAIL not in out
    assert "phone-cn-mobile (chinese_phones): " in out
    assert run_command(["explain", str(path), "--show"]) == 0
    assert MAIL in capsys.readouterr().out


def test_a_request_on_standard_input_is_read_by_its_dialect(monkeypatch, capsys):
    body = {"model": "m", "messages": [{"role": "user", "content": PHONE}]}
    stdin(monkeypatch, json.dumps(body).encode())
    assert run_command(["explain", "-", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dialect"] == "openai_chat"
    assert told["findings"][0]["place"] == "messages[0].content"
    stdin(monkeypatch, json.dumps(body).encode())
    assert run_command(["explain", "-", "--json", "--text"]) == 0
    assert json.loads(capsys.readouterr().out)["dialect"] is None


def test_words_and_policy_of_a_project_hold(tmp_path, capsys, monkeypatch):
    settings = tmp_path / "posthouse.toml"
    settings.write_text('[[project]]\nname = "lab"\ntreatments = {PROJECT = "refuse"}\n')
    options = ["--project", "lab", "--config", str(settings)]
    assert run_command(["terms", "add", "Bluefinch", *options]) == 0
    assert run_command(["terms", "allow", MAIL, *options]) == 0
    capsys.readouterr()
    stdin(monkeypatch, f"Bluefinch {MAIL}".encode())
    assert run_command(["explain", "-", *options]) == 0
    out = capsys.readouterr().out
    assert "dictionary (dictionary): it is a term of the dictionary" in out
    assert "the policy refuses what holds PROJECT" in out
    assert "EMAIL" not in out


NO_TEXT = [(bytes(range(9)), "expected text"), ("早上\n".encode() * 2 + b"\xff", "UTF-8")]


@pytest.mark.parametrize(("data", "why"), NO_TEXT)
def test_what_is_no_text_is_told(monkeypatch, capsys, data, why):
    stdin(monkeypatch, data)
    assert run_command(["explain", "-"]) == 1
    assert why in capsys.readouterr().err
    assert run_command(["explain", "/nowhere"]) == 1


def explained(path, *options, capsys, code: int = 0) -> dict:
    assert run_command(["explain", str(path), "--json", *options]) == code
    return json.loads(capsys.readouterr().out)


def test_an_image_is_explained_box_by_box(tmp_path, capsys):
    path = tmp_path / "a.png"
    path.write_bytes(file_of(drawn("All tests are green", f"mail {MAIL} before noon today")))
    told = explained(path, capsys=capsys)
    (one,) = told["findings"]
    ((left, top, right, low),) = one["boxes"]
    assert (one["label"], one["detector"]) == ("EMAIL", "contact")
    assert left in range(50, 90)
    assert right in range(250, 420)
    assert top in range(50, 76)
    assert low in range(80, 120)
    seen = {"place": "", "kind": "image", "handling": "refuse"}
    assert told["media"] == [{**seen, "problem": None, "pictures_unread": 0, "size": [560, 150]}]
    assert run_command(["explain", str(path)]) == 0
    out = capsys.readouterr().out
    assert f"[{left},{top} {right},{low}]" in out
    assert "image: the policy refuses it" in out


def test_a_document_is_explained_page_by_page(tmp_path, capsys):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("first page", f"mail {MAIL}"))
    (one,) = explained(path, capsys=capsys)["findings"]
    assert (one["page"], one["line"], one["column"]) == (2, 3, 6)
    path = tmp_path / "a.docx"
    path.write_bytes(illustrated("docx", file_of(drawn(f"mail {MAIL}"))))
    told = explained(path, capsys=capsys)
    assert (told["findings"], told["media"][0]["pictures_unread"]) == ([], 1)
    assert run_command(["explain", str(path)]) == 0
    assert "1 pictures in it were not read" in capsys.readouterr().out
    settings = tmp_path / "posthouse.toml"
    settings.write_text('[privacy]\nimages = "redact"\ndocuments = "text"\n')
    told = explained(path, "--config", str(settings), capsys=capsys)
    assert [one["label"] for one in told["findings"]] == ["EMAIL"]
    assert told["media"][0]["handling"] == "text"
    path.write_bytes(docx("x", more={"word/vbaProject.bin": b"\0"}))
    assert "macros" in explained(path, capsys=capsys, code=1)["media"][0]["problem"]


UNREAD = {
    "a.pdf": (b"%PDF-1.7\nnothing", "a file that is broken", "文件已损坏"),
    "a.docx": (docx("x", more={"word/vbaProject.bin": b"\0"}), "macros", "文档含有宏"),
    "a.png": (b"\x89PNG\r\n\x1a\nnothing", "not read", "不支持读取的格式"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_told_in_both_languages_and_by_the_exit_code(
    tmp_path, capsys, monkeypatch, name
):
    data, english, chinese = UNREAD[name]
    (tmp_path / name).write_bytes(data)
    for language, why in (("en", english), ("zh", chinese)):
        monkeypatch.setenv("POSTHOUSE_LANG", language)
        assert run_command(["explain", str(tmp_path / name)]) == 1
        assert why in capsys.readouterr().out


def test_every_reason_has_its_words_in_both_languages():
    assert all(f"unread.{problem.name.lower()}" in WORDS for problem in Problem)


def test_no_box_begins_beside_its_image(tmp_path, capsys):
    path = tmp_path / "a.png"
    path.write_bytes(file_of(drawn(f"mail {MAIL} before noon").crop((15, 12, 400, 150))))
    told = explained(path, capsys=capsys)
    assert all(min(box) >= 0 for one in told["findings"] for box in one["boxes"])


def test_media_in_a_request_are_explained_where_they_stand(tmp_path, capsys):
    coded = base64.b64encode(file_of(drawn(f"mail {MAIL}"))).decode()
    part = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{coded}"}}
    body = {"model": "m", "messages": [{"role": "user", "content": [part]}]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(body))
    told = explained(path, capsys=capsys)
    assert (told["findings"], told["media"][0]["handling"]) == ([], "refuse")
    settings = tmp_path / "posthouse.toml"
    settings.write_text('[privacy]\nimages = "redact"\n')
    told = explained(path, "--config", str(settings), capsys=capsys)
    (one,) = told["findings"]
    assert one["place"] == "messages[0].content[0].image_url.url"
    assert one["boxes"]
