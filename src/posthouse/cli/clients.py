"""How clients are pointed at a station: variables of coding agents, first requests of SDKs.

As the clients document them, November 2026: Claude Code and the Anthropic SDK append /v1/messages
to the base, the OpenAI SDK and Codex expect /v1 in it, Gemini CLI and google-genai append
/v1beta/models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from posthouse.model.dialect import Dialect

REMOVED = ("ANTHROPIC_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI")
"""Variables that would let a client go past the station or show it another key."""


def environment(url: str, key: str) -> dict[str, str]:
    """Return the variables that point every known client at the station."""
    return {
        "ANTHROPIC_BASE_URL": url,
        "ANTHROPIC_AUTH_TOKEN": key,
        "OPENAI_BASE_URL": f"{url}/v1",
        "OPENAI_API_KEY": key,
        "GOOGLE_GEMINI_BASE_URL": url,
        "GEMINI_API_KEY": key,
    }


def client_environment(
    inherited: Mapping[str, str], url: str, key: str, hidden: Sequence[str] = ()
) -> dict[str, str]:
    """Return the environment of a client: the station's variables, no other way round it.

    `hidden` names variables that only the station needs, such as the upstreams' keys.
    """
    gone = {*REMOVED, *hidden}
    kept = {name: value for name, value in inherited.items() if name not in gone}
    return kept | environment(url, key)


def client_arguments(command: Sequence[str], url: str) -> list[str]:
    """Return a client's command line; Codex takes its provider as settings, not as a variable."""
    if PurePath(command[0]).name != "codex":
        return list(command)
    told = (f"{name}={value}" for name, value in codex_settings(url).items())
    return [command[0], *(word for each in told for word in ("-c", each)), *command[1:]]


def codex_settings(url: str) -> dict[str, str]:
    """Return Codex's settings, values written as TOML."""
    provider = "model_providers.posthouse"
    return {
        "model_provider": '"posthouse"',
        f"{provider}.name": '"Posthouse"',
        f"{provider}.base_url": f'"{url}/v1"',
        f"{provider}.env_key": '"OPENAI_API_KEY"',
        f"{provider}.wire_api": '"responses"',
    }


def client_lines(url: str, key: str, dialects: frozenset[Dialect]) -> list[str]:
    """Return what to put into a shell and into Codex's config.toml, for the dialects served."""
    values = environment(url, key)

    def exports(*names: str) -> list[str]:
        return [f"export {name}={values[name]}" for name in names]

    lines: list[str] = []
    if Dialect.ANTHROPIC in dialects:
        lines += ["# Claude Code, Anthropic SDK"]
        lines += exports("ANTHROPIC_BASE_URL", "ANTHROPIC_AUTH_TOKEN")
    if dialects & {Dialect.OPENAI_CHAT, Dialect.OPENAI_RESPONSES, Dialect.OPENAI_EMBEDDINGS}:
        lines += ["# OpenAI SDK", *exports("OPENAI_BASE_URL", "OPENAI_API_KEY")]
    if Dialect.OPENAI_RESPONSES in dialects:
        lines += ["# Codex: the two above, and in ~/.codex/config.toml", *_codex_file(url)]
    if Dialect.GEMINI in dialects:
        lines += ["# Gemini CLI, google-genai SDK"]
        lines += exports("GOOGLE_GEMINI_BASE_URL", "GEMINI_API_KEY")
    return lines


def _codex_file(url: str) -> list[str]:
    return [
        'model_provider = "posthouse"',
        "[model_providers.posthouse]",
        'name = "Posthouse"',
        f'base_url = "{url}/v1"',
        'env_key = "OPENAI_API_KEY"',
        'wire_api = "responses"',
    ]


def first_requests(url: str, key: str, model: str, dialects: frozenset[Dialect]) -> list[str]:
    """Return first requests to copy, for curl and for each SDK whose dialect is served."""
    parts = [_curl(url, key, model), _openai(url, key, model)]
    if Dialect.ANTHROPIC in dialects:
        parts.append(_anthropic(url, key, model))
    if Dialect.GEMINI in dialects:
        parts.append(_genai(url, key, model))
    return parts


def _curl(url: str, key: str, model: str) -> str:
    return f"""# curl (-i shows the posthouse-receipt header; "stream": true streams)
curl -i {url}/v1/chat/completions \\
  -H 'authorization: Bearer {key}' -H 'content-type: application/json' \\
  -d '{{"model": "{model}", "messages": [{{"role": "user", "content": "Say hello"}}]}}'
"""


def _openai(url: str, key: str, model: str) -> str:
    return f"""# pip install openai
from openai import OpenAI
client = OpenAI(base_url="{url}/v1", api_key="{key}")
messages = [{{"role": "user", "content": "Say hello"}}]
answer = client.chat.completions.create(model="{model}", messages=messages)
print(answer.choices[0].message.content)
"""


def _anthropic(url: str, key: str, model: str) -> str:
    return f"""# pip install anthropic
from anthropic import Anthropic
client = Anthropic(base_url="{url}", api_key="{key}")
messages = [{{"role": "user", "content": "Say hello"}}]
answer = client.messages.create(model="{model}", max_tokens=64, messages=messages)
print(answer.content[0].text)
"""


def _genai(url: str, key: str, model: str) -> str:
    return f"""# pip install google-genai
from google import genai
client = genai.Client(api_key="{key}", http_options={{"base_url": "{url}"}})
answer = client.models.generate_content(model="{model}", contents="Say hello")
print(answer.text)
"""
