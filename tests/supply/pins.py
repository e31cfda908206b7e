"""What requirements/*.txt pins, read without any help of pip."""

import re
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
LOCKS = ("product", "install", "local", "ocr", "develop")

_PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[([a-z0-9_,.-]+)\])?==([^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})(?![0-9a-f])")


@dataclass(frozen=True)
class Pin:
    name: str
    version: str
    extras: frozenset
    hashes: tuple


def blocks(text):
    """Yield the logical lines: a requirement with its continuations."""
    for line in re.sub(r"\\\n\s*", " ", text).splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def pins_of(text):
    found = {}
    for block in blocks(text):
        match = _PIN.match(block)
        assert match, f"expected name==version, found {block[:60]!r}"
        extras = frozenset(filter(None, (match[2] or "").split(",")))
        name = canonicalize_name(match[1])
        assert name not in found, name
        found[name] = Pin(name, match[3], extras, tuple(_HASH.findall(block)))
    return found


def pins(lock):
    return pins_of((FOLDER / f"{lock}.txt").read_text())


def demanded(name, extras):
    """Return what an installed distribution asks for here, with these extras."""
    environments = [{**default_environment(), "extra": extra} for extra in ("", *extras)]
    for text in distribution(name).requires or []:
        wish = Requirement(text)
        if wish.marker is None or any(wish.marker.evaluate(e) for e in environments):
            yield wish


def unmet(locked):
    """Return each demand that pip's hash mode would refuse: not pinned, or without its extras."""
    for pin in locked.values():
        for wish in demanded(pin.name, pin.extras):
            found = locked.get(canonicalize_name(wish.name))
            if found is None or not wish.extras <= found.extras:
                yield f"{pin.name} asks for {wish}"
            elif found.version not in wish.specifier:
                yield f"{pin.name} asks for {wish}, pinned is {found.version}"
