"""How does an answer travel? TLS, its certificate's end, redirects, who else may read it.

A browser's page on a foreign origin is made up; notes at most, since none of it is the model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import NOTED, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import ORIGIN, Ask

SOON_DAYS = 7
_VERSION = re.compile(r"/\d+\.\d+")
_REDIRECTS = (301, 302, 303, 307, 308)


def asks(draws: Draws) -> list[Ask]:
    """Return one plain question, as if from a page of another origin."""
    text = wrapped(draws, f"Reply with {draws.between(100, 1000)} alone.")
    return [Ask("transport", text, max_tokens=8, origin=True)]


def figures(replies: Sequence[Reply]) -> Figures:
    """Tell what the connection and the answer's head show: 1 for what should not be."""
    told = replies[0].told
    if not told.status:
        return {"refused": 1.0} if "(tls)" in told.fault else {}
    allowed = told.headers.get("access-control-allow-origin", "")
    credentials = told.headers.get("access-control-allow-credentials", "").casefold() == "true"
    return {
        "plain": float(told.tls == "none"),
        "old": float(told.tls in ("TLSv1", "TLSv1.1")),
        "ends": float(told.tls.startswith("TLS") and told.certificate_days < SOON_DAYS),
        "redirect": float(told.status in _REDIRECTS),
        "open": float(credentials and allowed in ("*", ORIGIN)),
        "banner": float(bool(_VERSION.search(told.headers.get("server", "")))),
    }


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """A note for the worst of what was found."""
    if not own:
        return UNTESTED, "transport-no-answer"
    for name in ("refused", "plain", "old", "redirect", "open", "ends"):
        if own.get(name):
            return NOTED, f"transport-{name}"
    if own["banner"] and not (trusted or {}).get("banner"):
        return NOTED, "transport-banner"
    return SOUND, ""


PROBE = Probe("transport", asks, figures, judged)
