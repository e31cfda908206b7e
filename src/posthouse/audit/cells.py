"""Cells: prompts that ask for one draw, in several languages and shapes, each with its reader.

A reader turns what a model wrote into the answer that is counted, or into None where it wrote
something else (a refusal, a sentence, nothing): such answers are left out on both sides alike.

    number:LOW:HIGH    the one whole number in the text
    choice:A:B:…       the one of these words that the text holds
    words:MOST         the text itself, as at most so many words
    opening:LETTERS    the first letters of whatever was written, for models that do not obey
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

MOST_LETTERS = 40
_ENDS = " \t\r\n\"'`*_.,;:!?()[]{}<>«»“”„‘’「」『』《》。，！？、：；#-"
_NUMBER = re.compile(r"\d+")


class Cell(msgspec.Struct, frozen=True):
    """One prompt under fixed conditions, and how its answers are read."""

    name: str
    prompt: str
    reader: str


CELLS = (
    Cell(
        "number-355-zh",
        "请从1到355之间随机选择一个数字，只输出这个数字，不要有任何其他内容。",
        "number:1:355",
    ),
    Cell(
        "number-100-en",
        "Pick a random number between 1 and 100. Answer with the number only.",
        "number:1:100",
    ),
    Cell(
        "number-1000-es",
        "Elige un número al azar entre 1 y 1000. Responde solo con el número.",
        "number:1:1000",
    ),
    Cell("colour-en", "Name a random colour. Answer with the colour only.", "words:2"),
    Cell("colour-de", "Nenne eine beliebige Farbe. Antworte nur mit der Farbe.", "words:2"),
    Cell("city-en", "Name a random city. Answer with the city's name only.", "words:3"),
    Cell("city-zh", "随便说一个城市的名字，只输出城市名。", "words:1"),
    Cell("word-en", "Write one random English word, and nothing else.", "words:1"),
    Cell("animal-fr", "Cite un animal au hasard. Réponds par son nom uniquement.", "words:3"),
    Cell("fruit-ru", "Назови случайный фрукт. Ответь одним словом.", "words:1"),
    Cell(
        "name-ja",
        "架空の人物の名字を一つだけ答えてください。名字以外は書かないでください。",
        "words:1",
    ),
    Cell(
        "coin-en",
        "Flip a coin in your head. Answer with heads or tails only.",
        "choice:heads:tails",
    ),
)


OPENINGS = tuple(Cell(cell.name, cell.prompt, "opening:12") for cell in CELLS)
"""The same prompts for a model too small to answer in one word."""


def read(reader: str, text: str) -> str | None:
    """Return the answer in a text, None where it holds none. Raises ValueError for the reader."""
    shape, *rest = reader.split(":")
    text = text.encode("utf-8", "replace").decode()
    plain = unicodedata.normalize("NFKC", text).casefold().strip(_ENDS)
    if shape == "number" and len(rest) == 2:
        return _number(plain, int(rest[0]), int(rest[1]))
    if shape == "choice" and len(rest) > 1:
        found = [choice for choice in rest if choice in re.findall(r"\w+", plain)]
        return found[0] if len(found) == 1 else None
    if shape == "words" and len(rest) == 1:
        words = plain.split()
        fits = 0 < len(words) <= int(rest[0]) and len(plain) <= MOST_LETTERS
        return " ".join(words) if fits else None
    if shape == "opening" and len(rest) == 1:
        return plain[: int(rest[0])].strip() or None
    raise ValueError(
        f"expected number:, choice:, words: or opening:, found a reader of shape {shape[:20]!r}"
    )


def _number(text: str, low: int, high: int) -> str | None:
    found = {int(one) for one in _NUMBER.findall(text) if len(one) < 10}
    return str(*found) if len(found) == 1 and low <= min(found) <= high else None
