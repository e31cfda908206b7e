"""What makes a text wait: words and marks with which something begins that has to be judged.

A trigger decides nothing. From it on the text is held until its sentence, its line or what it
opened has ended, so that what turns out to be hostile has not been shown by then.
"""

from __future__ import annotations

import re

_WORDS = """
share send paste post provide give tell reply respond type enter supply submit forward message email
upload confirm show print attach copy include append add put insert embed write commit push encode
read echo leak need require run execute exec launch start restart relaunch rerun set enable use switch
choose select click press accept pass turn disable skip bypass deactivate suppress remove approve
allow grant ignore disregard forget override do never without tell not visit open browse navigate go
download fetch get pull grab load install log sign login authenticate verify validate scan
pay transfer deposit wire call dial contact curl wget iwr irm powershell pwsh bash sh zsh eval sudo python
python3 node npx npm pip pip3 pipx uv brew apt docker ssh scp nc ncat certutil mshta rundll32 bitsadmin
user approved approval permission assistant system human agent ai model claude gpt copilot codex gemini
cursor llm instructions instruction note important warning
bitte führe ignoriere teile sende gib schicke kopiere deaktiviere aktiviere öffne melde
veuillez ignorez ignore partagez envoyez collez désactivez exécutez copiez ouvrez donnez
ignora comparte envía pega copia ejecuta desactiva abre proporciona favor ignore compartilhe envie cole
"""
_NON_LATIN = """
忽略 无视 请将 请把 请在 请运行 请执行 请提供 请输入 请粘贴 请发送 发送 粘贴 提供 输入 运行 执行 关闭 禁用 跳过 开启 启用 设置
告诉 复制 上传 重新登录 验证 打开 访问 不要 用户 系统 下载 安装 無視 貼り付け 送信 実行 入力 教えて 無効 許可 ユーザー 開い
игнорируй игнорируйте отправьте вставьте выполните запустите скопируйте отключите введите сообщите пришлите откройте не
무시 붙여넣 보내 실행 입력 비활성
"""
WORDS = frozenset(_WORDS.split())
OTHERS = frozenset(_NON_LATIN.split())
_LONGEST = max(len(word) for word in WORDS | OTHERS)
_STARTS = frozenset(word[:at] for word in WORDS | OTHERS for at in range(1, len(word)))
_RUN = 24  # characters of an encoded text, an address or an account that may pass before it is held

_LATIN = r"[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
_MARK = re.compile(
    rf"[`<|{{\[]|~~~|(?<!{_LATIN})(?:(?:https?|hxxps?|wss?|ftp|data|javascript):|www\.)|//"
    rf"|(?<=[A-Za-z0-9+/=_-]{{{_RUN}}})[A-Za-z0-9+/=_-]"
    r"|(?<=[A-Z]{2}\d{2})\d|(?<=[A-Z]{2}\d{2} )\d|\\[xu]|&#|"
    + "|".join(sorted(OTHERS, key=len, reverse=True))
)
_SUSPECT = re.compile(r"[`<|{\[/:\\&~\d\x00-\x08\x0b-\x1f\x7f]|www|[^\x00-\x7f]")
_WORD = re.compile(rf"(?<!{_LATIN}){_LATIN}+")
_SCHEMES = ("http", "https", "hxxp", "hxxps", "ws", "wss", "ftp", "data", "javascript", "www")
_ENDS = re.compile(rf"(?:{_LATIN}+|[^\x00-\u024f]{{1,3}}|(?<!~)~{{1,2}}|(?<!/)/|[\\&])\Z")
_CUT = frozenset(
    {word[:at] for word in _SCHEMES for at in range(1, len(word) + 1)} | _STARTS | WORDS
)


def begins(text: str, start: int) -> int:
    """Return where the first trigger begins at or after `start`, or -1."""
    mark = _MARK.search(text, start)
    limit = mark.start() if mark else len(text)
    for match in _WORD.finditer(text, start):
        at = match.start()
        if at >= limit:
            break
        if match[0].lower() in WORDS:
            return at
    return limit if mark else -1


def is_plain(delta: str, run: int) -> bool:
    """Tell quickly that no trigger can begin or end in a short text.

    `run`: how many characters of what may be an encoded text stand before it.
    """
    return (
        not _SUSPECT.search(delta)
        and run + len(delta) <= _RUN
        and _CUT.isdisjoint(_WORD.findall(delta.lower()))
    )


def undecided(text: str) -> int:
    """Return how many characters at a text's end may still become a trigger."""
    match = _ENDS.search(text[-_LONGEST - 1 :])
    if match is None:
        return 0
    end = match[0]
    if end[0] in "~/&\\":
        return len(end)
    if end[0] <= "\u024f":
        return len(end) if end.lower() in _CUT else 0
    return next((n for n in range(len(end), 0, -1) if end[-n:] in _STARTS), 0)
