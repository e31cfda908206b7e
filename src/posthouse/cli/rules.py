"""`posthouse rules`: the rules of inspection in force, and signed packs of rules and lists."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.database import opened
from posthouse.cli.files import file_of, write
from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.signerkeys import new_key
from posthouse.cli.terminal import FAILED, OK, Terminal, terminal
from posthouse.cli.times import minute
from posthouse.config.schema import Settings
from posthouse.inspection.pack import Pack, Row, parse
from posthouse.inspection.proving import failures
from posthouse.inspection.rules import Rulebook
from posthouse.inspection.shipped import book_of, shipped_pack
from posthouse.model.errors import CommandError, PackRefused
from posthouse.store.database import FILE
from posthouse.store.packfile import packed, signer_of, unpacked
from posthouse.store.packs import SqlPacks

PackFile = Annotated[Path, Parameter(help="A signed pack.")]
_MOST_TOLD = 20


def list_(*, pack: Annotated[str, Parameter(help="Only the rules of this pack.")] = "",
          config: Config = None, json: Json = False) -> int:  # fmt: skip
    """List the rules in force."""
    speaker = terminal(json_=json, environ=os.environ)
    book = _book(settings_of(config, os.environ))
    told = [(one, row) for one in book.packs for row in one.body.rule if pack in ("", one.name)]
    speaker.result([_told(one, row, book) for one, row in told])
    rows = [
        (row.id, row.kind_class, row.severity, book.mode(row.id), _reason(speaker, row), one.name)
        for one, row in told
    ]
    speaker.table(speaker.text("rules.head").split("|"), rows)
    return OK


def show(rule: Annotated[str, Parameter(help="Its id, as `list` shows it.")], *,
         config: Config = None, json: Json = False) -> int:  # fmt: skip
    """Show one rule with what explains it, its examples and its near misses."""
    speaker = terminal(json_=json, environ=os.environ)
    book = _book(settings_of(config, os.environ))
    found = [(one, row) for one in book.packs for row in one.body.rule if row.id == rule]
    if not found:
        raise CommandError(
            f"expected a rule in force, found none named {rule[:80]}",
            hint="`posthouse rules list` shows them",
        )
    one, row = found[0]
    told = _told(one, row, book)
    speaker.result(told)
    named = {name: value for name, value in told.items() if value and name != "reason"}
    speaker.table(
        speaker.text("rules.field").split("|"),
        [("reason", _reason(speaker, row)), *((n, _line(v)) for n, v in named.items())],
    )
    return OK


def prove(
    file: Annotated[
        Path | None, Parameter(help="A pack, signed or as TOML; else the rules in force.")
    ] = None,
    *,
    config: Config = None,
    json: Json = False,
) -> int:
    """Prove rules by their examples and near misses."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    packs = _installed(settings)
    if file is not None:
        own = _read(file, settings)
        packs = (*(one for one in packs if one.name != own.name), own)
    book = book_of(packs)
    proved = (packs[-1],) if file is not None else book.packs
    found = [problem for one in proved for problem in failures(one, book)]
    count = sum(len(row.examples) + len(row.misses) for one in proved for row in one.body.rule)
    speaker.result({"examples": count, "failures": found})
    for problem in found[:_MOST_TOLD]:
        speaker.say("rules.problem", problem=problem)
    speaker.say("rules.proved" if not found else "rules.failed", count=count, bad=len(found))
    return FAILED if found else OK


def key(name: Annotated[str, Parameter(help="The signer's name, without spaces.")],
        file: Annotated[Path, Parameter(help="Where its secret key is written.")], *,
        json: Json = False) -> int:  # fmt: skip
    """Make a key to sign packs with; print its verifier key for the settings."""
    speaker = terminal(json_=json, environ=os.environ)
    public = str(new_key(file, name))
    speaker.say("rules.vkey", key=public)
    speaker.note("rules.key", file=file)
    speaker.result({"verifier_key": public, "file": str(file)})
    return OK


