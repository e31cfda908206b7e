"""Is an address one that a call may be expected to use?"""

from __future__ import annotations

import ipaddress
import re

from posthouse.inspection.checks.installers import is_official
from posthouse.inspection.said import Said

_HOST = re.compile(
    r"(?:[\w+.-]+://)?(?:[^@/\s\"']*@)?(?P<host>\[[0-9a-f:]+\]|[^/:\s\"'?#]+)", re.IGNORECASE
)
_SHORTENERS = frozenset(
    [
        "bit.ly",
        "t.co",
        "goo.gl",
        "tinyurl.com",
        "is.gd",
        "ow.ly",
        "cutt.ly",
        "rb.gy",
        "t.ly",
        "shorturl.at",
        "rebrand.ly",
        "v.gd",
    ]
)
_HOSTED = frozenset(["gitlab", "docker", "sentry", "npm", "pypi"])
_BRANDS = frozenset(
    [
        "github",
        "githubusercontent",
        "gitlab",
        "bitbucket",
        "npmjs",
        "unpkg",
        "jsdelivr",
        "pypi",
        "pythonhosted",
        "rubygems",
        "golang",
        "nodejs",
        "docker",
        "dockerhub",
        "huggingface",
        "openai",
        "anthropic",
        "googleapis",
        "cloudfront",
        "amazonaws",
        "debian",
        "ubuntu",
        "homebrew",
        "rustup",
        "kubernetes",
        "hashicorp",
        "vercel",
        "netlify",
        "codecov",
        "sentry",
        "datadog",
        "jetbrains",
        "vscode",
        "microsoft",
        "azure",
        "cloudflare",
    ]
)
_SHARED = re.compile(
    r"(?:\A|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|github\.io|gitlab\.io|pages\.dev|workers\.dev"
    r"|vercel\.app|netlify\.app|herokuapp\.com|amazonaws\.com|storage\.googleapis\.com|blob\.core\.windows\.net|r2\.dev"
    r"|huggingface\.co|pastebin\.com|paste\.rs|dpaste\.org|transfer\.sh|file\.io|0x0\.st|codeberg\.org|sourceforge\.net"
    r"|unpkg\.com|jsdelivr\.net|ghcr\.io|docker\.io|docker\.com|quay\.io|web\.app|firebaseapp\.com|replit\.dev|glitch\.me"
    r"|ngrok\.io|ngrok-free\.app|trycloudflare\.com|discord\.com|slack\.com|telegram\.org|drive\.google\.com|dropbox\.com)\Z"
)
_KNOWN = re.compile(
    r"(?:\A|\.)(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|crates\.io|rubygems\.org|proxy\.golang\.org|golang\.org|go\.dev"
    r"|debian\.org|ubuntu\.com|alpinelinux\.org|fedoraproject\.org|archlinux\.org|python\.org|nodejs\.org|nodesource\.com|maven\.org"
    r"|download\.pytorch\.org|pypi\.nvidia\.com|nvidia\.com|conda\.anaconda\.org|anaconda\.(?:org|com)|postgresql\.org|mozilla\.org"
    r"|docker\.com|hashicorp\.com|kubernetes\.io|k8s\.io|charts\.bitnami\.com|bitnami\.com|helm\.sh|grafana\.com|jetstack\.io|gcr\.io"
    r"|packages\.microsoft\.com|microsoft\.com|mcr\.microsoft\.com|google\.com|dl\.google\.com|googleapis\.com|rust-lang\.org|astral\.sh"
    r"|gitlab\.com|github\.com|bitbucket\.org|codeberg\.org|kernel\.org|gnu\.org|apache\.org|cloudflare\.com|launchpad\.net|elastic\.co"
    r"|datadoghq\.(?:com|eu)|sentry\.io|codecov\.io|jetbrains\.com|vercel\.com|netlify\.com|visualstudio\.com|azure\.com|tsinghua\.edu\.cn|aliyun\.com|ustc\.edu\.cn|openai\.com|anthropic\.com|tailscale\.com|remirepo\.net|rpmfusion\.org|llvm\.org|nixos\.org|bioconductor\.org|r-project\.org)\Z"
)


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
        return host.endswith((".local", ".localhost")) or "." not in host
    inside = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8")
    return address.is_loopback or (
        address.version == 4 and any(address in ipaddress.ip_network(net) for net in inside)
    )


def is_strange(text: str, said: Said) -> bool:
    """Tell whether a host is made to be taken for another, or to be nobody's."""
    host = host_of(text)
    if re.fullmatch(r"\d{6,}|0x[0-9a-f]+", host):
        return True
    if (
        is_official(text)
        or is_here(host)
        or said.knows_host(host)
        or _KNOWN.search(host)
        or _SHARED.search(host)
    ):
        return False
    if not host.isascii() or "xn--" in host or re.fullmatch(r"[\d.]+", host):
        return True
    if host in _SHORTENERS or re.search(r"//[a-z]{1,2}\.\w+/[A-Za-z0-9]{4,8}$", text):
        return True
    return _pretends(host) or _near_named(host, said)


def _pretends(host: str) -> bool:
    labels = host.split(".")
    words = {word for label in labels for word in label.split("-") if label not in _HOSTED}
    if words & _BRANDS:
        return True
    own = labels[-2] if len(labels) > 1 else host
    return any(
        (brand in label and label not in _HOSTED)
        or (label not in _HOSTED and len(brand) > 4 and _swapped(label, brand))
        for brand in _BRANDS
        for label in (own, labels[0])
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
    shared = _SHARED.search(host) is not None
    if said.knows_host(host):
        return not shared or _owner_named(text, said)
    if shared:
        return _owner_named(text, said) or (known and _KNOWN.search(host) is not None)
    return known and _KNOWN.search(host) is not None


def _owner_named(text: str, said: Said) -> bool:
    path = re.sub(r"^[\w+.-]+://[^/]+/|^[^:/]+[:/]", "", text.strip("\"' "))
    parts = [part.removesuffix(".git") for part in path.split("/") if part]
    return any(len(part) > 3 and said.holds(part) for part in parts[:3])
