"""Parquet: texts of columns are masked where they stand, numbers of masked columns become texts.

A file is written anew, so that it never comes back byte for byte by replacing tokens: its way back
is the file itself, sealed. Restored, it is the original file.
"""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from posthouse.batch.files import NotDone
from posthouse.dataset.kind import Kind
from posthouse.dataset.masking import Masked, Part, Policy, mask
from posthouse.dataset.patch import Edit, Pair

MOST = 1 << 30
"""Bytes of the largest file that is taken: it is held in memory."""
_ROWS = 400


class _Told:
    """Masks pieces of one file and keeps what is told of them."""

    def __init__(self, policy: Policy) -> None:
        self.counts: Counter[str] = Counter()
        self.known: dict[Pair, None] = {}
        self.lost = 0
        self._policy = policy

    def masked(self, part: Part) -> bytes:
        """Return a piece masked."""
        done = mask(part, self._policy)
        self.counts.update(done.counts)
        self.known.update(dict.fromkeys((edit.shown, edit.original) for edit in done.edits))
        self.lost += done.lost
        return done.data


def mask_parquet(data: bytes, policy: Policy) -> Masked:
    """Mask a whole file. Raises NotDone, Refused."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise NotDone("Parquet needs pyarrow: pip install 'posthouse[parquet]'") from None
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        schema = file.schema_arrow
        groups = [file.read_row_group(n) for n in range(file.num_row_groups)]
    except (pa.ArrowException, OSError) as error:
        raise NotDone(
            f"expected Parquet, found what cannot be read ({type(error).__name__})"
        ) from error
    told = _Told(policy)
    columns = {name: _column(name, groups, told) for name in schema.names}
    if not told.counts:
        return Masked(data, "parquet")
    out = io.BytesIO()
    fields = [pa.field(name, columns[name].type, nullable=True) for name in schema.names]
    table = pa.Table.from_arrays([columns[name] for name in schema.names], schema=pa.schema(fields))
    pq.write_table(table, out, compression="zstd", row_group_size=_group_size(groups))
    masked = out.getvalue()
    edits = () if told.lost else (Edit(0, masked, data),)
    return Masked(masked, "parquet", edits, told.counts, told.lost, tuple(told.known))


def _group_size(groups: list[Any]) -> int:
    return max(1, *(group.num_rows for group in groups)) if groups else 1


def _column(name: str, groups: list[Any], told: _Told) -> Any:
    """Return a column masked, as texts where numbers of it had to be."""
    import pyarrow as pa

    chunks = [chunk for group in groups for chunk in group.column(name).chunks]
    kind = chunks[0].type if chunks else pa.null()
    values = [value for chunk in chunks for value in chunk.to_pylist()]
    if not _may_tell(kind):
        return pa.array(values, type=kind)
    masked = [one for start in range(0, len(values), _ROWS)
              for one in _cells(name, values[start : start + _ROWS], told)]  # fmt: skip
    if masked == values:
        return pa.array(values, type=kind)
    if pa.types.is_nested(kind):
        return _nested(masked, kind)
    return pa.array([one if one is None else str(one) for one in masked], type=pa.string())


def _nested(values: list[Any], kind: Any) -> Any:
    """Return lists and structures as they were, or of texts where numbers in them were masked."""
    import pyarrow as pa

    for type_ in (kind, None):
        with contextlib.suppress(pa.ArrowException):
            return pa.array(values, type=type_)
    raise NotDone("a column of lists or structures holds numbers that had to be masked")


def _may_tell(kind: Any) -> bool:
    """Tell whether a column's values are looked at."""
    import pyarrow as pa

    is_ = pa.types
    return not (is_.is_null(kind) or is_.is_boolean(kind) or is_.is_temporal(kind))


def _cells(name: str, values: list[Any], told: _Told) -> list[Any]:
    """Mask some cells below the heading of their column."""
    leaves = [leaf for value in values for leaf in _leaves(value)]
    plain = [str(leaf) for leaf in leaves]
    shown = _together(name, plain, told)
    new = iter(
        leaf if text == was else text for leaf, was, text in zip(leaves, plain, shown, strict=True)
    )
    return [_put(value, new) for value in values]


def _together(name: str, texts: list[str], told: _Told) -> list[str]:
    """Mask texts as one column of a table; what does not fit on a line is masked by itself."""
    fits = [text for text in texts if text and not set(text) & set('\n\r",')]
    rows = Part("".join(f"{n},{text}\n" for n, text in enumerate(fits)).encode(), Kind.CSV,
                head=f"row,{name}\n".encode())  # fmt: skip
    lines = told.masked(rows).decode().split("\n")
    known = dict(zip(fits, (line.partition(",")[2] for line in lines), strict=False))
    return [_alone(text, known, told) for text in texts]


def _alone(text: str, known: dict[str, str], told: _Told) -> str:
    if not text or text in known:
        return known.get(text, text)
    return told.masked(Part(text.encode("utf-8", "replace"))).decode()


def _leaves(value: Any) -> Iterator[Any]:
    """Yield what of a cell can be masked: texts and numbers, however deep."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)


def _put(value: Any, new: Iterator[Any]) -> Any:
    """Put masked leaves where the old ones stood."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return next(new)
    if isinstance(value, list | tuple):
        return [_put(one, new) for one in value]
    if isinstance(value, dict):
        return {name: _put(one, new) for name, one in value.items()}
    return value
