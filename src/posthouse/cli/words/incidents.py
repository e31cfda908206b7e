"""Sentences of `posthouse incidents` and `posthouse approvals`."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.incidents": (
        "What inspection stopped, defused or held in answers.",
        "检查在回答中拦截、消除或暂扣的内容。",
    ),
    "help.incidents.list": ("List incidents, newest first.", "列出事故（新的在前）。"),
    "help.incidents.show": (
        "Show one incident with its rules and the masked evidence.",
        "显示一个事故及其规则和已遮盖的证据。",
    ),
    "help.approvals": (
        "Tool calls that wait for somebody's word.",
        "等待人工批准的工具调用。",
    ),
    "help.approvals.list": (
        "List the calls that wait, with what they would do.",
        "列出等待中的调用及其内容。",
    ),
    "help.approvals.approve": ("Let a call go out as it came.", "放行一个调用。"),
    "help.approvals.deny": (
        "Block a call; its client reads why.",
        "拦截一个调用；客户端会读到原因。",
    ),
    "incidents.none": ("no incident is on record", "没有事故记录"),
    "incidents.head": (
        "when|id|what|state|channel|where|rules",
        "时间|编号|处置|状态|渠道|位置|规则",
    ),
    "incidents.fields": (
        "id|when|what|where|rules|evidence|channel|model|key|project|receipt|state|decided by",
        "编号|时间|处置|位置|规则|证据|渠道|模型|密钥|项目|回执|状态|决定者",
    ),
    "approvals.none": ("no call waits", "没有等待中的调用"),
    "approvals.head": (
        "id|waits until|call|rules|evidence",
        "编号|等待至|调用|规则|证据",
    ),
    "approvals.approved": ("{id} goes out", "{id} 已放行"),
    "approvals.denied": ("{id} is blocked", "{id} 已拦截"),
}
