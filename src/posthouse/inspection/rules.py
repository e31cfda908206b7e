"""The rules over facts, as data: what is done about a fact that the conversation does not explain."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.hosts import is_elsewhere, is_expected, is_spoken_of, is_strange
from posthouse.inspection.listed import Lists
from posthouse.inspection.names import KEPT, LISTED, is_close, is_typo
from posthouse.inspection.said import Said
from posthouse.inspection.topics import topic_of

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `topic`: words of the user that explain such a fact. `host`: "named" where only a
    named host explains it, "known" where a well-known one does too, "" where hosts do not matter."""

    kind: Kind
    name: str
    blocks: bool = False
    host: str = ""
    topic: str = ""
    quiet: bool = False
    """Whether it says nothing where it is not known what was asked for."""


RULES = (
    Rule(Kind.FETCH_RUN, "facts/fetch-run", blocks=True, host="named"),
    Rule(Kind.PLACED, "facts/placed-program", blocks=True, host="known"),
    Rule(Kind.KEY, "facts/unknown-key", blocks=True),
    Rule(Kind.CLONE_RUN, "facts/clone-run", host="named"),
    Rule(Kind.HIDDEN_RUN, "facts/hidden-run", blocks=True),
    Rule(Kind.SEND_SECRET, "facts/send-secret", blocks=True, host="named"),
    Rule(Kind.VISIT, "facts/strange-host", host="ordinary"),
    Rule(Kind.BROWSE, "facts/unnamed-page", host="known", quiet=True, topic=r"search|browse|research|look up|find out|open|visit|web|page|site|搜索|浏览|网页|网站"),
    Rule(Kind.CARRIES, "facts/data-in-address", blocks=True, host="known"),
    Rule(Kind.POISON, "facts/poisoned-rules", blocks=True),
    Rule(Kind.VERSION, "packages/odd-version"),
    Rule(Kind.HARMFUL, "packages/harmful", blocks=True),
    Rule(Kind.INSTRUCTION, "facts/instruction", host="named"),
    Rule(Kind.SEND, "facts/send", host="known", quiet=True, topic=r"trigger|metric|upload|send|post|push|deploy|copy|sync|mirror|publish|backup|back up|report|notify|上传|发送|传到|部署"),
    Rule(Kind.DNS, "facts/dns-data", blocks=True),
    Rule(Kind.SECRET, "facts/credentials", topic=r"secret|credential|ssh|key|token|aws|kube|keychain|password|passwd|shadow|cert|login|profile|docker|npmrc|netrc|gpg|config|auth|用户|密|证书|钥"),
    Rule(Kind.ENV_DUMP, "facts/environment", topic=r"env|variable|secret|token|api.?key|grep|search|find|count|变量|搜索|查找"),
    Rule(Kind.PERSIST, "facts/persist"),
    Rule(Kind.AGENT_RULES, "facts/agent-rules", topic=r"agents?|rules?\b|claude|gemini|copilot|cursor|guide|init|instructions|mcp|memory|规则|说明"),
    Rule(Kind.SHELL, "facts/shell", blocks=True, topic=r"reverse shell|bind shell|listener"),
    Rule(Kind.TUNNEL, "facts/tunnel", blocks=True, topic=r"tunnel|forward|expose|proxy|ngrok|share|remote|public|tor\b|隧道|转发|暴露|代理"),
    Rule(Kind.TLS_OFF, "facts/checks-off", topic=r"tls|ssl|certif|insecure|verif|self-signed|untrusted|trust|host key|证书|校验|安全|忽略|https?|unsigned|force"),
    Rule(Kind.TRACES, "facts/traces", topic=r"history|log|clear|histor|record|immutable|attribut|timestamp|历史|日志|清|属性"),
    Rule(Kind.DESTROY, "facts/destroy", topic=r"delet|remov|clean|drop|destroy|wipe|erase|reset|purge|uninstall|tear|prune|clear|expire|删|清|移除|卸载|强制"),
    Rule(Kind.WEAKEN, "facts/weaken", topic=r"firewall|ufw|iptables|disable|stop|selinux|privileg|socket|mount|docker|container|audit|quarantine|preload|librar|module|kernel|sysctl|ssh|load|unload|防火墙|禁用|停|挂载|容器|模块|内核"),
    Rule(Kind.PRIVILEGE, "facts/privilege", topic=r"user|group|permission|root|sudo|chmod|mode|setuid|suid|password|passwd|rights|shell|account|capabilit|权限|用户|组|密码|帐|账"),
    Rule(Kind.MINER, "facts/miner", blocks=True, topic=r"mine|mining|miner"),
    Rule(Kind.PROMPT, "facts/prompt", blocks=True, topic=r"password|passphrase|prompt|read|input|dialog|密码|输入"),
    Rule(Kind.ENDPOINT, "facts/endpoint", host="named", topic=""),
    Rule(Kind.GIT_EXEC, "facts/git-exec", blocks=True, topic=r"\bhooks?\b|alias|credential|pager|别名"),
    Rule(Kind.REMOTE, "facts/remote", host="known", topic=r"remote|submodule|origin|upstream|远程|子模块"),
    Rule(Kind.INDEX, "facts/index", blocks=True, host="known", topic=r"our (?:own )?(?:registry|index|repo|mirror|chart|channel)|chart from|镜像|源|come from"),
    Rule(Kind.ARTIFACT, "facts/artifact", blocks=True, host="named", topic=r"\bour\b.*(?:from git|sdk|fork)"),
    Rule(Kind.SCRIPTS, "facts/install-scripts", topic=r"script|native|build|permission|root"),
    Rule(Kind.IMAGE, "facts/image", host="known", topic=r"our registry|image from|镜像"),
    Rule(Kind.BACKDOOR, "facts/backdoor", blocks=True, topic=r"eval|execute|shell command"),
    Rule(Kind.CLOAKED, "facts/cloaked", blocks=True),
    Rule(Kind.PERSON, "facts/other-person"),
    Rule(Kind.CONTACT, "facts/contact-change"),
    Rule(Kind.RECIPIENT, "facts/recipient"),
    Rule(Kind.UNDECLARED, "facts/undeclared-tool", blocks=True),
    Rule(Kind.TANGLED, "facts/tangled", blocks=True),
    Rule(Kind.LONG, "facts/long"),
)  # fmt: skip
LOOKALIKE = Rule(Kind.PACKAGE, "packages/look-alike", blocks=True)
UNKNOWN = Rule(Kind.PACKAGE, "packages/unknown")
_OWN_NAMES = frozenset(
    {"python", "pip", "node", "npm", "tsc", "tsgo", "ng", "vite", "vue-cli-service"}
)
"""Names of the managers themselves, and of programs that `npx` finds in the project."""
_CHANGES = frozenset({Kind.PERSIST, Kind.TLS_OFF, Kind.TRACES, Kind.DESTROY, Kind.WEAKEN, Kind.PRIVILEGE, Kind.AGENT_RULES, Kind.TUNNEL, Kind.GIT_EXEC, Kind.REMOTE})  # fmt: skip
"""What a request to be shown something does not explain, whatever it speaks of."""
_BY_KIND = {rule.kind: rule for rule in RULES}


