"""A relay's invoice as CSV, and how far it goes beyond what the station's receipts explain.

Columns are found by their names (docs/audit.md lists them); rows of one model are added
up. What ended early or told no count may have been billed or not, so its cost is a range: from
nothing to all that was set aside for it.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from posthouse.accounting.recount import Row
from posthouse.model.errors import CommandError
from posthouse.model.usage import MicroUSD

NAMES: Mapping[str, tuple[str, ...]] = {
    "model": ("model", "model_name", "模型", "模型名称"),
    "input": ("input", "input_tokens", "prompt", "prompt_tokens", "输入", "提示"),
    "output": ("output", "output_tokens", "completion", "completion_tokens", "输出", "补全"),
    "amount": ("amount", "cost", "cost_usd", "usd", "charge", "金额", "费用"),
}
WITHIN = 0.01
"""A share of the bill that rounding row by row explains."""
MOST_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Billed:
    """What an invoice says of one model; None where it has no such column."""

    rows: int
    input: int | None
    output: int | None
    amount: MicroUSD | None


@dataclass(frozen=True, slots=True)
class Compared:
    """An invoice beside the receipts, for one model: `least` and `most` are what these explain."""

    model: str
    billed: Billed
    calls: int
    input: int
    output: int
    least: MicroUSD
    most: MicroUSD
    priced: bool

    @property
    def over(self) -> bool:
        """Tell whether more is billed than the receipts explain, in tokens or in money."""
        told = self.billed
        tokens = any(
            billed is not None and not self._open and billed > (1 + WITHIN) * max(known, 1)
            for billed, known in ((told.input, self.input), (told.output, self.output))
        )
        money = (
            self.priced
            and told.amount is not None
            and (told.amount > (1 + WITHIN) * self.most + told.rows)
        )
        return tokens or money or (told.rows > 0 and not self.calls)

    @property
    def _open(self) -> bool:
        return self.most > self.least


def invoice_of(text: str) -> dict[str, Billed]:
    """Return an invoice's sums by model. Raises CommandError."""
    rows = csv.DictReader(io.StringIO(text))
    columns = _columns(rows.fieldnames or ())
    if "model" not in columns or len(columns) < 2:
        raise CommandError(
            "expected an invoice with a column for the model and one for tokens or money",
            hint=f"such as {', '.join(names[0] for names in NAMES.values())}",
        )
    sums: dict[str, dict[str, Decimal]] = {}
    count: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS:
            raise CommandError(f"expected at most {MOST_ROWS} rows in the invoice, found more")
        model = (row[columns["model"]] or "").strip()
        if not model:
            continue
        count[model] = count.get(model, 0) + 1
        kept = sums.setdefault(model, {})
        for name in columns.keys() - {"model"}:
            kept[name] = kept.get(name, Decimal(0)) + _number(row[columns[name]], number)
    return {model: _billed(found, count[model]) for model, found in sums.items()}


def compared(invoice: Mapping[str, Billed], rows: Sequence[Row]) -> list[Compared]:
    """Return each billed model beside the receipts of it."""
    found = []
    for model, billed in sorted(invoice.items()):
        own = [row for row in rows if row.model == model]
        least = sum(row.cost for row in own)
        found.append(
            Compared(
                model,
                billed,
                sum(row.calls for row in own),
                sum(row.usage["input"] for row in own),
                sum(row.usage["output"] for row in own),
                MicroUSD(least),
                MicroUSD(least + sum(row.reserved for row in own)),
                priced=all(row.priced for row in own),
            )
        )
    return found


def _columns(names: Sequence[str]) -> dict[str, str]:
    known = {name.strip().casefold().replace(" ", "_"): name for name in names}
    return {
        what: known[alias]
        for what, aliases in NAMES.items()
        for alias in (next((one for one in aliases if one in known), ""),)
        if alias
    }


def _number(text: str | None, row: int) -> Decimal:
    plain = (text or "0").strip().lstrip("$¥").replace(",", "") or "0"
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > 10**15:
        raise CommandError(f"expected a number in row {row} of the invoice, found something else")
    return value


def _billed(sums: Mapping[str, Decimal], rows: int) -> Billed:
    tokens = {name: int(sums[name]) if name in sums else None for name in ("input", "output")}
    amount = MicroUSD(math.ceil(sums["amount"] * 1_000_000)) if "amount" in sums else None
    return Billed(rows, tokens["input"], tokens["output"], amount)
