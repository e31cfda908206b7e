"""`posthouse audit enrol`: how the claimed model answers, from a channel that one trusts."""

from __future__ import annotations

import os
import secrets
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter

from posthouse.audit.arms import CLAIMED
from posthouse.audit.cells import CELLS, Cell, drawn, fitted, read, steady
from posthouse.audit.disguise import dressed
from posthouse.audit.evidence import (
    REFERENCE,
    ReferenceFile,
    reference_of,
    speaks,
    text_of,
    tokens_of,
)
from posthouse.audit.morecells import SETS
from posthouse.audit.order import order
from posthouse.audit.probes.probe import Figures
from posthouse.audit.probes.probes import STANDARD, Conversation
from posthouse.audit.signing import written
from posthouse.audit.speech.ask import Ask, Told
from posthouse.cli.auditasking import (
    HERE,
    Asking,
    Deep,
    Model,
    Place,
    Probed,
    asked,
    chosen,
    probed,
    progress,
    source_of,
)
from posthouse.cli.auditfiles import UNSIGNED, Signer
from posthouse.cli.files import file_of, write
from posthouse.cli.localmodels import is_address, served, source_of_weights
from posthouse.cli.terminal import OK, UNSOUND, Terminal, terminal
from posthouse.model.errors import CommandError
from posthouse.net.asking import question

DAY_S = 86_400
Trusted = Annotated[
    str, Parameter(help="Address of a channel that you trust, or a GGUF file of its weights.")
]
STEADY_TIMES = 2
"""So much oftener a prompt is asked whose answer is the same each time: the more such answers there
are, the more each other one shows of a channel that swaps few."""
TRIES = 3
"""So often a cell is asked that never had an answer."""


def enrol(  # noqa: PLR0913  (every option of the command is one here)
    url: Trusted,
    *,
    model: Model,
    output: Annotated[Path, Parameter(name=["--output", "-o"], help="Where to write.")],
    each: Annotated[
        int, Parameter(help="Questions for each drawn prompt; for each steady one twice as many.")
    ] = 25,
    days: Annotated[int, Parameter(help="How long the reference is good.")] = 30,
    max_tokens: Annotated[int, Parameter(help="Limit of each answer; 0 sends none.")] = 64,
    cells: Annotated[
        str, Parameter(help="Sets of prompts, with commas: usual, facts, tongues.")
    ] = "usual",
    disguised: Annotated[
        bool, Parameter(negative="", help="Wrap every prompt as everyday work, drawn at random.")
    ] = False,
    like: Annotated[
        Path | None, Parameter(help="Ask the prompts of this reference: for a library to it.")
    ] = None,
    probes: Probed = True,
    deep: Deep = False,
    where: Place = HERE,
    signing: Signer = UNSIGNED,
) -> int:
    """Ask a trusted channel, and write a reference."""
    speaker = terminal(json_=False, environ=os.environ)
    if not 1 <= each <= 1000 or not 1 <= days <= 3650 or max_tokens < 0:
        raise CommandError("expected --each 1 to 1000, --days 1 to 3650, --max-tokens 0 or more")
    wanted = prompts(cells, like, disguised=disguised)
    signers = signing.signers()
    source = source_of(url) if is_address(url) else source_of_weights(Path(url))
    with served({CLAIMED: url}, model) as backends:
        asking = Asking(where.channel(backends[CLAIMED]), model, where)
        wish = Wish(each, max_tokens, wanted)
        found = enrolled(asking, wish, speaker, probes=chosen(probes=probes, deep=deep))
    now = int(time.time())
    reference = msgspec.structs.replace(
        found, source=source, enrolled_s=now, expires_s=now + days * DAY_S
    )
    write(output, written(reference, signers))
    count = sum(map(len, reference.answers.values()))
    speaker.say(
        "audit.enrolled", file=output, answers=count, cells=len(wanted), model=model,
        missing=sum(reference.missing.values()), days=days,
    )  # fmt: skip
    return OK if count else UNSOUND


def prompts(names: str, like: Path | None, *, disguised: bool) -> tuple[Cell, ...]:
    """Return the cells that are asked. Raises CommandError."""
    if like is not None:
        return reference_of(file_of(like)).cells
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in SETS]
    if unknown or not wanted:
        raise CommandError(f"expected --cells of {', '.join(SETS)}, found others")
    found = tuple(cell for name in dict.fromkeys(wanted) for cell in SETS[name])
    return dressed(secrets.token_hex(16), found) if disguised else found


