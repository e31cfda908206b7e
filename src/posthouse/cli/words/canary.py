"""Sentences of `posthouse canary`."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.canary": (
        "Inert texts for one channel alone, and a listener: whoever uses one had your prompts.",
        "只发给单一渠道的无害标记及其监听器：谁使用了它，谁就拿到过你的提示词。",
    ),
    "help.canary.mint": (
        "Make a canary, commit it to the ledger, print it.",
        "生成一个标记，在账本中承诺，并打印出来。",
    ),
    "help.canary.list": (
        "List all canaries, with when and whence they were used.",
        "列出全部标记及其被使用的时间与来源。",
    ),
    "help.canary.reveal": (
        "Print a canary's letters, whose SHA-256 stands in the ledger.",
        "打印标记原文，其 SHA-256 记于账本。",
    ),
    "help.canary.listen": (
        "Wait for uses of canaries, keep each and tell of it.",
        "等待标记被使用，逐一记录并提示。",
    ),
    "canary.minted": (
        "canary {number} for {channel}: send it through that channel alone; committed as {digest}",
        "标记 {number}，用于 {channel}：只经该渠道发送；承诺值 {digest}",
    ),
    "canary.revealed": ("its SHA-256: {digest}", "其 SHA-256：{digest}"),
    "canary.none": ("no canary was made", "尚未生成标记"),
    "canary.head": (
        "number|channel|form|made|uses|first use|from",
        "编号|渠道|形式|生成时间|使用次数|首次使用|来源",
    ),
    "canary.listening": ("listening for {what} on {host}:{port}", "正在 {host}:{port} 监听 {what}"),
    "canary.hit": (
        "canary {number} of {channel} was used, from {source}",
        "渠道 {channel} 的标记 {number} 被使用，来自 {source}",
    ),
}
