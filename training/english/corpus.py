"""Documents as arrays: words' rows, surroundings, labels; varied anew for each epoch."""

import json
import random
import re
from pathlib import Path

import numpy as np
from annotated import docred, layered, literary
from invented import Document, Inventor
from sources import conll, shared, spoken, universal

from posthouse.privacy.names.english_lexicon import key
from posthouse.privacy.names.english_words import rows, split, surroundings

LABELS = ["O"] + [f"{p}-{k}" for k in ("PERSON", "ORG", "LOCATION", "ADDRESS") for p in "BILU"]
NUMBER = {label: n for n, label in enumerate(LABELS)}
UNSAID = -1
WIDTH = 128
_OPENING, _APOSTROPHE = re.compile(r'(?<!\w)"(?=\w)'), re.compile(r"(?<=\w)'(?=\w)")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_SIGNS = re.compile(r"[.,;:!?](?=\s|$)")


class Encoder:
    """Turns documents into rows of numbers; remembers words."""

    def __init__(self, keys: np.ndarray, flags: np.ndarray) -> None:
        self._lexicon = dict(zip(keys.tolist(), flags.tolist(), strict=True))
        self._known: dict[str, list[int]] = {}

    def word(self, text: str) -> list[int]:
        """Return a word's nine rows and its two bytes of the lexicon."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = [*rows(text), *self._lexicon.get(key(text), (0, 0))]
        return found

    def encode(self, document: Document) -> tuple[list, list, list]:
        """Return rows, surroundings and labels of a document's words."""
        words = split(document.text)
        return (
            [self.word(w) for w in words.texts],
            surroundings(words).tolist() if words.texts else [],
            labels(document, words),
        )


def labels(document: Document, words) -> list[int]:
    """Label words by the spans they lie in: begin, inside, last, unit."""
    found = [0] * len(words.texts)
    places = list(zip(words.starts, words.ends, words.texts, strict=True))
    for start, end, kind in document.spans:
        inside = [n for n, (s, e, t) in enumerate(places) if s < end and e > start and t[0] != "\n"]
        if kind == "UNSAID":
            for n in inside:
                found[n] = UNSAID
            continue
        if not inside or f"U-{kind}" not in NUMBER:
            continue
        if len(inside) == 1:
            found[inside[0]] = NUMBER[f"U-{kind}"]
            continue
        for n in inside:
            found[n] = NUMBER[f"I-{kind}"]
        found[inside[0]], found[inside[-1]] = NUMBER[f"B-{kind}"], NUMBER[f"L-{kind}"]
    return found


def gold(folder: Path, wikigold: Path) -> list[tuple[Document, int]]:
    """Return the labelled corpora with how often an epoch takes each."""
    found: list[tuple[Document, int]] = []
    for path in sorted(folder.glob("*.iob2")):
        found += [(d, 3) for d in universal(path)]
    for path in sorted(folder.glob("*.json")):
        found += [(d, 1) for d in spoken(path)]
    for path in sorted(folder.glob("*.conll")):
        if path.name == "wnut_test.conll":
            continue
        group = 1 if path.name.startswith(("btc", "wnut")) else 3
        for document in conll(path, group):
            document.spans = [s for s in document.spans if document.text[s[0]] != "@"]
            found.append((document, 1 if path.name.startswith("sec") else 2))
    found += [(d, 3) for d in shared(wikigold, lambda one: int(one["id"].split(":")[-1]) % 3 != 0)]
    return found


def annotated(folder: Path, nations: set[str]) -> list[tuple[Document, int]]:
    """Return the corpora that label more than names."""
    found = [(d, 1) for path in sorted(folder.glob("docred/*.json")) for d in docred(path, nations)]
    found += [(d, 1) for path in sorted(folder.glob("litbank/*.txt")) for d in literary(path)]
    return [*found, *((d, 2) for d in layered(folder / "gum"))]


