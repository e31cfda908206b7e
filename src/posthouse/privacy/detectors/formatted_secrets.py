"""Secrets that a format puts in their place: printf("token=%s", "…"), format!("Key: {}", "…").

What stands before a place in the format says what the argument is that goes there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of
from posthouse.privacy.detectors.judged import fits_surely
from posthouse.privacy.rules import GUESS, Rule, Span

_FORMAT = re.compile(
    r"(?P<q>[\"'`])(?P<f>(?:(?!(?P=q))[^\n\\]|\\.){3,300})(?P=q)"
    r"(?P<h>\s{0,3}(?:,|%\s{0,2}\(?|\.format\(|\.formatted\(| (?=[\"']))\s{0,24})"
)
_PLACE = re.compile(
    r"(?<!%)%(?:\d\$)?[-+#0 ]{0,3}\d{0,3}(?:\.\d+)?(?:l{0,2}|z)[sqvdiufxg]|"
    r"\{\d?(?::[^{}\n]{0,8})?\}"
)
_SAID = re.compile(
    r"(?:(?P<n>[A-Za-z][\w.-]{0,40})[\"']?(?P<s>\s{0,2}[:=]\s{0,2}| )[\"']?"
    r"(?i:(?:Bearer|Token|Basic|Bot) )?"
    r"|(?P<b>(?i:bearer|authorization:? \w{1,10}) ))\Z"
)
_ARGUMENT = re.compile(
    r"\s{0,24}(?:(?P<q>[\"'`])(?P<v>(?:(?!(?P=q))[^\n\\]|\\.){0,256})(?P=q)|(?P<o>[^,\s\"'()]{1,80}"
    r"(?:\([^()\n]{0,80}\))?))\s{0,8}(?P<e>,|[)\n;]|\Z|(?=\s|[\"']))"
)
_MOST = 12


def _arguments(text: str, at: int) -> Iterator[re.Match[str]]:
    for _ in range(_MOST):
        one = _ARGUMENT.match(text, at)
        if one is None:
            return
        yield one
        if one["e"] in (")", "\n", ";"):
            return
        at = one.end()


def _formatted(match: re.Match[str]) -> Iterator[Span]:
    """Yield the literals that go where the format says a secret is."""
    text = match.string
    begin = text.rfind("\n", 0, match.start()) + 1
    for form in _FORMAT.finditer(text, max(begin, match.start() - 320), match.end() + 4):
        if not form.start("f") <= match.start() < form.end("f"):
            continue
        places = list(_PLACE.finditer(form["f"]))
        for place, one in zip(places, _arguments(text, form.end()), strict=False):
            if one["q"] and _is_secret(form["f"][: place.start()], one["v"]):
                yield one.span("v")
        return


def _is_secret(before: str, value: str) -> bool:
    said = _SAID.search(before)
    if said is None:
        return False
    name = (said["n"] or "bearer").lower()
    kind = "key" if name in ("bearer", "authorization") else kind_of(said["n"] or "")
    if said["s"] == " " and kind != "password" and name != "bearer":
        return False  # "key {} not found"
    return fits_surely(kind, value)


_NAMED = (
    r"(?:pass|password|passwd|pwd|secret|token|key|bearer|authorization|auth)[\"']?[ :=]"
    r"[^\n\x00]{0,24}(?:%[sqv]|\{[0-9:]{0,3}\})[^\n\x00]{0,160}"
    r"[\"'`](?:,|\.format|\)\.format| %| [\"'])"
)

RULES = (
    Rule(
        "secret-formatted",
        Label.CREDENTIAL,
        _NAMED,
        r"(?i)" + _NAMED.replace("\\x00]{0,24}", "\\x00]{0,24}?").replace("{0,160}", "{0,160}?"),
        every=_formatted,
        rank=GUESS,
        caseless=True,
        before=240,
        after=8,
        examples=(
            'snprintf(b, sizeof b, "token=%s&v=%d", "‹{b62:24}›", 3);',
            'log.Printf("connecting %s with password %q", "db", "‹Kd82#mQx›")',
            'String.format("Authorization: Bearer %s", "‹{b62:32}›")',
            '"https://h.test/v1?api_key={}&q={}".format("‹{hex:32}›", "x")',
            "printf 'machine h login ci password %s\\n' '‹Kd82#mQx›' >> ~/.netrc\n",
            "sprintf('host=%s;password=%s', 'db', '‹Kd82#mQx›');",
            'fmt.Sprintf("Bearer %s", "‹{url:43}›")',
            'hdr = "Authorization: token %s" % "‹{hex:40}›"\n',
            'format!("X-Api-Key: {}", "‹{b62:32}›")',
        ),
        near_misses=(
            'printf("token=%s", token)',
            'printf("token %s at %s", name, "{b62:24}")',
            'format!("key {} not found in {}", "{b62:24}", x)',
            '"etag {}".format("{hex:32}")',
            'printf("password: %s", "changeme")',
        ),
    ),
)
