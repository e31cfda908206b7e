"""Hosts of those who publish software, standards and knowledge: naming one tells of nobody."""

from __future__ import annotations

from posthouse.privacy.words import words

_PUBLIC = words(
    "github gitlab bitbucket sourceforge codeberg npmjs pypi python golang rust-lang nodejs "
    "docker kubernetes apache gnu linux debian ubuntu mozilla w3 ietf iana iso ieee unicode "
    "whatwg schema json-schema openapis swagger google googleapis gstatic microsoft windows "
    "azure amazon amazonaws aws apple cloudflare openai anthropic huggingface openrouter "
    "mistral cohere deepseek aliyun aliyuncs readthedocs wikipedia wikimedia stackoverflow "
    "stackexchange medium vercel netlify heroku grafana prometheus elastic redis mongodb "
    "postgresql mysql sqlite oracle jetbrains atlassian slack discord reddit twitter x facebook "
    "instagram youtube linkedin tiktok example test invalid localhost local internal your-app "
    "your-domain yourdomain mysite mydomain yoursite domain"
)
# Names that no site has.
_RESERVED = words("test example invalid localhost local internal lan arpa onion")


def published(host: str) -> bool:
    """Tell whether a host belongs to a publisher, or bears a name that no site has."""
    labels = host.lower().split(".")
    return labels[-1] in _RESERVED or not _PUBLIC.isdisjoint(labels[:-1])
