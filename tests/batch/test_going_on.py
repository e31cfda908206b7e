"""A run that is killed goes on; a process that dies, a file that changes, are told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator

import pytest

from posthouse.batch.engine import Alone, Processes
from posthouse.batch.files import NotDone, Seen, Source
from posthouse.batch.job import Done, Job
from posthouse.batch.run import Wish, run
from posthouse.batch.sealing import seals_of
from posthouse.batch.state import Identity
from posthouse.batch.undo import undo
from posthouse.batch.worker import EPOCH, Masking
from posthouse.cli.app import run_command
from posthouse.cli.mask import TENANT
from posthouse.cli.options import data_home
from posthouse.store.compiled import packed_detectors
from posthouse.vault.keyring import Keyring
from tests.batch.deadly import Deadly
from tests.batch.trees import MAIL, PHONE, mask, plant, restore, told

KEYRING = Keyring(b"k" * 32)
SEALS = seals_of(KEYRING)


def wish(source, out, part=1 << 22) -> Wish:
    packed = packed_detectors(data_home(os.environ) / "cache", ())
    masking = Masking(packed, (), (), {}, KEYRING.masking_key(TENANT, EPOCH), "off", SEALS)
    identity = Identity("reversible", "r", "p", KEYRING.fingerprint(), "s")
    return Wish(source, out, masking, identity, {}, part=part)


@pytest.fixture
def source(tmp_path):
    plant(tmp_path / "source")
    return tmp_path / "source"


def test_files_that_are_done_are_not_done_again(source, tmp_path, capsys):
    out = tmp_path / "out"
    assert mask(source, out) == 0
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}
    capsys.readouterr()
    (source / "notes.txt").write_text(f"new: {MAIL}")
    (out / "rows.csv").write_text("damaged")
    assert mask(source, out) == 0
    assert "6 of them were done before" in capsys.readouterr().out
    changed = {p.name for p, at in before.items() if p.exists() and p.stat().st_mtime_ns != at}
    assert {"notes.txt", "rows.csv"} <= changed
    assert "lines.jsonl" not in changed
    assert restore(out, tmp_path / "back") == 0
    assert told(tmp_path / "back") == told(source)


def test_a_run_by_another_policy_does_not_mix(source, tmp_path, capsys):
    out = tmp_path / "out"
    mask(source, out)
    settings = tmp_path / "posthouse.toml"
    settings.write_text('[privacy]\ndictionary = ["Bluefinch"]\n')
    assert mask(source, out, "--config", str(settings)) == 1
    assert "same rules, policy" in capsys.readouterr().err


def test_a_killed_run_goes_on_to_the_same_bytes(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for number in range(60):
        (source / f"{number:03}.txt").write_text(f"{number} {MAIL} {PHONE}\n" * 150)
    out, key = tmp_path / "out", tmp_path / "the.key"
    command = [sys.executable, "-m", "posthouse", "mask", str(source), "-o", str(out)]
    command += ["--key", str(key), "--workers", "2", "--names", "off"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    journal = out / ".posthouse" / "journal.jsonl"
    until = time.monotonic() + 300  # where nothing is compiled yet
    while time.monotonic() < until and process.poll() is None:
        if journal.exists() and journal.read_text().count("\n") > 5:
            break
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert journal.exists(), "killed before the end"
    with journal.open("a") as file:
        file.write('{"path":"torn')
    assert mask(source, out, "--key", str(key)) == 0
    assert mask(source, tmp_path / "whole", "--key", str(key)) == 0
    assert told(out) == told(tmp_path / "whole")
    assert restore(out, tmp_path / "back", "--key", str(key)) == 0
    assert told(tmp_path / "back") == told(source)


@pytest.mark.parametrize("part", [64, 1000, 5000])
def test_large_files_are_cut_between_records_and_put_together(tmp_path, part):
    source = tmp_path / "source"
    source.mkdir()
    rows = "".join(f'{n},"x\ny {n}",{PHONE},1990-03-0{n % 9 + 1}\n' for n in range(150))
    (source / "t.csv").write_text("编号,备注,手机,出生日期\n" + rows)
    (source / "w.txt").write_bytes(("\ufeff" + f"行 {MAIL}\n" * 200).encode("utf-16-le"))
    (source / "l.jsonl").write_text(f'{{"a": {PHONE}}}\n' * 200)
    (source / "g.txt").write_bytes(("plain\n" * 300 + f"电话 {PHONE} 谢谢\n" * 99).encode("gbk"))
    outcome = run(wish(source, tmp_path / "out", part), Alone())
    assert not outcome.problems
    counts = {one["path"]: one["counts"] for one in outcome.manifest["files"]}
    assert counts["t.csv"] == {"DATE_BIRTH": 150, "PHONE": 150}
    assert counts["w.txt"] == {"EMAIL": 200}
    assert counts["l.jsonl"] == {"PHONE": 200}
    assert counts["g.txt"] == {"PHONE": 99}
    again = run(wish(source, tmp_path / "out", part), Alone())
    assert again.kept == 4
    whole = run(wish(source, tmp_path / "whole"), Alone())
    assert [one["sha256"] for one in whole.manifest["files"]] == [
        one["sha256"] for one in outcome.manifest["files"]
    ]
    restored = undo(tmp_path / "out", tmp_path / "back", SEALS, Alone())
    assert (restored.exact, restored.problems) == (4, {})
    assert told(tmp_path / "back") == told(source)


def test_a_file_that_changes_while_it_is_read_is_not_written(source, tmp_path):
    class Meddling:
        def run(self, maker, jobs: Iterable[Job]) -> Iterator[tuple[Job, Done | None]]:
            work = maker.work()
            for job in jobs:
                if job.source.endswith("notes.txt"):
                    (source / "notes.txt").write_text("something else")
                yield job, work(job)

    outcome = run(wish(source, tmp_path / "out"), Meddling())
    assert outcome.problems == [{"path": "notes.txt", "why": "the file changed while it was read"}]
    assert not (tmp_path / "out" / "notes.txt").exists()


def test_a_file_that_shrinks_while_it_is_open_is_noticed(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100)
    status = path.stat()
    source = Source(str(path), Seen(100, status.st_mtime_ns))
    os.truncate(path, 10)
    with pytest.raises(NotDone, match="shorter"):
        source.read(0, 100)
    with pytest.raises(NotDone, match="changed"):
        source.__exit__(None, None, None)


def jobs(count: int) -> Iterator[Job]:
    for number in range(count):
        yield Job(number, 0, "", "", "", "", 0, 0, 0, 0)


def test_what_a_dead_process_held_is_done_by_another(tmp_path):
    done = dict(Processes(2).run(Deadly(tmp_path), jobs(9)))
    assert sorted(job.file for job in done) == list(range(9))
    assert all(result is not None for result in done.values())


def test_a_job_that_kills_its_process_twice_is_told_and_the_rest_goes_on(tmp_path):
    done = dict(Processes(2).run(Deadly(tmp_path, always=[7], once=[]), jobs(9)))
    assert [job.file for job, result in done.items() if result is None] == [7]
    assert len(done) == 9


def test_a_file_is_told_whose_process_dies(source, tmp_path):
    class Dying:
        def run(self, maker, jobs: Iterable[Job]) -> Iterator[tuple[Job, Done | None]]:
            work = maker.work()
            for job in jobs:
                yield job, None if job.source.endswith("notes.txt") else work(job)

    outcome = run(wish(source, tmp_path / "out"), Dying())
    assert [one["path"] for one in outcome.problems] == ["notes.txt"]
    assert "died" in outcome.problems[0]["why"]


def test_two_runs_do_not_work_in_one_place(source, tmp_path, capsys):
    out = tmp_path / "out"

    class Second:
        def run(self, maker, jobs: Iterable[Job]) -> Iterator[tuple[Job, Done | None]]:
            assert (
                run_command(
                    ["mask", str(source), "-o", str(out), "--workers", "1", "--names", "off"]
                )
                == 1
            )
            yield from Alone().run(maker, jobs)

    run(wish(source, out), Second())
    assert "another run" in capsys.readouterr().err
