"""Inspection of one answer: its text channel by channel, its tool calls whole.

Text comes out with what is dangerous taken out or made harmless; a tool call gets a verdict, and
the key's modes say what is done. What was seen is kept for the record: rules, actions and places,
never content. One inspector per answer, plain or streamed; a plain text is a channel that gets all
of it at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from posthouse.inspection.checks.commands import (
    BEYOND,
    FETCHES,
    addresses,
    check_call,
    notice,
    tree_of,
)
from posthouse.inspection.checks.hidden import Unhidden
from posthouse.inspection.checks.links import Links
from posthouse.inspection.confirm import Statement, differing
from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.gate import check_facts
from posthouse.inspection.modes import USUAL, Mode, Word
from posthouse.inspection.said import Said
from posthouse.inspection.shipped import shipped_book
from posthouse.inspection.text.escapes import Escapes
from posthouse.inspection.text.notes import note
from posthouse.inspection.text.passages import Passage, Passages
from posthouse.inspection.text.reading import Reading
from posthouse.inspection.verdict import PASSED, Action, Verdict
from posthouse.model.incident import Incident
from posthouse.model.record import Inspection

_DONE = {Action.PASS: "passed", Action.ASK: "held", Action.BLOCK: "blocked"}
_MOST_SEEN = 256
_LONGEST_NAME = 64
FAILED = "inspection/failed"
"""The rule of what could not be examined: it does not pass."""


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
    """Inspects one answer. `tokens` finds masking tokens: an image address must not hold any.

    `said` tells what the conversation said, `modes` what is done; `stopped` is the rule of a text
    at which the answer has to end.
    """

    def __init__(self, tokens: re.Pattern[str] | None = None) -> None:
        self.seen: list[Inspection] = []
        self.said: Callable[[], Said] = Said
        self.modes = USUAL
        self.book = shipped_book()
        self.stopped = ""
        self._reading = Reading(self._heard)
        self._words: Said | None = None
        self._made: list[tuple[str, str]] = []
        self._tokens = tokens
        self._channels: dict[str, _Channel] = {}

    def look_for(self, tokens: re.Pattern[str]) -> None:
        """Take what no image address may hold from now on; before any text."""
        self._tokens = tokens

    @property
    def observes(self) -> bool:
        """Tell whether everything passes and is only recorded."""
        return self.modes.mode is Mode.OBSERVE

    def text(self, channel: str, delta: str) -> str:
        """Return what of a channel's text can go on; the rest is held until it is decided."""
        state = self._channels.get(channel)
        if state is None:
            state = self._channels[channel] = self._open(channel)
        if state.goes(delta):
            return delta
        shown = state.feed(delta)
        return delta if self.observes else shown

    def holds(self, channel: str) -> bool:
        """Tell whether something of a channel's text is held back."""
        state = self._channels.get(channel)
        return state is not None and state.holds and not self.observes

    def whole(self, channel: str, text: str) -> str:
        """Return a text that is complete, all of it decided."""
        return self.text(channel, text) + self.flush(channel)

    def free(self, channel: str, text: str) -> str:
        """Return a text of free JSON without hidden characters and images that carry data."""
        if text.isascii() and not ("!" in text or "<" in text or "[" in text):
            return text  # no hidden character, and nothing that a link could begin with
        report = partial(self._note, action=self._defuses, where=channel)
        links, unhidden = Links(report, self._tokens), Unhidden(report)
        shown = links.feed(unhidden.feed(text) + unhidden.end()) + links.end()
        return text if self.observes else shown

    def flush(self, channel: str) -> str:
        """Return what a channel still holds: its text is complete."""
        state = self._channels.pop(channel, None)
        rest = state.end() if state is not None else ""
        return "" if self.observes else rest

    def call(self, name: str, arguments: str) -> Verdict:
        """Return the verdict on a whole tool call; its action is what the key's modes make of it.

        `arguments` is JSON or free text. A call that cannot be examined is blocked; one that a
        second witness has to confirm comes back `unconfirmed` and is noted once that is settled.
        """
        try:
            tree = tree_of(arguments)
            verdict = self._eased(check_call(name, tree))
            if verdict.rule in FETCHES and self._wrote(addresses(tree)):
                verdict = PASSED
            if verdict.action is not Action.BLOCK:
                facts = check_facts(name, tree, self._heard(), tuple(self._made), self.book)
                verdict = facts if facts.rule else replace(verdict, risky=facts.risky)
        except Exception:  # noqa: BLE001  whatever breaks on a hostile call, the call does not pass
            verdict = Verdict(Action.BLOCK, FAILED, notice(name, FAILED))
        if verdict.action is not Action.BLOCK:
            self._made.append((name, arguments))
        if self.modes.confirms(verdict):
            return replace(verdict, unconfirmed=True)
        if verdict.rule:
            verdict = replace(verdict, action=self.modes.deed(verdict))
            self._note(verdict.rule, _DONE[verdict.action], f"tool call {name[:_LONGEST_NAME]}")
        return verdict

    def compared(self, call: tuple[str, str], verdict: Verdict, answer: Statement) -> Word:
        """Return what a second witness's answer says of a call; what cannot be read, differs."""
        try:
            differs = differing(call, verdict.risky, answer, self._heard())
        except Exception:  # noqa: BLE001  whatever breaks on a hostile call, the call does not pass
            return Word.DIFFERS
        return Word.DIFFERS if differs else Word.AGREES

    def witnessed(self, name: str, verdict: Verdict, word: Word) -> Verdict:
        """Return what an unconfirmed call comes to after a second witness's word, and keep it."""
        action = self.modes.witnessed(verdict, word)
        rule = f"witness/{word.value}"
        for one in (rule, verdict.rule) if verdict.rule else (rule,):
            self._note(one, _DONE[action], f"tool call {name[:_LONGEST_NAME]}")
        gates = word is Word.AGREES or (action is self.modes.deed(verdict) and word is Word.SILENT)
        told = verdict.notice if gates else notice(name, rule)
        return replace(verdict, action=action, rule=rule, notice=told, unconfirmed=False)

    def _eased(self, verdict: Verdict) -> Verdict:
        """Return the verdict of a rule in code as packs want it."""
        mode = self.book.modes.get(verdict.rule)
        if mode is None or mode == "block" or verdict.action is not Action.BLOCK:
            return verdict
        return replace(verdict, action=Action.PASS, doubtful=mode == "ask")

    def decided(self, incident: Incident, *, approved: bool) -> None:
        """Keep what somebody said of a held call, in the place of that it was held."""
        for rule in incident.rules:
            held = Inspection(rule, _DONE[Action.ASK], incident.where)
            if held in self.seen:
                self.seen.remove(held)
            self._note(rule, "approved" if approved else "denied", incident.where)

    def noted(self, rule: str, where: str) -> None:
        """Keep that something passed which the record should tell of."""
        self._note(rule, _DONE[Action.PASS], where)

    def beyond(self, name: str) -> Verdict:
        """Return the verdict on a call of a tool that the key may not use."""
        self._note(BEYOND, _DONE[Action.BLOCK], f"tool call {name[:_LONGEST_NAME]}")
        return Verdict(Action.BLOCK, BEYOND, notice(name, BEYOND))

    def _wrote(self, addresses: set[str]) -> bool:
        """Tell whether the user wrote all of these addresses himself."""
        return bool(addresses) and all(map(self._heard().wrote, addresses))

    def _heard(self) -> Said:
        """Return what the conversation said, read once."""
        if self._words is None:
            self._words = self.said()
        return self._words

    @property
    def _defuses(self) -> str:
        return "passed" if self.observes else "defused"

    def _open(self, channel: str) -> _Channel:
        def report(rule: str) -> None:
            self._note(rule, self._defuses, channel)

        def judge(passage: Passage) -> str | None:
            rule, does = self._judged(passage)
            if not rule:
                return None
            if self.book.mode(rule) == "note":
                self._note(rule, _DONE[Action.PASS], channel)
                return None
            report(rule)
            if self.modes.text == "stop" and not self.observes:
                self.stopped = self.stopped or rule
            return note(rule, does)

        return _Channel(
            report, Links(report, self._tokens), Passages(judge, every=self.book.reads_texts)
        )

    def _judged(self, passage: Passage) -> tuple[str, str]:
        """Return the rule that a passage breaks and what that says of it, or nothing."""
        try:
            rule = self._reading.rule(passage)
            if rule or not self.book.reads_texts:
                return rule, ""
            told = Fact(Kind.TEXT, passage.text, passage.part.value)
            own = self.book.broken(told, self._heard())
        except Exception:  # noqa: BLE001  whatever breaks on a hostile text, the text does not pass
            return FAILED, ""
        return (own.name, own.row.reason.en) if own else ("", "")

    def _note(self, rule: str, action: str, where: str) -> None:
        """Keep one line for each rule, action and place."""
        inspection = Inspection(rule, action, where)
        if len(self.seen) < _MOST_SEEN and inspection not in self.seen:
            self.seen.append(inspection)
