"""Cells: prompts under fixed conditions, in several languages and shapes, each with its reader.

DRAWN asks for one draw at the channel's own temperature. STEADY asks for the opening of an open
text at temperature 0: the same deployment writes nearly the same each time, so that a few answers
tell another model, coarser weights or another sampler, and one foreign answer among many shows.

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
from collections.abc import Iterable, Sequence

import msgspec

MOST_LETTERS = 40
FEWEST_READ = 0.5
FEWEST_KINDS = 0.2
"""A model that answers a prompt in its own way is read by its openings where these differ so much:
one that refuses in the same words each time says nothing."""
OPENING = "opening:12"
STEADY_OPENING = "opening:48"
STEADY_TOKENS = 16
_ENDS = " \t\r\n\"'`*_.,;:!?()[]{}<>«»“”„‘’「」『』《》。，！？、：；#-"
_NUMBER = re.compile(r"\d+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class Cell(msgspec.Struct, frozen=True):
    """One prompt under fixed conditions, and how its answers are read."""

    name: str
    prompt: str
    reader: str
    temperature: float | None = None
    """None: the channel's own."""
    max_tokens: int = 0
    """0: as many as the reference says."""


DRAWN = (
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


def _steady(name: str, prompt: str) -> Cell:
    return Cell(f"steady-{name}", prompt, STEADY_OPENING, 0.0, STEADY_TOKENS)


STEADY = (
    _steady("story-en", "Write the first sentence of a story about a lighthouse."),
    _steady("rain-zh", "用一句话描述雨后的城市。"),
    _steady("gravity-es", "Explica en una frase qué es la gravedad."),
    _steady("autumn-de", "Schreibe einen Satz über den Herbst."),
    _steady("code-en", "Write a short Python function that counts the vowels of a text."),
    _steady("sea-fr", "Décris la mer en une phrase."),
    _steady(
        "letter-en",
        "Answer this letter for me, in one friendly sentence:\n\nDear colleague, the parts that we "
        "ordered in March have still not arrived, and the workshop has to close for two days next "
        "week if they do not come by Friday. The carrier says that they left the port, the port "
        "says that they never came. Could you find out who has them, and whether we may collect "
        "them ourselves? We could send a van on Wednesday morning. Many thanks in advance, and my "
        "best regards to everybody in the office.",
    ),
    _steady(
        "notes-zh",
        "请把下面的会议记录概括成一句话：周二上午，项目组讨论了新仓库的进度。地基已经完成，钢架要到"
        "下个月初才能运到，因为供应商的车间在检修。小王建议先铺设电缆和排水管，这样可以节省一周时间；"
        "老李担心雨季提前到来，希望尽快封顶。大家同意先做排水，再决定是否租用临时雨棚。预算还剩三成，"
        "财务要求每笔超过五千元的支出都提前三天申报。下次会议定在周五下午两点，地点不变。",
    ),
)

CELLS = (*DRAWN, *STEADY)


def drawn(cells: Iterable[Cell]) -> set[str]:
    """Return the names of the cells that are asked at the channel's own temperature."""
    return {cell.name for cell in cells if cell.temperature is None}


def steady(cells: Iterable[Cell]) -> frozenset[str]:
    """Return the names of the cells that are asked at a temperature of their own."""
    return frozenset(cell.name for cell in cells if cell.temperature is not None)


def fitted(cell: Cell, texts: Sequence[str]) -> Cell:
    """Return the cell as a model can answer it that wrote these texts: by its openings where it
    does not obey. Chosen from a reference, before anything is asked of an audited channel.
    """
    wanted = FEWEST_READ * len(texts)
    if not texts or sum(read(cell.reader, text) is not None for text in texts) >= wanted:
        return cell
    openings = [found for text in texts if (found := read(OPENING, text))]
    varied = len(openings) >= wanted and len(set(openings)) >= FEWEST_KINDS * len(texts)
    return msgspec.structs.replace(cell, reader=OPENING) if varied else cell


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
    text = _THOUSANDS.sub("", text)
    found = {int(one) for one in _NUMBER.findall(text) if len(one) < 10}
    return str(*found) if len(found) == 1 and low <= min(found) <= high else None
