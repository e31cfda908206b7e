"""What a call does to records, people and money: whose record it touches, whom it sends to, what it
changes. Told from the tool's name and the keys of its arguments, whatever the tool; whether that was
asked for is for the rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.places import is_secret

_WORDS = re.compile(r"[^a-z]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|-")
_SENDS = frozenset({"send", "share", "invite", "forward", "transfer", "pay", "payout", "refund", "wire", "email", "mail", "publish", "grant", "add", "collaborator", "webhook", "notify", "dm", "tweet", "post"})  # fmt: skip
_LOOKS = frozenset(("find", "get", "search", "list", "lookup", "read", "check", "verify"))
_CHANGES = frozenset({"update", "modify", "change", "set", "edit", "reset", "replace", "create", "add"})  # fmt: skip
_PERSON = re.compile(
    r"(?:^|_)(?:user|customer|account|member|patient|employee|client|owner|guest|passenger)_?(?:id|name|number)?$"
)
_TO = re.compile(
    r"(?:^|_)(?:to|cc|bcc|recipients?|email|e_?mail_address|destination|payee|beneficiary|iban|wallet|webhook_?url|callback_?url|username|collaborator|share_?with|invitees?|phone(?:_number)?|assignee|forward(?:_?to|ing(?:_address)?)?)$"
)
_CONTACT = re.compile(
    r"(?:^|_)(?:phone(?:_number)?|email|e_?mail|iban|account_number|routing_number|bank\w*|payout\w*|wallet\w*|password|recovery\w*)$"
)
_PERSONAL = re.compile(r"[a-z]{2,}(?:[_.-][a-z]{2,})+[_.-]?\d*|[a-z]{3,}\d{2,}")
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\+?\d[\d\s().-]{6,}\d|[A-Z]{2}\d{2}[A-Z0-9]{10,30}|0x[0-9a-fA-F]{40}|(?:bc1|[13])[a-zA-HJ-NP-Z0-9]{25,59}"
)
_ROLE = re.compile(r"(?:^|_)(?:role|permission|access(?:_level)?|scope|privilege)s?$")
_RULERS = re.compile(
    r"(?:super)?admin(?:istrator)?|owner|root|superuser|maintain(?:er)?|sudo|full[_ ]access|\*"
)
_GRANTS = frozenset({"grant", "collaborator", "invite", "member", "share"})
_SOUGHT = re.compile(r"(?:^|_)(?:pattern|regex|query|search(?:_term)?)$")
_SECRETISH = re.compile(
    r"(?i)(?:private.?key|akia|api.?key|secret|passw|token|credential)[^|]*\|.*(?:private.?key|akia|api.?key|secret|passw|token|credential)"
)
_PLACE = re.compile(
    r"(?:^|_)(?:path|paths|file|files|filename|file_path|target_file|uri|absolute_?path|source|input)s?$"
)
_ROOT = re.compile(
    r"\"(?:/|/etc|/root|/var/run/docker\.sock)(?:\"\s*:|:/)|(?i:host_?path|source)\"\s*:\s*\"(?:/|/etc|/root)\""
)
_MACHINES = re.compile(r"docker|container|kube|pod|k8s")
_OPENED = re.compile(r"privileged|host_?(?:pid|network|ipc)")
_MOST = 200


def record_facts(name: str, arguments: dict[str, Any]) -> list[Fact]:
    """Return what a call does to records, people and places."""
    words = _HUMP.sub("_", name).lower()
    verbs = set(_WORDS.split(words))
    if verbs & _LOOKS:
        verbs = set()
    found = list(_opened(arguments)) if _MACHINES.search(words) else []
    for _, (key, value) in zip(range(_MOST), _leaves("", arguments), strict=False):
        found += _of_value(verbs, key, value)
        found += _of_place(key, value)
    return found


def _of_value(verbs: set[str], key: str, value: str) -> Iterator[Fact]:
    if _PERSON.search(key) and _PERSONAL.fullmatch(value.lower()):
        yield Fact(Kind.PERSON, value, key)
    if verbs & _CHANGES and _CONTACT.search(key):
        yield Fact(Kind.CONTACT, value, key)
    elif (
        (verbs & _SENDS and _TO.search(key) and _ADDRESS.fullmatch(value.strip()))
        or (verbs & _GRANTS and _TO.search(key) and value.strip())
        or (key.rpartition("_")[2].startswith("forward") and _ADDRESS.fullmatch(value.strip()))
    ):
        yield Fact(Kind.RECIPIENT, value.strip(), key)
    if verbs & (_CHANGES | _GRANTS) and _ROLE.search(key) and _RULERS.fullmatch(value.lower()):
        yield Fact(Kind.PRIVILEGE, value, "grant")


def _of_place(key: str, value: str) -> Iterator[Fact]:
    """Tell a store of credentials that a tool is to read, and a search for secrets."""
    if _PLACE.search(key) and "\n" not in value and is_secret(value):
        yield Fact(Kind.SECRET, value, "read")
    if _SOUGHT.search(key) and _SECRETISH.search(value):
        yield Fact(Kind.ENV_DUMP, value, "search")


def _opened(tree: Any) -> Iterator[Fact]:
    """Tell a container that is given the machine it runs on."""
    members = tree.items() if isinstance(tree, dict) else ()
    for key, value in members:
        if _OPENED.fullmatch(_HUMP.sub("_", str(key)).lower()) and value is True:
            yield Fact(Kind.WEAKEN, str(key), "container")
        if isinstance(value, dict | list) and _ROOT.search(json.dumps(value)):
            yield Fact(Kind.WEAKEN, str(key), "container")
            return


def _leaves(key: str, tree: Any) -> Iterator[tuple[str, str]]:
    if isinstance(tree, str):
        yield key, tree
    elif isinstance(tree, dict):
        for name, value in tree.items():
            yield from _leaves(_HUMP.sub("_", str(name)).lower(), value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _leaves(key, value)
