"""Providers' own interfaces for their API keys, as far as they exist (documents of November 2026).

    openai      list and delete the keys of a project; create one with a service account
    anthropic   list keys, set one inactive; there is no way to create one
    openrouter  list keys, disable one, create one

The admin key goes to the provider's own host and nowhere else. Others publish nothing of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from posthouse.model.errors import CommandError
from posthouse.model.secret import Secret
from posthouse.net.web import Fields, Said, Web

MOST_PAGES = 50
_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")


@dataclass(frozen=True, slots=True)
class RemoteKey:
    """A key as its provider tells of it; `hint` is what the provider shows of the key itself."""

    id: str
    name: str
    hint: str
    state: str
    created: str


class KeyAdmin(Protocol):
    """What a provider lets its customers do with their keys."""

    def every(self) -> list[RemoteKey]:
        """Return the keys. Raises CommandError, UpstreamFault."""

    def disable(self, key_id: str) -> None:
        """Make a key useless. Raises CommandError, UpstreamFault."""

    def create(self, name: str) -> tuple[str, Secret]:
        """Return the id of a new key and the key. Raises CommandError, UpstreamFault."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who asks: an admin key, a project where the provider has such, and a way there."""

    admin: Secret
    project: str = ""
    base: str = ""
    web: Web = field(default_factory=Web)

    def ask(self, method: str, url: str, fields: Fields, tree: object = None) -> Said:
        """Return the answer of a call. Raises CommandError for any status that is not 2xx."""
        said = self.web.json(method, url, fields, tree)
        if said.status // 100 != 2:
            raise CommandError(
                f"expected the provider to do it, found it refused with {said.status}",
                hint="check the admin key and its permissions",
            )
        return said

    def named(self) -> str:
        """Return the project. Raises CommandError where none was named."""
        return sound(self.project, "--project", "the provider's own id of the project")


class OpenAI:
    """Organization API: project API keys and service accounts."""

    def __init__(self, account: Account) -> None:
        self._account = account
        base = account.base or "https://api.openai.com"
        self._url = f"{base}/v1/organization/projects/{account.named()}"
        self._fields: Fields = {"authorization": account.admin.prefixed("Bearer ")}

    def every(self) -> list[RemoteKey]:
        """Return the project's keys."""
        return [
            RemoteKey(_text(key, "id"), _text(key, "name"), _text(key, "redacted_value"),
                      "active", _text(key, "created_at"))
            for key in self._every()
        ]  # fmt: skip

    def disable(self, key_id: str) -> None:
        """Delete a key; one of a service account goes together with the account."""
        for key in self._every():
            owner = key.get("owner") or {}
            if key.get("id") == key_id:
                path = f"api_keys/{sound(key_id)}"
                if owner.get("type") == "service_account":
                    account = owner.get("service_account") or {}
                    path = f"service_accounts/{sound(_text(account, 'id'))}"
                self._account.ask("DELETE", f"{self._url}/{path}", self._fields)
                return
        raise _absent()

    def create(self, name: str) -> tuple[str, Secret]:
        """Make a service account, which comes with a key."""
        url = f"{self._url}/service_accounts"
        said = self._account.ask("POST", url, self._fields, {"name": name})
        return said.text("api_key.id"), _made(said.text("api_key.value"))

    def _every(self) -> list[Mapping[str, Any]]:
        return _pages(self._account, f"{self._url}/api_keys?limit=100", self._fields, "after")


