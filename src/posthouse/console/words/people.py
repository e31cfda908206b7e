"""What the pages of operators and break-glass say."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "operators.title": ("Operators", "操作员"),
    "operators.lead": (
        "Who may open this console. A role holds in one project or in the whole station.",
        "谁可以打开本控制台。角色属于某个项目或整个站点。",
    ),
    "operators.name": ("name", "名称"),
    "operators.state": ("state", "状态"),
    "operators.roles": ("roles", "角色"),
    "operators.factors": ("proved by", "验证方式"),
    "operators.login": ("last login", "上次登录"),
    "operators.change": ("Change", "更改"),
    "operators.give": ("Give a role", "授予角色"),
    "operators.take": ("Take it away", "收回"),
    "operators.role": ("role", "角色"),
    "operators.project": ("in", "范围"),
    "operators.reset": ("Reset", "重置"),
    "operators.reset.lead": (
        "Password and factors are forgotten, sessions end; a new code is shown.",
        "清除密码与验证方式，结束会话，并显示新的登记码。",
    ),
    "operators.disable": ("Lock out", "停用"),
    "operators.disable.lead": (
        "Sessions end at once; a reset lets them in again.",
        "会话立即结束；重置后可再次进入。",
    ),
    "operators.make": ("Make an account", "新建账号"),
    "operators.make.hint": (
        "small letters, digits, dots, dashes",
        "小写字母、数字、点、短横",
    ),
    "operators.table": ("What each role may do", "各角色的权限"),
    "operators.action": ("action", "操作"),
    "invitation.title": ("Enrolment code for {name}", "{name} 的登记码"),
    "invitation.lead": (
        "Shown this once; works once, within {hours} hours. Hand it over in person or by a call.",
        "仅显示这一次，{hours} 小时内有效且只能使用一次。请当面或通过电话转交。",
    ),
    "invitation.link": ("or as a link", "或使用链接"),
    "breakglass.title": ("Break-glass", "紧急授权"),
    "breakglass.lead": (
        (
            "A role for some minutes, asked for by one person and approved by another. It gives"
            " that role and nothing else: content is not stored, so nobody can be given it. It ends"
            " by itself, and every step is an entry of the ledger."
        ),
        (
            "由一人申请、另一人批准的限时角色。只授予该角色，别无其他：站点不存储内容，因此无法授予"
            "内容访问。到时自动结束，每一步都记入账本。"
        ),
    ),
    "breakglass.none": ("Nothing was asked for yet.", "还没有申请。"),
    "breakglass.who": ("who", "申请人"),
    "breakglass.what": ("role", "角色"),
    "breakglass.minutes": ("minutes", "分钟"),
    "breakglass.reason": ("reason", "理由"),
    "breakglass.state": ("state", "状态"),
    "breakglass.approver": ("approved by", "批准人"),
    "breakglass.until": ("until", "至"),
    "breakglass.approve": ("Approve", "批准"),
    "breakglass.end": ("End it", "结束"),
    "breakglass.ask": ("Ask for a role", "申请角色"),
    "breakglass.ask.minutes": ("Minutes, at most {most}", "分钟数，最多 {most}"),
    "breakglass.ask.reason": (
        "Why (10 to 500 characters; goes into the ledger, so no personal data)",
        "理由（10 至 500 字；会记入账本，请勿包含个人信息）",
    ),
    "breakglass.ask.project": ("Project, or * for the station", "项目名，或 * 表示整个站点"),
    "breakglass.ask.submit": ("Ask", "提交申请"),
}
