"""Sentences of `posthouse witness` and of evidence bundles."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.witness": (
        "Cosign the checkpoints of other stations' logs, as a server of its own.",
        "作为独立服务，为其他站点的日志检查点联署。",
    ),
    "help.receipt.bundle": (
        "Write receipts, proofs and cosignatures into one file that others check offline.",
        "把回执、证明和联署写入一个可供他人离线检查的文件。",
    ),
    "help.receipt.verify-bundle": (
        "Check such a file offline, step by step.",
        "离线逐步检查这样的文件。",
    ),
    "bundle.written": (
        "{file}: {receipts} receipts under a checkpoint of {size} entries; no content, no salt",
        "{file}：{receipts} 份回执，位于含 {size} 个条目的检查点之下；不含内容，不含盐值",
    ),
    "bundle.own": (
        "not given: {what}; the bundle's own is used, which shows only that it fits itself",
        "未给出：{what}；使用证据包自带的，只能说明它自身一致",
    ),
    "bundle.step": ("{step} holds: {told}", "{step} 成立：{told}"),
    "bundle.refused": ("DOES NOT HOLD: {told}", "不成立：{told}"),
    "bundle.holds": ("all that was asked holds", "所问全部成立"),
    "witness.serving": (
        (
            "witness {key}\n  listens on {url}, cosigns the logs named in {logs}\n"
            "  line for a station's policy: witness NAME {key} {url}"
        ),
        (
            "见证者 {key}\n  监听 {url}，为 {logs} 中列出的日志联署\n"
            "  站点策略文件中的一行：witness NAME {key} {url}"
        ),
    ),
}
