"""Values that must never be written by accident: secrets and content have no readable form."""

from __future__ import annotations

import hmac


class Secret:
    """A key or password; revealed only where it is used (net/ and vault/)."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the value itself."""
        return self._value

    def prefixed(self, words: str) -> Secret:
        """Return the value behind some words, such as `Bearer `, still without a readable form."""
        return Secret(words + self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(
            self._value.encode(), other._value.encode()
        )

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret()"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a Secret is not pickled")
