"""The dialects that clients and upstreams speak, and what a request asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Dialect(Enum):
    """One wire protocol; the same coming in and going out."""

    OPENAI_CHAT = "openai_chat"
    OPENAI_RESPONSES = "openai_responses"
    OPENAI_EMBEDDINGS = "openai_embeddings"
    OPENAI_FILES = "openai_files"
    OPENAI_MEDIA = "openai_media"
    ANTHROPIC = "anthropic"
    GEMINI = "gemini"

    __hash__ = object.__hash__  # Enum hashes the name, in Python: too slow for every request


class Operation(Enum):
    """What a request wants of the upstream."""

    GENERATE = "generate"
    COUNT_TOKENS = "count_tokens"
    EMBED = "embed"
    MODELS = "models"
    FILES = "files"
    BATCHES = "batches"
    STORED = "stored"
    CACHES = "caches"
    AUDIO = "audio"
    IMAGES = "images"

    __hash__ = object.__hash__


class Act(Enum):
    """What is done with something that an upstream keeps under an id; ASK: nothing of the kind.

    From BEGIN on: with a file that comes in parts and that the station keeps until it is whole.
    """

    ASK = "ask"
    MAKE = "make"
    LIST = "list"
    READ = "read"
    FETCH = "fetch"
    CHANGE = "change"
    END = "end"
    BEGIN = "begin"
    ADD = "add"
    LOOK = "look"
    FINISH = "finish"
    DROP = "drop"

    __hash__ = object.__hash__


COLLECTING = frozenset({Act.BEGIN, Act.ADD, Act.LOOK, Act.FINISH, Act.DROP})
"""What is done with a file that comes in parts."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A request line that a dialect knows; `model` and `stream` where the path says them.

    `handle` names what the path names, as model/conversation.py writes it, and `act` what is done
    with it.
    """

    dialect: Dialect
    operation: Operation
    path: str
    model: str | None = None
    stream: bool | None = None
    method: str = "POST"
    act: Act = Act.ASK
    handle: str = ""

    @property
    def makes_batch(self) -> bool:
        """Tell whether the request makes a batch."""
        return self.operation is Operation.BATCHES and self.act is Act.MAKE


class Family(Enum):
    """Which vendor's conventions hold: credentials' header, error form, models list."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    GEMINI = "gemini"


FAMILY: dict[Dialect, Family] = {
    Dialect.OPENAI_CHAT: Family.OPENAI,
    Dialect.OPENAI_RESPONSES: Family.OPENAI,
    Dialect.OPENAI_EMBEDDINGS: Family.OPENAI,
    Dialect.OPENAI_FILES: Family.OPENAI,
    Dialect.OPENAI_MEDIA: Family.OPENAI,
    Dialect.ANTHROPIC: Family.ANTHROPIC,
    Dialect.GEMINI: Family.GEMINI,
}
