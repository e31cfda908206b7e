"""One passage of an answer judged: which rule it breaks, if any, given what the conversation said."""

from __future__ import annotations

import re
from collections.abc import Callable

from posthouse.inspection.hosts import is_expected
from posthouse.inspection.said import Said
from posthouse.inspection.text.accounts import other_account
from posthouse.inspection.text.blobs import decoded
from posthouse.inspection.text.coded import bad_command, bad_line
from posthouse.inspection.text.passages import Part, Passage
from posthouse.inspection.text.phrases import PHRASES, Phrase, subjects
from posthouse.inspection.text.targets import addresses, asks_for, bad_target

ENCODED = "text/encoded-instruction"
UNSEEN_ADDRESS = "text/unseen-address"
LOOK_ALIKE = "text/look-alike"

_BOUNDARY = re.compile(r"[.!?。！？]+[\"')\]*_]*\s|[。！？]|\n")
_COMMENT = re.compile(r"(?:^|\s)(?:#|//|<!--|--|/\*|\*|;|%|REM\b|\"\"\"|''')")
_LINKED = re.compile(r"://|\bwww\.|\]\(|<a\s", re.IGNORECASE)
_CODED = re.compile(
    r"[A-Za-z0-9+/_-]{20}|\\[xu]|&#|%[0-9a-fA-F]{2}|[01]{8}|(?:[0-9a-fA-F]{2}[ :]){10}|\b(?:phey|jtrg|rkrphgr|eha|vtaber|uggcf?|onfu|frpherg|cnffjbeq)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"0x[0-9a-fA-F]{40}|[A-Za-z0-9]{25}|[A-Za-z]{2}\d{2}[ A-Za-z0-9]{10}")
_MIXED = re.compile(
    r"[A-Za-z]*[\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u04bb\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u03bf\u03bd\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7][A-Za-z\u0400-\u04ff\u0370-\u03ff]*"
)
_SCRIPT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_TAGS = re.compile(r"\A<!--|-->\Z|\A\[[^\]\n]*\]:\s*")


class Reading:
    """Judges the passages of one answer. `said` is asked for only where something may be wrong."""

    __slots__ = ("_given", "_known")

    def __init__(self, said: Callable[[], Said] = Said) -> None:
        self._given = said
        self._known: Said | None = None

    def rule(self, passage: Passage) -> str:
        """Return the rule that a passage breaks, or ""."""
        if passage.part is Part.CODE:
            return self._code(passage)
        if passage.part is Part.UNSEEN:
            return self._unseen(_TAGS.sub("", passage.text))
        return self._sentence(passage)

    @property
    def said(self) -> Said:
        """Return what the conversation said, read when it is first needed."""
        if self._known is None:
            self._known = self._given()
        return self._known

    def _sentence(self, passage: Passage) -> str:
        ends = [match.end() for match in _BOUNDARY.finditer(passage.before)]
        start = passage.before[ends[-1] :] if ends else passage.before
        text = start + passage.text
        rule = self._phrase(text, least=len(start))
        if rule:
            return rule
        if _LINKED.search(text):
            rule = bad_target(_without_code(text), self.said, shown=True)
            rule = rule or bad_target(text, self.said, shown=False)
            rule = rule or asks_for(text, passage.before[-300:], self.said, unseen=False)
        rule = rule or bad_command(text, self.said)
        if rule:
            return rule
        if _ACCOUNT.search(text) and other_account(text, self.said):
            return other_account(text, self.said)
        if _mixed(text):
            return LOOK_ALIKE
        return self._encoded(text)

    def _phrase(
        self, text: str, *, least: int = 0, code: bool = False, unseen: bool = False
    ) -> str:
        spoken = subjects(text)
        for row in PHRASES:
            if row.subject and row.subject not in spoken:
                continue
            if (row.unseen and not unseen) or (code and not row.code):
                continue
            if self._speaks(row, text, least):
                return row.rule
        return ""

    def _speaks(self, row: Phrase, text: str, least: int) -> bool:
        match = row.pattern.search(text)
        if match is None or match.end() <= least:
            return False
        if row.unless is not None and row.unless.search(text):
            return False
        return row.topic is None or not self.said.raises(row.topic)

    def _unseen(self, text: str) -> str:
        if _SCRIPT.match(text):
            return self._script(text)
        rule = self._phrase(text, unseen=True)
        if rule:
            return rule
        if any(not is_expected(url, self.said) for url in addresses(text)):
            return UNSEEN_ADDRESS
        return bad_command(text, self.said) or self._encoded(text)

    def _script(self, text: str) -> str:
        """Judge a script or a style sheet that stands in a text as its lines of code."""
        block = ""
        for line in text.splitlines(keepends=True):
            rule = self._code(Passage(Part.CODE, line, block, "html"))
            if rule:
                return rule
            block += line
        return ""

    def _encoded(self, text: str) -> str:
        """Return ENCODED if what a text holds encoded is an instruction or a command."""
        if not _CODED.search(text):
            return ""
        for inner in decoded(text):
            if " " in inner.strip() and (
                self._phrase(inner, unseen=True) or bad_command(inner, self.said)
            ):
                return ENCODED
        return ""

    def _code(self, passage: Passage) -> str:
        line = passage.text
        rule = ""
        if "://" in line:
            rule = bad_target(line, self.said, shown=False)
        rule = rule or bad_line(line, passage.before, passage.kind, self.said)
        if rule or not _COMMENT.search(line):
            return rule
        return self._phrase(line, code=True) or self._encoded(line)


def _without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", " ", text)


def _mixed(text: str) -> bool:
    """Tell whether a word is Latin but for letters of another script that look the same."""
    if text.isascii():
        return False
    for match in _MIXED.finditer(text):
        word = match[0]
        latin = sum(char.isascii() for char in word)
        if latin >= 2 and latin * 2 > len(word):
            return True
    return False
