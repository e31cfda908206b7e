"""What `posthouse credentials` says, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.credentials": (
        "Keep upstreams' keys sealed, each bound to one host.",
        "封存上游密钥，每个密钥只绑定一个主机。",
    ),
    "help.credentials.add": (
        "Seal an upstream's key, bound to its host; read from a variable, stdin or a prompt.",
        "封存上游密钥并绑定其主机；从环境变量、标准输入或提示读取。",
    ),
    "help.credentials.list": (
        "List the sealed keys with their age; no key can be shown.",
        "列出已封存的密钥及其使用天数；密钥本身无法显示。",
    ),
    "help.credentials.rotate": (
        "Replace a key by another that its upstream takes; nothing changes if it does not.",
        "换用上游已接受的新密钥；若不接受则不作任何改动。",
    ),
    "help.credentials.back": (
        "Take the last rotation back while the older key is in its grace.",
        "在旧密钥宽限期内撤回上一次轮换。",
    ),
    "help.credentials.revoke": (
        "Destroy every version of a key on this station.",
        "销毁本站上该密钥的所有版本。",
    ),
    "help.credentials.test": (
        "Ask the upstream for its models with a key; no content is sent.",
        "用该密钥向上游询问模型列表；不发送任何内容。",
    ),
    "help.credentials.remote": (
        "List the keys that a provider knows (openai, anthropic, openrouter).",
        "列出供应商处的密钥（openai、anthropic、openrouter）。",
    ),
    "help.credentials.disable": (
        "Disable a key at its provider.",
        "在供应商处停用密钥。",
    ),
    "help.credentials.create": (
        "Let a provider make a key and put it in a sealed key's place; nobody sees it.",
        "由供应商生成新密钥并替换已封存的密钥；任何人都看不到它。",
    ),
    "credentials.sealed": (
        'sealed as {name} for {origin} and nowhere else; refer to it by key_sealed = "{name}"',
        '已封存为 {name}，只能用于 {origin}；在配置中以 key_sealed = "{name}" 引用',
    ),
    "credentials.head": (
        "name|version|only for|state|days|last tested|grace until",
        "名称|版本|仅用于|状态|天数|最近测试|宽限至",
    ),
    "credentials.none": (
        "no sealed keys yet; `posthouse credentials add NAME --url URL` keeps one",
        "还没有封存的密钥；用 `posthouse credentials add 名称 --url 地址` 添加",
    ),
    "credentials.old": ("old", "过旧"),
    "credentials.ask": ("Key: ", "密钥："),
    "credentials.rotated": (
        (
            "{name} is version {version} now; the old key is kept for {hours} hours and then "
            "destroyed: disable it at the provider after that"
        ),
        ("{name} 现为第 {version} 版；旧密钥保留 {hours} 小时后销毁：届时请在供应商处停用它"),
    ),
    "credentials.back": (
        "{name} is version {version} again",
        "{name} 已恢复为第 {version} 版",
    ),
    "credentials.revoked": (
        "{count} versions of {name} destroyed; disable the key at the provider, too",
        "已销毁 {name} 的 {count} 个版本；也请在供应商处停用该密钥",
    ),
    "credentials.tested": (
        "{name} at {origin} was answered with: {found}",
        "{name}（{origin}）得到的回答：{found}",
    ),
    "credentials.remote": (
        "id|name|what is shown of it|state|created",
        "编号|名称|可见部分|状态|创建时间",
    ),
    "credentials.disabled": (
        "{id} is disabled at {provider}",
        "已在 {provider} 停用 {id}",
    ),
    "credentials.created": (
        "{name} is version {version} now, made by the provider as {id}",
        "{name} 现为第 {version} 版，由供应商生成，编号 {id}",
    ),
}
