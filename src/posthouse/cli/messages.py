"""Every sentence that the command line says, in English and Chinese, equal in content.

Messages of errors stay English: they are searched for as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from posthouse.cli.words import (
    audit,
    batch,
    bill,
    canary,
    credentials,
    incidents,
    keys,
    ledger,
    master,
    operators,
    receipts,
    rules,
    supply,
    switch,
    witness,
)


class Language(Enum):
    """Which of the two columns is read."""

    EN = 0
    ZH = 1


MESSAGES: Mapping[str, tuple[str, str]] = {
    "hint": ("  hint: {hint}", "  提示：{hint}"),
    "usage": (
        "posthouse: {what}\n  hint: `posthouse --help` lists every command",
        "posthouse：{what}\n  提示：`posthouse --help` 列出全部命令",
    ),
    "help.app": (
        (
            "Posthouse: an AI relay station that can prove what it does, and a guard in front of "
            "any other. Exit codes: 0 done, 1 refused or a check failed, 2 wrong usage."
        ),
        (
            "Posthouse：能证明自己做了什么的 AI 中转站，也可放在任何中转站之前做防护。"
            "退出码：0 完成，1 被拒绝或检查未通过，2 用法错误。"
        ),
    ),
    "help.quickstart": (
        "Make a data folder, settings and a key, and start a station with a local model.",
        "建立数据目录、配置和密钥，并启动带本地模型的中转站。",
    ),
    "help.serve": ("Run the station until SIGTERM.", "运行中转站，直到收到 SIGTERM。"),
    "help.guard": (
        "Put the station in front of a relay or provider: probe it, make a key, serve.",
        "把本站放在某个中转站或供应商之前：探测、生成密钥、开始服务。",
    ),
    "help.run": (
        "Start a client, such as claude, codex or gemini, against the running station.",
        "让客户端（如 claude、codex、gemini）通过正在运行的本站工作。",
    ),
    "help.doctor": (
        "Check this machine, the settings, the data folder and the upstreams.",
        "检查本机、配置、数据目录和上游。",
    ),
    "help.channels": ("List and test the ways to upstreams.", "列出和测试上游渠道。"),
    "help.config": ("Check, show and explain the settings.", "检查、显示和说明配置。"),
    "help.channels.list": (
        "List the channels as the settings have them.",
        "按配置列出渠道。",
    ),
    "help.channels.test": (
        "Reach each upstream and ask for its models; no content is sent.",
        "连接每个上游并询问其模型；不发送任何内容。",
    ),
    "help.channels.standing": (
        "How the channels stand by audits, incidents and nonces, and how they are routed.",
        "各渠道在审计、事故与随机标记方面的状况，以及如何路由。",
    ),
    "channels.standing": (
        "channel|audits|incidents (keys)|nonces (differing/asked)|routed",
        "渠道|审计|事故（密钥数）|随机标记（不同/已问）|路由",
    ),
    "channels.routed.usual": ("as usual", "照常"),
    "channels.routed.last": ("last", "最后"),
    "channels.routed.off": ("off", "关停"),
    "help.config.check": (
        "Tell everything that start would refuse.",
        "列出会导致启动被拒绝的全部问题。",
    ),
    "help.config.show": (
        "Show the settings in force, defaults included; there are no secrets among them.",
        "显示生效的配置（含默认值）；其中没有任何秘密。",
    ),
    "help.config.docs": (
        "Print every setting with its meaning and default.",
        "列出每个配置项的含义和默认值。",
    ),
    "serving": (
        "posthouse {version} listens on {url} (health and metrics: {admin}); stop with Ctrl-C",
        "posthouse {version} 正在监听 {url}（健康检查与指标：{admin}）；按 Ctrl-C 停止",
    ),
    "stopped": ("stopped; every request is on record", "已停止；每个请求均已记录"),
    "model.starting": ("starting the local model ...", "正在启动本地模型……"),
    "quickstart.made": (
        "made {folder}: settings, master key and database; readable by you alone",
        "已建立 {folder}：配置、主密钥和数据库；只有你本人可读",
    ),
    "quickstart.key": (
        "Your key, shown this once; it is valid until {until}:\n\n    {key}\n",
        "你的密钥，仅显示这一次，有效期至 {until}：\n\n    {key}\n",
    ),
    "quickstart.kept": (
        (
            "The key from the first start is still valid; it cannot be shown again. "
            "Another one:\n\n    {command}\n"
        ),
        "首次启动时的密钥仍然有效，无法再次显示。如需新的密钥：\n\n    {command}\n",
    ),
    "quickstart.first": (
        "First requests to copy (the model runs on this machine, no account is needed):",
        "可直接复制的第一个请求（模型在本机运行，无需任何账号）：",
    ),
    "quickstart.receipt": (
        (
            "Each answer carries the header posthouse-receipt: <id>; `posthouse receipt show <id>` "
            "or {url}/receipts/<id> shows what was sent where."
        ),
        (
            "每个回答都带有 posthouse-receipt: <编号> 头；用 `posthouse receipt show <编号>` "
            "或 {url}/receipts/<编号> 查看哪些内容发往了何处。"
        ),
    ),
    "guard.probing": (
        "asking {host} which protocols it speaks ...",
        "正在探测 {host} 支持的协议……",
    ),
    "guard.head": ("protocol|spoken|found", "协议|支持|探测结果"),
    "guard.yes": ("yes", "是"),
    "guard.no": ("no", "否"),
    "guard.models": ("models: {count} found ({some})", "模型：发现 {count} 个（{some}）"),
    "guard.no_models": (
        "models: the relay lists none; every name is passed on as it is",
        "模型：对方未列出任何模型；模型名将原样转发",
    ),
    "guard.key": (
        "A key for this machine, shown this once, valid until {until}:\n\n    {key}\n",
        "本机使用的密钥，仅显示这一次，有效期至 {until}：\n\n    {key}\n",
    ),
    "guard.environment": (
        "Set these for your client, or let Posthouse do it: {command}",
        "请为客户端设置以下变量，或由 Posthouse 代劳：{command}",
    ),
    "guard.masked": (
        (
            "What {host} sees from now on is de-identified (not anonymised): personal data, "
            "credentials and private keys are replaced by tokens and put back in the answers."
        ),
        (
            "从现在起，{host} 看到的内容已去标识化（并非匿名化）："
            "个人信息、凭证和私钥会被替换为标记，并在回答中还原。"
        ),
    ),
    "guard.images.pass": ("Images pass as they are.", "图片原样放行。"),
    "guard.images.refuse": ("Images are refused.", "图片将被拒绝。"),
    "guard.images.redact": (
        "Images are read, and what is found in them is covered.",
        "图片会被识别，其中发现的内容会被遮盖。",
    ),
    "guard.documents.pass": ("Documents pass as they are.", "文档原样放行。"),
    "guard.documents.refuse": ("Documents are refused.", "文档将被拒绝。"),
    "guard.documents.text": (
        "Of documents the masked text is sent in their place.",
        "文档以其脱敏后的文本代替发出。",
    ),
    "run.started": (
        "posthouse: {program} speaks to {url} with a key of its own until it ends",
        "posthouse：{program} 通过 {url} 工作，使用专用密钥，退出后即吊销",
    ),
    "doctor.head": ("check|result|found", "检查项|结果|情况"),
    "doctor.ok": ("ok", "正常"),
    "doctor.warn": ("look", "注意"),
    "doctor.fail": ("FAIL", "失败"),
    "doctor.well": ("all is well", "一切正常"),
    "doctor.unwell": ("{count} checks failed", "{count} 项检查未通过"),
    "channels.head": (
        "name|priority|url|protocols|models|basis",
        "名称|优先级|地址|协议|模型|依据",
    ),
    "channels.none": (
        "no channels yet; add [[channel]] to {file}",
        "还没有渠道；请在 {file} 中添加 [[channel]]",
    ),
    "channels.tested": ("name|result|found", "名称|结果|情况"),
    "config.well": (
        "{file}: {channels} channels, {projects} projects, {prices} prices; nothing unsafe",
        "{file}：{channels} 个渠道，{projects} 个项目，{prices} 个价格；没有不安全的设置",
    ),
    **audit.WORDS,
    **batch.WORDS,
    **bill.WORDS,
    **canary.WORDS,
    **credentials.WORDS,
    **incidents.WORDS,
    **keys.WORDS,
    **ledger.WORDS,
    **master.WORDS,
    **operators.WORDS,
    **receipts.WORDS,
    **supply.WORDS,
    **rules.WORDS,
    **switch.WORDS,
    **witness.WORDS,
}
