"""Made-up models behind an OpenAI Chat endpoint: each draws from shares of its own."""

import random

from posthouse.audit.cells import CELLS
from tests.upstreams import Request, Response, as_json

WORDS = [f"{a}{b}" for a in ("ka", "mo", "ri", "su", "te") for b in ("lin", "dor", "pax", "nu")]


class Model:
    """Answers every cell; the name decides the shares, the seed the draws."""

    def __init__(self, name: str, seed: int = 0) -> None:
        shares = random.Random(name)
        self.random = random.Random(f"{name} {seed}")
        self.cells = {cell.prompt: self._made(cell.reader, shares) for cell in CELLS}

    def _made(self, reader: str, shares: random.Random):
        shape, *rest = reader.split(":")
        if shape == "choice":
            kinds = rest
        elif shape == "number":
            kinds = [str(shares.randint(int(rest[0]), int(rest[1]))) for _ in range(20)]
        else:
            kinds = shares.sample(WORDS, 12)
        return kinds, [shares.random() ** 3 + 0.01 for _ in kinds]

    def answer(self, prompt: str) -> str:
        kinds, weights = self.cells[prompt]
        return self.random.choices(kinds, weights)[0]

    def __call__(self, request: Request) -> Response:
        return said(self.answer(request.json["messages"][0]["content"]))


def said(text, **more) -> Response:
    message = {"role": "assistant", "content": text}
    return as_json({"id": "x", "choices": [{"index": 0, "message": message}]}, **more)