class Anthropic:
    """Admin API: keys of the organization."""

    def __init__(self, account: Account) -> None:
        self._account = account
        base = account.base or "https://api.anthropic.com"
        self._url = f"{base}/v1/organizations/api_keys"
        self._fields: Fields = {"x-api-key": account.admin, "anthropic-version": "2023-06-01"}

    def every(self) -> list[RemoteKey]:
        """Return the organization's keys."""
        return [
            RemoteKey(_text(key, "id"), _text(key, "name"), _text(key, "partial_key_hint"),
                      _text(key, "status"), _text(key, "created_at"))
            for key in _pages(
                self._account, f"{self._url}?limit=100", self._fields, "after_id"
            )
        ]  # fmt: skip

    def disable(self, key_id: str) -> None:
        """Set a key inactive; the provider's console can make it active again."""
        url = f"{self._url}/{sound(key_id)}"
        self._account.ask("POST", url, self._fields, {"status": "inactive"})

    def create(self, name: str) -> tuple[str, Secret]:
        """Refuse: the Admin API makes no keys."""
        raise CommandError(
            f"expected a provider that creates keys, found one that does not ({name})",
            hint="make the key in Anthropic's console, then `posthouse credentials rotate`",
        )


class OpenRouter:
    """Management API: keys of the account."""

    def __init__(self, account: Account) -> None:
        self._account = account
        base = account.base or "https://openrouter.ai"
        self._url = f"{base}/api/v1/keys"
        self._fields: Fields = {"authorization": account.admin.prefixed("Bearer ")}

    def every(self) -> list[RemoteKey]:
        """Return the account's keys; a key's id is its hash."""
        found: list[RemoteKey] = []
        for _ in range(MOST_PAGES):
            url = f"{self._url}?include_disabled=true&offset={len(found)}"
            page = _data(self._account.ask("GET", url, self._fields))
            found += [
                RemoteKey(
                    _text(key, "hash"), _text(key, "name"), _text(key, "label"),
                    "disabled" if key.get("disabled") else "active", _text(key, "created_at"),
                )
                for key in page
            ]  # fmt: skip
            if not page:
                break
        return found

    def disable(self, key_id: str) -> None:
        """Disable a key; it can be enabled again."""
        self._account.ask("PATCH", f"{self._url}/{sound(key_id)}", self._fields, {"disabled": True})

    def create(self, name: str) -> tuple[str, Secret]:
        """Make a key."""
        said = self._account.ask("POST", self._url, self._fields, {"name": name})
        return said.text("data.hash"), _made(said.text("key"))


PROVIDERS: Mapping[str, Any] = {
    "openai": OpenAI,
    "anthropic": Anthropic,
    "openrouter": OpenRouter,
}


def admin_of(provider: str, account: Account) -> KeyAdmin:
    """Return a provider's interface. Raises CommandError for one that has none."""
    if provider not in PROVIDERS:
        raise CommandError(
            "expected a provider with an interface for its keys, found another",
            hint=f"known: {', '.join(PROVIDERS)}",
        )
    return PROVIDERS[provider](account)  # type: ignore[no-any-return]


def sound(text: str, what: str = "an id", hint: str = "`posthouse credentials remote`") -> str:
    """Return a part of an address that cannot lead elsewhere. Raises CommandError."""
    if not _ID.fullmatch(text):
        raise CommandError(f"expected {what}, found something else", hint=f"see {hint}")
    return text


def _pages(account: Account, url: str, fields: Fields, cursor: str) -> list[Mapping[str, Any]]:
    """Return the members of all pages of a list with `has_more` and `last_id`."""
    found: list[Mapping[str, Any]] = []
    more = ""
    for _ in range(MOST_PAGES):
        said = account.ask("GET", url + more, fields)
        found += _data(said)
        last = said.text("last_id")
        if not said.tree.get("has_more") or not last:
            break
        more = f"&{cursor}={sound(last)}"
    return found


def _data(said: Said) -> list[Mapping[str, Any]]:
    tree = said.tree
    data = tree.get("data") if isinstance(tree, dict) else None
    if not isinstance(data, list):
        raise CommandError("expected a list of keys from the provider, found something else")
    return [key for key in data if isinstance(key, dict)]


def _text(tree: Mapping[str, Any], name: str) -> str:
    value = tree.get(name)
    return "" if value is None else str(value)


def _made(text: str) -> Secret:
    if not text:
        raise CommandError("expected a new key from the provider, found none")
    return Secret(text)


def _absent() -> CommandError:
    return CommandError("expected a key of this id, found none", hint="see the list of keys")
