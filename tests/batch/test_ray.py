"""The Ray engine against the processes of one machine: the same bytes, also when a worker dies."""

import os
import signal
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from posthouse.batch.engine import Alone, Work
from posthouse.batch.job import Done, Job
from posthouse.batch.run import run
from posthouse.batch.undo import undo
from posthouse.batch.worker import Masking
from tests.batch.test_going_on import SEALS, wish
from tests.batch.trees import plant, told

ray = pytest.importorskip("ray", reason="`make test-ray` installs it")


@dataclass(frozen=True)
class Dying:
    """Masks; the first process that comes to a certain file is killed at it, once."""

    masking: Masking
    mark: str

    @property
    def seals(self):
        return self.masking.seals

    def work(self) -> Work:
        mask = self.masking.work()

        def work(job: Job) -> Done:
            if job.source.endswith("17.txt") and not Path(self.mark).exists():
                Path(self.mark).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return mask(job)

        work.named = mask.named
        return work


@pytest.fixture(scope="module")
def cluster():
    from posthouse.batch.rayengine import Ray

    os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])
    yield Ray(2)
    ray.shutdown()


def test_a_killed_worker_changes_no_byte(tmp_path, cluster):
    source = tmp_path / "source"
    plant(source)
    for number in range(40):
        (source / f"{number}.txt").write_text(f"{number} 13812345{number:03}\n" * 50)
    usual = run(wish(source, tmp_path / "processes"), Alone())
    wanted = wish(source, tmp_path / "ray")
    mark = tmp_path / "mark"
    by_ray = run(replace(wanted, masking=Dying(wanted.masking, str(mark))), cluster)
    assert mark.exists()
    assert by_ray.manifest == usual.manifest
    assert told(tmp_path / "ray") == told(tmp_path / "processes")
    restored = undo(tmp_path / "ray", tmp_path / "back", SEALS, cluster)
    assert not restored.problems
    assert told(tmp_path / "back") == told(source)
