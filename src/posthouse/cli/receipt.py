"""`posthouse receipt`: what a station claims to have done with one request, and its signature."""

from __future__ import annotations

import os
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Annotated, Any

import orjson
from cyclopts import Parameter

from posthouse.cli.folder import newest_running
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.ledger.receipt import verify
from posthouse.master.opening import begin
from posthouse.model.errors import CommandError
from posthouse.store.database import open_database
from posthouse.store.keyfile import open_folder
from posthouse.store.receipts import Receipts
from posthouse.vault.signer import Ed25519Signer


def show(
    receipt_id: Annotated[str, Parameter(help="From the posthouse-receipt header.")],
    *,
    config: Config = None,
    json: Json = False,
) -> int:
    """Show one receipt once its signature is checked against this station's own key."""
    speaker = terminal(json_=json, environ=os.environ)
    folder = Path(settings_of(config, os.environ).store.folder)
    sealed = _find(folder, receipt_id)
    if sealed is None:
        raise CommandError(
            "no receipt of this id", hint="take it from the posthouse-receipt header of an answer"
        )
    keyring = begin(folder, os.environ)
    receipt = verify(sealed, Ed25519Signer(keyring.signing_seed()).public_key)
    speaker.result(orjson.loads(sealed))
    speaker.table(speaker.text("receipt.head").split("|"), _rows(receipt))
    return OK


def _find(folder: Path, receipt_id: str) -> bytes | None:
    """Look into the database, then ask a running station: its newest are not in there yet."""
    open_folder(folder)
    engine = open_database(folder)
    try:
        sealed = Receipts(engine).find(receipt_id)
    finally:
        engine.dispose()
    return sealed or _ask(folder, receipt_id)


def _ask(folder: Path, receipt_id: str) -> bytes | None:
    try:
        url = newest_running([folder]).url
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{url}/receipts/{receipt_id}", timeout=5) as answer:
            found: bytes = answer.read()
            return found
    except (CommandError, urllib.error.URLError, OSError):
        return None


def _rows(receipt: dict[str, Any]) -> list[tuple[str, str]]:
    destinations = [
        f"{d['channel']} {d['host']}:{d['port']} ({d['address']}) {d['fault'] or d['status']}"
        for d in receipt["destinations"]
    ]
    masked = ", ".join(f"{label} {count}" for label, count in receipt["masked"].items())
    at = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(receipt["at_us"] / 1e6))
    asked = " -> ".join(receipt[f"model_{n}"] or "-" for n in ("asked", "routed", "claimed"))
    usage = ", ".join(f"{k} {v}" for k, v in receipt["usage"].items() if v is not None)
    return [
        ("id", receipt["id"]),
        ("at", at),
        ("ending", f"{receipt['ending']} {receipt['status']} {receipt['refusal']}".strip()),
        ("request", f"{receipt['dialect']} {receipt['operation']}"),
        ("model asked -> routed -> claimed", asked),
        ("destinations", "; ".join(destinations) or "none: nothing left this station"),
        ("masked", masked or "nothing found"),
        ("not examined", str(receipt["unexamined"])),
        ("inspections", ", ".join(i["rule"] for i in receipt["inspections"]) or "nothing seen"),
        ("rule", receipt["rule"]),
        ("tokens as told", usage or "not told"),
        ("cost", f"{receipt['cost'] / 1e6:.6f} USD" if receipt["priced"] else "no price known"),
        ("signature", "valid, by this station's key"),
    ]
