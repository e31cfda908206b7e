"""Sentences of `posthouse witness` and of evidence bundles."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.witness": (
        "Cosign the checkpoints of other stations' logs, as a server of its own.",
        "作为独立服务，为其他站点的日志检查点联署。",
    ),
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
