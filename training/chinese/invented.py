"""Invents texts with names, and says written ones with other names, accounts and manners."""

import re
from dataclasses import dataclass, field

from pools import Pools
from sentences import KINDS, REGISTERS, TITLES

_SLOT = re.compile(r"\{([A-Z])\}")
_SIGNS = re.compile("[，。！？、；：]")
SURE = 0.7  # what is said again with another name
_ORGS = "公司 有限公司 股份有限公司 集团 银行 大学 医院 研究院 中学 出版社 律师事务所 科技 证券 电器 地产 传媒 基金 汽车".split()

Span = tuple[int, int, str, float]


@dataclass
class Document:
    """A text, its names as (start, end, label, chance), and how much it counts in training."""

    text: str
    spans: list[Span] = field(default_factory=list)
    weight: float = 1.0


class Inventor:
    """Fills sentences from pools, and varies written ones."""

    def __init__(self, pools: Pools) -> None:
        self.pools, self.random = pools, pools.random
        self.registers = [lines for lines, times in REGISTERS for _ in range(times)]

    def somebody(self) -> str:
        pools = self.pools
        ways = (
            pools.full,
            pools.full,
            pools.full,
            pools.abroad,
            pools.nick,
            pools.stage,
            pools.given,
            self.eastern,
        )
        return self.random.choice(ways)()

    def eastern(self) -> str:
        return self.pools.pick(self.pools.japanese)

    def body(self) -> str:
        pools = self.pools
        name = pools.pick([pools.place, pools.given, pools.stage, pools.part, pools.word])()
        return pools.pick(["", pools.pick(pools.home)]) + name + pools.pick(_ORGS)

    def value(self, slot: str) -> str:
        pools, chance = self.pools, self.random.random()
        ways = {
            "P": pools.full, "F": pools.abroad, "U": pools.part, "J": self.eastern, "N": pools.nick, "A": pools.stage,
            "G": pools.given, "L": pools.latin, "E": pools.western, "Q": pools.called, "M": self.somebody, "S": pools.surname, "H": pools.account, "O": self.body,
            "V": pools.place, "C": pools.club, "X": pools.thing, "K": pools.brand, "W": pools.word, "Z": pools.shop,
            "T": lambda: pools.pick(TITLES), "D": lambda: str(self.random.randint(1, 2020)),
        }  # fmt: skip
        if slot == "P" and chance < 0.18:
            return self.somebody()
        return ways[slot]()

    def fill(self, template: str) -> Document:
        text, spans, at = "", [], 0
        for match in _SLOT.finditer(template):
            text += template[at : match.start()]
            value, kind = self.value(match[1]), KINDS.get(match[1])
            if kind:
                spans.append((len(text), len(text) + len(value), kind, 1.0))
            text, at = text + value, match.end()
        return Document(text + template[at:], spans)

    def document(self) -> Document:
        lines = self.random.choice(self.registers)
        parts = [
            self.fill(self.random.choice(lines)) for _ in range(self.random.choice([1, 1, 2, 2, 3]))
        ]
        sign = self.random.choice(["", " ", "，", "\n", "。"])
        return self.manner(joined(parts, sign))

    def varied(self, document: Document) -> Document:
        """Say a written text with other names, now and then addressed to an account."""
        text, spans, at = "", [], 0
        for start, end, kind, chance in document.spans:
            if start < at:
                continue
            text += document.text[at:start]
            old = document.text[start:end]
            new = self.other(old, kind) if chance >= SURE else old
            spans.append((len(text), len(text) + len(new), kind, chance))
            text, at = text + new, end
        said = Document(text + document.text[at:], spans, document.weight)
        return self.manner(self.addressed(said) if self.random.random() < 0.12 else said)

    def other(self, old: str, kind: str) -> str:
        pools, chance = self.pools, self.random.random()
        if chance < 0.4:
            return old
        if kind == "PERSON":
            if "·" in old or len(old) > 4:
                return pools.abroad()
            if old[0] in "小老阿" or len(old) == 1:
                return pools.nick() if len(old) > 1 else old
            return pools.full() if chance < 0.8 else self.somebody()
        if kind == "LOCATION" and len(old) < 5 and chance < 0.7:
            return pools.place()
        return self.body() if kind == "ORG" and chance < 0.6 and len(old) > 4 else old

    def addressed(self, said: Document) -> Document:
        named = self.random.random() < 0.6
        account = self.pools.account() if named else self.pools.shop()
        before, after = self.pools.pick(
            [("@", " "), ("//@", "："), ("//@", ":"), ("回复@", ":"), ("@", "："), ("@", "，")]
        )
        front = Document(
            before + account + after,
            [(len(before), len(before) + len(account), "PERSON", 1.0)] if named else [],
        )
        back = self.random.random() < 0.4
        return joined([said, front] if back else [front, said], "")

    def manner(self, said: Document) -> Document:
        """Now and then leave out signs, as people do who type in a hurry."""
        chance = self.random.random()
        if chance > 0.16:
            return said
        gone = [
            m.start()
            for m in _SIGNS.finditer(said.text)
            if chance < 0.08 or self.random.random() < 0.5
        ]
        if chance < 0.1:
            text = list(said.text)
            for at in gone:
                text[at] = " "
            return Document("".join(text), said.spans, said.weight)
        cut = lambda at: at - sum(g < at for g in gone)  # noqa: E731
        text = "".join(c for at, c in enumerate(said.text) if at not in set(gone))
        return Document(text, [(cut(s), cut(e), k, c) for s, e, k, c in said.spans], said.weight)


def joined(parts: list[Document], sign: str) -> Document:
    text, spans = "", []
    for part in parts:
        text += sign if text else ""
        spans += [(s + len(text), e + len(text), *rest) for s, e, *rest in part.spans]
        text += part.text
    return Document(text, spans, min(p.weight for p in parts))
