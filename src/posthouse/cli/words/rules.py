"""Sentences of `posthouse rules`."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.rules": (
        "The rules of inspection in force, and signed packs of rules and lists.",
        "生效的检查规则，以及签名的规则与名单包。",
    ),
    "help.rules.list": (
        "List the rules in force.",
        "列出生效的规则。",
    ),
    "help.rules.show": (
        "Show one rule with what explains it, its examples and near misses.",
        "显示一条规则：什么能解释它、示例和近似的反例。",
    ),
    "help.rules.test": (
        "Prove the rules in force, or those of a file, by their examples.",
        "用示例验证生效的规则，或某个文件中的规则。",
    ),
    "help.rules.key": (
        "Make a key to sign packs with; its verifier key goes into the settings.",
        "生成用于签名规则包的密钥；其验证密钥写入设置。",
    ),
    "help.rules.sign": (
        "Prove a pack by its examples, then sign it.",
        "用示例验证规则包，然后签名。",
    ),
    "help.rules.install": (
        "Install a signed pack, or a newer version of it.",
        "安装签名的规则包，或其更新的版本。",
    ),
    "help.rules.update": (
        "The same as install: take a newer version of rules or lists.",
        "与 install 相同：采用规则或名单的更新版本。",
    ),
    "help.rules.remove": (
        "Take a pack out of force.",
        "使一个规则包失效。",
    ),
    "help.rules.versions": (
        "List packs with version, digest and signer.",
        "列出各规则包的版本、摘要和签名者。",
    ),
    "rules.head": (
        "rule|class|severity|mode|what it says|pack",
        "规则|类别|严重程度|处置|说明|规则包",
    ),
    "rules.field": ("field|value", "字段|值"),
    "rules.packs": (
        "pack|version|digest|signed by|since|state",
        "规则包|版本|摘要|签名者|时间|状态",
    ),
    "rules.in_force": ("in force", "生效"),
    "rules.gone": ("removed", "已移除"),
    "rules.proved": ("{count} examples hold", "{count} 个示例全部成立"),
    "rules.failed": ("{bad} of {count} examples fail", "{count} 个示例中有 {bad} 个不成立"),
    "rules.vkey": ("verifier key: {key}", "验证密钥：{key}"),
    "rules.problem": ("fails: {problem}", "不成立：{problem}"),
    "rules.key": (
        "the secret key is in {file}; the line above goes into inspection.pack_keys",
        "私钥在 {file} 中；上面一行写入 inspection.pack_keys",
    ),
    "rules.signed": ("{file} holds {pack}", "{file} 中是 {pack}"),
    "rules.installed": (
        "{pack}, signed by {signer}, is in force",
        "{pack}（由 {signer} 签名）已生效",
    ),
    "rules.same": (
        "{pack}, signed by {signer}, was in force already",
        "{pack}（由 {signer} 签名）此前已生效",
    ),
    "rules.removed": ("{name} is out of force", "{name} 已失效"),
}
