"""`posthouse terms`: a project's own words: what is masked besides, and what passes."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.database import opened_with_keys
from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.terminal import OK, Terminal, terminal
from posthouse.config.compile import terms as own_terms
from posthouse.config.schema import Settings
from posthouse.config.treatments import DEFAULT_PROJECT, by_project
from posthouse.model.errors import CommandError
from posthouse.model.finding import Label
from posthouse.model.terms import NO_TERMS, Allowance, Terms
from posthouse.privacy.dictionary import terms as spellings
from posthouse.store.compiled import packed_detectors
from posthouse.store.database import FILE
from posthouse.store.datakeys import DataKeys
from posthouse.store.terms import Actor, SqlTerms, in_order
from posthouse.vault.envelope import Profile

MOST_TERMS = 100_000
LONGEST = 200

Project = Annotated[str, Parameter(help="Whose words they are.")]
FromFile = Annotated[
    Path | None, Parameter(name="--file", help="A UTF-8 file, one a line; # begins a comment.")
]


def add(
    *words: Annotated[str, Parameter(help="Terms: code names, customers, internal domains.")],
    file: FromFile = None,
    project: Project = DEFAULT_PROJECT,
    config: Config = None,
    json: Json = False,
) -> int:
    """Have terms masked wherever they stand."""
    given = _given(words, file)
    lost = [word for word in given if not spellings([word])]
    if lost:
        raise CommandError(
            f"expected terms of two letters or more, found {len(lost)} shorter",
            hint="a single letter would be masked everywhere",
        )

    def change(before: Terms) -> Terms:
        after = replace(before, masked=(*before.masked, *given))
        if len(after.masked) > MOST_TERMS:
            raise CommandError(f"expected at most {MOST_TERMS} terms, found {len(after.masked)}")
        return after

    return _change(terminal(json_=json, environ=os.environ), config, project, change)


def allow(  # noqa: PLR0913  (every option of the command is an option here)
    *values: Annotated[str, Parameter(help="Values as they stand in texts.")],
    label: Annotated[
        Label | None, Parameter(help="Only where they are found as this; else as anything.")
    ] = None,
    force: Annotated[
        bool, Parameter(negative="", help="Needed to let a private key pass.")
    ] = False,
    file: FromFile = None,
    project: Project = DEFAULT_PROJECT,
    config: Config = None,
    json: Json = False,
) -> int:  # fmt: skip
    """Let values pass that are known to be harmless."""
    if label is Label.PRIVATE_KEY and not force:
        raise CommandError(
            "expected no private key on the allow-list",
            hint="--force lets it pass; consider a new key instead",
        )
    allowed = tuple(Allowance(value, label) for value in _given(values, file))

    def change(before: Terms) -> Terms:
        return replace(before, allowed=(*before.allowed, *allowed))

    return _change(terminal(json_=json, environ=os.environ), config, project, change)


def remove(
    *words: Annotated[str, Parameter(help="Terms or allowed values, as `list` shows them.")],
    file: FromFile = None,
    project: Project = DEFAULT_PROJECT,
    config: Config = None,
    json: Json = False,
) -> int:
    """Take words off both lists."""
    gone = set(_given(words, file))

    def change(before: Terms) -> Terms:
        known = {*before.masked, *(one.value for one in before.allowed)}
        if unknown := len(gone - known):
            raise CommandError(
                f"expected words of the project {project}, found {unknown} that it does not have",
                hint="`posthouse terms list` shows them; those of the settings stand there",
            )
        return Terms(
            tuple(word for word in before.masked if word not in gone),
            tuple(one for one in before.allowed if one.value not in gone),
        )

    return _change(terminal(json_=json, environ=os.environ), config, project, change)


def list_(*, project: Project = DEFAULT_PROJECT, config: Config = None, json: Json = False) -> int:
    """List a project's words."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    _require_project(settings, project)
    with opened(settings) as store:
        found = store.every().get(project, NO_TERMS)
    speaker.result({"project": project, **_told(found)})
    if not found:
        speaker.say("terms.none", project=project)
        return OK
    rows = [(word, speaker.text("terms.masked"), "") for word in found.masked]
    rows += [
        (one.value, speaker.text("terms.allowed"), one.label.value if one.label else "*")
        for one in found.allowed
    ]
    speaker.table(speaker.text("terms.head").split("|"), rows)
    return OK


def terms_of(settings: Settings) -> Mapping[str, Terms]:
    """Return the words of all projects; none where there is no data folder yet."""
    if not (Path(settings.store.folder) / FILE).is_file():
        return {}
    with opened(settings) as store:
        return store.every()


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[SqlTerms]:
    """Open the words of the data folder. Raises ConfigError, StoreError."""
    with opened_with_keys(Path(settings.store.folder)) as (engine, keyring):
        yield SqlTerms(engine, DataKeys(keyring, Profile(settings.vault.profile)))


def _change(
    speaker: Terminal, config: Path | None, project: str, change: Callable[[Terms], Terms]
) -> int:
    settings = settings_of(config, os.environ)
    _require_project(settings, project)
    with opened(settings) as store:
        planned = in_order(change(store.every().get(project, NO_TERMS)))
        if planned.masked:  # compiled here and first, so that a running station only loads it
            words = (*own_terms(settings.privacy), *planned.masked)
            packed_detectors(Path(settings.store.folder) / "cache", words)
        after = store.change(project, change, Actor(cli_actor(), time.time_ns() // 1000))
    speaker.say(
        "terms.changed", project=project, masked=len(after.masked), allowed=len(after.allowed)
    )
    speaker.result({"project": project, **_told(after)})
    return OK


def _given(words: tuple[str, ...], file: Path | None) -> list[str]:
    """Return the words of a command line and a file, each once. Raises CommandError."""
    lines: list[str] = []
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                f"--file: expected UTF-8 text at {file}, found {type(error).__name__}"
            ) from error
    every = [*words, *(line for line in lines if not line.startswith("#"))]
    given = list(dict.fromkeys(word.strip() for word in every if word.strip()))
    if not given:
        raise CommandError("expected words, found none", hint="name them, or --file FILE")
    if long := sum(len(word) > LONGEST for word in given):
        raise CommandError(f"expected words of at most {LONGEST} letters, found {long} longer")
    return given


def _require_project(settings: Settings, project: str) -> None:
    known = by_project(settings)
    if project not in known:
        raise CommandError(
            f"--project: expected one of the settings, found none named {project}",
            hint=f"known: {', '.join(known)}",
        )


def _told(terms: Terms) -> dict[str, object]:
    return {
        "masked": list(terms.masked),
        "allowed": [
            {"value": one.value, "label": one.label.value if one.label else None}
            for one in terms.allowed
        ],
    }
