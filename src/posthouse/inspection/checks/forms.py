"""A command or script in one form: continued lines joined, quoting tricks undone, variables filled
in, what is only printed or searched for left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CONTINUED = re.compile(r"\\\r?\n\s*|(?<=\|)[ \t]*\r?\n\s*")
_IFS = re.compile(r"\$\{IFS[^}\n]{0,20}\}|\$IFS(?:\$\d)?")
_ASSIGNED = re.compile(
    r"(?:^|[\s;&|(])(?:export\s+)?([A-Za-z_]\w{0,30})=([^\s;&|()'\"$`]{1,200}|'[^'\n]{0,200}'"
    r"|\"[^\"\n$`]{0,200}\")(?=[\s;&|]|$)"
)
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+?)(?=\$|\W|$))")
_SPLIT_WORD = re.compile(r"(?<=\w)\\(?=\w)|(?<=[\s;|&(])\\(?=[a-z])|''|\"\"|(?<=\w)[\"'](?=\w)")
_QUOTED_WORD = re.compile(r"([\"'])([\w./-]{1,40})\1")
_SAID = re.compile(
    r"\b(?:grep|egrep|rg|ag|echo|printf|git\s+(?:commit|log|grep|tag)|gh\s+(?:pr|issue|release))\b"
    r"(?P<args>(?:[^'\"\n;|&`$]|\$(?!\()|'[^']*'|\"(?:\\.|[^\"\\`$]|\$(?!\())*\"){1,4000})"
)
_SCRIPT_FILE = re.compile(
    r">>?\s*[\"']?\S*(?:\.(?:sh|bash|zsh|py|js|rb|pl|ps1)\b|rc\b|profile|hooks/|\.husky/|cron|/bin/"
    r"|/tmp/|Dockerfile|Makefile)"
)
_HEREDOC = re.compile(
    r"\b(?:cat|tee)\b(?P<into>[^\n]{0,200})<<-?\s*[\"']?(?P<word>\w+)[\"']?(?P<more>[^\n]{0,200})\n"
    r".*?\n\s*(?P=word)\b",
    re.DOTALL,
)
_DOCUMENT = re.compile(r"\.(?:md|rst|txt|adoc|html|ya?ml|json|csv)\b")
_MOST_VARIABLES = 32
_MOST_HEREDOCS = 64


def forms(text: str) -> Iterator[str]:
    """Yield the text in one form; once more without quoting tricks where it has any."""
    text = _IFS.sub(" ", _CONTINUED.sub(" ", text))
    if text.count("<<") <= _MOST_HEREDOCS:
        text = _HEREDOC.sub(_undocumented, text)
    text = _SAID.sub(_unsaid, text)
    text = _filled(text)
    yield text
    plain = _QUOTED_WORD.sub(r"\2", _SPLIT_WORD.sub("", text))
    if plain != text:
        yield plain


def _filled(text: str) -> str:
    """Fill in variables that hold plain words."""
    found = _ASSIGNED.findall(text)[:_MOST_VARIABLES]
    values = {name: value.strip("\"'") for name, value in found}
    between = values.get("IFS", "")
    if len(between) == 1:
        values = {name: value.replace(between, " ") for name, value in values.items()}
    if not values:
        return text
    return _VARIABLE.sub(lambda m: values.get(m[1] or m[2], m[0]), text)


def _unsaid(match: re.Match[str]) -> str:
    """Leave out what a command only prints or looks for, unless it goes to a shell or a script."""
    after = match.string[match.end() : match.end() + 80]
    if _SCRIPT_FILE.search(match["args"] + after.split("\n")[0]) or re.match(r"\s*\|", after):
        return match[0]
    return match[0][: match.start("args") - match.start()]


def _undocumented(match: re.Match[str]) -> str:
    """Leave out a document that is written into a file."""
    return "" if _DOCUMENT.search(match["into"] + match["more"]) else match[0]
