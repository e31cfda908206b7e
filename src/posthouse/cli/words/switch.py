"""Sentences of `posthouse switch` and `posthouse anomalies`."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.switch": (
        "Stop a key, a channel, a project or the whole station at once.",
        "立即关停某个密钥、渠道、项目或整个站点。",
    ),
    "help.switch.set": (
        "Switch something off, or slow a key down; what runs for it is ended.",
        "关停某个对象，或让密钥减速；其进行中的请求会被结束。",
    ),
    "help.switch.clear": (
        "Let go on what was switched off or slowed.",
        "恢复已关停或减速的对象。",
    ),
    "help.switch.list": (
        "List the switches that are set, by whom and why.",
        "列出已设置的开关、设置者和原因。",
    ),
    "help.anomalies": (
        "What keys did that they never did before.",
        "密钥出现的异常用量。",
    ),
    "help.anomalies.list": (
        "List anomalies, newest first, with what they led to.",
        "列出异常（新的在前）及其处置。",
    ),
    "anomalies.none": ("no anomaly was found", "没有发现异常"),
    "anomalies.head": (
        "when|key|project|kind|found|expected|led to",
        "时间|密钥|项目|类别|实际|预期|处置",
    ),
    "switch.off": (
        "{kind} {name} is off; a running station ends what it does for it within a second",
        "{kind} {name} 已关停；运行中的本站会在一秒内结束与其相关的请求",
    ),
    "switch.slow": (
        "{kind} {name} is slowed; a running station holds it to that within a second",
        "{kind} {name} 已减速；运行中的本站会在一秒内按此限制",
    ),
    "switch.cleared": ("{kind} {name} goes on", "{kind} {name} 已恢复"),
    "switch.none": ("no switch is set", "没有设置任何开关"),
    "switch.head": ("kind|name|mode|since|set by|why", "类别|名称|方式|自|设置者|原因"),
}
