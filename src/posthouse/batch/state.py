"""The state of a masked tree: what the run is, what is done, the manifest at the end.

    manifest.json   what was done, without content; written last, whole
    journal.jsonl   while the run goes on: its identity, then a line for each file that is done
    restoring/      the sealed way back, one file for each masked file (batch/sealing.py)
    drafts/         what is not done yet

A run that was killed goes on: a file counts as done where source and result still have the digests
of its line; without a key (irreversible) nothing does, and all is done again. The identity names
rules, policy and key; a run by others does not mix with it.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from posthouse.batch.files import write
from posthouse.model.errors import CommandError, StoreError

FORMAT = "posthouse/batch/1"
MANIFEST = "manifest.json"
JOURNAL = "journal.jsonl"
RESTORING = "restoring"
DRAFTS = "drafts"
TREE = "tree"


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two runs the same: mode, detectors, policy, key."""

    mode: str
    rules: str
    policy: str
    key: str
    software: str

    def told(self) -> dict[str, str]:
        """Return it for the manifest."""
        return {
            "mode": self.mode,
            "rules": self.rules,
            "policy": self.policy,
            "key": self.key,
            "software": self.software,
        }


@dataclass(frozen=True, slots=True)
class Line:
    """What the journal says of a file that is done; `before` is a keyed digest, "" without key."""

    path: str
    before: str
    after: str
    source_bytes: int
    bytes: int
    kind: str
    codec: str
    counts: Mapping[str, int]

    def told(self) -> dict[str, Any]:
        """Return it for journal and manifest."""
        return {
            "path": self.path,
            "before": self.before,
            "sha256": self.after,
            "source_bytes": self.source_bytes,
            "bytes": self.bytes,
            "kind": self.kind,
            "encoding": self.codec,
            "counts": dict(sorted(self.counts.items())),
        }


def line_of(tree: Mapping[str, Any]) -> Line:
    """Return a line as it was told. Raises KeyError, TypeError."""
    return Line(
        path=tree["path"],
        before=tree["before"],
        after=tree["sha256"],
        source_bytes=int(tree["source_bytes"]),
        bytes=int(tree["bytes"]),
        kind=tree["kind"],
        codec=tree["encoding"],
        counts=dict(tree["counts"]),
    )


@dataclass(slots=True)
class State:
    """The state folder of one run, open for it alone."""

    folder: Path
    identity: Identity
    done: dict[str, Line] = field(default_factory=dict)
    _journal: IO[str] | None = None
    _lock: int = -1

    def draft(self, file: int, part: int) -> str:
        """Return where a part's result is written."""
        return str(self.folder / DRAFTS / f"{file}.{part}")

    def restoring(self, place: str) -> Path:
        """Return where a file's sealed way back lies."""
        return self.folder / RESTORING / place

    def keep(self, name: str, content: bytes) -> None:
        """Put a sealed file in place, whole."""
        draft = self.restoring(f"{name}.draft")
        write(str(draft), content)
        draft.replace(self.restoring(name))

    def begin(self) -> None:
        """Open the journal; what an earlier run of this identity did is known then.

        Raises CommandError where the folder is of another run.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._alone()
        earlier = _read(self.folder)
        if earlier is not None:
            self._require(earlier[0])
            if self.identity.key:
                self.done = {line.path: line for line in earlier[1]}
        shutil.rmtree(self.folder / DRAFTS, ignore_errors=True)
        for name in (DRAFTS, RESTORING):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        draft = self.folder / f"{JOURNAL}.draft"
        with draft.open("w", encoding="utf-8") as file:
            for tree in (self.identity.told(), *(line.told() for line in self.done.values())):
                file.write(_one_line(tree))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / JOURNAL)
        self._journal = (self.folder / JOURNAL).open("a", encoding="utf-8")

    def note(self, line: Line) -> None:
        """Put a file that is done, and has its name, on record."""
        assert self._journal is not None
        self.done[line.path] = line
        self._journal.write(_one_line(line.told()))
        self._journal.flush()

    def end(self, manifest: Mapping[str, Any]) -> None:
        """Write the manifest whole, then take journal and drafts away."""
        assert self._journal is not None
        self._journal.close()
        draft = self.folder / f"{MANIFEST}.draft"
        with draft.open("w", encoding="utf-8") as file:
            json.dump(manifest, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / MANIFEST)
        (self.folder / JOURNAL).unlink()
        shutil.rmtree(self.folder / DRAFTS, ignore_errors=True)
        os.close(self._lock)

    def _alone(self) -> None:
        """Hold the folder against another run. Raises CommandError."""
        self._lock = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                f"expected {self.folder} to be free, found another run at work in it",
                hint="wait until it ends",
            ) from None

    def _require(self, earlier: Mapping[str, Any]) -> None:
        told = self.identity.told()
        other = [name for name in told if earlier.get(name) != told[name]]
        if other:
            raise CommandError(
                f"expected {self.folder} to be of a run with the same {', '.join(other)},"
                " found another",
                hint="take the same key and settings to go on, or an empty folder to begin anew",
            )


def manifest_of(folder: Path) -> dict[str, Any]:
    """Return the manifest of a masked tree. Raises CommandError, StoreError."""
    try:
        tree = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CommandError(
            f"expected a manifest in {folder}, found none",
            hint="name the folder or file that `posthouse mask` wrote; run it to its end first",
        ) from None
    except (OSError, ValueError) as error:
        raise _damaged(folder / MANIFEST) from error
    if not isinstance(tree, dict) or tree.get("format") != FORMAT:
        raise _damaged(folder / MANIFEST)
    return tree


def _read(folder: Path) -> tuple[dict[str, Any], list[Line]] | None:
    """Return identity and lines of an earlier run: of its journal, else of its manifest."""
    try:
        if (folder / JOURNAL).exists():
            return _journaled((folder / JOURNAL).read_text(encoding="utf-8"))
        if (folder / MANIFEST).exists():
            tree = manifest_of(folder)
            return tree["run"], [line_of(one) for one in tree["files"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder) from error
    return None


def _journaled(text: str) -> tuple[dict[str, Any], list[Line]] | None:
    """Read a journal; a last line without its end was never finished."""
    whole = text[: text.rfind("\n") + 1].splitlines()
    if not whole:
        return None
    return json.loads(whole[0]), [line_of(json.loads(line)) for line in whole[1:]]


def _one_line(tree: Mapping[str, Any]) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")) + "\n"


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"expected the state of a masking run at {path}, found something else",
        hint="remove it together with the masked data and mask them once more",
    )
