"""Windows of text to learn from, drawn without end by processes of their own.

A window holds what the reader sees of 128 letters, what they were labelled, and how much that counts:
GOLD what people labelled, which the teacher learns from alone; NONE text that nobody labelled.
"""

import multiprocessing
import queue
import random
import threading
import time
from dataclasses import dataclass

import numpy as np
from invented import Document, Inventor
from pools import Pools

from posthouse.privacy.names.chinese_letters import PLACES, Letters
from posthouse.privacy.names.chinese_reader import LABELS

WIDTH = 128
GOLD, NONE = 2.0, 0.0
TAUGHT, INVENTED, PLAIN, LABELLED = 1800, 1100, 300, 220  # documents that are drawn at once
AGAIN = 0.6  # of what people labelled is said again with other names
PARTS = 8  # of a batch, each from another draw
NUMBER = {label: number for number, label in enumerate(LABELS)}


@dataclass
class Texts:
    """What is drawn from."""

    taught: list[Document]
    plain: list[str]
    labelled: list[Document]
    pools: Pools
    held: dict[str, np.ndarray]


def encoded(letters: Letters, documents: list[Document]) -> list[np.ndarray]:
    """Documents one behind another, a line end between, cut into windows.

    Letters, pairs, threes, words (n x WIDTH ...), chances of the labels in 255ths, weights in 100ths.
    """
    text = "\n".join(one.text for one in documents) + "\n"
    read = letters.read(text)
    wanted, weights = np.zeros((len(text), len(LABELS)), np.float32), np.zeros(len(text), np.float32)  # fmt: skip
    at = 0
    for one in documents:
        weights[at : at + len(one.text) + 1] = one.weight
        for start, end, kind, chance in one.spans:
            label(wanted, weights, (at + start, at + end), kind, chance)
        at += len(one.text) + 1
    wanted /= np.maximum(wanted.sum(1, keepdims=True), 1)
    wanted[:, 0] = 1 - wanted.sum(1)
    size = len(text) // WIDTH
    words = read.words - np.arange(PLACES) * 256
    arrays = (read.letters.astype(np.int16), read.pairs.astype(np.int32), read.threes.astype(np.int32),
              words.astype(np.uint8), np.round(wanted * 255).astype(np.uint8), (weights * 100).astype(np.uint8))  # fmt: skip
    return [a[: size * WIDTH].reshape(size, WIDTH, *a.shape[1:]) for a in arrays]


def label(wanted: np.ndarray, weights: np.ndarray, span: tuple, kind: str, chance: float) -> None:
    start, end = span
    if kind == "UNSAID":
        weights[start:end] = NONE
    elif end - start == 1:
        wanted[start, NUMBER[f"U-{kind}"]] += chance
    elif end > start:
        wanted[start, NUMBER[f"B-{kind}"]] += chance
        wanted[end - 1, NUMBER[f"L-{kind}"]] += chance
        wanted[start + 1 : end - 1, NUMBER[f"I-{kind}"]] += chance


def drawn(texts: Texts, seed: int, count: int, found: multiprocessing.Queue) -> None:
    """Put `count` draws of windows into a queue."""
    texts.pools.random = random.Random(seed)
    inventor, letters, draw = Inventor(texts.pools), Letters(texts.held), random.Random(seed + 999)
    plain = [Document(text, [], NONE) for text in texts.plain]
    for _ in range(count):
        some = [inventor.varied(one) for one in draw.sample(texts.taught, TAUGHT)]
        some += [inventor.document() for _ in range(INVENTED)]
        some += draw.sample(plain, min(PLAIN, len(plain)))
        some += [
            inventor.varied(one) if draw.random() < AGAIN else one
            for one in draw.sample(texts.labelled, min(LABELLED, len(texts.labelled)))
        ]
        draw.shuffle(some)
        found.put(encoded(letters, some))


class Batches:
    """Batches of windows from all that was drawn so far."""

    def __init__(self, texts: Texts, size: int, processes: int, draws: int) -> None:
        """Start drawing: before a library that minds a fork is imported."""
        self._size, self._rng = size, np.random.default_rng(1)
        self._drawn: list[list[np.ndarray]] = []
        self._ready: queue.Queue = queue.Queue(8)
        pipe: multiprocessing.Queue = multiprocessing.Queue(64)
        for seed in range(processes):
            ask = (texts, seed, draws, pipe)
            multiprocessing.Process(target=drawn, args=ask, daemon=True).start()
        threading.Thread(target=self._pull, args=(pipe,), daemon=True).start()
        threading.Thread(target=self._make, daemon=True).start()

    def next(self) -> tuple[np.ndarray, ...]:
        return self._ready.get()

    def _pull(self, pipe: multiprocessing.Queue) -> None:
        while True:
            self._drawn.append(pipe.get())

    def _make(self) -> None:
        while not self._drawn:
            time.sleep(0.1)
        while True:
            parts = []
            for chosen in self._rng.integers(0, len(self._drawn), PARTS):
                arrays = self._drawn[chosen]
                some = self._rng.integers(0, len(arrays[0]), self._size // PARTS)
                parts.append([array[some] for array in arrays])
            self._ready.put(tuple(np.concatenate(part) for part in zip(*parts, strict=True)))
