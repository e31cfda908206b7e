"""Is an address one that a call may be expected to use?"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import unquote

from posthouse.inspection.checks.installers import is_official
from posthouse.inspection.listed import SHIPPED, Lists
from posthouse.inspection.names import is_typo
from posthouse.inspection.said import Said

_HOST = re.compile(
    r"(?:[\w+.-]+://)?(?:[^@/\s\"']*@)?(?P<host>\[[0-9a-f:]+\]|[^/:\s\"'?#]+)", re.IGNORECASE
)
_USER = re.compile(r"[\w+.-]+://(?P<user>[^@/\s\"']*)@")
_NUMBER = re.compile(r"(?:\d{6,}|0x[0-9a-f]+|(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){1,3})\Z")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\Z")
_ENDS = "com|org|net|io|dev|sh|cn|edu|gov|ai|app|co"
_AS_LABEL = re.compile(rf"[a-z0-9]-(?:{_ENDS})(?:[.-]|\Z)")
_AS_PATH = re.compile(rf"(?:\A|/)(?:[a-z0-9-]+\.)+(?:{_ENDS})(?:/|\Z)", re.IGNORECASE)
_ONWARD = re.compile(
    r"[?&](?:u|url|uri|to|target|dest\w*|redir\w*|next|goto|link|r|q|continue|return\w*)="
    r"(?P<to>https?(?::|%3a)(?:/|%2f)+[^&\s]+|aHR0c[\w+/=-]{8,})",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"//[^/]+/(?P<token>[A-Za-z0-9]{4,12})/?\Z")
_RANDOM = re.compile(r"(?=.*[a-z])(?:.*[A-Z0-9].*[A-Z0-9]|.*[a-z][A-Z])")
_HOSTED = frozenset({"gitlab", "docker", "sentry", "npm", "pypi", "grafana", "elastic", "jupyter"})
"""What people run on hosts of their own, under its own name."""
_INSIDE = tuple(
    map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8"))
)
_SHORT_HOST = 7


def host_of(text: str) -> str:
    """Return the host of an address, a remote or a plain host name, or ""."""
    match = _HOST.match(text.strip("\"' "))
    return match["host"].lower().rstrip(".") if match else ""


def is_here(host: str) -> bool:
    """Tell whether a host is this machine or its own network."""
    if not host:
        return False
    if host in ("localhost", "host.docker.internal") or host.startswith("$"):
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host.endswith((".local", ".localhost")) or ("." not in host and not _is_number(host))
    return address.is_loopback or (
        address.version == 4 and any(address in network for network in _INSIDE)
    )


def is_known(host: str, lists: Lists = SHIPPED) -> bool:
    """Tell whether a host belongs to a project or vendor that everybody uses."""
    return lists.is_under(host, "hosts-known")


def is_shared(host: str, lists: Lists = SHIPPED) -> bool:
    """Tell whether anybody can put something on a host."""
    return lists.is_under(host, "hosts-shared") and not host.endswith(".pkg.github.com")


def is_strange(text: str, said: Said) -> bool:
    """Tell whether a host is made to be taken for another, or to be nobody's."""
    host = host_of(text)
    if _is_number(host):
        return not _DOTTED.match(host) or not (is_here(host) or said.knows_host(host))
    if is_official(text) or is_here(host) or _hides_host(text):
        return _hides_host(text)
    if said.knows_host(host):
        return False
    if is_known(host, said.lists) or is_shared(host, said.lists):
        return False
    if not host.isascii() or "xn--" in host:
        return True
    return (
        _is_short(host, text, said.lists)
        or _leads_on(text)
        or _AS_LABEL.search(host) is not None
        or said.judged(host, _pretends)
        or _near_named(host, said)
    )


def onward(text: str) -> str:
    """Return the address to which another one leads on, as far as its own text tells, or ""."""
    match = _ONWARD.search(text)
    return unquote(match["to"]) if match else ""


def _is_number(host: str) -> bool:
    return _NUMBER.match(host) is not None


def _hides_host(text: str) -> bool:
    """Tell whether what looks like the host is a user's name: https://github.com@elsewhere."""
    match = _USER.match(text.strip("\"' "))
    return match is not None and _AS_PATH.match(unquote(match["user"]).split(":")[0]) is not None


def _is_short(host: str, text: str, lists: Lists) -> bool:
    """Tell whether an address says nothing of where it leads."""
    token = _TOKEN.search(text)
    return lists.is_under(host, "hosts-short") or (
        token is not None
        and (_RANDOM.match(token["token"]) is not None or len(host) <= _SHORT_HOST)
    )


