"""Sentences of `posthouse mask`, `restore`, `explain` and `terms`."""

from __future__ import annotations

from collections.abc import Mapping

from posthouse.media.told import UNREAD

WORDS: Mapping[str, tuple[str, str]] = {
    "help.explain": (
        "Tell what would be masked in a file or a request, where and why; nothing is sent.",
        "说明文件或请求中哪些内容会被掩码、在何处、为何；不发送任何内容。",
    ),
    "explain.request": (
        "read as a request of the dialect {dialect}",
        "按 {dialect} 协议的请求读取",
    ),
    "explain.head": (
        "where|label|value|rule|sure|treatment",
        "位置|标签|值|规则|把握|处置",
    ),
    "explain.page": ("page {page}", "第 {page} 页"),
    "explain.pass": ("{what}: goes as it is", "{what}：原样发出"),
    "explain.refuse": (
        "{what}: the policy refuses it (privacy.images, privacy.documents)",
        "{what}：按策略拒绝（privacy.images、privacy.documents）",
    ),
    "explain.redact": (
        "{what}: what is found is covered at [left,top right,lower]",
        "{what}：所发现的内容会被遮盖，位置为 [左,上 右,下]",
    ),
    "explain.text": (
        "{what}: its masked text goes in its place",
        "{what}：以脱敏后的文本代替发出",
    ),
    "explain.unread": (
        "{what}: cannot be read, and where it is to be read is refused: {why}",
        "{what}：无法读取，需读取时将被拒绝：{why}",
    ),
    "explain.pictures": (
        "{what}: {count} pictures in it were not read (privacy.images), and are not sent",
        "{what}：其中 {count} 张图片未读取（privacy.images），也不会发出",
    ),
    "explain.kind.image": ("image", "图片"),
    "explain.kind.document": ("document", "文档"),
    "explain.kind.text": ("text", "文本"),
    "explain.kind.other": ("file", "文件"),
    **{f"unread.{problem.name.lower()}": why for problem, why in UNREAD.items()},
    "explain.why": ("{rule} ({detector}): {sentence}", "{rule}（检测器 {detector}）：{sentence}"),
    "explain.refused": (
        "the policy refuses what holds {labels}",
        "策略拒绝含有 {labels} 的内容",
    ),
    "explain.done": (
        "{count} values found; the rule that decides: {rule}",
        "发现 {count} 处；起决定作用的规则：{rule}",
    ),
    "help.terms": (
        "A project's own words: what is masked besides, and what passes.",
        "项目自己的词语：额外需要掩码的，以及予以放行的。",
    ),
    "help.terms.add": (
        "Have terms masked: code names, customers, internal domains.",
        "添加需要掩码的词语：代号、客户、内部域名。",
    ),
    "help.terms.remove": (
        "Take words off the dictionary and the allow-list.",
        "从词典和放行名单中移除词语。",
    ),
    "help.terms.list": ("List a project's words.", "列出项目的词语。"),
    "help.terms.allow": (
        "Let values pass that are known to be harmless.",
        "放行已知无害的值。",
    ),
    "terms.changed": (
        (
            "project {project}: {masked} terms are masked, {allowed} values pass;"
            " a running station takes it up within a second"
        ),
        "项目 {project}：{masked} 个词语会被掩码，{allowed} 个值放行；运行中的本站会在一秒内生效",
    ),
    "terms.none": (
        "the project {project} has no words of its own",
        "项目 {project} 没有自己的词语",
    ),
    "terms.head": ("word|what|found as", "词语|处置|识别为"),
    "terms.masked": ("masked", "掩码"),
    "terms.allowed": ("passes", "放行"),
    "help.mask": (
        "De-identify a file, folder or repository: values give way to tokens.",
        "对文件、文件夹或代码仓库做去标识化：敏感值替换为标记。",
    ),
    "mask.done": (
        "{files} files, {bytes} bytes, {found} values masked; manifest: {manifest}",
        "{files} 个文件，{bytes} 字节，已掩码 {found} 处；清单：{manifest}",
    ),
    "mask.report": ("report: {file}", "报告：{file}"),
    "mask.anonymity": (
        "{path}: k = {k}; {below} of {records} records are in classes smaller than 5",
        "{path}：k = {k}；{records} 条记录中有 {below} 条所在等价类小于 5",
    ),
    "mask.reached": (
        "{path}: blurred ({steps}), {count} records left out",
        "{path}：已模糊（{steps}），删去 {count} 条记录",
    ),
    "mask.uncounted": (
        "not done: --quasi: no table has all of the columns {columns}",
        "未处理：--quasi：没有表格同时具有这些列：{columns}",
    ),
    "mask.kept": ("{count} of them were done before", "其中 {count} 个此前已完成"),
    "mask.counts": ("label|values", "标签|处数"),
    "mask.not_done": ("not done: {path}: {why}", "未处理：{path}：{why}"),
    "mask.key": (
        "the key that restores them: {key} (made just now; keep it away from the masked data)",
        "还原所需的密钥：{key}（刚刚生成；请与已掩码的数据分开存放）",
    ),
    "mask.deidentified": (
        "the data are de-identified, not anonymised: who holds the key can restore them",
        "数据已去标识化，并非匿名化：持有密钥者可以还原",
    ),
    "mask.thrown": (
        "the key was thrown away; the rest may still single people out: look at --quasi",
        "密钥已丢弃；其余信息仍可能指向个人，请查看 --quasi 报告",
    ),
    "mask.progress": ("masking", "掩码中"),
    "restore.progress": ("restoring", "还原中"),
    "restore.files": (
        "{files} files restored byte for byte into {out}",
        "已逐字节还原 {files} 个文件到 {out}",
    ),
    "restore.lost": (
        "{count} values were given up for good by the policy: dropped, or shown in part",
        "{count} 处值已按策略永久放弃（删除或仅部分显示），无法还原",
    ),
    "restore.changed": (
        "changed since it was masked, restored by its tokens: {path}",
        "掩码后有改动，按标记还原：{path}",
    ),
}
