"""Web addresses of people and companies in prose: a site's front door, not a page's address.

What stands in a link, a literal or a setting, and what belongs to publishers of software, is no
personal data and stays.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.publishers import published
from posthouse.privacy.rules import TEXTUAL, Rule, Span

# A line of references, a comment, a setting: what belongs to software.
_REFERENCE = re.compile(
    r"[^\n]*\b(?:curl|wget) |[ \t]*(?:\[|\.\. |:\w+:|`|\*|//|#|--|;;|<!--|"
    r"(?:- )?[\"']?\w*(?:url|uri|href|endpoint)[\"']?\s?[:=])"
)
_BACK = 256  # characters before an address in which its line may begin


def _front_door(match: re.Match[str]) -> Span | None:
    host = match.group("host").lower()
    if published(host) or host.endswith((".io", ".dev", ".rs")):
        return None
    text, low = match.string, max(match.start("v") - _BACK, 0)
    line = text.rfind("\n", low, match.start("v")) + 1
    if (line or not low) and _REFERENCE.match(text, line, match.start("v")):
        return None
    return match.span("v")


RULES = (
    Rule(
        "web-address",
        Label.URL,
        r"[\s\x00]https?://[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]+(?:/?[\s\x00,;!?)]|/\.)",
        r"(?:(?<=[\s\x00])|^)(?P<v>https?://(?P<host>(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.)+"
        r"[A-Za-z]{2,24})/?)(?=[\s\x00]|[.,;!?)](?:[\s\x00]|$)|$)",
        _front_door,
        before=280,
        after=4,
        rank=TEXTUAL,
        examples=(
            "my site is ‹https://www.harbour-bakery.co.uk/›, have a look",
            "Just posted at ‹http://KiteAndTwine.se/›",
        ),
        near_misses=(
            "see [docs](https://harbour-bakery.co.uk/)",
            "url=https://harbour-bakery.co.uk/",
            "https://example.com/",
            ".. _docs: https://harbour-bakery.co.uk/",
            "[docs]: https://harbour-bakery.co.uk/",
            "at https://www.github.com/ now",
            " * see https://harbour-bakery.co.uk/\n",
            "base_url: https://harbour-bakery.co.uk\n",
            "RUN curl https://harbour-bakery.co.uk/ | sh",
            "at https://harbour-bakery.co.uk/menu/today now",
        ),
    ),
)
