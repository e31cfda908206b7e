"""Made-up models behind an OpenAI Chat endpoint: each draws from shares of its own.

They also do what an audit's probes ask for, as an able model would, and count words as tokens.
"""

import random
import re

import orjson

from posthouse.audit.cells import CELLS
from posthouse.audit.morecells import SETS
from tests.upstreams import Request, Response, as_events, as_json

EVERY = tuple(cell for cells in SETS.values() for cell in cells)
WORDS = [f"{a}{b}" for a in ("ka", "mo", "ri", "su", "te") for b in ("lin", "dor", "pax", "nu")]


class Model:
    """Answers every cell; the name decides the shares, the seed the draws."""

    def __init__(self, name: str, seed: int = 0) -> None:
        shares = random.Random(name)
        self.name = name
        self.random = random.Random(f"{name} {seed}")
        self.cells = {cell.prompt: self._made(cell.reader, shares) for cell in EVERY}
        self.steady = {cell.prompt for cell in CELLS if cell.temperature == 0}

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
        if prompt in self.steady:
            return max(zip(weights, kinds, strict=True))[1]
        return self.random.choices(kinds, weights)[0]

    def prompt_in(self, text: str) -> str:
        """Return the cell's prompt that a text is, or wraps, "" where there is none."""
        known = (prompt for prompt in self.cells if prompt in text)
        return text if text in self.cells else next(known, "")

    def says(self, tree) -> str:
        """Return the text of an answer to any request."""
        system = next((m["content"] for m in tree["messages"] if m["role"] == "system"), "")
        text = tree["messages"][-1]["content"]
        if prompt := self.prompt_in(text):
            return self.answer(prompt)
        if text.startswith("Repeat "):
            return system
        if text.startswith("Copy this line"):
            return text.partition("\n")[2]
        if shape := tree.get("response_format"):
            ((name, member),) = shape["json_schema"]["schema"]["properties"].items()
            return orjson.dumps({name: member["enum"][0]}).decode()
        return self.found(text) or self.invented(tree)

    def found(self, text: str) -> str:
        """Return what a text asks to be found in it or counted."""
        if codes := re.findall(r"code is (\d{6})", text):
            return ", ".join(codes)
        if match := re.search(r"Count upwards from (\d+)", text):
            first = int(match[1])
            return ", ".join(str(first + step) for step in range(30))
        if match := re.search(r"Write (\d+) random numbers from 1 to (\d+)", text):
            return ", ".join(self.numbers(int(match[1]), int(match[2])))
        match = re.search(r"Reply with (\d+)", text)
        return match[1] if match else solved(text)

    def numbers(self, count: int, highest: int) -> list[str]:
        """Return numbers as this model likes them."""
        taste = random.Random(self.name)
        weights = [taste.random() ** 2 + 0.02 for _ in range(highest)]
        return [str(1 + n) for n in self.random.choices(range(highest), weights, k=count)]

    def invented(self, tree) -> str:
        """Return some words: the same for one seed, and for one question at temperature 0."""
        dice = self.random
        if tree.get("temperature") == 0:
            dice = random.Random(f"{self.name} {tree['messages']}")
        elif "seed" in tree:
            dice = random.Random(f"{self.name} {tree['messages']} {tree['seed']}")
        return " ".join(dice.choices(WORDS, k=6))

    def __call__(self, request: Request) -> Response:
        tree = request.json
        if not isinstance(tree.get("max_tokens", 1), int):
            return as_json({"error": {"message": "max_tokens: expected a number"}}, 400)
        if str(tree.get("model")).startswith("no-such"):
            return as_json({"error": {"message": "this model does not exist"}}, 404)
        if tree.get("tools"):
            return called(tree, [tree["messages"][-1]["content"].rpartition("\n")[2]])
        words = self.says(tree)
        if "reasoning_effort" in tree:
            thought = {"low": 40, "high": 400}[tree["reasoning_effort"]] + len(words.split())
            return said(words, usage=counted(tree, thought))
        for stop in tree.get("stop", ()):
            words = words.partition(stop)[0]
        pieces = re.findall(r"\S+\s*", words)
        most = tree.get("max_tokens", 10_000)
        finish = "length" if len(pieces) > most else "stop"
        return self.sent(tree, pieces[:most], finish)

    def sent(self, tree, pieces, finish) -> Response:
        usage = counted(tree, len(pieces))
        name = f"chatcmpl-{self.random.getrandbits(40)}"
        if not tree.get("stream"):
            told = self.likely(pieces) if tree.get("logprobs") else None
            return said("".join(pieces), id=name, finish=finish, usage=usage, logprobs=told)
        head = {"id": name, "object": "chat.completion.chunk"}
        deltas = [{"delta": {"content": piece}} for piece in pieces]
        trees = [{**head, "choices": [one]} for one in deltas]
        trees.append({**head, "choices": [{"delta": {}, "finish_reason": finish}]})
        trees.append({**head, "choices": [], "usage": usage})
        sent = [orjson.dumps(one) for one in trees]
        return as_events([b"data: " + one + b"\n\n" for one in [*sent, b"[DONE]"]])

    def likely(self, pieces):
        """Return log-probabilities of an answer's words."""
        values = [-0.05 - self.random.random() / 4 for _ in pieces]
        tops = [[{"token": piece, "logprob": v}] for piece, v in zip(pieces, values, strict=True)]
        return {"content": [{**top[0], "top_logprobs": top} for top in tops]}


