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
    "help.backup": (
        "Make an encrypted backup while the station serves, or check one: backup verify FILE.",
        "在运行中为本站制作加密备份；检查备份用 backup verify FILE。",
    ),
    "help.restore": (
        "Give masked data their values back (-o), or put a checked backup into an empty folder.",
        "还原脱敏数据中的原值（-o）；或在检查全部内容后将备份恢复到空目录。",
    ),
    "backup.made": (
        "{file}: {files} files, {size} bytes, complete up to entry {seq}",
        "{file}：{files} 个文件，{size} 字节，完整至第 {seq} 条记录",
    ),
    "backup.with_master_key": (
        (
            "ATTENTION: this backup holds the master key. Whoever opens it can sign as this "
            "station and open every sealed credential. Keep it like the key itself."
        ),
        (
            "注意：此备份含主密钥。任何能打开它的人都可冒充本站签名，并打开全部密封的凭据。"
            "请像保管密钥一样保管它。"
        ),
    ),
    "backup.without_master_key": (
        "the master key is not in it: keep that apart, a restored station needs both",
        "其中不含主密钥：请另行保管，恢复后的中转站两者都需要",
    ),
    "backup.sound": (
        "{file}: whole; station {station}, made {at}, {files} files, up to entry {seq}",
        "{file}：完整；站点 {station}，制作于 {at}，{files} 个文件，至第 {seq} 条记录",
    ),
    "restore.done": (
        "{folder}: {files} files restored, up to entry {seq}",
        "{folder}：已恢复 {files} 个文件，至第 {seq} 条记录",
    ),
    "restore.resolve": (
        (
            "the ledger signs nothing from here until an operator says so: "
            "start the station, read what it says, then `posthouse ledger resolve`"
        ),
        (
            "在操作员确认之前，账本不会从此处签名：启动中转站，阅读其说明，"
            "然后执行 `posthouse ledger resolve`"
        ),
    ),
    "restore.master_key": (
        "put the station's master key back before the first start (station.key, mode 0600)",
        "首次启动前请放回本站的主密钥（station.key，权限 0600）",
    ),
    "help.retention": (
        "How long each field is kept, and deleting what is due.",
        "每个字段保留多久，以及删除到期内容。",
    ),
    "help.retention.show": (
        "Show each field, its days and how much is due.",
        "显示各字段、保留天数和到期数量。",
    ),
    "help.retention.run": (
        "Delete what is due now; --dry-run only counts it.",
        "立即删除到期内容；--dry-run 只计数。",
    ),
    "retention.head": ("field|what goes|days|due", "字段|删除内容|天数|到期"),
    "retention.ever": ("for ever", "永久"),
    "retention.salts": (
        (
            "Salts of receipts are never kept: they go to the client alone. What masking "
            "replaced is never stored either."
        ),
        "回执的盐从不保存，只交给客户端；脱敏替换的内容同样从不存储。",
    ),
    "retention.dry": ("nothing was deleted", "未删除任何内容"),
    "retention.ran": (
        "deleted; each deletion is announced to the ledger (data.deleted)",
        "已删除；每次删除都已告知账本（data.deleted）",
    ),
    "retention.receipt_detail": (
        "the signed receipt: addresses, models, usage, commitments",
        "签名回执：地址、模型、用量、承诺值",
    ),
    "retention.receipt": (
        "what is left of it: id, time, key, project, ending, cost",
        "其余部分：编号、时间、密钥、项目、结局、费用",
    ),
    "retention.key_last_use": ("when a key was last used", "密钥最近使用时间"),
    "retention.key_day": ("what a key spent on a day", "密钥每日花费"),
    "retention.channel_day": (
        "how often a channel answered a key on a day",
        "渠道每日为密钥应答的次数",
    ),
    "retention.anomaly": ("anomalies that were found", "发现的异常"),
    "retention.baseline": ("what is usual for a key", "密钥的行为基线"),
    "retention.operator_session": ("sessions nobody used", "无人使用的会话"),
    "retention.operator_enrolment": ("invitations that expired", "已过期的邀请"),
    "retention.breakglass": ("break-glass requests", "紧急授权请求"),
    "retention.conversation": (
        "what was masked in conversations that upstreams keep",
        "上游保存的会话中曾脱敏的内容",
    ),
    "retention.upload": ("files whose parts stopped coming", "中断的分段上传文件"),
    "retention.sealed_record_key": (
        "keys of records sealed one by one (crypto-shredding)",
        "逐条密封记录的密钥（加密销毁）",
    ),
    "retention.ledger_entries": (
        "entries of the ledger, under its published policy; hashes stay",
        "账本条目，依已公布的政策；哈希保留",
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
