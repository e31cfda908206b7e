"""Puts the parts of files together, in order, as they come in any order."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from posthouse.batch.files import BLOCK, drop, settle
from posthouse.batch.job import Done, Job
from posthouse.batch.media import ENDING
from posthouse.batch.sealing import Seals
from posthouse.batch.state import Line, State
from posthouse.batch.walk import Entry
from posthouse.batch.worker import FRAME
from posthouse.wire.decoding import ASCII


@dataclass(slots=True)
class Planned:
    """What the plan knows of a file: its parts' digests and its own, where it has several parts."""

    entry: Entry
    out: str
    place: str
    parts: int = 1
    before: str = ""
    digests: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    planned: Planned
    came: dict[int, Done] = field(default_factory=dict)
    problem: str = ""


class Assembly:
    """Takes the results of parts; once a file has them all it gets its name and its line."""

    def __init__(self, state: State, top: Path, seals: Seals | None) -> None:
        self._state = state
        self._top = top
        self._seals = seals
        self._open: dict[int, _Open] = {}
        self.problems: dict[str, str] = {}
        self.kept = 0

    def expect(self, file: int, planned: Planned) -> None:
        """Tell that a file's parts will come."""
        self._open[file] = _Open(planned)

    def fail(self, file: int, problem: str) -> None:
        """Tell that a file cannot be done, although parts of it may have come."""
        self._open[file].problem = problem
        self._close(file)

    def fail_part(self, job: Job, problem: str) -> None:
        """Tell that a part cannot be done."""
        self.take(Done(job.file, job.part, problem))

    def keep(self, file: int) -> None:
        """Tell that a file was done before."""
        del self._open[file]
        self.kept += 1

    def take(self, done: Done) -> None:
        """Take one part's result."""
        opened = self._open[done.file]
        opened.came[done.part] = done
        opened.problem = opened.problem or done.problem
        if len(opened.came) >= opened.planned.parts:
            self._close(done.file)

    def _close(self, file: int) -> None:
        """Finish a file of which all parts came."""
        opened = self._open[file]
        planned, came = opened.planned, opened.came
        if len(came) < planned.parts:
            return
        del self._open[file]
        parts = [came[number] for number in range(planned.parts)]
        drafts = [Path(self._state.draft(file, number)) for number in range(planned.parts)]
        if not opened.problem and not parts[0].kept:
            opened.problem = _unfit(planned, parts)
        if opened.problem:
            self.problems[planned.entry.path] = opened.problem
        elif parts[0].kept:
            self.kept += 1
        else:
            self._settle(planned, parts, drafts)
        drop(*drafts, *(draft.with_name(draft.name + FRAME) for draft in drafts))

    def _settle(self, planned: Planned, parts: list[Done], drafts: list[Path]) -> None:
        before = planned.before or parts[0].before
        if self._seals is not None:
            self._seal(planned, before, parts, drafts)
        after = parts[0].after if len(parts) == 1 else _joined(drafts)
        settle(drafts[0], self._top / planned.out, planned.entry.mode)
        counts: Counter[str] = Counter()
        for part in parts:
            counts.update(part.counts)
        self._state.note(
            Line(
                path=planned.out,
                before=self._seals.digest(before) if self._seals is not None else "",
                after=after,
                source_bytes=planned.entry.seen.size,
                bytes=sum(part.written for part in parts),
                kind=parts[0].kind.value,
                codec=_codec(parts),
                counts=counts,
            )
        )

    def _seal(self, planned: Planned, before: str, parts: list[Done], drafts: list[Path]) -> None:
        """Put the way back in place before the masked file; none where nothing was replaced."""
        assert self._seals is not None
        target = self._state.restoring(planned.place)
        same = not any(part.frame or part.lost or part.anew for part in parts)
        if planned.out == planned.entry.path and same:
            drop(target)
            return
        head: dict[str, Any] = {
            "path": planned.entry.path + (ENDING if parts[0].text else ""),
            "sha256": "" if parts[0].anew else parts[0].text or before,
            "lost": sum(part.lost for part in parts),
            "parts": [(part.written, part.frame) for part in parts],
        }
        draft = target.with_name(f"{target.name}.draft")
        with draft.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(self._seals.sealed(planned.place, 0, msgspec.msgpack.encode(head)))
            for part, one in zip(parts, drafts, strict=True):
                if part.frame:
                    file.write(one.with_name(one.name + FRAME).read_bytes())
            file.flush()
            os.fdatasync(file.fileno())
        draft.replace(target)


def _unfit(planned: Planned, parts: list[Done]) -> str:
    """Return why parts that came do not make one file, "" where they do."""
    if planned.digests and [part.before for part in parts] != planned.digests:
        return "the file changed while it was read"
    codecs = {part.codec for part in parts} - {ASCII}
    if len(codecs) > 1:
        return f"mixed encodings: {' and '.join(sorted(codecs))}"
    return ""


def _codec(parts: list[Done]) -> str:
    return next((part.codec for part in parts if part.codec != ASCII), ASCII)


def _joined(drafts: list[Path]) -> str:
    """Append all drafts to the first and return the SHA-256 of the whole."""
    digest = hashlib.sha256()
    with drafts[0].open("r+b") as file:
        while block := file.read(BLOCK):
            digest.update(block)
        for draft in drafts[1:]:
            with draft.open("rb") as other:
                while block := other.read(BLOCK):
                    digest.update(block)
                    file.write(block)
            drop(draft)
    return digest.hexdigest()
