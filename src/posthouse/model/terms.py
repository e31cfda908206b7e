"""A project's own words: terms to be masked, and values that are let through."""

from __future__ import annotations

from dataclasses import dataclass

from posthouse.model.finding import Label


@dataclass(frozen=True, slots=True, repr=False)
class Allowance:
    """A value that is not masked: under one label, or under every one where `label` is None.

    A private key passes only by an allowance that names its label.
    """

    value: str
    label: Label | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Terms:
    """The words of one project, each once, sorted."""

    masked: tuple[str, ...] = ()
    allowed: tuple[Allowance, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.masked or self.allowed)


NO_TERMS = Terms()
