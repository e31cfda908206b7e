"""A request with a file within it, in every dialect: an image, or a document."""

import base64

from tests import echo


def asked(protocol: str, data: bytes, *, image: bool, name: str = "") -> tuple[str, dict]:
    """Return path and body of a question that holds the file; `name` is a document's."""
    kind = "image/jpeg" if image else "application/pdf"
    part = _PARTS[protocol](base64.b64encode(data).decode(), kind, name)
    if protocol == "gemini":
        content = {"role": "user", "parts": [part]}
        return "/v1beta/models/m:generateContent", {"contents": [content]}
    said = [{"role": "user", "content": [part]}]
    if protocol == "openai_responses":
        return echo.PATHS[protocol], {"model": "m", "input": said}
    return echo.PATHS[protocol], {"model": "m", "max_tokens": 9, "messages": said}


def _gemini(coded: str, kind: str, _: str) -> dict:
    return {"inlineData": {"mimeType": kind, "data": coded}}


def _responses(coded: str, kind: str, name: str) -> dict:
    url = f"data:{kind};base64,{coded}"
    if kind.startswith("image"):
        return {"type": "input_image", "image_url": url}
    return {"type": "input_file", "filename": name, "file_data": url}


def _anthropic(coded: str, kind: str, _: str) -> dict:
    source = {"type": "base64", "media_type": kind, "data": coded}
    if kind.startswith("image"):
        return {"type": "image", "source": source}
    return {"type": "document", "title": "The contract", "source": source}


def _chat(coded: str, kind: str, name: str) -> dict:
    url = f"data:{kind};base64,{coded}"
    if kind.startswith("image"):
        return {"type": "image_url", "image_url": {"url": url, "detail": "high"}}
    return {"type": "file", "file": {"filename": name, "file_data": url}}


_PARTS = {"openai_chat": _chat, "openai_responses": _responses, "anthropic": _anthropic,
          "gemini": _gemini}  # fmt: skip
