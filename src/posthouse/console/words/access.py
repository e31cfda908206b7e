"""What the pages of login, enrolment and one's own account say."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "login.title": ("Log in", "登录"),
    "login.name": ("Name", "名称"),
    "login.password": ("Password", "密码"),
    "login.submit": ("Log in", "登录"),
    "login.passkey": ("Log in with a passkey", "用通行密钥登录"),
    "login.sign_on": ("Log in with {label}", "用 {label} 登录"),
    "login.or": ("or", "或"),
    "login.none": (
        "No account yet? An owner makes one on the station's machine:",
        "还没有账号？由所有者在站点所在机器上创建：",
    ),
    "login.failed": ("The passkey did not work: {why}", "通行密钥验证失败：{why}"),
    "second.title": ("Second factor", "第二验证因素"),
    "second.code": ("One-time code", "一次性验证码"),
    "second.hint": (
        "Six digits from your authenticator, or one of your recovery codes.",
        "验证器显示的六位数字，或一个恢复码。",
    ),
    "second.submit": ("Go on", "继续"),
    "enrol.title": ("Enrol", "登记账号"),
    "enrol.lead": (
        "You were given a code that works once. Choose a password; then add a second factor.",
        "您收到了一个只能使用一次的登记码。请设置密码，然后添加第二验证因素。",
    ),
    "enrol.code": ("Enrolment code", "登记码"),
    "enrol.password": ("New password", "新密码"),
    "enrol.rule": (
        "12 characters or more; several words in a row are good.",
        "至少 12 个字符；几个词连写即可。",
    ),
    "enrol.submit": ("Enrol", "登记"),
    "account.title": ("Your account", "我的账号"),
    "account.roles": ("Roles", "角色"),
    "account.until": ("lent until {until}", "临时授予，至 {until}"),
    "account.factors": ("What proves you", "验证方式"),
    "account.add_first": (
        "Add a second factor now: until then you can look, not change.",
        "请立即添加第二验证因素；在此之前只能查看，不能更改。",
    ),
    "account.have": ("set up", "已设置"),
    "account.have_not": ("not set up", "未设置"),
    "account.totp.add": ("Set up one-time codes", "设置一次性验证码"),
    "account.totp.again": ("Set up anew", "重新设置"),
    "account.recovery": ("{count} recovery codes left", "剩余 {count} 个恢复码"),
    "account.passkey.add": ("Add a passkey", "添加通行密钥"),
    "account.passkey.name": ("Its name, such as the device", "名称，例如设备名"),
    "account.passkey.remove": ("Remove", "移除"),
    "account.passkey.made": ("made {at}, last used {used}", "创建于 {at}，上次使用 {used}"),
    "account.passkey.failed": ("No passkey was made: {why}", "未能创建通行密钥：{why}"),
    "account.sign_on.link": ("Link with {issuer}", "关联 {issuer}"),
    "account.password": ("Another password", "更改密码"),
    "account.password.before": ("Password now", "当前密码"),
    "account.password.submit": ("Set password", "设置密码"),
    "account.sessions": ("Sessions", "会话"),
    "account.sessions.count": ("{count} open", "{count} 个打开的会话"),
    "account.sessions.end": ("End all but this one", "结束其他会话"),
    "totp.title": ("One-time codes", "一次性验证码"),
    "totp.scan": (
        "Scan this picture with an authenticator, or type the seed.",
        "用验证器扫描此图，或手工输入种子。",
    ),
    "totp.seed": ("Seed", "种子"),
    "totp.prove": ("The code that it shows now", "验证器当前显示的验证码"),
    "totp.submit": ("Keep it", "保存"),
    "recovery.title": ("Recovery codes", "恢复码"),
    "recovery.lead": (
        (
            "Each works once in place of a one-time code. They are shown this once: keep them where"
            " only you find them."
        ),
        "每个恢复码可代替一次验证码，只能使用一次。仅显示这一次：请存放在只有您能找到的地方。",
    ),
    "recovery.done": ("I have kept them", "我已保存"),
}
