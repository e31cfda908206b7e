"""What is typical of how an answer is written: how it opens, is laid out and ends, its words.

Traits are what two models differ in when both do what was asked. They are counted under digests
of 16 bits: no text can be read out of them, and nothing of an answer is kept beside them.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from zlib import crc32

from posthouse.audit.speech.ask import Heard

Traits = Mapping[int, float]

LETTERS = 4000
"""Of a longer answer its first letters are read: a model shows itself early."""
BITS = 16

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")
_WIDE = re.compile(r"[⺀-鿿가-힣぀-ヿ]")
_MARKS = ("**", "`", "|", "—", "!", "“", ";")
_LINES = (":\n", "\n\n", "\n# ", "\n## ", "\n- ", "\n* ", "\n1. ")
_EMOJI = re.compile("[\U0001f300-\U0001faff☀-➿]")


def traits_of(heard: Heard) -> Traits:
    """Return an answer's traits by digest; a missing one is 0."""
    text = heard.text[:LETTERS]
    found: dict[int, float] = {}
    for name, value in (*_ending(heard), *_layout(text), *_words(text)):
        trait = _digest(name)
        found[trait] = found.get(trait, 0.0) + value
    return found


def _ending(heard: Heard) -> Iterator[tuple[str, float]]:
    yield f"finish {heard.finish}", 1.0
    yield f"calls {min(len(heard.calls), 4)}", 1.0
    for call in heard.calls[:4]:
        yield f"call {call.name}", 1.0
        yield "argument length", math.log1p(len(call.argument or "")) / 4
    yield "has text", 1.0 if heard.text.strip() else 0.0


def _layout(text: str) -> Iterator[tuple[str, float]]:
    """Yield lengths and marks; rates are for a hundred letters."""
    size = max(len(text), 1)
    lines = text.splitlines() or [""]
    yield "length", math.log1p(len(text)) / 2
    yield "lines", math.log1p(len(lines))
    yield "line length", math.log1p(size / len(lines)) / 2
    yield "capital first", float(text[:1].isupper())
    yield f"last {text.rstrip()[-1:]}", 1.0
    yield "wide", len(_WIDE.findall(text)) / size
    yield "emoji", min(len(_EMOJI.findall(text)), 3) / 3
    for mark in (*_MARKS, *_LINES):
        if count := text.count(mark):
            yield f"mark {mark}", 0.5 + min(100.0 * count / size, 2.0)


def _words(text: str) -> Iterator[tuple[str, float]]:
    """Yield how it opens, and its words and pairs of words; together they weigh about one."""
    words = [word.lower() for word in _WORD.findall(text)]
    for count in (1, 2, 3):
        yield f"opens {' '.join(words[:count])}", 1.0
    counted = Counter(words)
    counted.update(f"{one} {two}" for one, two in itertools.pairwise(words))
    weight = 2.0 / math.sqrt(sum(math.log1p(n) ** 2 for n in counted.values()) or 1.0)
    for word, count in counted.items():
        yield f"word {word}", weight * math.log1p(count)


def _digest(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass")) & ((1 << BITS) - 1)