def _leads_on(text: str) -> bool:
    """Tell whether an address holds another one: to be led to, or to be taken for."""
    path = re.sub(r"\A(?:[\w+.-]+://)?[^/]*", "", text.split("?", maxsplit=1)[0])
    return _ONWARD.search(text) is not None or _AS_PATH.search(path) is not None


def _pretends(host: str, lists: Lists) -> bool:
    labels = host.split(".")
    words = {word for label in labels for word in label.split("-") if label not in _HOSTED}
    brands = lists.names("brands")
    if words.intersection(brands):
        return True
    if any(
        is_known(".".join(labels[start:end]), lists)
        for end in range(2, len(labels))
        for start in range(max(end - 3, 0), end - 1)
    ):
        return True
    own = labels[-2] if len(labels) > 1 else host
    return any(
        (len(brand) > 4 and brand in label) or (len(brand) > 4 and _swapped(label, brand))
        for label in {own, labels[0]} - _HOSTED
        for brand in brands
    )


def _swapped(label: str, brand: str) -> bool:
    """Tell whether one label is the other with a letter or two changed."""
    if abs(len(label) - len(brand)) > 1 or label == brand:
        return False
    start = 0
    while start < min(len(label), len(brand)) and label[start] == brand[start]:
        start += 1
    end = 0
    while end < min(len(label), len(brand)) - start and label[-1 - end] == brand[-1 - end]:
        end += 1
    return start + end >= len(brand) - 2


def _near_named(host: str, said: Said) -> bool:
    """Tell whether a host is close to one that was named, or holds it in another place."""
    flat = host.replace("-", ".")
    return any(
        len(named) > 6
        and (_swapped(host, named) or named in flat or named.replace("-", ".") in flat)
        for named in said.hosts()
    )


def is_expected(text: str, said: Said, *, known: bool = True) -> bool:
    """Tell whether an address is this machine's, a well-known one, or one that was named.

    On hosts where anybody can put something the path must be named too. `known` False: being
    well-known is not enough, as for what is run or given secrets.
    """
    host = host_of(text)
    if is_here(host) or is_official(text):
        return True
    shared = is_shared(host, said.lists)
    if said.knows_host(host) and not shared:
        return True
    if shared and (_owner_named(text, said) or _is_listed(host, text, said.lists)):
        return True
    return known and is_known(host, said.lists) and not (shared and said.knows_host(host))


def is_of_named(text: str, said: Said) -> bool:
    """Tell whether what stands on a shared host is its named or a well-known owner's, not only
    called as something that was named."""
    host = host_of(text)
    if not is_shared(host, said.lists):
        return True
    path = re.sub(r"^(?:[\w+.-]+://)?[^/:]*[/:]", "", text.strip("\"' "))
    return said.holds(path.split("/", 1)[0]) or _is_listed(host, text, said.lists)


def is_spoken_of(text: str, said: Said) -> bool:
    """Tell whether the user spoke of that for which a host is named, as "httpx" for
    www.python-httpx.org; enough to read a page there, not to run what it holds."""
    labels = host_of(text).split(".")
    own = labels[-2] if len(labels) > 1 else ""
    path = [part for part in re.split(r"[/?#]", text.partition("://")[2]) if part][1:4]
    return any(len(word) > 3 and said.holds(word) for word in (own, *own.split("-"), *path))


def is_elsewhere(text: str, said: Said) -> bool:
    """Tell whether hosts were named and this one is none of them, nor a well-known one."""
    host = host_of(text)
    if not host or is_here(host) or is_known(host, said.lists) or said.knows_host(host):
        return False
    return any(not is_known(named, said.lists) and "." in named for named in said.hosts())


def _is_listed(host: str, text: str, lists: Lists) -> bool:
    """Tell whether what stands on a shared host stands there under a well-known owner's name."""
    path = re.sub(r"^(?:[\w+.-]+://)?[^/]*/", "", text)
    owner = host.partition(".")[0] if host.endswith(".io") and host.count(".") == 2 else ""
    return (owner or path.split("/", 1)[0]).lower() in lists.domains("owners")


def _mimics(owner: str, lists: Lists) -> bool:
    """Tell whether an owner's name is that of a well-known one mistyped."""
    known = lists.domains("owners")
    return owner not in known and len(owner) > 4 and any(is_typo(owner, other) for other in known)


def _owner_named(text: str, said: Said) -> bool:
    path = re.sub(r"^[\w+.-]+://[^/]+/|^[^:/]+[:/]", "", text.strip("\"' "))
    parts = [part.removesuffix(".git") for part in path.split("/") if part]
    if parts and not said.holds(parts[0]) and _mimics(parts[0].lower(), said.lists):
        return False
    return any(
        (len(part) > 3 and said.holds(part)) or (len(part) > 1 and said.names(part))
        for part in parts[:3]
    )