def broken(fact: Fact, said: Said) -> Rule | None:
    """Return the rule that a fact breaks, unless what was said explains it."""
    if fact.kind in (Kind.PACKAGE, Kind.RUNNER):
        return _package(fact, said)
    rule = _BY_KIND.get(fact.kind)
    named = _NAMED.get(fact.kind)
    if rule is None or (named(fact, said) if named is not None else _explained(rule, fact, said)):
        return None
    return rule


def _is_speaker(fact: Fact, said: Said) -> bool:
    """Tell whether a record is the speaker's own, as far as he said who he is."""
    return not said.people() or bool(said.people().intersection(_parts(fact.subject)))


def _is_given(fact: Fact, said: Said) -> bool:
    """Tell whether a value was given in the conversation, however it is spelled."""
    return said.silent or said.holds(fact.subject) or said.holds_digits(fact.subject)


def _parts(name: str) -> set[str]:
    return {part for part in re.split(r"[^a-z]+", name.lower()) if len(part) > 1}


_NAMED: dict[Kind, Callable[[Fact, Said], bool]] = {
    Kind.PERSON: _is_speaker,
    Kind.CONTACT: _is_given,
    Kind.RECIPIENT: _is_given,
    Kind.KEY: lambda fact, said: said.holds(fact.subject),
    Kind.UNDECLARED: lambda fact, said: said.offers(fact.subject),
}


def _explained(rule: Rule, fact: Fact, said: Said) -> bool:
    if rule.host == "ordinary":
        return not is_strange(fact.subject, said)
    if rule.host and _is_meant(rule, fact, said):
        return True
    if rule.host and (is_strange(fact.subject, said) or is_elsewhere(fact.subject, said)):
        return False
    if said.silent and rule.quiet:
        return True
    topic = topic_of(fact, rule.topic)
    looks = fact.kind in _CHANGES and said.only_looks
    return topic is not None and said.raises(topic) and not looks


def _is_meant(rule: Rule, fact: Fact, said: Said) -> bool:
    """Tell whether an address is one that the call may be expected to use."""
    spoken = rule.kind is Kind.BROWSE and is_spoken_of(fact.subject, said)
    return spoken or is_expected(fact.subject, said, known=rule.host == "known")


def _package(fact: Fact, said: Said) -> Rule | None:
    """A package is fine if it was asked for or is popular; else it is unknown or a look-alike."""
    name, system = fact.subject, fact.detail
    if name in _OWN_NAMES or said.names(name) or said.names(re.sub(r"[-_.]+", "-", name)):
        return None
    listed = said.lists.catalogue(system)
    named = [w for w in said.words() if len(w) > 3 and _is_package(w, system, said.lists)]
    if listed.is_popular(name):
        return LOOKALIKE if any(is_typo(name, word) for word in named) else None
    if not name.isascii() or (system not in KEPT and any(_taken_for(name, w) for w in named)):
        return LOOKALIKE
    if listed.has_known_owner(name):
        return LOOKALIKE if "/" in name and listed.is_mistyped(name) else None
    if listed.looks_like(name):
        return LOOKALIKE
    return UNKNOWN if system in LISTED else None


def _taken_for(name: str, word: str) -> bool:
    """Tell whether a name could be taken for a named one: close to it, or the same elsewhere."""
    owner, _, last = name.rpartition("/")
    other, _, same = word.rpartition("/")
    return is_close(name, word) or (bool(owner and other) and last == same and owner != other)


def _is_package(word: str, system: str, lists: Lists) -> bool:
    return (
        lists.catalogue(system).is_popular(word)
        or "/" in word
        or "-" in word
        or system not in ("pypi", "npm")
    )
