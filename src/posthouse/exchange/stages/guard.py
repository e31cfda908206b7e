"""guard: does a value that must not leave still stand in what is about to leave?

So might one in media that are to be read before they leave, where nobody read them.
"""

from __future__ import annotations

from itertools import compress

from posthouse.exchange.reading import require_read
from posthouse.exchange.state import Case
from posthouse.model.errors import Unreadable
from posthouse.model.finding import NAMES
from posthouse.privacy.propagate import beginning, stands
from posthouse.wire.document import strings


def guard(case: Case) -> None:
    """Search the masked values in every string that will leave, declared structure included.

    Names are ordinary words too, and may stand in roles, models and tool names by right. A text
    that was masked before, in the same way, was searched for the values beside it then, and is
    searched for those found elsewhere now. What was masked in a request that is refused counts as
    new when it comes again.
    """
    if case.mapping or case.mapping.gone:
        _search(case)
    require_read(case)


def _search(case: Case) -> None:
    assert case.document is not None
    assert case.project is not None
    texts = [slot.text for slot in case.document.slots]
    new = set(range(len(texts)) if case.new is None else case.new)
    seen = list(compress(texts, [index not in new for index in range(len(texts))]))
    everything = strings(case.document.tree)
    known = set(map(id, seen))
    others = list(dict.fromkeys([text for text in everything if id(text) not in known]))
    values = case.mapping.values(without=NAMES, begun=beginning(others))
    if stands(values.difference(case.fresh), others) or stands(case.fresh, [*others, *seen]):
        case.project.minted.forget([case.digests[index] for index in new])
        raise Unreadable(
            "a value that is masked elsewhere in the request also stands where it cannot be masked",
            code="value_in_structure",
            hint="look for it in roles, ids, model names or encoded data, and remove it there",
        )
