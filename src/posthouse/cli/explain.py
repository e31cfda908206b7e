"""`posthouse explain`: what would be masked in a file or a request, where and why."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.batch.reader import Reader
from posthouse.cli.batch import ByNames
from posthouse.cli.files import given
from posthouse.cli.looking import looking
from posthouse.cli.options import Config, Json
from posthouse.cli.terminal import FAILED, OK, Terminal, terminal
from posthouse.config.treatments import DEFAULT_PROJECT
from posthouse.exchange.explain import Explained, Explainer, Explanation, text_in
from posthouse.exchange.viewing import Viewer
from posthouse.model.dialect import Dialect
from posthouse.model.errors import CommandError
from posthouse.privacy.why import shipped_reasons
from posthouse.wire.decoding import Undecodable


def explain(  # noqa: PLR0913  (every option of the command is an option here)
    file: Annotated[
        str, Parameter(allow_leading_hyphen=True, help="A file, or - for standard input.")
    ],
    *,
    show: Annotated[
        bool, Parameter(negative="", help="Show the values themselves, not a part of them.")
    ] = False,
    as_: Annotated[
        Dialect | None,
        Parameter(name="--as", help="Read it as a request of this dialect; else by its shape."),
    ] = None,
    text: Annotated[
        bool, Parameter(negative="", help="Read it as plain text whatever it looks like.")
    ] = False,
    names: ByNames = None,
    project: Annotated[str, Parameter(help="Whose policy and words hold.")] = DEFAULT_PROJECT,
    config: Config = None,
    json: Json = False,
) -> int:
    """Explain what would be masked."""
    speaker = terminal(json_=json, environ=os.environ)
    data = given(Path(file), "explain a piece of it; `posthouse mask` takes any size")
    with_ = looking(config, project, names)
    viewer = Viewer(with_.media, Reader())
    explainer = Explainer(with_.examiner().find_all, with_.treatments, shipped_reasons(), viewer)
    found = explainer.body(data, as_) if as_ is not None and not text else None
    try:
        if text:
            found = explainer.text(text_in(file, data))
        found = found or explainer.file(file, data)
    except Undecodable as error:
        raise CommandError(f"expected text, found none: {error}") from None
    speaker.result(found.told(show=show))
    _say(speaker, found, show=show)
    return FAILED if any(seen.problem is not None for seen in found.media) else OK


def _say(speaker: Terminal, found: Explanation, *, show: bool) -> None:
    if found.dialect is not None:
        speaker.say("explain.request", dialect=found.dialect.value)
    rows = [
        (
            _where(speaker, one),
            one.label.value,
            _short(one.value) if show else one.hint,
            one.rule,
            f"{one.why.confidence:.2f}",
            one.treatment.value,
        )
        for one in found.findings
    ]
    if rows:
        speaker.table(speaker.text("explain.head").split("|"), rows)
    for seen in found.media:
        kind = speaker.text(f"explain.kind.{seen.kind}")
        what = " ".join(filter(None, (seen.place, kind)))
        speaker.say(f"explain.{seen.handling.value}", what=what)
        if seen.problem is not None:
            why = speaker.text(f"unread.{seen.problem.name.lower()}")
            speaker.say("explain.unread", what=what, why=why)
        if seen.pictures:
            speaker.say("explain.pictures", what=what, count=seen.pictures)
    chinese = bool(speaker.language.value)
    for rule, detector, sentence in dict.fromkeys(
        (one.rule, one.why.detector, one.why.chinese if chinese else one.why.english)
        for one in found.findings
    ):
        speaker.say("explain.why", rule=rule, detector=detector, sentence=sentence)
    if found.decision.refused:
        labels = ", ".join(label.value for label in found.decision.refused)
        speaker.say("explain.refused", labels=labels)
    speaker.say("explain.done", count=len(rows), rule=found.decision.rule)


def _where(speaker: Terminal, one: Explained) -> str:
    """Return where a finding stands: by line and column, on a page, in boxes of an image."""
    page = speaker.text("explain.page", page=one.page) if one.page else ""
    boxes = " ".join(f"[{left},{top} {right},{low}]" for left, top, right, low in one.boxes)
    return " ".join(filter(None, (one.place, page, boxes or f"{one.line}:{one.column}")))


def _short(value: str) -> str:
    """Return a value on one line."""
    line = value.replace("\n", "\\n").replace("\r", "\\r")
    return line if len(line) <= 60 else f"{line[:57]}..."
