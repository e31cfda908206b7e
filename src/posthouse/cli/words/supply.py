"""Sentences of `posthouse software`, `backup`, `restore` and `retention`."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.software": (
        "Which Posthouse this is, down to its bytes.",
        "这是哪一个 Posthouse，精确到字节。",
    ),
    "help.software.digest": (
        "Show the digest over the program's files that receipts name, or that of a wheel.",
        "显示回执所载的程序文件摘要，或某个 wheel 的摘要。",
    ),
    "help.sbom": (
        "Print the bill of materials of this installation, as CycloneDX.",
        "以 CycloneDX 格式输出本安装的物料清单。",
    ),
    "software.runs": (
        "{name} ({origin})\nsha256 {digest}",
        "{name}（{origin}）\n摘要 sha256 {digest}",
    ),
    "software.editable": ("a working copy", "工作副本"),
    "software.wheel": ("an installed wheel", "已安装的 wheel"),
    "software.file": ("{file}\nsha256 {digest}", "{file}\n摘要 sha256 {digest}"),
    "software.altered": (
        "installed, but changed since: not the files that were installed",
        "已安装，但此后被改动：与安装时的文件不一致",
    ),
}
