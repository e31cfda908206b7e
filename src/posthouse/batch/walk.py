"""What is to be masked: the files below a path, or a repository's tracked ones, in a fixed order.

Links are never followed: one that stays inside the tree is made again as a link, others are told.
"""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from posthouse.batch.files import Seen
from posthouse.model.errors import CommandError

STATE = ".posthouse"
"""The folder of a masked tree in which manifest, journal and the sealed way back lie."""

_ALWAYS_LEFT = frozenset((".git", STATE))


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the tree by its path from the top, with what it was when it was found."""

    path: str
    seen: Seen
    mode: int


@dataclass(slots=True)
class Tree:
    """What was found: files, links (path to target), folders (path to mode), and what is not done.

    `untracked` counts what a repository does not track and was left out.
    """

    top: Path
    files: list[Entry] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    folders: dict[str, int] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    repository: bool = False

    @property
    def size(self) -> int:
        """Return how many bytes all files have."""
        return sum(entry.seen.size for entry in self.files)


def found(top: Path, *, tracked: bool = True) -> Tree:
    """Return what lies at a path, a file or a folder. Raises CommandError."""
    try:
        status = top.stat()
    except OSError as error:
        raise CommandError(
            f"expected a file or folder at {top}, found none that can be read",
            hint=f"{type(error).__name__}; check the path",
        ) from error
    tree = Tree(top)
    if stat.S_ISREG(status.st_mode):
        tree.top = top.parent
        _take(tree, top.name, os.lstat(top.resolve()))
        return tree
    if not stat.S_ISDIR(status.st_mode):
        raise CommandError(f"expected a file or folder at {top}, found something else")
    tree.folders[""] = stat.S_IMODE(status.st_mode)
    if tracked and (top / ".git").exists():
        tree.repository = True
        for path in _tracked(top):
            _one(tree, path)
    else:
        for path in _below(tree, ""):
            _one(tree, path)
    tree.files.sort(key=lambda entry: entry.path)
    return tree


def _below(tree: Tree, folder: str) -> Iterator[str]:
    """Yield the paths of all that is not a folder."""
    try:
        entries = sorted(os.scandir(tree.top / folder), key=lambda entry: entry.name)
    except OSError as error:
        tree.problems[folder or "."] = f"folder cannot be read ({type(error).__name__})"
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.name in _ALWAYS_LEFT:
            continue
        if entry.is_dir(follow_symlinks=False):
            tree.folders[path] = stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode)
            yield from _below(tree, path)
        else:
            yield path


def _tracked(top: Path) -> list[str]:
    """Return what a repository tracks. Raises CommandError."""
    command = ["git", "-C", str(top), "ls-files", "-z", "--cached", "--full-name", "."]
    try:
        told = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CommandError(
            f"expected `git ls-files` to list what {top} tracks, found it failing",
            hint="install git, or say --untracked to take every file below the path",
        ) from error
    names = {os.fsdecode(name) for name in told.stdout.split(b"\0") if name}
    return sorted(names)


def _one(tree: Tree, path: str) -> None:
    if PurePosixPath(path).name in _ALWAYS_LEFT:
        return
    try:
        status = os.lstat(tree.top / path)
    except FileNotFoundError:
        return  # tracked, but deleted in the work tree
    except OSError as error:
        tree.problems[path] = f"cannot be read ({type(error).__name__})"
        return
    if stat.S_ISLNK(status.st_mode):
        _link(tree, path)
    elif stat.S_ISDIR(status.st_mode):
        tree.problems[path] = "a repository inside the repository: not opened"
    elif stat.S_ISREG(status.st_mode):
        _take(tree, path, status)
    else:
        tree.problems[path] = "neither file, folder nor link: not opened"


def _take(tree: Tree, path: str, status: os.stat_result) -> None:
    seen = Seen(status.st_size, status.st_mtime_ns)
    tree.files.append(Entry(path, seen, stat.S_IMODE(status.st_mode) & 0o777))


def _link(tree: Tree, path: str) -> None:
    """Take a link that leads to something inside the tree by a relative path."""
    target = str((tree.top / path).readlink())
    leads_to = os.path.normpath(os.path.join(os.path.dirname(path), target))  # noqa: PTH118, PTH120
    if os.path.isabs(target) or leads_to == ".." or leads_to.startswith("../"):  # noqa: PTH117
        tree.problems[path] = "a link that leads out of the tree: not followed"
    else:
        tree.links[path] = target
