"""The model behind the station: says its turns one after the other, in the dialect it is asked in.

A turn may be a function of the tokens that stand in the request, as a model would use them.
"""

import base64
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from posthouse.privacy.token import PATTERN
from tests.conformance.speech import CHAT, GEMINI, MESSAGES, RESPONSES, Cut, Turn, by, said
from tests.upstreams import Request, Response, Upstream, as_json

# The reserved domains (example.com, .test) would pass: addresses there are nobody's.
EMAIL = "lin.wei@mail.haitang.test"
PHONE = "+86 138 0013 8000"
KEY = "gh" + "p_" + "x8Kq2Lm9Zt4Rv7Bn3Wc6Yd1Hf5Js0PgTuAEi"
PLANTED = (EMAIL, PHONE, KEY)
ASK = f"请联系 {EMAIL} 或致电 {PHONE}，然后保存密钥 {KEY}。"

GPT, CLAUDE, GOOGLE, EMBED = "gpt-test", "claude-test", "gemini-test", "embed-test"
FAULTY = "faulty"
MODELS = [GPT, CLAUDE, GOOGLE, EMBED]

Said = Turn | Callable[["Tokens"], Turn]


class Tokens:
    """The tokens of one request, by what they stand for."""

    def __init__(self, body: bytes) -> None:
        self.all = list(dict.fromkeys(PATTERN.findall(body.decode())))

    def of(self, letter: str) -> str:
        (token,) = (t for t in self.all if t[2] == letter)
        return token

    @property
    def email(self) -> str:
        return self.of("M")

    @property
    def phone(self) -> str:
        return self.of("P")

    @property
    def key(self) -> str:
        return self.of("C")


class Stage:
    """A script for an Upstream, told what to say by a test."""

    def __init__(self, upstream: Upstream) -> None:
        self.upstream = upstream
        self.turns: list[Said] = []
        self.cut: Cut = by(7)
        upstream.requests.clear()
        upstream.received.clear()
        upstream.script = self

    @property
    def requests(self) -> list[Request]:
        return self.upstream.requests

    def says(self, *turns: Said, cut: Cut | None = None) -> None:
        self.turns = list(turns)
        self.cut = cut or self.cut

    def answers(self, answer: Response) -> None:
        """Give one ready answer to every request."""
        self.upstream.script = lambda _: answer

    def tokens(self, index: int = -1) -> Tokens:
        return Tokens(self.requests[index].body)

    def assert_nothing_leaked(self) -> None:
        assert self.requests
        for value in (*PLANTED, PHONE.removeprefix("+86 "), re.sub(r"\D", "", PHONE)):
            assert value.encode() not in self.upstream.received

    def assert_file_was_masked(self, data: str) -> None:
        """Tell that base64 text was opened: nothing of ASK in it, three tokens instead."""
        opened = base64.b64decode(data)
        assert len(Tokens(opened).all) == 3
        assert not [value for value in PLANTED if value.encode() in opened]
        assert opened.startswith("请联系 ".encode())

    def __call__(self, request: Request) -> Response:
        path = urlsplit(request.target).path
        if answer := _counted(request, path):
            return answer
        turn = self.turns.pop(0)
        if callable(turn):
            turn = turn(Tokens(request.body))
        speaker, model = _speaker(request, path)
        return said(speaker, turn, model, cut=self.cut if _streams(request, path) else None)


def _counted(request: Request, path: str) -> Response | None:
    if path.endswith("/count_tokens"):
        return as_json({"input_tokens": 42})
    if path.endswith(":countTokens"):
        return as_json({"totalTokens": 42})
    return None


def _speaker(request: Request, path: str):
    if "/models/" in path:
        return GEMINI, path.partition("/models/")[2].partition(":")[0]
    speakers = {"/v1/chat/completions": CHAT, "/v1/responses": RESPONSES, "/v1/messages": MESSAGES}
    return speakers[path], request.json["model"]


def _streams(request: Request, path: str) -> bool:
    return path.endswith(":streamGenerateContent") or bool(request.json.get("stream"))
