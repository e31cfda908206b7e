"""Sentences of `posthouse ledger`."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.ledger": (
        "The transparency log of receipts and events.",
        "收据与事件的透明日志。",
    ),
    "help.ledger.status": (
        "Tell how the ledger stands; exit code 1 where it is stopped.",
        "显示账本状态；账本停止时退出码为 1。",
    ),
    "help.ledger.verify": (
        "Check every tile, entry and checkpoint against each other and the database.",
        "将每个分块、条目和检查点相互核对，并与数据库核对。",
    ),
    "help.ledger.resolve": (
        "Let a stopped ledger go on; your reason becomes an entry.",
        "让停止的账本继续；你写的理由会成为账本条目。",
    ),
    "ledger.head": ("what|found", "项目|内容"),
    "ledger.sound": (
        "all {count} entries stand as they were signed",
        "全部 {count} 个条目与签名一致",
    ),
    "ledger.faults": ("{count} faults found", "发现 {count} 处错误"),
    "ledger.resolved": (
        "resolved; the station signs again (the cause was: {cause})",
        "已解决，本站恢复签名（原因：{cause}）",
    ),
    "ledger.asked": (
        "written down; it is carried out when the station starts (the cause is: {cause})",
        "已记录，将在本站启动时执行（原因：{cause}）",
    ),
}
