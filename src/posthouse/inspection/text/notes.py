"""What stands in the place of a passage that was taken out: why, and by which rule."""

from __future__ import annotations

_REASONS = {
    "inspection/failed": "it could not be examined",
    "text/asks-for-secret": "it asked for a secret",
    "text/copies-secret": "it asked to carry secrets elsewhere",
    "text/approvals-off": "it asked to switch approvals or the sandbox off",
    "text/checks-off": "it asked to switch a protection off",
    "text/override": "it told its reader to follow other instructions",
    "text/false-role": "it posed as a message of the system, a tool or the user",
    "text/false-approval": "it claimed an approval that nobody gave here",
    "text/hides-from-user": "it asked to hide something from the user",
    "text/unseen-instruction": "it was hidden and held instructions",
    "text/unseen-address": "it was hidden and held an address",
    "text/encoded-instruction": "it held encoded instructions",
    "text/look-alike": "a word in it was spelled with letters that only look the same",
    "text/other-account": "it named another account than the request",
    "text/phishing-link": "it asked to sign in or to pay at an address that nobody named",
    "text/fetch-and-run": "it asked to run something from an address that nobody named",
    "text/package-index": "it asked to take packages or traffic from an address that nobody named",
    "links/carries-data": "an address in it carried data",
    "links/false-host": "an address in it led elsewhere than it seemed",
    "links/text-differs": "a link in it led elsewhere than its text said",
    "links/strange-host": "an address in it led to a host made to be taken for another",
}
_USUAL = "a command in it would do harm"


def note(rule: str, does: str = "") -> str:
    """Return what a reader finds instead; nothing of what was there is repeated."""
    reason = f"it {does}" if does else _REASONS.get(rule, _USUAL)
    return f"[Posthouse removed this: {reason} ({rule})]"
