"""The models list, in the dialect that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from posthouse.exchange.facts import Facts
from posthouse.exchange.stages.authenticate import caller
from posthouse.exchange.stages.permit import require_place
from posthouse.model.dialect import FAMILY, Endpoint, Family
from posthouse.model.errors import NotFound
from posthouse.model.http import RequestHead
from posthouse.wire import openai_family
from posthouse.wire.anthropic import models as anthropic
from posthouse.wire.gemini import models as gemini

_LISTS: dict[Family, tuple[Callable[[Sequence[str]], bytes], Callable[[str], bytes]]] = {
    Family.OPENAI: (openai_family.models, openai_family.model),
    Family.ANTHROPIC: (anthropic.models, anthropic.model),
    Family.GEMINI: (gemini.models, gemini.model),
}


@dataclass(frozen=True, slots=True)
class Models:
    """Answers GET /v1/models and its kin from the snapshot; nothing goes upstream."""

    facts: Callable[[], Facts]
    now_s: Callable[[], float]

    def listed(self, head: RequestHead, endpoint: Endpoint) -> bytes:
        """Return the list, or one model. Raises Unauthorized, Forbidden, NotFound."""
        facts = self.facts()
        key = caller(head, facts, self.now_s()).key
        require_place(key, head, endpoint)
        every, one = _LISTS[FAMILY[endpoint.dialect]]
        names = facts.models(key)
        if endpoint.model is None:
            return every(names)
        if endpoint.model not in names:
            raise NotFound(
                "there is no such model for this key",
                code="model_unknown",
                hint="GET the list without a model name",
            )
        return one(endpoint.model)
