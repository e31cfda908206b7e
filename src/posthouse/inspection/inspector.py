"""Inspection of one answer: its text channel by channel, its tool calls whole.

Text comes out with what is dangerous taken out or made harmless; a tool call gets a verdict. What
was seen is kept for the record: rules, actions and places, never content. One inspector per answer,
plain or streamed; a plain text is a channel that gets all of it at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from posthouse.inspection.checks.commands import BEYOND, check_call, notice
from posthouse.inspection.checks.hidden import Unhidden
from posthouse.inspection.checks.links import Links
from posthouse.inspection.gate import check_facts
from posthouse.inspection.said import Said
from posthouse.inspection.text.escapes import Escapes
from posthouse.inspection.text.notes import note
from posthouse.inspection.text.passages import Passage, Passages
from posthouse.inspection.text.reading import Reading
from posthouse.inspection.verdict import Action, Verdict
from posthouse.model.record import Inspection

_DONE = {Action.PASS: "passed", Action.DEFUSE: "defused", Action.BLOCK: "blocked"}
_MOST_SEEN = 256
_LONGEST_NAME = 64


class _Channel:
    """The checks of one text channel, and the last plain text that went past them."""

    __slots__ = ("busy", "escapes", "last", "links", "passages", "unhidden")

    def __init__(self, report: Callable[[str], None], links: Links, passages: Passages) -> None:
        self.escapes = Escapes(report)
        self.unhidden = Unhidden(report)
        self.links = links
        self.passages = passages
        self.busy = True
        self.last = ""

    @property
    def holds(self) -> bool:
        """Tell whether something is held back."""
        return self.links.holds or self.passages.waits or self.unhidden.holds or self.escapes.holds

    def goes(self, delta: str) -> bool:
        """Tell whether a text is plain words in the middle of a line, where nothing waits."""
        if self.busy or "!" in delta or "\n" in delta or not self.passages.goes(delta):
            return False
        self.last = delta or self.last
        return True

    def feed(self, delta: str) -> str:
        """Return the text that is decided, after all checks."""
        if self.last:
            self.unhidden.feed(self.last)
            self.last = ""
        text = self.unhidden.feed(self.escapes.feed(delta))
        text = self.passages.feed(self.links.feed(text))
        self.busy = self.links.at_start or self.holds or self.passages.holds
        return text

    def end(self) -> str:
        """Return what was held back."""
        text = self.unhidden.feed(self.escapes.end()) + self.unhidden.end()
        text = self.links.feed(text) + self.links.end()
        return self.passages.feed(text) + self.passages.end()


class Inspector:
    """Inspects one answer. `tokens` finds masking tokens: an image address must not hold any."""

    def __init__(self, tokens: re.Pattern[str] | None = None) -> None:
        self.seen: list[Inspection] = []
        self.said: Callable[[], Said] = Said
        self._reading = Reading(self._heard)
        self._words: Said | None = None
        self._made: list[tuple[str, str]] = []
        self._tokens = tokens
        self._channels: dict[str, _Channel] = {}

    def look_for(self, tokens: re.Pattern[str]) -> None:
        """Take what no image address may hold from now on; before any text."""
        self._tokens = tokens

    def text(self, channel: str, delta: str) -> str:
        """Return what of a channel's text can go on; the rest is held until it is decided."""
        state = self._channels.get(channel)
        if state is None:
            state = self._channels[channel] = self._open(channel)
        return delta if state.goes(delta) else state.feed(delta)

    def holds(self, channel: str) -> bool:
        """Tell whether something of a channel's text is held back."""
        state = self._channels.get(channel)
        return state is not None and state.holds

    def whole(self, channel: str, text: str) -> str:
        """Return a text that is complete, all of it decided."""
        return self.text(channel, text) + self.flush(channel)

    def free(self, channel: str, text: str) -> str:
        """Return a text of free JSON without hidden characters and images that carry data."""
        if text.isascii() and not ("!" in text or "<" in text or "[" in text):
            return text  # no hidden character, and nothing that a link could begin with
        report = partial(self._note, action="defused", where=channel)
        links, unhidden = Links(report, self._tokens), Unhidden(report)
        return links.feed(unhidden.feed(text) + unhidden.end()) + links.end()

    def flush(self, channel: str) -> str:
        """Return what a channel still holds: its text is complete."""
        state = self._channels.pop(channel, None)
        return state.end() if state is not None else ""

    def call(self, name: str, arguments: str, said: Callable[[], Said] | None = None) -> Verdict:
        """Return the verdict on a whole tool call; `arguments` is JSON or free text.

        `said` tells what the conversation explains; it is asked for only where there are facts.
        """
        verdict = check_call(name, arguments)
        if verdict.action is not Action.BLOCK:
            facts = check_facts(name, arguments, said or self._heard, tuple(self._made))
            verdict = facts if facts.rule else verdict
        if verdict.action is not Action.BLOCK:
            self._made.append((name, arguments))
        if verdict.rule:
            self._note(verdict.rule, _DONE[verdict.action], f"tool call {name[:_LONGEST_NAME]}")
        return verdict

    def noted(self, rule: str, where: str) -> None:
        """Keep that something passed which the record should tell of."""
        self._note(rule, _DONE[Action.PASS], where)

    def beyond(self, name: str) -> Verdict:
        """Return the verdict on a call of a tool that the key may not use."""
        self._note(BEYOND, _DONE[Action.BLOCK], f"tool call {name[:_LONGEST_NAME]}")
        return Verdict(Action.BLOCK, BEYOND, notice(name, BEYOND))

    def _heard(self) -> Said:
        """Return what the conversation said, read once."""
        if self._words is None:
            self._words = self.said()
        return self._words

    def _open(self, channel: str) -> _Channel:
        def report(rule: str) -> None:
            self._note(rule, "defused", channel)

        def judge(passage: Passage) -> str | None:
            rule = self._reading.rule(passage)
            if not rule:
                return None
            report(rule)
            return note(rule)

        return _Channel(report, Links(report, self._tokens), Passages(judge))

    def _note(self, rule: str, action: str, where: str) -> None:
        """Keep one line for each rule, action and place."""
        inspection = Inspection(rule, action, where)
        if len(self.seen) < _MOST_SEEN and inspection not in self.seen:
            self.seen.append(inspection)
