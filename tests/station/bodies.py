"""A good request in every dialect, with a marker in its text that no refusal may echo."""

from tests.refusals import MARKER

MESSAGES = [{"role": "user", "content": MARKER}]

PATHS = {
    "openai_chat": "/v1/chat/completions",
    "openai_responses": "/v1/responses",
    "openai_embeddings": "/v1/embeddings",
    "anthropic": "/v1/messages",
    "gemini": "/v1beta/models/m:generateContent",
}
GOOD = {
    "openai_chat": {"model": "m", "messages": MESSAGES},
    "openai_responses": {"model": "m", "input": MARKER},
    "openai_embeddings": {"model": "m", "input": MARKER},
    "anthropic": {"model": "m", "max_tokens": 9, "messages": MESSAGES},
    "gemini": {"contents": [{"role": "user", "parts": [{"text": MARKER}]}]},
}
