"""guard: does a value that must not leave still stand in what is about to leave?"""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.model.errors import Unreadable
from posthouse.model.finding import NAMES
from posthouse.privacy.propagate import stands
from posthouse.wire.document import strings


def guard(case: Case) -> None:
    """Search the masked values in every string that will leave, declared structure included.

    Names are ordinary words too, and may stand in roles, models and tool names by right.
    """
    values = case.mapping.values(without=NAMES)
    if not values:
        return
    assert case.document is not None
    if stands(values, strings(case.document.tree)):
        raise Unreadable(
            "a value that is masked elsewhere in the request also stands where it cannot be masked",
            code="value_in_structure",
            hint="look for it in roles, ids, model names or encoded data, and remove it there",
        )