def sign(  # noqa: PLR0913  (every option of the command is an option here)
    body: Annotated[Path, Parameter(help="The pack's rules and lists, TOML.")],
    *,
    name: Annotated[str, Parameter(help="The pack's name; its rules are named NAME/….")],
    version: Annotated[int, Parameter(help="Above every version before.")],
    key: Annotated[Path, Parameter(help="The signer's key, as `key` wrote it.")],
    out: Annotated[Path, Parameter(help="Where the signed pack is written.")],
    json: Json = False,
) -> int:
    """Prove a pack by its examples, then sign it."""
    speaker = terminal(json_=json, environ=os.environ)
    data = file_of(body)
    pack = parse(name, version, data)
    _prove(pack, ())
    signer = signer_of(file_of(key).decode("utf-8", "replace"))
    write(out, packed(name, version, data, signer))
    speaker.say("rules.signed", file=out, pack=pack.told)
    speaker.result({"file": str(out), "pack": pack.told})
    return OK


def install(file: PackFile, *, config: Config = None, json: Json = False) -> int:
    """Install a signed pack, or a newer version of it; running stations take it up at once."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    data = file_of(file)
    pack, signer = unpacked(data, settings.inspection.pack_keys)
    _prove(pack, tuple(one for one in _installed(settings) if one.name != pack.name))
    with _packs(settings) as packs:
        new = packs.install(pack, (signer, data), cli_actor(), time.time_ns() // 1000)
    speaker.say("rules.installed" if new else "rules.same", pack=pack.told, signer=signer)
    speaker.result({"pack": pack.told, "signer": signer, "changed": new})
    return OK


def remove(name: Annotated[str, Parameter(help="A pack's name.")], *,
           config: Config = None, json: Json = False) -> int:  # fmt: skip
    """Take a pack out of force; no version before its last one can come back."""
    speaker = terminal(json_=json, environ=os.environ)
    with _packs(settings_of(config, os.environ)) as packs:
        packs.remove(name, cli_actor(), time.time_ns() // 1000)
    speaker.say("rules.removed", name=name)
    speaker.result({"removed": name})
    return OK


def versions(*, config: Config = None, json: Json = False) -> int:
    """List the packs in force and those that were removed, with version, digest and signer."""
    speaker = terminal(json_=json, environ=os.environ)
    with _packs(settings_of(config, os.environ)) as packs:
        every = packs.every()
    own = shipped_pack()
    state = {True: speaker.text("rules.in_force"), False: speaker.text("rules.gone")}
    rows = [(own.name, str(own.version), own.digest[:16], "-", "-", state[True])]
    rows += [
        (one.name, str(one.version), one.digest[:16], one.signer, minute(one.at_us),
         state[one.content is not None])
        for one in every
    ]  # fmt: skip
    speaker.table(speaker.text("rules.packs").split("|"), rows)
    speaker.result(
        [{"name": own.name, "version": own.version, "digest": own.digest, "in_force": True}]
        + [
            {
                "name": one.name,
                "version": one.version,
                "digest": one.digest,
                "signer": one.signer,
                "in_force": one.content is not None,
            }
            for one in every
        ]
    )
    return OK


def _prove(pack: Pack, others: tuple[Pack, ...]) -> None:
    found = list(failures(pack, book_of((*others, pack))))
    if found:
        raise PackRefused(
            f"the pack {pack.name} fails {len(found)} of its own examples: {found[0]}",
            hint="`posthouse rules test FILE` names them all",
        )


def _book(settings: Settings) -> Rulebook:
    return book_of(_installed(settings))


def _installed(settings: Settings) -> tuple[Pack, ...]:
    if not (Path(settings.store.folder) / FILE).is_file():
        return ()
    with _packs(settings) as packs:
        return packs.in_force(settings.inspection.pack_keys)


def _read(file: Path, settings: Settings) -> Pack:
    """Return the pack of a file, signed or not."""
    data = file_of(file)
    if file.suffix != ".toml":
        return unpacked(data, settings.inspection.pack_keys)[0]
    first = data.decode("utf-8", "replace").partition('id = "')[2].partition("/")[0]
    return parse(first or "pack", 1, data)


@contextlib.contextmanager
def _packs(settings: Settings) -> Iterator[SqlPacks]:
    with opened(Path(settings.store.folder)) as engine:
        yield SqlPacks(engine)


def _reason(speaker: Terminal, row: Row) -> str:
    return row.reason.zh if speaker.language.name == "ZH" else row.reason.en


def _told(pack: Pack, row: Row, book: Rulebook) -> dict[str, object]:
    import msgspec

    told: dict[str, object] = msgspec.to_builtins(row)
    return {**told, "mode": book.mode(row.id), "pack": pack.told}


def _line(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(_line, value))[:400]
    if isinstance(value, dict):
        return ", ".join(f"{name} {told}" for name, told in value.items() if told)[:400]
    return str(value)[:400]