@dataclass(frozen=True, slots=True)
class Wish:
    """How often each prompt is asked, with which limit, and which prompts."""

    each: int
    max_tokens: int
    cells: tuple[Cell, ...] = CELLS

    def times(self, cell: Cell) -> int:
        """Return how often a prompt is asked."""
        return self.each * (1 if cell.temperature is None else STEADY_TIMES)


def enrolled(
    asking: Asking, wish: Wish, speaker: Terminal, *, probes: tuple[str, ...] = STANDARD
) -> ReferenceFile:
    """Return a reference that is good for no time yet. Raises CommandError."""
    measured = _measured(asking, speaker, probes) if probes else {}
    enrolment = Enrolment(asking, wish, speaker)
    stopped = asked(asking, enrolment.questions(), enrolment.take)
    if stopped:
        raise CommandError(f"no reference was written: {stopped} ({enrolment.lacks})")
    return enrolment.reference(measured)


def _measured(asking: Asking, speaker: Terminal, names: tuple[str, ...]) -> dict[str, Figures]:
    conversation = Conversation(secrets.token_hex(16), names, asking.where.speech)
    probed(asking, conversation, speaker)
    return conversation.figures()


def _read(cell: Cell, texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(found for text in texts if (found := read(cell.reader, text)) is not None)


class Enrolment:
    """What a trusted channel says to every cell, and why other answers are missing."""

    def __init__(self, asking: Asking, wish: Wish, speaker: Terminal) -> None:
        self._asking, self._wish, self._speaker = asking, wish, speaker
        self._cells = {cell.name: cell for cell in wish.cells}
        self._misses: Counter[str] = Counter()
        self._count = 0
        self.texts: dict[str, list[str]] = {name: [] for name in self._cells}
        self.counts: dict[str, list[tuple[int, int]]] = {name: [] for name in self._cells}
        self.missing: Counter[str] = Counter()

    @property
    def lacks(self) -> str:
        """Return why answers are missing, and how many."""
        told = (f"{why} {times}" for why, times in self.missing.items())
        return ", ".join(told) or "nothing missing"

    def reference(self, measured: Mapping[str, Figures]) -> ReferenceFile:
        """Return what was heard as a reference, with what probes measured. Raises CommandError."""
        cells = [fitted(cell, self.texts[cell.name]) for cell in self._wish.cells]
        answers = {cell.name: _read(cell, self.texts[cell.name]) for cell in cells}
        if not any(answers[name] for name in drawn(cells)):
            hint = "the channel says the same to every prompt: does it refuse them?"
            raise CommandError("no reference was written: no prompt was answered", hint=hint)
        unread = sum(map(len, self.texts.values())) - sum(map(len, answers.values()))
        return ReferenceFile(
            REFERENCE, self._asking.model, "", 0, 0, self._wish.max_tokens, tuple(cells), answers,
            dict(self.missing) | ({"unreadable": unread} if unread else {}),
            probes=(dict(measured),) if measured else (),
            counts={cell.name: self.counted(cell) for cell in cells},
        )  # fmt: skip

    def counted(self, cell: Cell) -> tuple[tuple[int, int], ...]:
        """Return the tokens told for the answers that the cell's reader reads."""
        pairs = zip(self.texts[cell.name], self.counts[cell.name], strict=True)
        return tuple(told for text, told in pairs if read(cell.reader, text) is not None)

    def questions(self) -> Iterator[Ask]:
        """Give the questions in rounds, leaving out cells that bring nothing."""
        cells = self._wish.cells
        names = [*self._cells, *sorted(steady(cells)) * (STEADY_TIMES - 1)]
        for name in order(secrets.token_hex(16), names, self._most, drawn(cells)):
            if self.texts[name] or self._misses[name] < TRIES:
                yield question(self._cells[name], self._wish.max_tokens)

    @property
    def _most(self) -> int:
        return sum(self._wish.times(cell) for cell in self._cells.values())

    def take(self, told: Told) -> tuple[bool | None, bool]:
        """Keep what came back."""
        self._count += 1
        text, why = text_of(told, self._asking.where.speech)
        if text:
            self.texts[told.name].append(text)
            self.counts[told.name].append(tokens_of(told, self._asking.where.speech))
        else:
            self.missing[why] += 1
            self._misses[told.name] += 1
        progress(self._speaker, self._count, self._most, self.missing.total())
        return speaks(self._cells[told.name], told, why), True