def silver(path: Path, *, technical: bool = False) -> list[Document]:
    """Return prose labelled by machine; of technical prose only that it holds no names."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        spans = [tuple(s) for s in one["spans"]]
        if technical:
            spans = [(s, e, "UNSAID") for s, e, kind in spans if kind == "PERSON"]
        found.append(Document(one["text"], spans, 0.8 if technical else 0.4))
    return found


class Varied:
    """Says the same with other names and in other cases."""

    def __init__(self, inventor: Inventor) -> None:
        self.pools, self.random = inventor.pools, inventor.random

    def renamed(self, document: Document, share: float) -> Document:
        """Put other names in the place of some."""
        text, spans, at = "", [], 0
        for start, end, kind in sorted(document.spans):
            if start < at:
                continue
            text += document.text[at:start]
            old = document.text[start:end]
            new = self._other(old, kind) if self.random.random() < share else old
            spans.append((len(text), len(text) + len(new), kind))
            text, at = text + new, end
        return Document(text + document.text[at:], spans, document.weight)

    def _other(self, old: str, kind: str) -> str:
        words = old.split()
        if kind == "PERSON" and len(words) <= 3 and old.replace(" ", "").replace(".", "").isalpha():
            new = (
                self.pools.full()
                if len(words) > 1
                else self.random.choice([self.pools.first, self.pools.last])()
            )
        elif kind == "LOCATION" and len(words) <= 2:
            new = self.random.choice(
                [self.pools.city, self.pools.city, self.pools.country]
            )().removeprefix("the ")
        elif kind == "ORG" and self.random.random() < 0.6:
            new = self.pools.org()
        else:
            return old
        return (
            new.lower() if old.islower() else new.upper() if old.isupper() and len(old) > 3 else new
        )

    def quoted(self, document: Document) -> Document:
        """Write a text with curly quotation marks, or with straight ones."""
        kind = self.random.random()
        if kind < 0.3:
            curly = _APOSTROPHE.sub("’", _OPENING.sub("“", document.text)).replace('"', "”")
            return Document(curly, document.spans, document.weight)
        if kind < 0.5:
            return Document(document.text.translate(_STRAIGHT), document.spans, document.weight)
        return document

    def hurried(self, document: Document) -> Document:
        """Leave out the signs between words, as people do who type in a hurry."""
        if self.random.random() > 0.08:
            return document
        text, spans, at = "", [], 0
        for start, end, kind in [*sorted(document.spans), (len(document.text), 0, "")]:
            if start < at:
                return document
            text += _SIGNS.sub("", document.text[at:start])
            if kind:
                spans.append((len(text), len(text) + end - start, kind))
                text += document.text[start:end]
            at = end
        return Document(text, spans, document.weight)

    def cased(self, document: Document) -> Document:
        """Write a text in small letters, in capitals, or its names so."""
        document = self.hurried(self.quoted(document))
        kind, text = self.random.random(), document.text
        if kind < 0.16:
            changed = text.lower()
        elif kind < 0.2:
            changed = text.upper()
        elif kind < 0.26:
            changed = self._parts(document, str.lower if self.random.random() < 0.6 else str.upper)
        else:
            return document
        return (
            Document(changed, document.spans, document.weight)
            if len(changed) == len(text)
            else document
        )

    @staticmethod
    def _parts(document: Document, change) -> str:
        text = document.text
        for start, end, _ in document.spans:
            new = change(text[start:end])
            if len(new) == end - start:
                text = text[:start] + new + text[end:]
        return text


class Epochs:
    """Gives an epoch's windows of WIDTH words."""

    def __init__(self, encoder: Encoder, inventor: Inventor, seed: int) -> None:
        self.encoder, self.inventor, self.varied = encoder, inventor, Varied(inventor)
        self.random = random.Random(seed)
        self.gold: list[tuple[Document, int]] = []
        self.silver: list[Document] = []
        self.technical: list[Document] = []
        self.invented = 10_000

    def documents(self, scale: float = 1.0) -> list[Document]:
        """Return the documents of one epoch, in random order."""
        found = []
        for document, times in self.gold:
            for n in range(times):
                found.append(
                    document
                    if n == 0 and self.random.random() < 0.5
                    else self.varied.renamed(document, 0.7)
                )
        found += [
            self.varied.renamed(d, 0.35)
            for d in self.random.sample(self.silver, int(len(self.silver) * 0.4))
        ]
        found = [self.varied.cased(d) for d in found]
        found += [self.varied.cased(self.inventor.document()) for _ in range(self.invented)]
        found += self.random.sample(self.technical, int(len(self.technical) * 0.25))
        self.random.shuffle(found)
        return found[: int(len(found) * scale)]

    def arrays(self, scale: float = 1.0) -> tuple[np.ndarray, ...]:
        """Pack the documents into windows; documents in one window are parted by a line end."""
        gap = self.encoder.word("\n\n")
        R, S, Y, W = [], [], [], []
        for document in self.documents(scale):
            r, s, y = self.encoder.encode(document)
            R += [*r, gap]
            S += [*s, [0] * len(s[0]) if s else [0] * 9]
            Y += [*y, 0]
            W += [document.weight] * (len(y) + 1)
        n = len(R) // WIDTH * WIDTH
        shape = (n // WIDTH, WIDTH)
        return (
            np.array(R[:n], np.int32).reshape(*shape, -1),
            np.array(S[:n], np.float32).reshape(*shape, -1),
            np.array(Y[:n], np.int32).reshape(shape),
            np.array(W[:n], np.float32).reshape(shape),
        )
