"""Gemini generateContent."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from posthouse.audit.speech.ask import Ask, Call, Heard, Speech, counted, schema, seals, spoilt
from posthouse.audit.speech.openai_chat import argument, declared

_FINISH = {"STOP": "stop", "MAX_TOKENS": "length"}


def path(ask: Ask, model: str) -> str:
    """Return the target: the model stands in it."""
    call = "streamGenerateContent?alt=sse" if ask.stream else "generateContent"
    return f"/v1beta/models/{quote(model)}:{call}"


def body(ask: Ask, _model: str) -> dict[str, Any]:
    """Return the request's tree."""
    configured = {
        "maxOutputTokens": "some" if ask.spoiled else ask.max_tokens or None,
        "temperature": ask.temperature,
        "seed": ask.seed,
        "stopSequences": list(ask.stop) or None,
        "responseLogprobs": ask.logprobs or None,
        "logprobs": 4 if ask.logprobs else None,
        "thinkingConfig": _thinking(ask) or None,
        "responseMimeType": "application/json" if ask.shape else None,
        "responseJsonSchema": schema(ask.shape) if ask.shape else None,
    }
    wanted = {name: value for name, value in configured.items() if value is not None}
    tree: dict[str, Any] = {"contents": [*_before(ask), _turn(ask.text)]}
    if wanted:
        tree["generationConfig"] = wanted
    if ask.system:
        tree["systemInstruction"] = {"parts": [{"text": ask.system}]}
    if ask.tool:
        tree["tools"] = [{"functionDeclarations": [declared(ask.tool)]}]
    if ask.required:
        tree["toolConfig"] = {"functionCallingConfig": {"mode": "ANY"}}
    return tree


def _thinking(ask: Ask) -> dict[str, Any]:
    level = {"thinkingLevel": ask.effort} if ask.effort else {}
    return {**level, "includeThoughts": True} if ask.thinking else level


def _turn(text: str) -> dict[str, Any]:
    return {"role": "user", "parts": [{"text": text}]}


def _before(ask: Ask) -> list[dict[str, Any]]:
    """Return the turns before the question."""
    if ask.earlier is None:
        return []
    content = json.loads(ask.earlier.body)["candidates"][0]["content"]
    if ask.earlier.spoiled:
        content = {**content, "parts": spoilt(content["parts"], "thoughtSignature")}
    return [_turn(ask.earlier.text), content]


def plain(tree: Any) -> Heard:
    """Read a plain answer, or one event of a stream."""
    candidate = tree["candidates"][0]
    parts = (candidate.get("content") or {}).get("parts") or []
    calls = tuple(
        Call(part["functionCall"].get("name") or "", argument(part["functionCall"].get("args")))
        for part in parts
        if part.get("functionCall")
    )
    finish = candidate.get("finishReason") or ""
    usage = tree.get("usageMetadata") or {}
    return Heard(
        "".join(part.get("text") or "" for part in parts if not part.get("thought")),
        "tool" if calls else _FINISH.get(finish, finish),
        counted(usage, "promptTokenCount"),
        counted(usage, "candidatesTokenCount", "thoughtsTokenCount"),
        counted(usage, "cachedContentTokenCount") or 0,
        calls,
        str(tree.get("responseId") or ""),
        str(tree.get("modelVersion") or ""),
        likely(candidate.get("logprobsResult") or {}),
        usage=tuple(sorted(usage)),
        seals=seals(parts, "thoughtSignature"),
    )


def likely(result: dict[str, Any]) -> tuple[tuple[tuple[str, float], ...], ...]:
    """Return each token's log-probability, the chosen one's first, then those of its rivals."""
    tops = [one.get("candidates") or () for one in result.get("topCandidates") or ()]
    chosen = result.get("chosenCandidates") or ()
    tops += [()] * (len(chosen) - len(tops))
    return tuple(
        tuple((str(each["token"]), float(each["logProbability"])) for each in (one, *rivals))
        for one, rivals in zip(chosen, tops, strict=False)
    )


def streamed(events: list[Any]) -> Heard:
    """Read a stream: whole answers whose texts follow each other."""
    usage: dict[str, Any] = next(
        (e["usageMetadata"] for e in reversed(events) if e.get("usageMetadata")), {}
    )
    heard = [plain(event) for event in events if event.get("candidates")]
    last = plain({**events[-1], "candidates": events[-1].get("candidates") or [{}]})
    finish = next((one.finish for one in reversed(heard) if one.finish), "")
    return Heard(
        "".join(one.text for one in heard),
        finish,
        counted(usage, "promptTokenCount"),
        counted(usage, "candidatesTokenCount", "thoughtsTokenCount"),
        calls=tuple(call for one in heard for call in one.calls),
        id=heard[0].id,
        model=last.model,
        pieces=sum(bool(one.text) for one in heard),
        ended=bool(finish),
        usage=tuple(sorted(usage)),
    )


SPEECH = Speech(path, (), ("x-goog-api-key", ""), body, plain, streamed)
