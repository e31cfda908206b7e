"""What `posthouse keys` says."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "help.keys": (
        "Make, list, rotate, edit and revoke virtual keys.",
        "创建、列出、轮换、修改和吊销虚拟密钥。",
    ),
    "help.keys.create": ("Make a key and show it this once.", "创建密钥，仅显示这一次。"),
    "help.keys.list": (
        "List all keys with what each has spent.",
        "列出全部密钥及各自的花费。",
    ),
    "help.keys.show": (
        "Show all that is known of a key; its secret is not.",
        "显示一个密钥的全部信息；其秘密部分无人知晓。",
    ),
    "help.keys.rotate": (
        "Give a key a new secret; the old one holds for the grace.",
        "为密钥更换秘密部分；旧的在宽限期内仍然有效。",
    ),
    "help.keys.activate": ("Put a pending key in use.", "启用待激活的密钥。"),
    "help.keys.edit": (
        "Narrow or widen what a key may do.",
        "收紧或放宽密钥的权限。",
    ),
    "help.keys.derive": (
        "Make a narrower key that lives for minutes, offline.",
        "离线派生一个权限更窄、有效期以分钟计的密钥。",
    ),
    "help.keys.scan": (
        "Look for keys in files: this station's own, exactly, and providers'.",
        "在文件中查找密钥：精确识别本站密钥，并查找各供应商的密钥。",
    ),
    "help.keys.revoke": ("Revoke a key at once and for good.", "立即并永久吊销密钥。"),
    "keys.made": (
        "Key {id} for project {project}, valid until {until}, shown this once:\n\n    {key}\n",
        "项目 {project} 的密钥 {id}，有效期至 {until}，仅显示这一次：\n\n    {key}\n",
    ),
    "keys.pending": (
        "It is not in use yet: `posthouse keys activate {id}`",
        "尚未启用：`posthouse keys activate {id}`",
    ),
    "keys.rotated": (
        "New secret of key {id}, valid until {until}, shown this once:\n\n    {key}\n",
        "密钥 {id} 的新秘密，有效期至 {until}，仅显示这一次：\n\n    {key}\n",
    ),
    "keys.grace": ("The old secret holds until {over}.", "旧密钥在 {over} 之前仍然有效。"),
    "keys.derived": (
        "derived offline, valid until {until}; it ends at once when its parent is revoked",
        "已离线派生，有效期至 {until}；上级密钥吊销时随即失效",
    ),
    "keys.found": ("file|line|what|key", "文件|行|类别|密钥"),
    "keys.clean": (
        "{files} files, no keys found",
        "共 {files} 个文件，未发现密钥",
    ),
    "keys.leaked": (
        "{files} files, {count} keys found; values are not shown",
        "共 {files} 个文件，发现 {count} 个密钥；不显示其值",
    ),
    "keys.activated": ("key {id} is in use", "密钥 {id} 已启用"),
    "keys.edited": (
        "key {id} is changed; a running station knows within a second",
        "密钥 {id} 已修改；运行中的本站会在一秒内生效",
    ),
    "keys.head": (
        "id|name|project|state|expires|spent USD|last use|models|note",
        "编号|名称|项目|状态|到期|已用美元|最近使用|模型|备注",
    ),
    "keys.expiring": ("ends within {days} d", "{days} 天内到期"),
    "keys.unused": ("unused for {days} d", "已 {days} 天未使用"),
    "keys.shown": ("what|value", "项目|值"),
    "keys.none": (
        "no keys yet; `posthouse keys create` makes one",
        "还没有密钥；用 `posthouse keys create` 创建",
    ),
    "keys.revoked": (
        "key {id} is revoked; a running station refuses it within a second",
        "密钥 {id} 已吊销；运行中的本站会在一秒内拒绝它",
    ),
    "keys.every": ("every model", "全部模型"),
}
