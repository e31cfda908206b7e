"""inspect: is what comes back hostile? Text is defused in place, tool calls are judged whole.

What was stopped, held or defused becomes an incident. Own keys in an answer are noted on the way:
an upstream that says one, knows it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from posthouse.exchange.state import Case
from posthouse.exchange.trusted import said_in
from posthouse.inspection.confirm import Statement
from posthouse.inspection.evidence import masked_call
from posthouse.inspection.gate import leaves
from posthouse.inspection.modes import Mode, Word
from posthouse.inspection.said import Said
from posthouse.inspection.verdict import Action, Verdict
from posthouse.model.errors import AnswerStopped
from posthouse.model.incident import Incident, State
from posthouse.wire.wire import ToolCall

MOST_INCIDENTS = 32
_LONGEST = 64
_WHATS = {Action.BLOCK: "blocked", Action.ASK: "held", Action.PASS: "observed"}


def inspect_text(case: Case, channel: str, text: str) -> str:
    """Return what of a channel's next text may go on; the inspector may hold some back.

    Raises AnswerStopped where the key's mode ends an answer at a hostile text.
    """
    case.watched.feed(channel, text)
    return _unless_stopped(case, case.inspector.text(channel, text))


def inspect_whole(case: Case, channel: str, text: str, *, free: bool = False) -> str:
    """Return a whole text defused; of a tool's arguments and the like (`free`) no words go.

    Raises AnswerStopped.
    """
    case.watched.whole(text)
    shown = case.inspector.free(channel, text) if free else case.inspector.whole(channel, text)
    return _unless_stopped(case, shown)


def inspect_call(case: Case, call: ToolCall) -> Verdict:
    """Judge a whole tool call; a tool beyond the key's scopes is blocked whatever it does.

    What is not passed opens an incident, whose id the notice names. A call that an answer repeats
    (the last event of a stream of Responses) is judged once.
    """
    case.watched.whole(call.arguments)
    same = (call.name, call.arguments)
    if same not in case.judged:
        case.judged[same] = _judged(case, call)
    return case.judged[same]


def refused(case: Case, call: ToolCall, approved: Collection[str]) -> str | None:
    """Return what stands in the place of a call that was judged, None where it goes on.

    `approved` are the incidents of calls that somebody let through.
    """
    verdict = case.judged[call.name, call.arguments]
    goes = verdict.action is Action.PASS or verdict.incident in approved
    return None if goes else verdict.notice


def _judged(case: Case, call: ToolCall) -> Verdict:
    if case.key is not None and not case.key.allows_tool(call.name):
        verdict = case.inspector.beyond(call.name)
    else:
        verdict = case.inspector.call(call.name, call.arguments)
        if verdict.unconfirmed:
            return verdict
    return _done(case, (call.name, call.arguments), verdict, (verdict.rule,))


def unconfirmed(case: Case) -> list[tuple[str, str]]:
    """Return the calls that wait for a second witness's word: names and arguments."""
    return [call for call, verdict in case.judged.items() if verdict.unconfirmed]


def witnessed(case: Case, answer: Statement | None) -> None:
    """Settle what waited for a second witness by his answer, None where there is none."""
    for call in unconfirmed(case):
        asked = case.judged[call]
        word = Word.SILENT
        if answer is not None and not answer.empty:
            word = case.inspector.compared(call, asked, answer)
        verdict = case.inspector.witnessed(call[0], asked, word)
        rules = (verdict.rule, asked.rule) if asked.rule else (verdict.rule,)
        case.judged[call] = _done(case, call, verdict, rules)


def _done(case: Case, call: tuple[str, str], verdict: Verdict, rules: tuple[str, ...]) -> Verdict:
    """Keep a call that was judged, and open an incident for what does not just pass."""
    name, arguments = call
    _keep(case, call, verdict)
    observed = case.inspector.modes.mode is Mode.OBSERVE and bool(verdict.notice)
    if verdict.action is Action.PASS and not observed:
        return verdict
    where = f"tool call {name[:_LONGEST]}"
    incident = _opened(case, _WHATS[verdict.action], where, rules, masked_call(arguments))
    notice = f"{verdict.notice.removesuffix(']')} Incident {incident}.]"
    return replace(verdict, notice=notice, incident=incident)


def close_texts(case: Case) -> None:
    """Open one incident for all that was defused, or seen and let through, in an answer's texts."""
    observed = case.inspector.modes.mode is Mode.OBSERVE
    seen = [one for one in case.inspector.seen if not one.where.startswith("tool call ")]
    rules = tuple(dict.fromkeys(one.rule for one in seen if observed or one.action == "defused"))
    if rules and not case.stopped:
        what = "observed" if observed else "defused"
        _opened(case, what, seen[0].where[:_LONGEST], rules, "")


def hear(case: Case) -> None:
    """Let the inspector know the key's modes, and ask what was said once it needs to know."""
    case.inspector.said = partial(_said, case)
    case.inspector.book = case.facts.book
    if case.project is not None:
        case.inspector.modes = case.project.modes


def _said(case: Case) -> Said:
    if case.document is None:
        return Said()
    return said_in(case.document.tree, case.earlier, case.facts.book.lists)


def _keep(case: Case, call: tuple[str, str], verdict: Verdict) -> None:
    """Remember a call that leaves something behind, where the client does not send it again."""
    keeps = case.asked is not None and case.asked.keeps
    if keeps and verdict.action is not Action.BLOCK and leaves(*call):
        case.leaving.append(call)


def _unless_stopped(case: Case, text: str) -> str:
    rule = case.inspector.stopped
    if not rule:
        return text
    if not case.stopped:
        case.stopped = _opened(case, "blocked", "text", (rule,), "")
    raise AnswerStopped(
        f"the answer was stopped: a text in it was made to do harm ({rule}), "
        f"incident {case.stopped}",
        hint="ask again or use another channel; `posthouse incidents list` tells why",
    )


def _opened(case: Case, what: str, where: str, rules: tuple[str, ...], evidence: str) -> str:
    """Open an incident and return its id; an answer opens so many at most."""
    seed, channel = case.seed, case.channel
    number = min(len(case.incidents) + 1, MOST_INCIDENTS)
    ident = f"{seed.id[:12]}{seed.id[-8:]}-{number}"
    waits = what == "held"
    incident = Incident(
        id=ident,
        at_us=seed.at_us,
        receipt=seed.id,
        key=case.key.id if case.key else "",
        project=case.key.project if case.key else "",
        channel=channel.name if channel else "",
        model=channel.upstream_model(case.asked.model) if channel and case.asked else "",
        what=what,
        where=where,
        rules=rules,
        evidence=evidence,
        state=State.WAITING if waits else State.OPEN,
    )
    if len(case.incidents) < MOST_INCIDENTS:
        case.incidents.append(incident)
    return ident
