"""The way back: what one process does with one masked file, and the run over all of them.

A file that is as it was written comes back byte for byte and is proved by its digest. One that has
been changed since, or was never masked here, gets the originals of the tokens that stand in it.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from posthouse.batch.engine import Engine
from posthouse.batch.files import NotDone, Seen, Source, settle
from posthouse.batch.job import Done, Job, Known
from posthouse.batch.run import Progress, state_of
from posthouse.batch.sealing import Seals, frames
from posthouse.batch.state import DRAFTS, RESTORING, TREE, manifest_of
from posthouse.batch.walk import STATE, Tree, found
from posthouse.batch.worker import sha256_of
from posthouse.dataset.patch import Misfit, pairs_of, undone
from posthouse.model.errors import CommandError, SealBroken
from posthouse.privacy.token import PATTERN

_TOKEN = re.compile(PATTERN.pattern.encode())
MOST_BY_TOKENS = 256 * 1024 * 1024


class _Head(msgspec.Struct, frozen=True):
    path: str
    sha256: str
    lost: int
    parts: list[tuple[int, bool]]


class _Shape(msgspec.Struct, frozen=True):
    links: dict[str, str]
    folders: dict[str, int]


@dataclass(frozen=True, slots=True, repr=False)
class Restoring:
    """All that a process needs to restore."""

    folder: str
    seals: Seals

    def work(self) -> RestoreFile:
        """Return the function."""
        return RestoreFile(Path(self.folder), self.seals)


class RestoreFile:
    """Restores files, one after the other."""

    def __init__(self, folder: Path, seals: Seals) -> None:
        self._folder = folder
        self._seals = seals

    def __call__(self, job: Job) -> Done:
        """Restore one file to its draft; whatever is wrong is told in the result."""
        try:
            return self._done(job)
        except (NotDone, Misfit) as error:
            return Done(job.file, job.part, str(error))
        except SealBroken as error:
            return Done(job.file, job.part, error.message)
        except OSError as error:
            return Done(job.file, job.part, f"cannot be read or written ({type(error).__name__})")
        except Exception as error:  # noqa: BLE001  one file's defect: the others go on
            return Done(job.file, job.part, f"a defect of the restoring ({type(error).__name__})")

    def _done(self, job: Job) -> Done:
        if job.known is None or sha256_of(Path(job.source)) != job.known.after:
            return self._by_tokens(job)
        sealed = self._folder / RESTORING / job.place
        if not sealed.exists():
            return self._copied(job, job.known)
        with sealed.open("rb") as file, Source(job.source, _seen(job)) as source:
            values = frames(file)
            head = self._head(job, next(values, b""))
            digest = hashlib.sha256()
            with _new(job.draft) as out:
                for piece in self._pieces(job, head, values, source):
                    digest.update(piece)
                    out.write(piece)
        if head.sha256 and not head.lost and digest.hexdigest() != head.sha256:
            raise Misfit("expected the original's digest, found another: nothing is written")
        anew = not head.sha256
        return Done(job.file, job.part, path=head.path, lost=head.lost, anew=anew)

    def _head(self, job: Job, value: bytes) -> _Head:
        return msgspec.msgpack.decode(self._seals.opened(job.place, 0, value), type=_Head)

    def _pieces(
        self, job: Job, head: _Head, values: Iterator[bytes], source: Source
    ) -> Iterator[bytes]:
        at = 0
        for number, (length, edited) in enumerate(head.parts):
            masked = source.read(at, at + length)
            at += length
            if not edited:
                yield masked
                continue
            value = next(values, b"")
            yield undone(masked, self._seals.opened(job.place, number + 1, value))

    def _copied(self, job: Job, known: Known) -> Done:
        """Nothing was replaced in this file: what was written is the original."""
        with Source(job.source, _seen(job)) as source, _new(job.draft) as out:
            for block in source.blocks():
                out.write(block)
        if self._seals.digest(known.after) != known.before:
            raise Misfit("expected what restores this file, found none")
        return Done(job.file, job.part, path=job.out)

    def _by_tokens(self, job: Job) -> Done:
        if job.size > MOST_BY_TOKENS:
            raise NotDone("changed since it was masked, and too large to be restored by its tokens")
        with Source(job.source, _seen(job)) as source:
            data = source.read(0, job.size)
        tokens = set(_TOKEN.findall(data))
        known = self._originals(tokens) if tokens else {}
        for shown in sorted(known, key=len, reverse=True):
            data = data.replace(shown, known[shown])
        with _new(job.draft) as out:
            out.write(data)
        return Done(job.file, job.part, path=job.out, changed=True, counts={"tokens": len(known)})

    def _originals(self, tokens: set[bytes]) -> dict[bytes, bytes]:
        """Look for the originals of tokens in all that is sealed here."""
        known: dict[bytes, bytes] = {}
        for path in sorted((self._folder / RESTORING).iterdir()):
            if path.name == TREE or path.suffix:
                continue
            with path.open("rb") as file:
                values = frames(file)
                parts = msgspec.msgpack.decode(
                    self._seals.opened(path.name, 0, next(values, b"")), type=_Head
                ).parts
                edited = [number for number, (_, has) in enumerate(parts) if has]
                for number, value in zip(edited, values, strict=True):
                    frame = self._seals.opened(path.name, number + 1, value)
                    for shown, original in pairs_of(frame):
                        if shown.strip(b'"') in tokens:
                            known.setdefault(shown, original)
        return known


@dataclass(frozen=True, slots=True)
class Restored:
    """What a run came to: files restored exactly, by tokens, and not at all with one line each.

    `lost` counts values that policy gave up for good when the data were masked.
    """

    exact: int
    lost: int
    changed: tuple[str, ...]
    problems: Mapping[str, str]


def undo(
    masked: Path, out: Path, seals: Seals, engine: Engine, progress: Progress = lambda _, __: None
) -> Restored:
    """Restore a masked file or folder. Raises CommandError, StoreError, SealBroken."""
    folder = state_of(masked)
    manifest = manifest_of(folder)
    _require_key(manifest, seals)
    _require_apart(masked, out)
    tree = found(masked, tracked=False)
    single = masked.is_file()
    top = out.parent if single else out
    drafts = out.with_name(f"{out.name}{STATE}") if single else out / STATE
    (drafts / DRAFTS).mkdir(mode=0o700, parents=True)
    exact, lost, changed, problems = 0, 0, [], dict(tree.problems)
    done_bytes = 0
    for job, done in engine.run(
        Restoring(str(folder), seals), _jobs(tree, manifest, drafts, seals)
    ):
        entry = tree.files[job.file]
        done_bytes += job.size
        progress(done_bytes, tree.size)
        if done is None or done.problem:
            problems[entry.path] = done.problem if done else "the process that restored it died"
            continue
        place = top / (out.name if single else _safe(done.path))
        settle(Path(job.draft), place, entry.mode)
        exact += not (done.changed or done.lost or done.anew)
        lost += done.lost
        changed += [entry.path] if done.changed else []
    if not single:
        _shape(folder, out, seals)
    _clear(drafts)
    return Restored(exact, lost, tuple(changed), problems)


def _jobs(tree: Tree, manifest: Mapping[str, Any], drafts: Path, seals: Seals) -> Iterator[Job]:
    known = {one["path"]: Known(one["before"], one["sha256"]) for one in manifest["files"]}
    for number, entry in enumerate(tree.files):
        yield Job(
            number, 0, str(tree.top / entry.path), str(drafts / DRAFTS / str(number)), entry.path,
            seals.place(entry.path), entry.seen.size, entry.seen.changed_ns, 0, entry.seen.size,
            known=known.get(entry.path),
        )  # fmt: skip


def _require_key(manifest: Mapping[str, Any], seals: Seals) -> None:
    told = manifest["run"]
    if told["mode"] == "irreversible":
        raise CommandError(
            "these data were masked irreversibly: the key was thrown away",
            hint="go back to the originals",
        )
    if told["key"] != seals.name:
        raise CommandError(
            f"expected the key {told['key']}, found the key {seals.name}",
            hint="take the key file that these data were masked with",
        )


def _require_apart(masked: Path, out: Path) -> None:
    real, target = masked.resolve(), out.resolve()
    if real == target or real in target.parents or target in real.parents:
        raise CommandError(
            "expected an output apart from the input, found one inside the other",
            hint="choose another place with -o",
        )
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CommandError(f"expected {out} to be empty or not there yet, found something there")


def _safe(path: str) -> PurePosixPath:
    """Return a path that stays below the output."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts:
        raise CommandError("expected a path inside the output, found one that leads out of it")
    return parts


def _shape(folder: Path, out: Path, seals: Seals) -> None:
    """Make folders, links and the folders' modes as they were."""
    with (folder / RESTORING / TREE).open("rb") as file:
        value = next(frames(file), b"")
    shape = msgspec.msgpack.decode(seals.opened(TREE, 0, value), type=_Shape)
    for path in shape.folders:
        (out / _safe(path)).mkdir(parents=True, exist_ok=True)
    for path, target in shape.links.items():
        link = out / _safe(path)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
    for path, mode in sorted(shape.folders.items(), reverse=True):
        (out / _safe(path)).chmod(mode | 0o700)


def _clear(drafts: Path) -> None:
    import shutil

    shutil.rmtree(drafts)


def _seen(job: Job) -> Seen:
    return Seen(job.size, job.changed_ns)


def _new(path: str) -> Any:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
