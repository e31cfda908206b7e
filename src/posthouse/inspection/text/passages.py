"""A channel's text cut into passages that are judged one by one; a hostile one becomes a note.

    sentence   from a trigger to the end of its sentence or line
    code       a line of a fenced block, judged with the block's lines before it
    unseen     a comment, a Markdown comment, an element that is not shown: judged whole

Words without a trigger go on at once. What is judged depends on the text alone, never on how a
stream cuts it; LONGEST characters are held at most, and what is not shown and longer is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from posthouse.inspection.text.triggers import begins, is_plain, undecided

LONGEST = 4096
_PIECE = 1024
"""Characters taken up at once: a long text costs what it would in a stream, its length once."""
_CONTEXT = 600
_LONGEST_BLOCK = 16_384
_RUN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-"
_FENCE = re.compile(
    r"(?:[ \t>]|[-*+] |\d{1,3}[.)] )*(?P<mark>`{3,}|~{3,})[ \t]*(?P<lang>[^`\n]*)\n?\Z"
)
_END = re.compile(r"\n|(?:[.!?]+[\"')\]*_]*(?=\s))|[。！？]|`+|<")
_TAG = re.compile(
    r"<(?P<name>[A-Za-z][\w-]{0,30})(?P<rest>(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)>"
)
_VEILS = re.compile(
    r"(?:\s(?:hidden|inert)(?=[\s=/>]|\Z)"
    r"|aria-hidden\s*=\s*[\"']?true"
    r"|class\s*=\s*[\"'][^\"']*(?:sr-only|visually-hidden|hidden)\b"
    r"|type\s*=\s*[\"']?hidden"
    r"|style\s*=[^>]*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?(?:\.0\d*)?[^.\d]"
    r"|font-size\s*:\s*(?:0|1px|0?\.\d)|(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*[;\"']|color\s*:\s*(?:transparent|(?:#fff(?:fff)?|white))"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|clip(?:-path)?\s*:|transform\s*:\s*scale\(0))",
    re.IGNORECASE,
)
_UNSEEN_TAGS = frozenset(
    {"template", "noscript", "script", "style", "noembed", "noframes", "title", "meta"}
)
_EMPTY = frozenset({"input", "meta"})
_NO_TAG = re.compile(r"<(?:[^!A-Za-z]|![^-]|!-[^-]|[A-Za-z][\w-]*[^\w\s>-]|[^>]*[<\n]|[^>]*>)")
_LONGEST_TAG = 2048
_LEAD = " \t>*+-.)0123456789"  # what may stand before a definition
_NOWHERE = re.compile(
    r"<?#|<>|(?!<?(?:https?:)?//|<?[./])\S*\s+[\"'(]|<?(?:comment|nothing|void|none|null)>?\s*\Z",
    re.IGNORECASE,
)
_NO_DEFINITION = re.compile(r"\[(?:[^\]]*\][^:]|[^\]]{41}|\]|[^\]]*\]:[^ \t])")
_DEFINED = re.compile(r"\[(?P<label>[^\]\n]{1,40})\]:[ \t]+(?P<rest>[^\n]*)")


class Part(Enum):
    """What a passage is."""

    SENTENCE = "sentence"
    CODE = "code"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be judged. `before`: what stands before it; of code, the block so far.

    `kind`: the language that a block of code names.
    """

    part: Part
    text: str
    before: str = ""
    kind: str = ""