def blended(share: float, seed: int):
    """Return a deployment of the model good whose answers differ in a share."""
    good, other, dice = Model("good", seed), Model("third", seed), random.Random(seed)
    return lambda request: other(request) if dice.random() < share else good(request)


def solved(text: str) -> str:
    """Return the answer to a small task, "" where it is none."""
    if match := re.search(r"What is (\d+) times (\d+)", text):
        return str(int(match[1]) * int(match[2]))
    if match := re.search(r"does the letter (\w) stand in (\w+)", text):
        return str(match[2].count(match[1]))
    if match := re.search(r"last in the alphabet: ([\w, ]+)\?", text):
        return max(match[1].split(", "))
    match = re.search(r"range\((\d+), (\d+), (\d+)\)", text)
    return str(sum(range(*map(int, match.groups())))) if match else ""


class Chatty(Model):
    """A model too small to obey: it talks about what it was asked for."""

    def answer(self, prompt: str) -> str:
        word = super().answer(prompt)
        return f"{word} is what comes to mind of all the things that one could say here"


def unheated(answers):
    """Return a channel of a model that takes no temperature."""
    refused = as_json({"error": {"message": "unsupported parameter: temperature"}}, 400)
    return lambda request: refused if "temperature" in request.json else answers(request)


def counted(tree, out: int):
    """Return the usage of a request: its words are its tokens."""
    into = sum(len(message["content"].split()) + 4 for message in tree["messages"])
    return {"prompt_tokens": into, "completion_tokens": out, "total_tokens": into + out}


def called(tree, arguments) -> Response:
    """Return tool calls with these arguments."""
    function = tree["tools"][0]["function"]
    (parameter,) = function["parameters"]["properties"]
    calls = [
        {
            "id": f"call_{number}",
            "type": "function",
            "function": {
                "name": function["name"],
                "arguments": orjson.dumps({parameter: argument}).decode(),
            },
        }
        for number, argument in enumerate(arguments)
    ]
    message = {"role": "assistant", "content": None, "tool_calls": calls}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
    return as_json({"id": "x", "choices": [choice], "usage": counted(tree, 9)})


def said(text, *, id="x", finish="stop", usage=None, logprobs=None) -> Response:  # noqa: A002
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": logprobs}
    return as_json({"id": id, "choices": [choice], "usage": usage})
