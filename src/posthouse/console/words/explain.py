"""What the page says that explains what would be masked."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "explain.title": ("Explain", "脱敏说明"),
    "explain.lead": (
        "See what would be masked in a text or a request, and why. Nothing of it is sent or kept.",
        "查看一段文本或一个请求中哪些内容会被脱敏及其理由。内容不会外发，也不会留存。",
    ),
    "explain.text": ("Text, or the JSON of a request", "文本，或请求的 JSON"),
    "explain.file": ("or a small text file", "或一个小文本文件"),
    "explain.project": ("Project", "项目"),
    "explain.do": ("Explain", "说明"),
    "explain.found": ("Would be masked: {count}", "将脱敏 {count} 处"),
    "explain.none": ("Nothing would be masked.", "没有需要脱敏的内容。"),
    "explain.refused": (
        "The project refuses requests that contain {labels}.",
        "该项目拒绝含有 {labels} 的请求。",
    ),
    "explain.dialect": ("Read as a request of {dialect}.", "按 {dialect} 的请求读取。"),
    "explain.place": ("where", "位置"),
    "explain.label": ("kind", "类别"),
    "explain.value": ("value", "内容"),
    "explain.detector": ("detector", "检测器"),
    "explain.confidence": ("confidence", "可信度"),
    "explain.why": ("why", "理由"),
    "explain.treatment": ("treatment", "处理"),
    "explain.allow": ("Let pass", "放行"),
    "explain.mask": ("Mask another term", "添加需脱敏的词语"),
    "explain.word": ("Term", "词语"),
    "explain.mask.do": ("Add to the dictionary", "加入词典"),
    "explain.changed": (
        "The project {project} has {masked} own terms and {allowed} allowed values now.",
        "项目 {project} 现有 {masked} 个自有词语和 {allowed} 个放行值。",
    ),
}
