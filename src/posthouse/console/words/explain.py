"""What the page says that explains what would be masked."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "explain.title": ("Explain", "脱敏说明"),
    "explain.lead": (
        "See what would be masked in a text, request, image or document, and why. Nothing is kept.",
        "查看文本、请求、图片或文档中哪些内容会被脱敏及其理由。内容不会留存。",
    ),
    "explain.text": ("Text, or the JSON of a request", "文本，或请求的 JSON"),
    "explain.long": ("pasted text", "粘贴的文本"),
    "explain.file": (
        "or a file: text, image, PDF, Office",
        "或文件：文本、图片、PDF、Office 文档",
    ),
    "explain.drop": (
        "You can drop it on this page or paste a picture. Up to {most} MiB.",
        "也可将文件拖到本页，或直接粘贴图片。最大 {most} MiB。",
    ),
    "explain.large": (
        "This file is larger than {most} MiB. `posthouse explain` takes up to 64 MiB.",
        "文件超过 {most} MiB。`posthouse explain` 命令最大可处理 64 MiB。",
    ),
    "explain.without": ("Take the file away", "移除文件"),
    "explain.busy": ("Looking at it …", "正在检查……"),
    "explain.lost": ("The station did not answer. Try again.", "站点没有响应，请重试。"),
    "explain.result": ("What was found", "检查结果"),
    "explain.project": ("Project", "项目"),
    "explain.do": ("Explain", "说明"),
    "explain.found": ("Found: {count}", "发现 {count} 处"),
    "explain.none": ("Nothing would be masked.", "没有需要脱敏的内容。"),
    "explain.more": (
        "And {count} more, which the JSON of this page and `posthouse explain` tell.",
        "另有 {count} 处，见本页的 JSON 或 `posthouse explain` 命令。",
    ),
    "explain.refused": (
        "The project refuses requests that contain {labels}.",
        "该项目拒绝含有 {labels} 的请求。",
    ),
    "explain.dialect": ("Read as a request of {dialect}.", "按 {dialect} 的请求读取。"),
    "explain.kind.image": ("Image", "图片"),
    "explain.kind.document": ("Document", "文档"),
    "explain.kind.text": ("Text", "文本"),
    "explain.kind.other": ("File", "文件"),
    "explain.unread": ("Cannot be read: {why}", "无法读取：{why}"),
    "explain.handling.pass": (
        "goes as it is in a request: the project does not have such files read.",
        "在请求中会原样发出：该项目不读取此类文件。",
    ),
    "explain.handling.refuse": (
        "is of a kind that the project refuses in requests (privacy.images, privacy.documents).",
        "该项目拒绝含有此类文件的请求（privacy.images、privacy.documents）。",
    ),
    "explain.handling.refuse.unread": (
        "is refused in a request, because the project has such files read.",
        "在请求中会被拒绝，因为该项目需读取此类文件。",
    ),
    "explain.handling.redact": (
        "goes in a request with what was found covered.",
        "在请求中，其中发现的内容会被遮盖。",
    ),
    "explain.handling.text": (
        "does not go in a request: its masked text does.",
        "在请求中，以脱敏后的文本代替发出。",
    ),
    "explain.pictures": (
        "{count} pictures in it were not read (privacy.images), and are not sent.",
        "其中 {count} 张图片未读取（privacy.images），也不会发出。",
    ),
    "explain.picture": ("{name}, with {count} findings marked", "{name}，已标出 {count} 处"),
    "explain.undrawn": (
        "Your browser does not show such pictures; the boxes stand where they would be covered.",
        "浏览器无法显示这种图片；方框为将被遮盖的位置。",
    ),
    "explain.page": ("page {page},", "第 {page} 页，"),
    "explain.place": ("where", "位置"),
    "explain.label": ("kind", "类别"),
    "explain.value": ("value", "内容"),
    "explain.detector": ("detector", "检测器"),
    "explain.confidence": ("confidence", "可信度"),
    "explain.why": ("why", "理由"),
    "explain.treatment": ("treatment", "处理"),
    "explain.treatment.pass": ("passes", "放行"),
    "explain.treatment.mask": ("token", "替换为标记"),
    "explain.treatment.surrogate": ("surrogate", "替换为仿真值"),
    "explain.treatment.partial": ("shown in part", "部分隐去"),
    "explain.treatment.drop": ("left out", "删除"),
    "explain.treatment.refuse": ("refused", "拒绝"),
    "explain.allow": ("Let pass", "放行"),
    "explain.mask": ("Mask another term", "添加需脱敏的词语"),
    "explain.word": ("Term", "词语"),
    "explain.mask.do": ("Add to the dictionary", "加入词典"),
    "explain.changed": (
        "The project {project} has {masked} own terms and {allowed} allowed values now.",
        "项目 {project} 现有 {masked} 个自有词语和 {allowed} 个放行值。",
    ),
}
