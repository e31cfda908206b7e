"""Sentences of `posthouse receipt`."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.receipt": ("Look at signed receipts and check them.", "查看并核验已签名的回执。"),
    "help.receipt.show": (
        "Show one receipt once its signature is checked.",
        "核对签名后显示一份回执。",
    ),
    "help.receipt.verify": (
        "Check a receipt: signature, place in the log, and the bytes that you kept.",
        "核验回执：签名、在日志中的位置，以及你保存的请求与回答字节。",
    ),
    "receipt.head": ("what|found", "项目|内容"),
    "receipt.verify.head": ("statement|verdict|found", "陈述|结论|情况"),
    "receipt.holds": ("holds", "成立"),
    "receipt.fails": ("DOES NOT HOLD", "不成立"),
    "receipt.unasked": ("not checked", "未核验"),
    "receipt.check.signature": ("signed by the station", "由本站签名"),
    "receipt.check.came": ("request as it came (came)", "收到的请求（came）"),
    "receipt.check.delivered": ("answer as delivered (delivered)", "交付的回答（delivered）"),
    "receipt.check.chain": ("events and their order (chain)", "流事件及其顺序（chain）"),
    "receipt.check.promise": ("promise in the answer (promise)", "回答中的承诺（promise）"),
    "receipt.check.inclusion": ("entry in the log (inclusion)", "日志中的条目（inclusion）"),
    "receipt.row.id": ("id", "编号"),
    "receipt.row.at": ("at", "时间"),
    "receipt.row.ending": ("ending", "结局"),
    "receipt.row.request": ("request", "请求"),
    "receipt.row.models": (
        "model asked -> routed -> claimed",
        "模型：请求 -> 转发 -> 上游自称",
    ),
    "receipt.row.changed": ("parameters changed", "改动的参数"),
    "receipt.row.destinations": ("destinations", "去向"),
    "receipt.row.masked": ("masked", "已遮蔽"),
    "receipt.row.unexamined": ("not examined", "未检查的媒体"),
    "receipt.row.inspections": ("inspections", "检查结果"),
    "receipt.row.rule": ("rules", "规则"),
    "receipt.row.policy": ("policy", "策略摘要"),
    "receipt.row.packs": ("rule packs", "规则包"),
    "receipt.row.told": ("tokens as told", "上游报告的用量"),
    "receipt.row.counted": ("counted here", "本站计数"),
    "receipt.row.cost": ("cost", "费用"),
    "receipt.row.stream": ("events of the stream, chain", "流事件数与链"),
    "receipt.row.software": ("software", "软件"),
    "receipt.row.log": ("log", "日志"),
    "receipt.row.signature": ("signature", "签名"),
    "receipt.nothing": ("none", "无"),
    "receipt.clean": ("nothing found", "未发现"),
    "receipt.stayed": ("none: nothing left this station", "无：没有内容离开本站"),
    "receipt.untold": ("not told", "未报告"),
    "receipt.unpriced": ("no price known", "价格未知"),
    "receipt.valid": ("valid, by this station's key", "有效，由本站密钥签署"),
}
