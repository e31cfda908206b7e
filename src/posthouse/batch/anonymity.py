"""Counts quasi-identifiers in what was written; blurs or leaves out records where that is asked.

Two passes over a table: combinations are counted, then the records of small classes are found, by
their number alone. Values are read from the output: what was masked there counts as it stands.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posthouse.batch.files import drop
from posthouse.dataset.kanonymity import (
    WANTED,
    Anonymity,
    Combination,
    generaliser,
    judged,
    planned,
)
from posthouse.dataset.kind import Kind

MOST_NUMBERS = 1000
"""Numbers of records that a report lists."""

TABLES = (Kind.CSV, Kind.TSV, Kind.JSONL, Kind.PARQUET)
_COMMAS = {Kind.CSV: ",", Kind.TSV: "\t"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One table: what was counted, and the numbers (from 1) of records in classes below k."""

    path: str
    anonymity: Anonymity
    rows: tuple[int, ...]

    def told(self) -> dict[str, Any]:
        """Return it for the manifest."""
        found = self.anonymity
        plan = found.plan
        return {
            "path": self.path,
            "columns": list(found.columns),
            "records": found.records,
            "classes": found.classes,
            "k": found.k,
            "wanted": WANTED,
            "below": found.below,
            "rows": list(self.rows),
            "sizes": {str(edge): list(size) for edge, size in found.sizes.items()},
            "suggested": None if plan is None else {
                "steps": dict(plan.steps), "k": plan.k, "left_out": plan.below,
            },
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reached:
    """What a table is after it was blurred: its size and SHA-256, the steps, records left out."""

    size: int
    sha256: str
    steps: Mapping[str, str]
    left_out: int

    def told(self) -> dict[str, Any]:
        """Return it for the manifest."""
        return {"steps": dict(self.steps), "left_out": self.left_out}


@dataclass(frozen=True, slots=True)
class Table:
    """A file of records."""

    top: Path
    path: str
    kind: Kind
    codec: str

    @property
    def place(self) -> Path:
        """Return where it lies."""
        return self.top / self.path


def judge(table: Table, columns: Sequence[str]) -> Judged | None:
    """Count a table, None where it does not have the columns."""
    counted = _counted(table, columns)
    if counted is None:
        return None
    rows = []
    for number, one in enumerate(combinations(table, columns), start=1):
        if counted[one] < WANTED:
            rows.append(number)
            if len(rows) >= MOST_NUMBERS:
                break
    return Judged(table.path, judged(columns, counted), tuple(rows))


def reach(table: Table, columns: Sequence[str]) -> Reached | None:
    """Write a table anew so that every class has WANTED records.

    None where nothing was to be done. Parquet is left as it is.
    """
    if table.kind is Kind.PARQUET:
        return None
    counted = _counted(table, columns)
    if counted is None or not judged(columns, counted).below:
        return None
    plan = planned(columns, counted, WANTED)
    step = generaliser(columns, counted, plan)
    after: Counter[Combination] = Counter()
    for one, size in counted.items():
        after[step(one)] += size
    draft = table.place.with_name(f"{table.place.name}.posthouse-draft")
    try:
        _rewritten(table, draft, columns, lambda one: _kept(step(one), after))
        draft.chmod(table.place.stat().st_mode & 0o777)
        draft.replace(table.place)
    finally:
        drop(draft)
    data = table.place.read_bytes()
    return Reached(len(data), hashlib.sha256(data).hexdigest(), plan.steps, plan.below)


def combinations(table: Table, columns: Sequence[str]) -> Iterator[Combination]:
    """Yield the values of the columns, record by record."""
    for record in _records(table):
        yield _values(record, columns)


def _kept(one: Combination, after: Counter[Combination]) -> Combination | None:
    return one if after[one] >= WANTED else None


def _counted(table: Table, columns: Sequence[str]) -> Counter[Combination] | None:
    """Count the combinations, None where no record has some column."""
    counted: Counter[Combination] = Counter()
    lacking = set(columns)
    for record in _records(table):
        lacking -= record.keys()
        counted[_values(record, columns)] += 1
    return None if lacking else counted or None


def _values(record: dict[str, Any], columns: Sequence[str]) -> Combination:
    return tuple("" if (v := record.get(name)) is None else str(v) for name in columns)


def _records(table: Table) -> Iterator[dict[str, Any]]:
    """Yield the records; lines of JSONL that are no objects are none."""
    if table.kind is Kind.PARQUET:
        import pyarrow.parquet as pq

        for batch in pq.ParquetFile(table.place).iter_batches():
            yield from batch.to_pylist()
    elif table.kind is Kind.JSONL:
        with table.place.open(encoding=table.codec) as lines:
            for line in lines:
                if (record := _object(line)) is not None:
                    yield record
    else:
        with table.place.open(encoding=_signed(table.codec), newline="") as rows:
            yield from csv.DictReader(rows, delimiter=_COMMAS[table.kind])


def _object(line: str) -> dict[str, Any] | None:
    try:
        tree = json.loads(line)
    except ValueError:
        return None
    return tree if isinstance(tree, dict) else None


def _signed(codec: str) -> str:
    """Return a codec that takes a mark at the beginning for no part of the first heading."""
    return "utf-8-sig" if codec in ("utf-8", "ascii") else codec


def _rewritten(
    table: Table,
    draft: Path,
    columns: Sequence[str],
    step: Callable[[Combination], Combination | None],
) -> None:
    with draft.open("w", encoding=table.codec, errors="strict", newline="") as out:
        write = _writer(table, out)
        for record in _records(table):
            new = step(_values(record, columns))
            if new is not None:
                write({**record, **dict(zip(columns, new, strict=True))})


def _writer(table: Table, out: io.TextIOWrapper) -> Callable[[dict[str, Any]], object]:
    if table.kind is Kind.JSONL:
        return lambda record: out.write(json.dumps(record, ensure_ascii=False) + "\n")
    with table.place.open(encoding=_signed(table.codec), newline="") as rows:
        names = csv.DictReader(rows, delimiter=_COMMAS[table.kind]).fieldnames or []
    writer = csv.DictWriter(
        out, names, delimiter=_COMMAS[table.kind], lineterminator="\n", extrasaction="ignore"
    )
    writer.writeheader()
    return writer.writerow
