"""`posthouse audit bill`: what channels told and billed, beside what the station's receipts say."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import Parameter

from posthouse.accounting.invoice import Compared, compared, invoice_of
from posthouse.accounting.price import PriceRow, Tariff
from posthouse.accounting.recount import Call, Excess, Row, recounted
from posthouse.cli.database import opened
from posthouse.cli.files import file_of
from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.terminal import OK, Terminal, terminal
from posthouse.config.compile import price
from posthouse.config.schema import Settings
from posthouse.ledger.receipt import from_tree
from posthouse.model.errors import CommandError
from posthouse.model.record import Ending, Receipt
from posthouse.store.browsing import Browsing, Wanted
from posthouse.store.reading import Reader

OVER, NOTHING_THERE = 1, 2
DAY_US = 86_400_000_000


def bill(
    *,
    channel: Annotated[str, Parameter(help="One channel; empty means all.")] = "",
    days: Annotated[float, Parameter(help="How far back receipts are read.")] = 31.0,
    invoice: Annotated[
        Path | None, Parameter(help="The relay's invoice: CSV with model and tokens or amount.")
    ] = None,
    config: Config = None,
    json: Json = False,
) -> int:
    """Recount tokens and money; 0 explained, 1 more is told or billed than that, 2 no receipts."""
    speaker = terminal(json_=json, environ=os.environ)
    if not 0 < days <= 36_500:
        raise CommandError("expected --days above 0, found another")
    told = invoice_of(file_of(invoice).decode("utf-8-sig", "replace")) if invoice else {}
    settings = settings_of(config, os.environ)
    calls = list(_calls(settings, days))
    tariff = Tariff(PriceRow(one.model, price(one)) for one in settings.price)
    rows = recounted(calls, {call.model: tariff.price(call.model) for call in calls})
    shown = [row for row in rows if channel in ("", row.channel)]
    against = compared(told, shown)
    speaker.result(
        {
            "channels": [asdict(row) for row in shown],
            "invoice": [{**asdict(one), "over": one.over} for one in against],
        }
    )
    if not shown and not against:
        speaker.say("bill.none")
        return NOTHING_THERE
    speaker.table(speaker.text("bill.head").split("|"), [_shown(speaker, row) for row in shown])
    if against:
        head = speaker.text("bill.invoice").split("|")
        speaker.table(head, [_beside(speaker, one) for one in against])
    found = [one for row in shown for one in (row.input, row.output) if one is not None]
    return OVER if any(one.over for one in found) or any(one.over for one in against) else OK


def _calls(settings: Settings, days: float) -> Iterator[Call]:
    now = time.time_ns() // 1000
    wanted = Wanted(None, since_us=now - int(days * DAY_US))
    with opened(Path(settings.store.folder)) as engine:
        for sealed in Browsing(engine).whole(wanted, Reader(cli_actor(), now)):
            receipt = from_tree(msgspec.json.decode(sealed, type=dict[str, Any])["receipt"])
            if receipt.destinations and receipt.destinations[-1].status == 200:
                yield _call(receipt)


def _call(receipt: Receipt) -> Call:
    return Call(
        receipt.destinations[-1].channel,
        receipt.model_routed or receipt.model_asked,
        receipt.usage,
        receipt.counted.input_text,
        receipt.counted.output_text,
        receipt.reserved,
        receipt.ending is Ending.DELIVERED,
    )


def _shown(speaker: Terminal, row: Row) -> tuple[str, ...]:
    used = row.usage
    return (
        row.channel,
        row.model,
        f"{row.calls} ({row.ended})",
        str(used["input"]),
        str(used["output"]),
        f"{used['cache_read']} / {used['cache_write']}",
        f"${row.cost / 1e6:.4f}" if row.priced else speaker.text("bill.no_price"),
        f"{row.untold}: $0 – ${row.reserved / 1e6:.4f}" if row.untold else "",
        _share(speaker, row.input),
        _share(speaker, row.output),
    )


def _share(speaker: Terminal, one: Excess | None) -> str:
    if one is None:
        return speaker.text("bill.alone")
    return f"{one.low:+.1%} – {one.high:+.1%}{' !' if one.over else ''}"


def _beside(speaker: Terminal, one: Compared) -> tuple[str, ...]:
    told = one.billed
    amount = "" if told.amount is None else f"${told.amount / 1e6:.4f}"
    known = f"${one.least / 1e6:.4f} – ${one.most / 1e6:.4f}"
    return (
        one.model,
        str(told.rows),
        str(one.calls),
        "" if told.input is None else f"{told.input} / {one.input}",
        "" if told.output is None else f"{told.output} / {one.output}",
        amount,
        known if one.priced else speaker.text("bill.no_price"),
        speaker.text("bill.over" if one.over else "bill.explained"),
    )
