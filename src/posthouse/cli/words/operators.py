"""Sentences of `posthouse operators`."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "serving.console": (
        "console: {url} (`posthouse operators add NAME --role owner` makes its first account)",
        "控制台：{url}（用 `posthouse operators add NAME --role owner` 创建第一个账号）",
    ),
    "help.operators": (
        "Who may open the console, and as what.",
        "谁可以打开控制台，以何种角色。",
    ),
    "help.operators.add": (
        "Make an account and show its enrolment code this once.",
        "新建操作员账号，并显示仅此一次的登记码。",
    ),
    "help.operators.list": (
        "List all accounts with their roles and what proves them.",
        "列出全部账号、角色和验证方式。",
    ),
    "help.operators.disable": (
        "Lock an account out at once; its sessions end.",
        "立即停用账号，并结束其全部会话。",
    ),
    "help.operators.role": (
        "Give a role, or take it away with --withdraw.",
        "授予角色；加 --withdraw 则收回。",
    ),
    "help.operators.reset": (
        "Forget password and factors of an account; show a new enrolment code.",
        "清除账号的密码和验证方式，并显示新的登记码。",
    ),
    "operators.head": (
        "name|state|roles|proved by|last login",
        "名称|状态|角色|验证方式|上次登录",
    ),
    "operators.none": (
        "no operators yet; `posthouse operators add NAME --role owner` makes the first one",
        "还没有操作员；用 `posthouse operators add NAME --role owner` 创建第一个",
    ),
    "operators.invited": (
        "{name} enrols within {hours} hours at {link}\n\n    {code}\n\nThe code works once.",
        "请 {name} 在 {hours} 小时内打开 {link} 完成登记\n\n    {code}\n\n登记码只能使用一次。",
    ),
    "operators.disabled": ("{name} is locked out", "{name} 已停用"),
    "operators.roles": ("{name} is now: {roles}", "{name} 现在的角色：{roles}"),
}
