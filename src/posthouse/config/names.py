"""The taggers that are shipped with the package: model files, read when a tagger is first asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from threading import Lock

import posthouse
from posthouse.model.errors import ConfigError
from posthouse.model.finding import Finding
from posthouse.privacy.names.finder import Names
from posthouse.privacy.names.tagger import ByScript, Tagger

FOLDER = Path(posthouse.__file__).parent / "privacy" / "names" / "data"


def _chinese(packed: bytes) -> Tagger:
    from posthouse.privacy.names.chinese import ChineseTagger
    from posthouse.privacy.names.chinese_model import Model

    return ChineseTagger(Model.unpack(packed))


def _english(packed: bytes) -> Tagger:
    from posthouse.privacy.names.english import English
    from posthouse.privacy.names.english_model import Network

    return English(Network(packed))


CHINESE = ("chinese.npz", _chinese)
ENGLISH = ("english.npz", _english)


class Late:
    """A tagger that is made when it is first asked: until then it costs neither time nor memory."""

    __slots__ = ("_lock", "_make", "_path", "_tagger", "name")

    def __init__(self, path: Path, make: Callable[[bytes], Tagger]) -> None:
        """Read the file for its name. Raises ConfigError."""
        self._path = path
        self._make = make
        self._lock = Lock()
        self._tagger: Tagger | None = None
        digest = hashlib.blake2b(_read(path), digest_size=8).hexdigest()
        self.name = f"{path.stem} {digest}"

    def tag(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Return what the tagger finds; any thread may ask first."""
        with self._lock:
            if self._tagger is None:
                self._tagger = self._make(_read(self._path))
            tagger = self._tagger
        return tagger.tag(texts)


@cache
def shipped(folder: Path = FOLDER) -> Names:
    """Return what looks for names. Raises ConfigError where a model file is missing."""
    chinese, english = (Late(folder / name, make) for name, make in (CHINESE, ENGLISH))
    return Names(ByScript(chinese, english))


def wanted(setting: str) -> Names | None:
    """Return what the setting privacy.names asks for. Raises ConfigError."""
    if setting == "off":
        return None
    if setting == "auto" and not all((FOLDER / name).exists() for name, _ in (CHINESE, ENGLISH)):
        return None
    return shipped()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"expected the names model {path.name}, found {type(error).__name__}",
            hint='install Posthouse again, or say privacy.names = "off"',
        ) from None
