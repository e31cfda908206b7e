"""One run of masking: tree -> jobs -> engine -> assembly -> manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from posthouse.batch.anonymity import TABLES, Table, judge, reach
from posthouse.batch.assembly import Assembly
from posthouse.batch.engine import Engine
from posthouse.batch.plan import Plan
from posthouse.batch.state import FORMAT, TREE, Identity, State
from posthouse.batch.walk import STATE, Tree, found
from posthouse.batch.worker import Masking
from posthouse.dataset.cutting import PART
from posthouse.dataset.kind import Kind
from posthouse.model.errors import CommandError

Progress = Callable[[int, int], None]
"""Told (bytes done, bytes of all)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to mask, where to put it, how. `part` is the size at which files are cut.

    `quasi` are columns whose combinations are counted, `reach` has them blurred until k holds.
    """

    source: Path
    out: Path
    masking: Masking
    identity: Identity
    policy: Mapping[str, str]
    tracked: bool = True
    quasi: tuple[str, ...] = ()
    reach: bool = False
    part: int = PART


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to; `kept` were done before."""

    manifest: Mapping[str, Any]
    kept: int

    @property
    def problems(self) -> list[Mapping[str, str]]:
        """Return what is not done, with one line each."""
        problems: list[Mapping[str, str]] = self.manifest["not_done"]
        return problems


def layout(source: Path, out: Path) -> tuple[Path, Path]:
    """Return the top folder of the results and the state folder.

    A file is masked to a file, its state beside it. Raises CommandError where input and output lie
    one in the other.
    """
    real, target = source.resolve(), out.resolve()
    if real == target or real in target.parents or target in real.parents:
        raise CommandError(
            "expected an output apart from the input, found one inside the other",
            hint="choose another place with -o",
        )
    if not source.is_file():
        return out, out / STATE
    if out.is_dir():
        raise CommandError(
            f"expected a file to write to, found the folder {out}",
            hint=f"a file is masked to a file: -o {out / source.name}",
        )
    return out.parent, state_of(out)


def state_of(masked: Path) -> Path:
    """Return where the state of a masked file or folder lies."""
    return masked / STATE if masked.is_dir() else masked.with_name(masked.name + STATE)


def run(wish: Wish, engine: Engine, progress: Progress = lambda _, __: None) -> Outcome:
    """Mask all; go on where an earlier run stopped. Raises CommandError, StoreError."""
    top, folder = layout(wish.source, wish.out)
    tree = found(wish.source, tracked=wish.tracked)
    _require_ours(wish, folder)
    state = State(folder, wish.identity)
    state.begin()
    seals = wish.masking.seals
    assembly = Assembly(state, top, seals)
    work = wish.masking.work()
    single = wish.out.name if wish.source.is_file() else ""
    plan = Plan(
        tree, state, top, seals, assembly,
        (lambda _: single) if single else work.named, wish.masking.opens, part=wish.part,
    )  # fmt: skip
    size, done_bytes = tree.size, 0
    for job, done in engine.run(wish.masking, plan.jobs()):
        if done is None:
            assembly.fail_part(job, "the process that masked it died, twice")
        else:
            assembly.take(done)
        done_bytes += job.end - job.start
        progress(done_bytes, size)
    _folders_and_links(tree, top, work.named)
    if seals is not None:
        state.keep(TREE, seals.sealed(TREE, 0, _shape(tree)))
    anonymity = _anonymity(wish, state, top) if wish.quasi else []
    problems = {**tree.problems, **assembly.problems}
    manifest = _manifest(wish, state, problems, work.named)
    if wish.quasi:
        manifest["anonymity"] = anonymity
    state.end(manifest)
    return Outcome(manifest, assembly.kept)


def _require_ours(wish: Wish, folder: Path) -> None:
    """Refuse to write among files that no run of ours put there. Raises CommandError."""
    if folder.exists() or not wish.out.exists():
        return
    if wish.out.is_dir() and not any(wish.out.iterdir()):
        return
    raise CommandError(
        f"expected {wish.out} to be empty or of an earlier run, found something else there",
        hint="choose a new place with -o",
    )


def _folders_and_links(tree: Tree, top: Path, named: Callable[[str], str]) -> None:
    """Make empty folders and links, and give folders their modes, the deepest first."""
    for path in tree.folders:
        (top / named(path)).mkdir(parents=True, exist_ok=True)
    for path, target in tree.links.items():
        link = top / named(path)
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.is_symlink():
            link.symlink_to(named(target))
    for path, mode in sorted(tree.folders.items(), reverse=True):
        (top / named(path)).chmod(mode | 0o700)


def _anonymity(wish: Wish, state: State, top: Path) -> list[dict[str, Any]]:
    """Count the quasi-identifiers of every table that has them all, after blurring where asked."""
    told = []
    for line in sorted(state.done.values(), key=lambda line: line.path):
        if Kind(line.kind) not in TABLES:
            continue
        table = Table(top, line.path, Kind(line.kind), line.codec)
        reached = reach(table, wish.quasi) if wish.reach else None
        if reached is not None:
            state.note(replace(line, bytes=reached.size, after=reached.sha256))
        found = judge(table, wish.quasi)
        if found is not None:
            told.append({**found.told(), "reached": reached and reached.told()})
    return told


def _shape(tree: Tree) -> bytes:
    """Return links and folders as they were, for the way back."""
    return msgspec.msgpack.encode({"links": tree.links, "folders": tree.folders})


def _manifest(
    wish: Wish, state: State, problems: Mapping[str, str], named: Callable[[str], str]
) -> dict[str, Any]:
    """Return what was done, sorted by path: the same run gives the same manifest."""
    lines = sorted(state.done.values(), key=lambda line: line.path)
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(line.counts)
    return {
        "format": FORMAT,
        "run": wish.identity.told(),
        "treatments": dict(wish.policy),
        "files": [line.told() for line in lines],
        "not_done": [{"path": named(path), "why": why} for path, why in sorted(problems.items())],
        "totals": {
            "files": len(lines),
            "not_done": len(problems),
            "source_bytes": sum(line.source_bytes for line in lines),
            "bytes": sum(line.bytes for line in lines),
            "counts": dict(sorted(counts.items())),
        },
    }
