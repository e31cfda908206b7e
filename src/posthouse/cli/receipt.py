"""`posthouse receipt`: what a station claims to have done with a request, and whether it holds."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import orjson
from cyclopts import Parameter

from posthouse.cli.evidence import Sources, body_of_file, hexadecimal, promised_in, sources
from posthouse.cli.options import Config, Json
from posthouse.cli.terminal import FAILED, OK, Terminal, terminal
from posthouse.ledger.check import Check, Kept, check_bodies
from posthouse.ledger.commitment import SALT_LENGTH
from posthouse.ledger.receipt import verify as verified
from posthouse.model.errors import CommandError, VerificationFailed

What = Annotated[str, Parameter(help="A file, or the id from the posthouse-receipt header.")]


@dataclass(frozen=True, slots=True)
class Where:
    """Where the receipt and the key to check it with come from."""

    station: Annotated[
        str, Parameter(help="Address of the station, where it is not on this machine.")
    ] = ""
    key: Annotated[str, Parameter(help="The station's public key in hex, if you know it.")] = ""
    config: Config = None

    def sources(self) -> Sources:
        """Return where to look."""
        return sources(self.config, self.station)


@dataclass(frozen=True, slots=True)
class Bodies:
    """What the reader kept of the exchange."""

    request: Annotated[Path | None, Parameter(help="The request's body, byte for byte.")] = None
    response: Annotated[Path | None, Parameter(help="The answer's body, byte for byte.")] = None
    salt: Annotated[str, Parameter(help="From the posthouse-receipt-salt header.")] = ""

    def kept(self) -> Kept | None:
        """Return it as bytes, None where nothing was given. Raises CommandError."""
        if not self.salt:
            if self.request or self.response:
                raise CommandError(
                    "expected --salt beside --request or --response, found none",
                    hint="it is the posthouse-receipt-salt header of the answer",
                )
            return None
        salt = hexadecimal(self.salt, SALT_LENGTH, "the salt")
        return Kept(salt, body_of_file(self.request), body_of_file(self.response))


Place = Annotated[Where, Parameter(name="*")]
Given = Annotated[Bodies, Parameter(name="*")]
HERE, NOTHING = Where(), Bodies()


def show(receipt_id: What, *, where: Place = HERE, json: Json = False) -> int:
    """Show one receipt once its signature is checked."""
    speaker = terminal(json_=json, environ=os.environ)
    found = where.sources()
    sealed = found.sealed(receipt_id)
    receipt = verified(sealed, found.public_key(where.key))
    speaker.result(orjson.loads(sealed))
    speaker.table(speaker.text("receipt.head").split("|"), _rows(speaker, receipt, sealed))
    return OK


def verify(
    receipt: What, *, given: Given = NOTHING, where: Place = HERE, json: Json = False
) -> int:
    """Check a receipt: its signature, its place in the log, and the bytes that you kept."""
    speaker = terminal(json_=json, environ=os.environ)
    kept, found = given.kept(), where.sources()
    sealed, public_key = found.sealed(receipt), found.public_key(where.key)
    tree = verified(sealed, public_key)
    lines = [("signature", "holds", "")]
    if kept is not None:
        lines += [_line(check) for check in check_bodies(tree, kept, public_key)]
    lines.append(_inclusion(found, tree, sealed))
    return _told(speaker, tree, lines)


def _told(speaker: Terminal, tree: dict[str, Any], lines: list[tuple[str, str, str]]) -> int:
    speaker.result(
        {
            "id": tree["id"],
            "holds": all(verdict != "fails" for _, verdict, _ in lines),
            "checks": [{"name": n, "verdict": v, "found": f} for n, v, f in lines],
        }
    )
    speaker.table(
        speaker.text("receipt.verify.head").split("|"),
        [
            (speaker.text(f"receipt.check.{name}"), speaker.text(f"receipt.{verdict}"), told)
            for name, verdict, told in lines
        ],
    )
    return FAILED if any(verdict == "fails" for _, verdict, _ in lines) else OK


def _line(check: Check) -> tuple[str, str, str]:
    if check.holds:
        return check.name, "holds", ""
    return check.name, "fails", f"receipt: {check.expected or '-'}; here: {check.found or '-'}"


def _inclusion(found: Sources, tree: dict[str, Any], sealed: bytes) -> tuple[str, str, str]:
    log, by_us = promised_in(tree, sealed)
    if not log:
        return "inclusion", "unasked", "no log was promised"
    if not found.reachable:
        return "inclusion", "unasked", f"no station to ask for {log}; give --station"
    try:
        place = found.inclusion(sealed, tree["id"], log)
    except VerificationFailed as error:
        return "inclusion", "fails", error.message
    if place is not None:
        return "inclusion", "holds", f"{place} in {log}"
    late = time.time_ns() // 1000 > by_us
    by = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(by_us / 1e6))
    return "inclusion", "fails" if late else "unasked", f"promised by {by}, not in {log} yet"


def _rows(speaker: Terminal, receipt: dict[str, Any], sealed: bytes) -> list[tuple[str, str]]:
    told = {
        "id": receipt["id"],
        "at": time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(receipt["at_us"] / 1e6)),
        "ending": f"{receipt['ending']} {receipt['status']} {receipt['refusal']}".strip(),
        "request": f"{receipt['dialect']} {receipt['operation']}",
        "models": " -> ".join(receipt[f"model_{n}"] or "-" for n in ("asked", "routed", "claimed")),
        "changed": ", ".join(receipt["parameters_changed"]) or speaker.text("receipt.nothing"),
        "destinations": _destinations(receipt) or speaker.text("receipt.stayed"),
        "masked": _counts(receipt["masked"]) or speaker.text("receipt.clean"),
        "unexamined": str(receipt["unexamined"]),
        "inspections": ", ".join(i["rule"] for i in receipt["inspections"])
        or speaker.text("receipt.nothing"),
        "rule": ", ".join(receipt.get("rules") or [receipt["rule"]]),
        "policy": receipt.get("policy") or "-",
        "packs": ", ".join(receipt.get("packs") or ()) or "-",
        "told": _counts(receipt["usage"]) or speaker.text("receipt.untold"),
        "counted": _counts(receipt.get("counted") or {}) or "-",
        "cost": f"{receipt['cost'] / 1e6:.6f} USD"
        if receipt["priced"]
        else speaker.text("receipt.unpriced"),
        "stream": f"{receipt.get('chunks', 0)} {receipt.get('chain', '')}".strip(),
        "software": f"{receipt['software']} {receipt.get('build', '')}".strip(),
        "log": promised_in(receipt, sealed)[0] or "-",
        "signature": speaker.text("receipt.valid"),
    }
    return [(speaker.text(f"receipt.row.{name}"), value) for name, value in told.items()]


def _destinations(receipt: dict[str, Any]) -> str:
    return "; ".join(
        f"{d['channel']} {d['host']}:{d['port']} ({d['address']}) {d['fault'] or d['status']}"
        f"{' spki ' + d['spki'][:16] if d['spki'] else ''}"
        for d in receipt["destinations"]
    )


def _counts(told: dict[str, int | None]) -> str:
    return ", ".join(f"{name} {count}" for name, count in told.items() if count is not None)
