"""What a conversation explains: hosts, packages, paths and topics named by those who are trusted.

Trusted are the user, the system prompt and results of tools; what the upstream said is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from posthouse.inspection.listed import SHIPPED, Lists

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*|\d{1,3}(?:\.\d{1,3}){3}", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:my (?:full )?name(?: is|'s)|\bname is|\bi am|\bi'm|\bthis is) ([a-z]+ [a-z]+)"
    r"|\b([a-z]+(?:[_.][a-z]+)+\d*)@|\b([a-z]+_[a-z]+_\d{3,})\b"
)
_LOOKS = re.compile(
    r"(?:please |can you |could you )?(?:show|list|what|which|who|whose|where|print|display|check"
    r"|count|explain|describe|tell me|see|view|is|are|does|do i|how many|how much)\b"
    r"|请?(?:查看|看看|看一下|显示|列出|检查|解释|有没有|哪|什么)"
)
_ACTS = re.compile(
    r"\b(?:add|creat|set\b|setup|enabl|disabl|chang|updat|upgrad|edit|mak|install|remov|delet|drop"
    r"|clear|clean|fix|writ|turn|put\b|allow|grant|giv|start|stop|restart|run\b|deploy|push|send"
    r"|upload|configur|appl|replac|rotat|reset|mov|copy|regist|schedul|mount|load|unload|kill"
    r"|forward|expos|open\b|log ?in|sign|renew|reload|flush|renam|connect|download|decode|decrypt"
    r"|test)|添加|创建|设置|修改|删除|安装|启用|禁用|运行|重启|清"
)
_LONGEST = 400_000
_ADDRESS = re.compile(r"https?://[^\s\"'`<>|;，。]+")
_DEEP = len(["https:", "", "host", "owner", "name"]) - 2
_SHORTEST = len("https://a.b/")
_LONGEST_ASKED = 20_000


class Said:
    """The trusted words of one request; built once, asked for each fact.

    `asked` is what the user wrote; without it all words count as the user's. `tools`: those that
    were offered; `calls`: the tool calls that stand in it, which explain nothing; `lists`: those in
    force, so that whoever judges by what was said judges by them.
    """

    def __init__(
        self,
        text: str = "",
        asked: str | None = None,
        *,
        tools: frozenset[str] = frozenset(),
        calls: tuple[tuple[str, str], ...] = (),
        lists: Lists = SHIPPED,
    ) -> None:
        self.calls = calls
        self.lists = lists
        self._text = text[-_LONGEST:].lower()
        self._asked = self._text if asked is None else asked[-_LONGEST_ASKED:].lower()
        self._tools = tools
        self._people: frozenset[str] | None = None
        self._words: frozenset[str] | None = None
        self._hosts: frozenset[str] | None = None
        self._judged: dict[str, bool] = {}

    @property
    def silent(self) -> bool:
        """Tell whether nothing is known of what was asked for."""
        return not self._text.strip()

    def names(self, word: str) -> bool:
        """Tell whether a word, as of a package or a file, is named."""
        plain = word.lower()
        if self._words is None:
            self._words = frozenset(re.split(r"[^\w./@-]+", self._text))
            self._words |= {word.strip("./-") for word in self._words}
        return plain in self._words

    def words(self) -> frozenset[str]:
        """Return all words."""
        self.names("")
        return self._words or frozenset()

    def hosts(self) -> frozenset[str]:
        """Return the hosts that are named."""
        self.knows_host("")
        return self._hosts or frozenset()

    def holds(self, text: str) -> bool:
        """Tell whether a text stands in what was said, as it is."""
        return bool(text) and text.lower() in self._text

    def wrote(self, address: str) -> bool:
        """Tell whether the user wrote an address himself, as it is."""
        plain = address.lower()
        if len(plain) > _SHORTEST and plain in self._asked:
            return True
        written = (url.rstrip(".,)/") for url in _ADDRESS.findall(self._asked))
        return any(url.count("/") > _DEEP and plain.startswith(url + "/") for url in written)

    def holds_digits(self, value: str) -> bool:
        """Tell whether a number stands in what was said, however it is grouped."""
        digits = re.sub(r"\D", "", value)
        return len(digits) > 5 and digits in re.sub(r"[\s().+-]", "", self._text)

    def people(self) -> frozenset[str]:
        """Return the names under which those who speak say who they are, word by word."""
        if self._people is None:
            found = ["".join(match) for match in _PERSON.findall(self._text)]
            self._people = frozenset(
                part for name in found for part in re.split(r"[^a-z]+", name) if len(part) > 1
            )
        return self._people

    def offers(self, tool: str) -> bool:
        """Tell whether a tool was offered; without any offer nothing is known of it."""
        return not self._tools or tool in self._tools

    def raises(self, topic: re.Pattern[str]) -> bool:
        """Tell whether the user's own words raise a topic; what agents are told always, do not."""
        return topic.search(self._asked) is not None

    @property
    def only_looks(self) -> bool:
        """Tell whether the user asks to be shown something, and for nothing to be done."""
        lines = [line.strip() for line in self._asked.split("\n") if line.strip()]
        return bool(lines) and all(
            _LOOKS.match(line) is not None and _ACTS.search(line) is None for line in lines
        )

    def matches(self, pattern: re.Pattern[str]) -> list[str]:
        """Return what of the words a pattern matches; they are all lower case."""
        return [match[0] for match in pattern.finditer(self._text)]

    def knows_host(self, host: str) -> bool:
        """Tell whether a host or a domain above it is named."""
        if self._hosts is None:
            self._hosts = frozenset(_HOST.findall(self._text))
        parts = host.lower().split(".")
        return any(".".join(parts[at:]) in self._hosts for at in range(max(len(parts) - 1, 1)))

    def judged(self, host: str, judge: Callable[[str, Lists], bool]) -> bool:
        """Return what the judge of hosts says of one by the lists in force, asked once a request.

        Calls name the same hosts many times over; nobody remembers them beyond the request.
        """
        if host not in self._judged:
            self._judged[host] = judge(host, self.lists)
        return self._judged[host]
