import re

from posthouse.inspection.reading.signtable import ROWS


def test_every_row_compiles_and_no_row_stands_twice() -> None:
    rows = [(row.kind, row.programs, row.pattern) for row in ROWS]
    assert all(re.compile(row.pattern) for row in ROWS)
    assert len(rows) == len(set(rows))
