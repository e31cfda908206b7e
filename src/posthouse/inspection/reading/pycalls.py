"""What a call in Python source does, told from its name and from what it is given."""

from __future__ import annotations

from collections.abc import Callable

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.places import is_private, is_rules, persistent
from posthouse.inspection.reading.pynames import (
    BY_DATA,
    EVALUATES,
    LOADS,
    MACHINE,
    PRECIOUS,
    REMOVES,
    RUNS,
    SAVES,
    SEND,
)
from posthouse.inspection.reading.pyvalues import CODED, ENV, NET, NOTHING, REQUEST, SECRET, Call

_PLAIN = ("requests.", "httpx.", "urllib", "aiohttp.")


def _sends(call: Call) -> bool:
    """Tell whether a call sends something to another machine."""
    asked = call.method == "request" and call.base.came(NET) is not None
    return asked or SEND.fullmatch(call.name) is not None


class Deeds:
    """Gathers what calls do. `shell` reads commands, `inside` source code within source code."""

    def __init__(self, shell: Callable[[str], None], inside: Callable[[str], list[Fact]]) -> None:
        self.facts: list[Fact] = []
        self._shell = shell
        self._inside = inside

    def judge(self, call: Call) -> None:
        """Tell what a call does."""
        if RUNS.fullmatch(call.name):
            self._run(call)
        elif EVALUATES.fullmatch(call.name):
            self._evaluated(call)
        elif SAVES.fullmatch(call.name):
            self._saved(call)
        elif REMOVES.fullmatch(call.name) and PRECIOUS.match(call.first):
            self._tell(Kind.DESTROY, call.first)
        elif MACHINE.match(call.name):
            self._tell(Kind.HIDDEN_RUN, "", "machine code")
        self._others(call)

    def _others(self, call: Call) -> None:
        if LOADS.fullmatch(call.name) and call.first:
            self._shell(f"'{call.first}'")
        if _sends(call):
            self._sent(call)
        if call.method in ("write", "write_text", "writelines", "write_bytes"):
            self._written(call)

    def _run(self, call: Call) -> None:
        if call.given and call.given[0].came(REQUEST):
            self._tell(Kind.BACKDOOR)
        net = next((one.came(NET) for one in call.given if one.came(NET) is not None), None)
        if net is not None:
            self._tell(Kind.FETCH_RUN, net, "code")
        command = call.command or next((one.text for one in call.given if one.text), "")
        if command.strip():
            self._shell(command)
        if call.made or (call.given and call.given[0].came(CODED) is not None):
            self._tell(Kind.HIDDEN_RUN, "", "put together")

    def _evaluated(self, call: Call) -> None:
        value = call.given[0] if call.given else NOTHING
        if call.name.startswith("runpy.") and value.text:
            self._shell(f"python3 '{value.text}'")
            return
        net = value.came(NET)
        if net is not None:
            self._tell(Kind.FETCH_RUN, net, "code")
        elif value.came(REQUEST):
            self._tell(Kind.BACKDOOR)
        elif call.made or value.came(CODED) is not None:
            self._tell(Kind.HIDDEN_RUN, "", "code")
        if value.text is not None:
            self.facts += self._inside(value.text)

    def _saved(self, call: Call) -> None:
        path = (
            call.given[1].text
            if len(call.given) > 1
            else (call.named.get("filename") or NOTHING).text
        )
        self._shell(f"curl -o '{path or 'download'}' '{call.first}'")

    def _sent(self, call: Call) -> None:
        to = call.first if call.first.startswith("http") else call.base.came(NET) or call.first
        data = [one for key, one in call.named.items() if key in BY_DATA]
        plain = call.given[:2] if call.name.startswith(_PLAIN) else call.given
        for one in [*plain, *data]:
            path = one.text if call.method in ("put", "putfo", "upload_file", "fput_object") else ""
            if path and is_private(path):
                self._tell(Kind.SEND_SECRET, to, path)
            for kind in (SECRET, ENV):
                what = one.came(kind)
                if what is not None:
                    self._tell(Kind.SEND_SECRET, to, what)

    def _written(self, call: Call) -> None:
        from posthouse.inspection.reading.files import file_facts

        path = call.base.came("file") or (call.base.text if call.base.name == "path" else None)
        text = call.given[0].text if call.given else None
        if not path:
            return
        net = call.given[0].came(NET) if call.given else None
        if net is not None:
            self._shell(f"curl -o '{path}' '{net}'")
        if persistent(path):
            self._tell(Kind.PERSIST, path, persistent(path))
        if is_rules(path):
            self._tell(Kind.AGENT_RULES, path, net or "")
        if text:
            self.facts += file_facts(path, text, self._shell)

    def _tell(self, kind: Kind, subject: str = "", detail: str = "") -> None:
        fact = Fact(kind, subject, detail)
        if fact not in self.facts:
            self.facts.append(fact)
