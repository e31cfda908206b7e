"""Makes the lists of packages that inspection ships with, from public sources.

    python training/packages.py malicious --ossf DIR|FILE… --datadog FILE… --versions FILE… --rustsec DIR \
        --live FILE… --out src/posthouse/inspection/lists/malicious.z
    python training/packages.py majors --listing FILE… --popular FILE --out FILE
    python training/packages.py apt --index FILE --also FILE --out FILE

malicious: names and versions known to do harm. --ossf: reports of OpenSSF malicious-packages, a
folder as cloned or JSON Lines of {"name", "id", "versions"} named ossf-ECOSYSTEM.jsonl; --datadog:
the index of DataDog's malicious-software-packages-dataset as GuardDog keeps it
(evals/cluster_index.json) or its recall_samples.json; --versions: lines of [ecosystem:]name:version;
--rustsec: a clone of RustSec's advisory-db;
--live: packages that people use, tables (name, version, downloads by tab) or lists of names in files
named by the ecosystem: such a name is only listed with versions.
majors: the newest major version known of each popular package, from tables (name, version by tab) and
from a Debian index.
apt: the names of a Debian index by how many packages depend on each, and, so that no honest name is
mistaken, those that look like one of them.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from posthouse.inspection.names import Catalogue, plain_name

SYSTEMS = {"crates.io": "cargo", "crates": "cargo", "rubygems": "gem", "packagist": "composer"}
SOURCES = {"versions": "shai-hulud-detect", "known_versions": "announced"}
LEAST_DOWNLOADS = 1_000
FIRST_MAJOR = 10
MOST_APT = 4_000
Row = tuple[str, str]
"""Ecosystem and name."""


def system_of(name: str) -> str:
    return SYSTEMS.get(name.lower(), name.lower())


def from_ossf(path: Path) -> Iterator[tuple[Row, list[str], str]]:
    if path.is_dir():
        for report in path.glob("*/**/*.json"):
            tree = json.loads(report.read_text())
            for one in () if tree.get("withdrawn") else tree.get("affected", ()):
                system = system_of(one["package"]["ecosystem"])
                whole = any(
                    event.get("introduced") == "0" and len(span["events"]) == 1
                    for span in one.get("ranges", ())
                    for event in span["events"]
                )
                named = [] if whole else one.get("versions", [])
                if whole or named:
                    yield (system, one["package"]["name"]), named, tree["id"]
        return
    system = system_of(path.stem.removeprefix("ossf-"))
    for line in path.read_text().splitlines():
        row = json.loads(line)
        yield (system, row["name"]), row.get("versions", []), row["id"]


def from_datadog(path: Path) -> Iterator[tuple[Row, list[str], str]]:
    tree = json.loads(path.read_text())
    for key in tree.get("fingerprints", ()):
        system, intent, name = key.split("/", 2)
        if intent == "malicious_intent":
            yield (system, name), [], "datadog"
    for sample in tree.get("samples", ()):
        version = sample["zip_path"].split("/")[4]
        if sample["category"] == "compromised_lib":
            yield (sample["ecosystem"], sample["package"]), [version], "datadog"


def from_versions(path: Path) -> Iterator[tuple[Row, list[str], str]]:
    for line in path.read_text().splitlines():
        parts = line.strip().rsplit(":", 2)
        if line.startswith("#") or len(parts) < 2 or not re.match(r"v?\d", parts[-1]):
            continue
        system = system_of(parts[0]) if len(parts) == 3 else "npm"
        yield (system, parts[-2]), [parts[-1].removeprefix("v")], SOURCES.get(path.stem, path.stem)


def from_rustsec(folder: Path) -> Iterator[tuple[Row, list[str], str]]:
    """Yield crates that were removed for malicious code, with versions where others are sound."""
    for report in folder.glob("crates/*/RUSTSEC-*.md"):
        text = report.read_text()
        title = re.search(r"(?m)^# .*$", text)
        if not title or not re.search("malicious|removed from crates", title[0]):
            continue
        ident = re.search(r'id = "([^"]+)"', text)
        named = re.findall(r"\d+\.\d+\.\d+", title[0]) if "unaffected" in text else []
        if "patched = []" in text and (named or "unaffected" not in text):
            yield ("cargo", report.parent.name), named, ident[1] if ident else "rustsec"


def live_names(paths: list[Path]) -> set[Row]:
    found = set()
    for path in paths:
        for line in path.read_text().splitlines():
            name, *more = line.split("\t")
            if path.suffix == ".txt":
                found.add((path.stem, plain_name(line.strip(), path.stem)))
            elif path.stem != "npm" or (
                len(more) > 1 and more[1].isdigit() and int(more[1]) > LEAST_DOWNLOADS
            ):
                found.add((path.stem, plain_name(name, path.stem)))
    return found


def malicious(asked: argparse.Namespace) -> str:
    """Return the list: ecosystem, name, versions, source by tab; no versions: all of them."""
    found: dict[Row, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    readers = (
        *((asked.ossf, from_ossf), (asked.datadog, from_datadog)),
        *((asked.versions, from_versions), (asked.rustsec, from_rustsec)),
    )
    for paths, reader in readers:
        for path in paths:
            for (system, name), versions, source in reader(path):
                found[system, plain_name(name, system)][source].update(versions or [""])
    live = live_names(asked.live)
    lines = []
    for row, sources in sorted(found.items()):
        named = set().union(*sources.values())
        if "" in named:
            if row in live:
                named.discard("")
            else:
                named = set()
        elif not named:
            continue
        if row in live and not named:
            continue
        source = min(sources, key=lambda one: (not one.startswith(("MAL-", "RUSTSEC-")), one))
        lines.append("\t".join((*row, ",".join(sorted(named)), source)))
    return "\n".join(sorted(lines)) + "\n"


def majors(asked: argparse.Namespace) -> str:
    """Return lines of name@major; `*@9` stands for all that were found below FIRST_MAJOR."""
    popular = asked.popular.read_text().split()
    system = asked.popular.stem
    wanted = {plain_name(name, system) for name in popular}
    newest: dict[str, int] = {}
    for path in asked.listing:
        for name, version in _versions(path):
            major = re.match(r"v?(?:\d+[!:])?(\d+)", version)
            if plain_name(name, system) in wanted and major:
                known = newest.get(plain_name(name, system), 0)
                newest[plain_name(name, system)] = max(known, int(major[1]))
    whole = len(newest) > len(wanted) * 95 // 100
    kept = {name: n for name, n in newest.items() if n >= FIRST_MAJOR or not whole}
    rows = [("*", FIRST_MAJOR - 1)] if whole else []
    return "".join(f"{name}@{major}\n" for name, major in [*rows, *sorted(kept.items())])


def _versions(path: Path) -> Iterator[tuple[str, str]]:
    """Yield names and versions of a table, or of a Debian index's packages for Python."""
    text = path.read_text()
    if path.suffix == ".tsv":
        for line in text.splitlines():
            name, version, *_ = line.split("\t")
            yield name, version
        return
    found = re.finditer(r"(?m)^Package: python3-(\S+)$(?:\n.+)*?\nVersion: (\S+)$", text)
    yield from ((match[1], match[2]) for match in found)


