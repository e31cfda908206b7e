"""The bill of materials: what an installation, or the locked requirements, are made of.

CycloneDX 1.6 as JSON. Components are named by package URL; no registry or other host stands in it.
Of a lock the hashes are all that an installer accepts for a release; of an installation they are
over its RECORD, which lists the hash of each installed file.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from itertools import chain
from pathlib import Path
from typing import Any

from posthouse import __version__
from posthouse.config.software import PACKAGE
from posthouse.model.errors import CommandError
from posthouse.model.software import Software

SPEC = "1.6"
SCOPES: Mapping[str, str] = {
    "product": "required",
    "local": "optional",
    "ocr": "optional",
    "install": "excluded",
    "develop": "excluded",
}
"""What each file of requirements/ is for, in CycloneDX's words; the first that names it counts."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NAMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Part:
    """One package: its hashes are of release files (a lock) or of its RECORD (an installation)."""

    name: str
    version: str
    scope: str
    hashes: Sequence[str]
    licence: Mapping[str, Any] | None
    asks: Sequence[str]


def canonical(name: str) -> str:
    """Return a package's name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(folder: Path) -> list[Part]:
    """Return what the files of requirements/ pin. Raises CommandError where one is missing."""
    found: dict[str, Part] = {}
    for lock, scope in SCOPES.items():
        for block in _blocks(folder / f"{lock}.txt"):
            name, version, hashes = block
            found.setdefault(name, _part(name, version, scope, hashes))
    return sorted(found.values(), key=lambda part: part.name)


def installed() -> list[Part]:
    """Return what is installed of all that Posthouse asks for, directly or not."""
    found: dict[str, Part] = {}
    waiting = [PACKAGE]
    while waiting:
        name = waiting.pop()
        try:
            there = distribution(name)
        except PackageNotFoundError:
            continue
        record = (there.read_text("RECORD") or "").encode()
        part = _part(name, there.version, "required", [hashlib.sha256(record).hexdigest()])
        found[name] = part
        waiting += [ask for ask in part.asks if ask not in found]
    found.pop(PACKAGE, None)
    return sorted(found.values(), key=lambda part: part.name)


def bill(parts: Sequence[Part], software: Software) -> dict[str, Any]:
    """Return the CycloneDX document: the same for the same parts."""
    own = f"pkg:pypi/{PACKAGE}@{__version__}"
    direct = _asks(PACKAGE)
    refs = {part.name: _purl(part) for part in parts}
    body: dict[str, Any] = {
        "metadata": {"component": _own(own, software)},
        "components": [_component(part) for part in parts],
        "dependencies": [
            {"ref": own, "dependsOn": sorted(refs[name] for name in direct if name in refs)},
            *(
                {
                    "ref": refs[part.name],
                    "dependsOn": sorted({refs[name] for name in part.asks if name in refs}),
                }
                for part in parts
            ),
        ],
    }
    return {
        "$schema": f"http://cyclonedx.org/schema/bom-{SPEC}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPEC,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(body))}",
        "version": 1,
        **body,
    }


def _own(ref: str, software: Software) -> dict[str, Any]:
    return {
        "type": "application",
        "bom-ref": ref,
        "name": PACKAGE,
        "version": software.version,
        "purl": ref,
        "licenses": [{"expression": "Apache-2.0"}],
        "properties": [
            {"name": "posthouse:origin", "value": software.origin.value},
            {"name": "posthouse:digest", "value": f"sha256:{software.digest}"},
        ],
    }


def _component(part: Part) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": _purl(part),
        "name": part.name,
        "version": part.version,
        "scope": part.scope,
        "purl": _purl(part),
        "hashes": [{"alg": "SHA-256", "content": one} for one in sorted(part.hashes)],
    }
    if part.licence is not None:
        told["licenses"] = [part.licence]
    return told


def _purl(part: Part) -> str:
    return f"pkg:pypi/{part.name}@{part.version}"


def _blocks(path: Path) -> Iterable[tuple[str, str, list[str]]]:
    """Yield name, version and hashes of each pin."""
    try:
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    except OSError as error:
        raise CommandError(
            f"expected locked requirements at {path}, found none",
            hint="give the folder requirements/ of a clone, or leave --locked away",
        ) from error
    for line in text.splitlines():
        pin = _PIN.match(line)
        if pin is not None:
            yield canonical(pin[1]), pin[2], _HASH.findall(line)


def _part(name: str, version: str, scope: str, hashes: Sequence[str]) -> Part:
    try:
        there = distribution(name)
    except PackageNotFoundError:
        return Part(name, version, scope, hashes, None, ())
    return Part(name, version, scope, hashes, _licence(there), _asks(name))


def _asks(name: str) -> list[str]:
    """Return the packages that one asks for outside its extras."""
    try:
        wishes = distribution(name).requires or []
    except PackageNotFoundError:
        return []
    plain = (wish.partition(";") for wish in wishes)
    named = (_NAMED.match(ask) for ask, _, marker in plain if "extra ==" not in marker)
    return sorted({canonical(found[0]) for found in named if found is not None})


def _file(there: Distribution, name: str) -> str:
    """Return a text beside a package's metadata, "" for none that is UTF-8."""
    try:
        return there.read_text(name) or ""
    except UnicodeDecodeError:
        return ""


def _licence(there: Distribution) -> Mapping[str, Any] | None:
    """Return the licence as the package states it, None where it states none."""
    told = there.metadata
    for expression in told.get_all("License-Expression") or []:
        return {"expression": expression}
    classifiers = told.get_all("Classifier") or []
    named = [c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::")]
    named += told.get_all("License") or []
    files = (_file(there, f"licenses/{file}") for file in told.get_all("License-File") or [])
    lines = (text.strip().partition("\n")[0] for text in chain(named, files))
    first = next(filter(None, lines), "")
    return {"license": {"name": first}} if first else None
