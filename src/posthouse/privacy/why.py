"""Why something was found: a sentence in both languages, the detector's name, how sure it is.

How sure rules are is told by what they rest on: an order of trust, not a measured probability.
Names carry what their tagger believes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from posthouse.model.finding import Finding
from posthouse.privacy.detectors import catalogue
from posthouse.privacy.rules import BLOCK, GUESS, KEY, LINK, LISTED, NAME, NUMBER, TEXTUAL, Rule

DICTIONARY = "dictionary"
PROPAGATED = "propagated"
ENCODED = "encoded-text"


@dataclass(frozen=True, slots=True)
class Why:
    """What a finding rests on."""

    detector: str
    confidence: float
    english: str
    chinese: str


_BY_RANK: dict[int, tuple[float, str, str]] = {
    BLOCK: (
        0.99,
        "it stands between lines that begin and end such a block",
        "位于此类内容的起止行之间",
    ),
    KEY: (
        0.99,
        "it has the prefix, alphabet and length that only such keys have",
        "具有此类密钥特有的前缀、字符集和长度",
    ),
    LINK: (
        0.95,
        "it stands where an address or connection string holds a login or token",
        "位于网址或连接串中存放登录信息或令牌的位置",
    ),
    NUMBER: (
        0.97,
        "its form fits, and so do its check digits, ranges or what stands around it",
        "形式符合，且校验位、号段或上下文一致",
    ),
    TEXTUAL: (
        0.95,
        "its form, or the words before it, say what it is",
        "其形式或前面的词语表明了它是什么",
    ),
    GUESS: (
        0.8,
        "the name of its field, column or variable says what it is, and its form does not object",
        "其字段、列或变量的名称表明了它是什么，且形式相符",
    ),
    NAME: (
        0.7,
        "its form alone says what it is, and nothing surer stands there",
        "仅凭形式判断，且该处没有更确定的内容",
    ),
    LISTED: (
        0.6,
        "the name before it, or at the head of its column, is in a list of names of numbers",
        "其前或列首的名称在编号名称表中",
    ),
}

_OTHERS: dict[str, tuple[float | None, str, str]] = {
    DICTIONARY: (1.0, "it is a term of the dictionary", "它是词典中的词语"),
    PROPAGATED: (
        0.95,
        "the same value was found elsewhere in what was given",
        "同一内容的其他位置已发现相同的值",
    ),
    ENCODED: (
        0.95,
        "in base64 it holds what was found there",
        "其 base64 解码后含有此类内容",
    ),
    "names-zh-called": (
        None,
        "a title, office, kin or deed beside it is said of people alone",
        "其旁的称谓、职务、亲属或行为只用于人",
    ),
    "names-zh-mention": (
        None,
        "it names in short somebody whose whole name stands elsewhere",
        "它是他处出现的全名的简称",
    ),
    "names-english-form": (
        None,
        "the words and signs around it are those around a name: a greeting, a title, a signature",
        "其周围的词语和符号表明它是名称，如问候、称谓、署名",
    ),
    "names-english-known": (
        None,
        "a tagger of names takes it for one, and a lexicon knows it",
        "名称识别模型认为它是名称，词库也收录了它",
    ),
    "names-english-again": (
        None,
        "it was taken for a name where it stood before",
        "它在前文中已被识别为名称",
    ),
}
"""What is no rule: how sure it is (None: as its tagger says), and why, in both languages."""
_BY_A_TAGGER = (
    None,
    "a tagger of names takes it for one, by its letters and the words around it",
    "名称识别模型根据字形和上下文认为它是名称",
)


class Reasons:
    """Knows every rule by its name, and in which file it stands."""

    def __init__(self, rules: Sequence[Rule], modules: Sequence[ModuleType] = ()) -> None:
        self._rules = {rule.name: rule for rule in rules}
        self._files = {
            rule.name: module.__name__.rpartition(".")[2]
            for module in modules
            for rule in module.RULES
        }

    def of(self, finding: Finding) -> Why:
        """Return why something was found."""
        rule = self._rules.get(finding.rule)
        if rule is None:
            told, english, chinese = _OTHERS.get(finding.rule, _BY_A_TAGGER)
            return Why(finding.rule, told or finding.confidence, english, chinese)
        sure, english, chinese = _BY_RANK[rule.rank]
        return Why(self._files.get(rule.name, rule.name), sure, english, chinese)


def shipped_reasons() -> Reasons:
    """Return what knows every rule of the product and the file it stands in."""
    modules = [one for one in vars(catalogue).values() if isinstance(one, ModuleType)]
    return Reasons(catalogue.RULES, [one for one in modules if hasattr(one, "RULES")])
