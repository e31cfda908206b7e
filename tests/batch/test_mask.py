"""`posthouse mask` and `posthouse restore` over files and folders, as a person runs them."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from posthouse.batch.state import MANIFEST
from posthouse.cli.app import run_command
from tests.batch.trees import MAIL, PHONE, PLANTED, mask, plant, restore, told


def manifest(out: Path) -> dict:
    return json.loads((out / ".posthouse" / MANIFEST).read_text())


@pytest.fixture
def source(tmp_path):
    plant(tmp_path / "source")
    return tmp_path / "source"


def test_nothing_planted_is_left_and_everything_comes_back(source, tmp_path):
    out, back = tmp_path / "out", tmp_path / "back"
    assert mask(source, out) == 0
    for path in (path for path in out.rglob("*") if path.is_file()):
        for value in PLANTED:
            for codec in ("utf-8", "utf-16-le"):
                assert value.encode(codec) not in path.read_bytes(), path
        assert PHONE not in str(path)
    assert restore(out, back) == 0
    assert told(back) == told(source)


def test_the_manifest_tells_what_was_done_and_nothing_of_the_content(source, tmp_path):
    out = tmp_path / "out"
    mask(source, out)
    tree = manifest(out)
    by_path = {one["path"]: one for one in tree["files"]}
    assert by_path["notes.txt"]["counts"] == {"EMAIL": 3, "PHONE": 3}
    assert by_path["sub/gbk.txt"]["encoding"] == "gb18030"
    assert by_path["rows.csv"]["kind"] == "csv"
    assert tree["totals"]["not_done"] == 0
    assert not any(value in json.dumps(tree) for value in PLANTED)
    digests = {digest for digest, _ in (v for v in told(source).values() if isinstance(v, tuple))}
    masked = {one["before"] for one in tree["files"]}
    assert not digests & masked, "a plain digest of a short file tells what stood in it"


def test_the_same_data_and_key_give_the_same_bytes(source, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    key = tmp_path / "the.key"
    mask(source, one, "--key", str(key))
    mask(source, two, "--key", str(key), workers=2)
    names = [str(p.relative_to(one)) for p in sorted(one.rglob("*")) if p.is_file()]
    assert names == [str(p.relative_to(two)) for p in sorted(two.rglob("*")) if p.is_file()]
    for name in names:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_the_key_is_its_owners_alone_and_another_one_restores_nothing(source, tmp_path, capsys):
    out = tmp_path / "out"
    mask(source, out)
    key = tmp_path / "out.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    mask(source, tmp_path / "other")
    assert restore(out, tmp_path / "back", "--key", str(tmp_path / "other.key")) == 1
    assert "expected the key" in capsys.readouterr().err
    key.chmod(0o644)
    assert restore(out, tmp_path / "back") == 1
    assert "closed to group and others" in capsys.readouterr().err
    assert not (tmp_path / "back").exists()


def test_irreversible_data_have_no_key_and_no_way_back(source, tmp_path, capsys):
    out = tmp_path / "out"
    assert mask(source, out, "--irreversible") == 0
    assert not (tmp_path / "out.key").exists()
    assert not list((out / ".posthouse" / "restoring").iterdir())
    assert all(one["before"] == "" for one in manifest(out)["files"])
    mask(source, tmp_path / "two")
    assert restore(out, tmp_path / "back", "--key", str(tmp_path / "two.key")) == 1
    assert "irreversibly" in capsys.readouterr().err
    first = (out / "notes.txt").read_bytes()
    assert mask(source, tmp_path / "again", "--irreversible") == 0
    assert (tmp_path / "again" / "notes.txt").read_bytes() != first


def test_a_single_file_is_masked_to_a_file(tmp_path):
    source, out = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(f"write to {MAIL}\n")
    assert mask(source, out) == 0
    assert MAIL not in out.read_text()
    assert restore(out, tmp_path / "c.txt") == 0
    assert (tmp_path / "c.txt").read_bytes() == source.read_bytes()


def test_text_written_over_masked_data_is_restored_by_its_tokens(source, tmp_path, capsys):
    out = tmp_path / "out"
    mask(source, out)
    masked = (out / "notes.txt").read_text()
    (out / "notes.txt").write_text("A summary: " + masked.splitlines()[0])
    (out / "answer.md").write_text("Call " + masked.split("call ")[1][:14])
    assert restore(out, tmp_path / "back") == 0
    assert "restored by its tokens: answer.md" in capsys.readouterr().err
    assert (tmp_path / "back" / "answer.md").read_text() == f"Call {PHONE}"
    assert MAIL in (tmp_path / "back" / "notes.txt").read_text()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.zip", b"PK\x03\x04" + b"x" * 99, "an archive or packed file: not opened"),
        ("a.pdf", b"%PDF-1.7 ", "a document of pages or sheets: not read (--documents text)"),
        ("a.bin", bytes(range(256)), "not text: not opened"),
        ("a.txt", "早上好\n".encode() + "早上好吗".encode("gbk"), "mixed encodings"),
        ("b.txt", b"one\n\x81\x8d\x9d\xff\xfe\x90" * 9, "in no encoding that is known here"),
    ],
)
def test_what_cannot_be_examined_is_told_and_never_written(tmp_path, capsys, name, content, why):
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    (source / name).write_bytes(content)
    (source / "good.txt").write_text(MAIL)
    assert mask(source, out) == 1
    assert f"not done: {name}: " in (err := capsys.readouterr().err)
    assert why in err
    assert not (out / name).exists()
    assert (out / "good.txt").exists()
    assert manifest(out)["not_done"][0]["path"] == name


def test_links_lead_nowhere_outside(source, tmp_path, capsys):
    (tmp_path / "outside.txt").write_text(MAIL)
    (source / "up").symlink_to("../outside.txt")
    (source / "far").symlink_to("/etc/hostname")
    os.mkfifo(source / "pipe")
    assert mask(source, tmp_path / "out") == 1
    err = capsys.readouterr().err
    assert "not done: up: a link that leads out of the tree" in err
    assert "not done: far: a link that leads out of the tree" in err
    assert "not done: pipe: neither file, folder nor link" in err
    assert not any((tmp_path / "out" / name).is_symlink() for name in ("up", "far"))


@pytest.mark.parametrize("place", ["source/out", "source", "."])
def test_input_and_output_never_lie_in_each_other(source, tmp_path, capsys, place):
    assert mask(source, tmp_path / place) == 1
    assert "apart from the input" in capsys.readouterr().err


def test_what_no_run_wrote_is_never_written_over(source, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("precious")
    assert mask(source, tmp_path / "out") == 1
    assert "empty or of an earlier run" in capsys.readouterr().err
    assert restore(tmp_path / "nothing", tmp_path / "back", "--key", str(source / "x")) == 1


def test_a_key_does_not_lie_among_the_data(source, tmp_path, capsys):
    assert mask(source, tmp_path / "out", "--key", str(tmp_path / "out" / "k")) == 1
    assert "apart from the data" in capsys.readouterr().err


def test_a_repository_gives_its_tracked_files_and_never_its_history(tmp_path):
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    (source / "kept.txt").write_text(f"{MAIL}\n")
    (source / "gone.txt").write_text(f"{MAIL}\n")
    git = ["git", "-C", str(source), "-c", "user.name=n", "-c", "user.email=n@example.com"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "kept.txt", "gone.txt"], check=True)
    (source / "gone.txt").unlink()
    (source / ".env").write_text(f"MAIL={MAIL}\n")
    assert mask(source, out) == 0
    assert sorted(p.name for p in out.iterdir()) == [".posthouse", "kept.txt"]
    assert mask(source, tmp_path / "all", "--untracked") == 0
    assert (tmp_path / "all" / ".env").exists()
    assert not (tmp_path / "all" / ".git").exists()


def test_policy_of_a_project_holds_as_in_the_station(source, tmp_path, capsys):
    settings = tmp_path / "posthouse.toml"
    settings.write_text(
        '[privacy]\ndictionary = ["Bluefinch"]\n'
        '[[project]]\nname = "lab"\ntreatments = {EMAIL = "pass", PHONE = "refuse"}\n'
    )
    (source / "code.txt").write_text(f"Bluefinch {MAIL}")
    assert mask(source, tmp_path / "out", "--config", str(settings), "--project", "lab") == 1
    err = capsys.readouterr().err
    assert "notes.txt: line 1 holds PHONE, which the policy refuses" in err
    masked = (tmp_path / "out" / "code.txt").read_text()
    assert MAIL in masked
    assert "Bluefinch" not in masked
    assert mask(source, tmp_path / "x", "--config", str(settings), "--project", "nil") == 1


def test_names_are_found_in_prose_and_in_columns(tmp_path):
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    (source / "a.jsonl").write_text('{"id": 1, "text": "张伟昨天在上海见了李娜。"}\n')
    (source / "b.csv").write_text("编号,备注\n1,昨天李娜和张伟来过\n")
    assert mask(source, out, "--names", "on") == 0
    for name in ("a.jsonl", "b.csv"):
        assert "李娜" not in (out / name).read_text()
        assert "张伟" not in (out / name).read_text()
    assert json.loads((out / "a.jsonl").read_text())["id"] == 1
    assert restore(out, tmp_path / "back") == 0
    assert told(tmp_path / "back") == told(source)


def test_json_for_programs_is_the_manifest(source, tmp_path, capsys):
    assert mask(source, tmp_path / "out", "--json") == 0
    tree = json.loads(capsys.readouterr().out)
    assert tree["totals"]["files"] == 8
    assert tree["run"]["mode"] == "reversible"


def test_a_command_that_says_neither_where_nor_what_is_told(tmp_path, capsys):
    assert run_command(["restore", str(tmp_path)]) == 1
    assert "either -o or --into" in capsys.readouterr().err
    assert mask(tmp_path / "nothing", tmp_path / "out") == 1
    assert "expected a file or folder" in capsys.readouterr().err


def test_what_policy_gives_up_is_given_up_for_good(source, tmp_path, capsys):
    settings = tmp_path / "posthouse.toml"
    settings.write_text(
        '[[project]]\nname = "lab"\n'
        'treatments = {EMAIL = "partial", PHONE = "drop", ADDRESS = "surrogate"}\n'
    )
    out, back = tmp_path / "out", tmp_path / "back"
    assert mask(source, out, "--config", str(settings), "--project", "lab") == 0
    assert (out / "notes.txt").read_text().startswith("write to w***@mail.haitang.test, call \n")
    assert restore(out, back) == 0
    assert "13 values were given up" in capsys.readouterr().err
    assert (back / "notes.txt").read_bytes() == (out / "notes.txt").read_bytes()
    assert (back / "clean.py").read_text() == "import os\n"
