"""What `posthouse master` says, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.master": (
        "Tell and move the master key that keeps the station's secret.",
        "查看或迁移保护本站机密的主密钥。",
    ),
    "help.master.status": (
        "Tell where the master key is; with --open also try it.",
        "显示主密钥所在位置；加 --open 则实际打开一次。",
    ),
    "help.master.rewrap": (
        "Put the secret under another master key; no data is touched.",
        "用另一把主密钥重新封装机密；不触及任何数据。",
    ),
    "master.head": ("what|found", "项目|内容"),
    "master.opens": ("the master key opens the secret", "主密钥可以打开机密"),
    "master.moved": (
        "the secret was kept by {before} and is kept by {now}; nothing else was touched",
        "机密原由 {before} 保护，现由 {now} 保护；其余未作任何改动",
    ),
    "master.remains": (
        (
            "note: blocks of the old station.key may still be on this disk or in old copies of it; "
            "only a station that began sealed never wrote its secret in clear"
        ),
        (
            "注意：旧 station.key 的数据块可能仍留在此磁盘或其旧副本中；"
            "只有从一开始就封存的站点才从未以明文写入机密"
        ),
    ),
}
