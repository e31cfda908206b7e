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
        "Put a backup into an empty folder, once all of it is checked.",
        "检查备份的全部内容后，将其恢复到空目录。",
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
            "start the station, read what it says, then resolve it"
        ),
        ("在操作员确认之前，账本不会从此处签名：启动中转站，阅读其说明，然后予以处置"),
    ),
    "restore.master_key": (
        "put the station's master key back before the first start (station.key, mode 0600)",
        "首次启动前请放回本站的主密钥（station.key，权限 0600）",
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