def apt(asked: argparse.Namespace) -> str:
    """Return names by how many packages need them, then those that look like one of these."""
    needed: Counter[str] = Counter()
    real = []
    also = set(asked.also.read_text().split()) if asked.also else set()
    weight = {"required": 2_000, "important": 1_000, "standard": 500}
    for paragraph in asked.index.read_text().split("\n\n"):
        fields = dict(re.findall(r"(?m)^([A-Za-z-]+): (.*)$", paragraph))
        if "Package" not in fields:
            continue
        name = fields["Package"]
        real.append(name)
        needed[name] += weight.get(fields.get("Priority", ""), 0) + (500 if name in also else 0)
        told = ", ".join(fields.get(key, "") for key in ("Depends", "Recommends", "Suggests"))
        needed.update(set(re.findall(r"(?:^|[,|])\s*([a-z0-9][a-z0-9+.-]+)", told)))
    named = [name for name, _ in needed.most_common() if not re.search(r"\d{3}|-dbgsym$", name)]
    kept = named[:MOST_APT]
    while near := _near(kept, real):
        kept += near
    return "\n".join(kept) + "\n"


def _near(kept: list[str], real: list[str]) -> list[str]:
    catalogue = Catalogue("apt", tuple(kept))
    return [one for one in real if not catalogue.is_popular(one) and catalogue.looks_like(one)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    bad = kinds.add_parser("malicious")
    for name in ("ossf", "datadog", "versions", "rustsec", "live"):
        bad.add_argument(f"--{name}", type=Path, nargs="*", default=[])
    newest = kinds.add_parser("majors")
    newest.add_argument("--listing", type=Path, nargs="+", required=True)
    newest.add_argument("--popular", type=Path, required=True)
    debian = kinds.add_parser("apt")
    debian.add_argument("--index", type=Path, required=True)
    debian.add_argument("--also", type=Path, help="names that are popular elsewhere")
    for one in (bad, newest, debian):
        one.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    text = {"malicious": malicious, "majors": majors, "apt": apt}[asked.kind](asked)
    data = text.encode()
    asked.out.write_bytes(zlib.compress(data, 9) if asked.out.suffix == ".z" else data)
    print(f"{asked.out}: {text.count(chr(10))} lines, {asked.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