class Passages:
    """Cuts one channel; `judge` returns what is shown instead of a hostile passage, or None.

    `every`: sentences without anything that is to be judged usually are judged too.
    """

    __slots__ = (
        "_armed",
        "_before",
        "_block",
        "_drop",
        "_every",
        "_fence",
        "_held",
        "_judge",
        "_kind",
        "_run",
    )

    def __init__(self, judge: Callable[[Passage], str | None], *, every: bool = False) -> None:
        self._judge = judge
        self._every = every
        self._held = ""
        self._before = ""
        self._run = 0
        self._armed = False
        self._fence = ""
        self._kind = ""
        self._block = ""
        self._drop = ""

    @property
    def holds(self) -> bool:
        """Tell whether something is held back, or could be by the next character."""
        return bool(self._held or self._armed or self._fence or self._drop)

    @property
    def waits(self) -> bool:
        """Tell whether a text is held back now."""
        return bool(self._held)

    def goes(self, delta: str) -> bool:
        """Tell quickly whether a text can go on at once; if so, take note of it."""
        if self._every or self.holds or not is_plain(delta, self._run):
            return False
        self._passed(delta)
        return True

    def feed(self, delta: str) -> str:
        """Return the text that is decided."""
        if self.goes(delta):
            return delta
        pieces = range(0, len(delta), _PIECE)
        return "".join([self._fed(delta[at : at + _PIECE]) for at in pieces])

    def end(self) -> str:
        """Return what was held, judged."""
        out = self._scan(last=True)
        self._drop = self._fence = ""
        self._armed = False
        return out

    def _fed(self, piece: str) -> str:
        self._held += piece
        return self._scan(last=False)

    def _scan(self, *, last: bool) -> str:
        out: list[str] = []
        while self._held:
            step = self._step(last=last)
            if step is None:
                break
            out.append(step)
        return "".join(out)

    def _step(self, *, last: bool) -> str | None:
        """Return the next text that is decided, or None."""
        if self._drop:
            return self._dropped()
        if self._fence:
            return self._line(last=last)
        if not self._armed:
            return self._plain(last=last)
        return self._held_on(last=last)

    def _plain(self, *, last: bool) -> str | None:
        """Pass what stands before the next trigger."""
        context = self._before[-64:]
        open_yet = 0 if last else undecided(self._held)
        text = context + self._held[: len(self._held) - open_yet]
        at = len(context) if self._every else begins(text, len(context))
        self._armed = at >= 0
        cut = (at if self._armed else len(text)) - len(context)
        if not cut and not self._armed:
            return None
        return self._take(cut)

    def _held_on(self, *, last: bool) -> str | None:
        """Judge what is held, once its end has come."""
        unseen = self._unseen(last=last)
        if unseen is not None:
            return self._decide(Part.UNSEEN, unseen) if unseen else None
        length = self._sentence(last=last)
        if not length:
            return None
        out = self._decide(Part.SENTENCE, length)
        self._armed = False
        return out

    def _line(self, *, last: bool) -> str | None:
        """Judge the next line of a fenced block."""
        at = self._held.find("\n", 0, LONGEST) + 1
        if not at:
            if len(self._held) < LONGEST and not last:
                return None
            at = min(len(self._held), LONGEST)
        line = self._held[:at]
        closing = _FENCE.match(line)
        if closing and closing["mark"].startswith(self._fence) and not closing["lang"].strip():
            self._fence = self._block = ""
            return self._take(at)
        out = self._decide(Part.CODE, at)
        self._block = (self._block + line)[-_LONGEST_BLOCK:]
        return out

    def _decide(self, part: Part, length: int) -> str:
        text = self._held[:length]
        code = part is Part.CODE
        instead = self._judge(
            Passage(part, text, self._block if code else self._before, self._kind if code else "")
        )
        start = self._before[self._before.rfind("\n") + 1 :]
        self._take(length)
        if instead is None:
            if part is Part.SENTENCE and text.endswith("\n"):
                self._open_fence(start + text)
            return text
        return instead + ("\n" if text.endswith("\n") else "")

    def _open_fence(self, line: str) -> None:
        match = _FENCE.match(line)
        if match:
            self._fence, self._kind = match["mark"], match["lang"].strip().lower()

    def _unseen(self, *, last: bool) -> int | None:
        """Return how long an unseen passage at the start is; 0: not known yet, None: none is."""
        inside = self._before[self._before.rfind("\n") + 1 :].strip(_LEAD)
        if inside and self._held[0] == "[":
            return None
        end = _opened(self._held[:LONGEST], last=last)
        if end is None or not end:
            return None if end is None else 0
        at = self._held[:LONGEST].lower().find(end)
        if at >= 0:
            return at if end == "\n" else at + len(end)
        if len(self._held) < LONGEST:
            return len(self._held) if last else 0
        self._drop = end
        return LONGEST

    def _dropped(self) -> str | None:
        at = self._held.lower().find(self._drop)
        if at < 0:
            self._held = self._held[1 - len(self._drop) :]
            return None
        self._held = self._held[at + len(self._drop) :]
        self._drop = ""
        return ""

    def _sentence(self, *, last: bool) -> int:
        """Return where the held sentence ends, or 0."""
        ticks = 0
        for match in _END.finditer(self._held, 0, LONGEST):
            mark, place = match[0], match.start()
            if mark[0] == "`":
                ticks = 0 if ticks == len(mark) else ticks or len(mark)
            elif mark == "<" and not ticks and place:
                opened = _opened(self._held[place : place + LONGEST], last=last)
                if opened is not None:
                    return place if opened else 0
            elif mark == "\n" or (mark != "<" and not ticks):
                return match.end()
        return min(len(self._held), LONGEST) if last or len(self._held) >= LONGEST else 0

    def _take(self, length: int) -> str:
        text, self._held = self._held[:length], self._held[length:]
        self._passed(text)
        return text

    def _passed(self, text: str) -> None:
        self._before = (self._before + text)[-_CONTEXT:]
        if text[-1:] == " ":
            self._run = 0
            return
        length = len(text) - len(text.rstrip(_RUN))
        self._run = self._run + length if length == len(text) else length


def _opened(text: str, *, last: bool) -> str | None:
    """Return what ends something unseen that begins a text; "": not known yet, None: nothing."""
    if text.startswith("<!--"):
        return "-->"
    if text[0] == "[":
        return _definition(text, last=last)
    if text[0] != "<":
        return None
    match = _TAG.match(text, 0, _LONGEST_TAG)
    if match is None:
        cut = not _NO_TAG.match(text) and len(text) < _LONGEST_TAG
        return "" if cut and not last else None
    name = match["name"].lower()
    if name not in _UNSEEN_TAGS and not _VEILS.search(match["rest"]):
        return None
    alone = match["rest"].endswith("/") or name in _EMPTY
    return ">" if alone else f"</{name}>"


def _definition(text: str, *, last: bool) -> str | None:
    """Tell whether a Markdown comment begins a text: a definition whose address leads nowhere."""
    line, newline, _ = text.partition("\n")
    whole = newline or last or len(line) >= LONGEST
    match = _DEFINED.match(line)
    if match and _NOWHERE.match(match["rest"]):
        return "\n"
    return None if whole or (not match and _NO_DEFINITION.match(line)) else ""
