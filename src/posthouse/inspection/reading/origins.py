"""What came from where, as far as one text or one conversation tells: files that were downloaded,
folders that were cloned or unpacked, texts that were written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.flows import NET, URL, flows

_TEMPORARY = re.compile(r"(?:/tmp|/var/tmp|/dev/shm|/private/tmp|\$\{?TE?MP\w*\}?)/")
_MOST = 512
_LONGEST = 65_536


@dataclass(slots=True)
class Origins:
    """Remembers where files, folders and texts come from, and what files do; bounded.

    `before` tells the same of earlier calls of a conversation, by the path that is asked for.
    """

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    deeds: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    before: Callable[[str], Origins | None] = field(default=lambda _: None)

    def downloaded(self, path: str, url: str) -> None:
        """Remember that a file came from an address."""
        if len(self.files) < _MOST:
            self.files[named(path)] = url

    def wrote(self, path: str, text: str, *, added: bool = False) -> str:
        """Remember what was written to a file, or added to it; return all that stands in it."""
        whole = (self.text(path) + text if added else text)[-_LONGEST:]
        if len(self.texts) < _MOST:
            self.texts[named(path)] = whole
        return whole

    def does(self, path: str, facts: Iterable[Fact]) -> None:
        """Remember what a file will do once it is run."""
        if len(self.deeds) < _MOST:
            self.deeds[named(path)] = tuple(facts)

    def origin(self, path: str) -> str:
        """Return the address that a file came from, or ""."""
        return self.files.get(named(path), "")

    def text(self, path: str) -> str:
        """Return what was written to a file, or ""."""
        path = named(path)
        if path not in self.texts:
            earlier = self.before(path)
            return earlier.texts.get(path, "") if earlier is not None else ""
        return self.texts[path]

    def moved(self, words: list[str]) -> None:
        """Follow files that are moved or copied."""
        for word in words[:-1]:
            for known in (self.files, self.texts):
                if named(word) in known:
                    known[named(words[-1])] = known[named(word)]

    def unpacked(self, command: Command) -> None:
        """Follow an archive that came from elsewhere into the folder where it is unpacked."""
        origin = next((flow.what for flow in flows(command) if flow.kind == NET), "")
        origin = origin or next(
            (self.origin(word) for word in command.words if self.origin(word)), ""
        )
        if origin:
            into = re.search(r"(?:-C|--directory[= ]|-d)\s*(\S+)", " ".join(command.words[1:]))
            self.folders[named(into[1]) if into else "."] = origin

    def cloned(self, words: list[str]) -> None:
        """Follow a clone into its folder."""
        rest = words[words.index("clone") + 1 :]
        url = next((word for word in rest if URL.match(word) or "@" in word or "/" in word), "")
        after = rest[rest.index(url) + 1 :] if url in rest else []
        folder = after[0] if after else url.rstrip("/").rsplit("/", 1)[-1].removesuffix(".git")
        if url and folder:
            self.folders[named(folder)] = url

    def run(self, path: str) -> list[Fact]:
        """Return what running a file tells of it."""
        path = named(path)
        found = [Fact(Kind.FETCH_RUN, self.files[path], path)] if path in self.files else []
        found += self.deeds.get(path, ())
        for folder, url in self.folders.items():
            if path.startswith(folder + "/") or (folder == "." and path.startswith("./")):
                kind = Kind.FETCH_RUN if _TEMPORARY.match(path) else Kind.CLONE_RUN
                found.append(Fact(kind, url, path))
        earlier = self.before(path) if not found else None
        return earlier.run(path) if earlier is not None else found


def named(path: str) -> str:
    """Return a path as it is remembered."""
    return path.strip("\"'").removeprefix("./")
