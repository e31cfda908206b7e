"""What the pages of receipts, ledger and events say."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "receipts.title": ("Receipts", "回执"),
    "receipts.lead": (
        "One for every request, signed, without content. Your reading is itself an entry.",
        "每个请求一份，已签名，不含内容。您的查阅本身也会记入账本。",
    ),
    "receipts.find": ("Show one by id", "按编号查看"),
    "receipts.search": ("Search", "搜索"),
    "receipts.key": ("key id", "密钥编号"),
    "receipts.since": ("from", "自"),
    "receipts.until": ("to", "至"),
    "receipts.ending": ("ending", "结束方式"),
    "receipts.any": ("any", "任意"),
    "receipts.at": ("time", "时间"),
    "receipts.id": ("id", "编号"),
    "receipts.project": ("project", "项目"),
    "receipts.cost": ("cost, USD", "费用（美元）"),
    "receipts.none": ("No receipt fits.", "没有符合条件的回执。"),
    "receipts.none.next": (
        "Widen the search, or send a request: its answer carries the id in posthouse-receipt.",
        "请放宽条件，或发送一个请求：回答的 posthouse-receipt 头中有编号。",
    ),
    "receipt.title": ("Receipt", "回执"),
    "receipt.valid": ("signature valid", "签名有效"),
    "receipt.invalid": ("signature does not hold", "签名无效"),
    "receipt.whole": ("As it was signed", "签名原文"),
    "receipt.back": ("All receipts", "全部回执"),
    "receipt.meaning": (
        "It proves what this station says it did, not what an upstream kept.",
        "它证明本站声称做了什么，不能证明上游保留了什么。",
    ),
    "ledger.title": ("Ledger", "账本"),
    "ledger.lead": (
        "Receipts and events as an append-only log that others can verify.",
        "回执与事件构成只增不减的日志，任何人都可验证。",
    ),
    "ledger.none": ("Nothing is published yet.", "尚未发布任何内容。"),
    "ledger.none.next": (
        "The first head follows the first entry within two seconds.",
        "第一条记录产生后两秒内会发布首个签名头。",
    ),
    "ledger.origin": ("origin", "来源"),
    "ledger.size": ("entries", "条目"),
    "ledger.root": ("root hash", "根哈希"),
    "ledger.age": ("age of the head", "签名头存在时间"),
    "ledger.seconds": ("{count} s", "{count} 秒"),
    "ledger.signers": ("signed by", "签名者"),
    "ledger.note": ("The head as signed", "签名头原文"),
    "ledger.check": ("Check every entry", "核对全部条目"),
    "ledger.check.title": ("Check of the ledger", "账本核对"),
    "ledger.whole": (
        "All {count} entries, tiles and heads fit each other, the guard and the database.",
        "全部 {count} 个条目、瓦片与签名头彼此一致，并与守护记录和数据库相符。",
    ),
    "ledger.broken": ("Faults found: {count}", "发现问题：{count}"),
    "ledger.trouble": ("The ledger has stopped", "账本已停止"),
    "ledger.vkey": ("verifier key", "验证公钥"),
    "ledger.witnessed": ("cosigned by witnesses", "见证人联署"),
    "ledger.witnessed.at": (
        "up to entry {size}, {age} s ago",
        "至条目 {size}，{age} 秒前",
    ),
    "ledger.witnessed.none": (
        "no witnesses yet: ledger.witness_policy names them",
        "尚无见证人：在 ledger.witness_policy 中设置",
    ),
    "events.title": ("Events", "事件"),
    "events.lead": (
        "Changes of keys, settings, software and people, and reads of what is stored.",
        "密钥、配置、软件与人员的变更，以及对存储内容的查阅。",
    ),
    "events.index": ("entry", "条目"),
    "events.at": ("time", "时间"),
    "events.kind": ("what", "事件"),
    "events.subject": ("to", "对象"),
    "events.actor": ("by", "操作者"),
    "events.project": ("project", "项目"),
    "events.detail": ("detail", "详情"),
    "events.none": ("No events of yours up to entry {to}.", "到条目 {to} 为止没有与您相关的事件。"),
}
