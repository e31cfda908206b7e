"""Postcodes: the number behind the place that follows a street, and one that is called so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_rules import Told

_NEAR = 48  # characters between a street and the place that follows it
_CODE = re.compile(
    r"(?:[ \t]*[,\n>][ \t>]*|[ ])(?:[A-Z]{2}[ ])?(?P<v>\d{4,6}(?:-\d{3,4})?|\d{3}[ ]\d{2}"
    r"|[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|[A-Z]\d[A-Z][ ]?\d[A-Z]\d)(?![\w-]|[.,:]\d)"
)
_CALLED = re.compile(
    r"\b(?:(?:zip|post|postal)[ -]?code(?:[ ](?:is|of))?[ ]?[:#]?[ ]|zip[ ]?[:#][ ]?)"
    r"(?P<v>\d{3}[ ]\d{2}|\d{3,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|[A-Z]\d[A-Z][ ]?\d[A-Z]\d)"
    r"(?![\w-]|[.,:]\d)",
    re.IGNORECASE,
)
_NAMES_OF_CODES = frozenset(("zip", "zipcode", "postal", "postcode", "post"))


def called(text: str, vocabulary: frozenset[str]) -> Iterator[Told]:
    """Yield what is called a postcode."""
    if not vocabulary.isdisjoint(_NAMES_OF_CODES):
        for match in _CALLED.finditer(text):
            yield Told(*match.span("v"), Label.ADDRESS)


def postcodes(text: str, found: Sequence[Finding]) -> Iterator[Told]:
    """Yield the postcodes behind places that follow a street; `found` is in order."""
    street = -_NEAR - 1
    for one in found:
        if one.label is Label.ADDRESS:
            street = one.end
        elif one.label is Label.LOCATION and one.start - street <= _NEAR:
            street = one.end
            match = _CODE.match(text, one.end)
            if match is not None:
                yield Told(*match.span("v"), Label.ADDRESS)
