"""The report of a run: one HTML file that needs nothing else, with plots, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from posthouse.page.page import page, text

_MOST_FILES = 12

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("De-identification report", "去标识化报告"),
    "lead_reversible": (
        (
            "The data are de-identified, not anonymised: who holds the key file can restore every"
            " value. Keep the two apart."
        ),
        "数据已去标识化，并非匿名化：持有密钥文件者可还原全部值。请将两者分开保存。",
    ),
    "lead_irreversible": (
        (
            "The data are de-identified and the key was thrown away. What was not found, and what"
            " remains, may still single people out."
        ),
        "数据已去标识化，密钥已丢弃。未被发现的内容及保留的信息仍可能指向个人。",
    ),
    "files": ("files", "文件"),
    "megabytes": ("megabytes read", "读取的兆字节"),
    "values": ("values treated", "已处理的值"),
    "not_done": ("not done", "未处理"),
    "by_label": ("Values by label", "按标签统计"),
    "by_treatment": ("Values by treatment", "按处置方式统计"),
    "busiest": ("Files with the most values", "值最多的文件"),
    "anonymity": ("k-anonymity", "k-匿名性"),
    "columns": ("Quasi-identifiers:", "准标识符："),
    "records": ("records:", "记录数："),
    "below": ("in classes smaller than 5:", "所在等价类小于 5 的记录："),
    "sizes": (
        "Records by the size of their class (lower end); red: below 5",
        "按等价类大小（下界）统计的记录数；红色：小于 5",
    ),
    "rows": ("Numbers of such records:", "此类记录的行号："),
    "suggested": ("Would help:", "建议："),
    "left_out": ("records to leave out:", "需删去的记录："),
    "reached": ("The figures are those after it was blurred:", "图中为模糊处理后的数字："),
    "gone": ("records left out:", "已删去的记录："),
    "path": ("path", "路径"),
    "why": ("why", "原因"),
    "provenance": ("How it was made", "生成信息"),
    "limits": (
        (
            "Detectors find what has a form, a check digit, a context or a dictionary; none finds"
            " everything. This report holds counts and paths, no values."
        ),
        "检测器依据形式、校验位、上下文或词典；没有检测器能发现一切。本报告只含数量和路径，不含任何值。",
    ),
}


def report(manifest: Mapping[str, Any], lang: str) -> str:
    """Return the report as HTML; `lang` is the language that is shown first."""
    counts: Mapping[str, int] = manifest["totals"]["counts"]
    return page(
        text("posthouse.batch", "templates", "report.html"),
        WORDS,
        "title",
        lang=lang,
        m={"anonymity": [], **manifest},
        labels=_rows(counts),
        treatments=_rows(_by_treatment(counts, manifest["treatments"])),
        busiest=_rows(_busiest(manifest["files"])),
        sizes=_sizes,
    )


def _rows(counts: Mapping[str, int]) -> list[tuple[str, int, bool]]:
    """Return bars, the longest first."""
    return [(name, count, False) for name, count in Counter(counts).most_common() if count]


def _by_treatment(counts: Mapping[str, int], treatments: Mapping[str, str]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for label, count in counts.items():
        found[treatments.get(label, "mask")] += count
    return found


def _busiest(lines: list[Mapping[str, Any]]) -> Mapping[str, int]:
    sums = Counter({one["path"]: sum(one["counts"].values()) for one in lines})
    return {_short(path): count for path, count in sums.most_common(_MOST_FILES)}


def _short(path: str) -> str:
    """Return a path that fits beside its bar."""
    return path if len(path) <= 20 else f"…{path[-19:]}"


def _sizes(one: Mapping[str, Any]) -> list[tuple[str, int, bool]]:
    """Return bars of records by the size of their class."""
    return [
        (f"{edge}+", records, int(edge) < one["wanted"])
        for edge, (_, records) in one["sizes"].items()
    ]
