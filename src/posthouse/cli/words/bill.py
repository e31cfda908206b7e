"""Sentences of `posthouse audit bill`."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.audit.bill": (
        "Recount what channels told and billed, from the station's own receipts.",
        "根据本站自己的回执，重新计算各渠道所报与所收。",
    ),
    "bill.none": (
        "no receipts of answered calls in that time",
        "这段时间内没有已应答调用的回执",
    ),
    "bill.head": (
        (
            "channel|model|calls (ended early)|input|output|cache read / written|"
            "cost by our prices|no count told|input beyond others|output beyond others"
        ),
        (
            "渠道|模型|调用（提前结束）|输入|输出|缓存读取 / 写入|按本站价格|未报计数|"
            "输入超出其他渠道|输出超出其他渠道"
        ),
    ),
    "bill.invoice": (
        (
            "model|rows billed|calls on record|input billed / on record|output billed / on record|"
            "amount|explained by receipts|"
        ),
        "模型|账单行数|记录的调用|输入：账单 / 记录|输出：账单 / 记录|金额|回执可解释的金额|",
    ),
    "bill.no_price": ("no price in the settings", "配置中没有价格"),
    "bill.alone": ("nothing to compare", "无可比较"),
    "bill.over": ("MORE than receipts explain", "超出回执可解释的范围"),
    "bill.explained": ("explained", "可以解释"),
}
