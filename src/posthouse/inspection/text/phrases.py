"""What a sentence asks of its reader, as data: rows of patterns over verbs, objects and receivers.

A row speaks where its pattern is found, `unless` is not, and the user did not raise its `topic`.
Rows with `unseen` speak only in what readers do not see, where any instruction is one too many.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SECRET = (
    r"(?:pass(?:word|phrase|code)s?|(?:api|access|secret|private|auth|ssh|signing|encryption|recovery|deploy|master)"
    r"[ _-]?(?:key|token|secret)s?|(?:bearer|session|refresh|personal[ -]access|auth\w*|login|github|gitlab|npm|aws|bot|service)[ _-]?tokens?"
    r"|credentials?|(?:seed|recovery|backup)[ -](?:phrase|words?|codes?)|mnemonic|(?:2fa|mfa|otp|totp|one[- ]time|verification|security|sms|login)[ -]"
    r"(?:code|pass\w*|pin)s?|session cookies?|keychain|kubeconfig|\.env\b|\.netrc\b|\.npmrc\b|\.pypirc\b|id_(?:rsa|ed25519|ecdsa|dsa)\b|auth\.json|\.ssh/"
    r"|(?-i:\b[A-Z][A-Z0-9]*_(?:TOKEN|KEY|KEY_ID|SECRET|PASSWORD|PASSWD|PWD|CREDENTIALS|DSN|URI)\b)|DATABASE_URL"
    r"|密码|口令|密钥|令牌|验证码|助记词|私钥|凭据|凭证|passwor[dt]|passwörter|kennwort|zugangsdaten|mot de passe|identifiants|contraseña|credenciales"
    r"|senha|пароль|токен|ключ доступа|パスワード|認証情報|秘密鍵|비밀번호|인증)"
)
_PATH = (
    r"(?:(?:~|\$HOME|/root|/home/\S+|%USERPROFILE%)?[/\\]?\.(?:ssh|aws|netrc|npmrc|pypirc|env|kube|docker|gnupg|config|codex|claude|gemini|git-credentials|pgpass|azure|cargo|vault-token)"
    r"(?:[/\\.][\w.*/\\-]*)?(?![\w.]*(?:example|sample|template))|id_(?:rsa|ed25519|ecdsa)\b|/etc/(?:shadow|passwd)\b|(?:all )?(?:the )?(?:environment|env) (?:variables|vars|values)|output of `?(?:env|printenv|set)\b|printenv|\bsecrets?\b|credentials?|api keys?|tokens?|private keys?|this conversation|(?:the )?(?:system|full) prompt|chat history)"
)
_GIB = r"(?:teile?n?|schick\w*|sende?n?|gib|geben|nenne?n?|füge?n?|kopiere?n?|partage\w*|envo[iy]\w*|donne\w*|colle\w*|saisi\w*|comparte?|envía|pega|proporciona|compartilhe|envie|cole|отправьте|пришлите|вставьте|сообщите|введите|送って|貼り付け|入力して|教えて|보내|입력)"
_GEHEIM = r"(?:passwor[dt]|kennwort|zugangsdaten|token|api[- ]?(?:key|schlüssel)|schlüssel|mot de passe|identifiants|clé|contraseña|credenciales|clave|senha|пароль|токен|パスワード|認証情報|秘密鍵|비밀번호)"
_MIR = r"(?:mir|uns|hier|damit ich|moi|nous|ici|(?:afin|pour) que je|pour continuer|aquí|aqui|para que|мне|сюда|здесь|чтобы я|ください|주세요)"
_GIVE = r"\b(?:share|send|paste|post|provide|give|tell|reply|respond|type|enter|supply|submit|drop|forward|message|e?mail|upload|dm|confirm|show|print|attach|copy|include|read (?:out|me|back)|let me (?:know|have))\b"
_TO_ME = (
    r"\b(?:here|in (?:this|the|your) (?:next )?(?:chat|reply|response|message|thread|prompt|box|conversation|terminal)|(?:with|to|back to) (?:me|us)|below|underneath|so (?:that )?(?:I|we) (?:can|may|could|will)"
    r"|(?:for|and) (?:me|I)(?:'ll| will| can| to)|to (?:continue|proceed|go on|verify|confirm|unlock|restore|finish|resume|complete)\b)"
)
_NOT = r"(?:never|do(?:es)? not|don[’']t|should not|shouldn[’']t|must not|avoid|instead of|rather than|without|no need to|niemals|nicht|ne pas|nunca|不要|请勿|切勿|避免)"
_FLAGS = (
    r"(?:--dangerously-[\w-]+|--yolo\b|--auto-?(?:approve|accept|confirm|run)\b|--full-auto\b|--(?:trust|allow)-all(?:-tools)?\b|--skip-(?:permissions?|approvals?|confirm\w*)\b|--no-(?:confirm|approval|sandbox|permission\w*)\b"
    r"|--approval-mode[= ]\W?(?:yolo|auto\w*|never|full)|--ask-for-approval[= ]\W?never|--permission-mode[= ]\W?(?:bypass\w*|accept\w*)|-a never\b|danger-full-access|--sandbox[= ]\W?(?:danger\S*|off|none|false)|bypassPermissions|acceptEdits"
    r"|[\"'`]?(?:chat\.tools\.)?auto_?-?approve\w*[\"'`]?|alwaysAllow\w*|yolo[_ -]?mode|approval_policy\s*=\s*\W?never|sandbox_mode\s*=\s*\W?danger|defaultMode\W{1,5}(?:bypass|accept)\w*"
    r"|\"?(?:allow|allowedTools|autoApprove|permissions)\"?\s*[:=]\s*\[?\s*\"(?:\*|Bash(?:\(\*\))?|Bash\(\*:?\*?\))\""
    r"|GEMINI_SANDBOX\s*=\s*\W?(?:false|0)|(?:CLAUDE|CODEX|AIDER|CURSOR|GOOSE)\w*_(?:YOLO|AUTO\w*|UNSAFE\w*|SKIP\w*|MODE)\s*=\s*\W?(?:1|true|yes|auto\w*))"
)
_PROMPTS = (
    r"(?:(?:approval|permission|confirmation|consent)s?[ -](?:prompts?|checks?|requests?|dialogs?|steps?|mode|policy|gate\w*|settings?)|(?:approvals|confirmations|permission prompts)|sandbox(?:ing| mode)?(?![- ](?:warning|environment|account|api|keys?|test\w*|url|server|database|instance))|(?:tool|command) (?:approval|confirmation)s?"
    r"|guard ?rails?|safety (?:checks?|filters?|mode)|(?:human|manual) (?:review|approval|confirmation)|审批|沙箱|沙盒|确认提示|权限(?:确认|提示|检查)|genehmigung\w*|bestätigung\w*|rückfragen|подтвержден\w*|承認|サンドボックス)"
)
_OFF = r"\b(?:disable|turn(?:ing)? off|switch(?:ing)? off|skip|bypass|deactivate|remove|suppress|stop|relax|lower|loosen|drop|get rid of)\b|关闭|禁用|跳过|绕过|停用|deaktivier\w*|schalt\w*|abschalt\w*|umgeh\w*|désactiv\w*|desactiv\w*|отключит\w*|無効"
_CHECKS = (
    r"(?:(?:tls|ssl|https?|certificate|cert|signature|checksum|integrity|hash|gpg|host[ -]?key)s?(?: (?:certificate|cert|host[ -]?key))?[ -](?:verification|validation|verify|checks?|checking|pinning|errors?|warnings?)"
    r"|(?:the |your )?(?:anti-?virus|firewall|selinux|gatekeeper|defender|real-?time protection|apparmor|endpoint protection|edr|smartscreen|system integrity protection|sip|mfa|2fa|two-factor\w*|branch protection|pre-commit hooks?|audit log\w*)"
    r"|证书(?:校验|验证)|防火墙|杀毒|zertifikats\w*|virenscanner)"
)
_WHO = r"(?:the )?(?:user|human|developer|operator|owner|reviewer|administrator|maintainer|用户|nutzer|benutzer|utilisateur|usuario|пользовател\w*|ユーザー)"
_MARKERS = (
    r"<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|tool\w*|channel|message)\|>|\[/?INST\]|<</?SYS>>|</?(?:function_results?|function_calls?|tool_results?|tool_response|tool_calls?|tool_use_result|tool_output|system-reminder"
    r"|system_prompt|system_message|system|assistant|human|antml:\w+|invoke|observation|user_approval|approval|command_output|stdout|im_start)(?:\s[^<>]{0,120})?>"
    r"|(?m:^\s*(?:\*\*|#+\s*|\[)?(?:system|developer|tool(?: result| output)?|human|user|function(?: result)?|observation)(?:\s*\((?:message|prompt|override|note)\)| (?:message|prompt|override|notice|instruction)s?)?(?:\*\*|\])?\s*[:：]\s*(?=\S)"
    r"[^\n]{0,120}?\b(?:you (?:may|must|are|can|should|have)|approved|granted|confirmed|permission\w*|without|ignore|override|go ahead|yes,|proceed|continue|run (?:all|any|the)|execute|full access|developer mode|allowed|instructions|exit(?: code)? \d|trusted))"
)
_GRANTED = r"(?:approved|confirmed|granted|allowed|authori[sz]ed|consented|accepted|whitelisted|pre-?approved|given (?:permission|consent|approval))"


_SUBJECTS = {
    "secret": "password passwords passphrase passcode passcodes key keys token tokens secret secrets credential credentials phrase mnemonic code"
    " codes pin cookie cookies keychain kubeconfig env netrc npmrc pypirc rsa ed25519 ecdsa dsa ssh auth database url uri dsn passwd pwd wallet aws printenv shadow"
    " environment passwort passwörter kennwort zugangsdaten schlüssel passe identifiants clé contraseña credenciales clave senha conversation prompt history",
    "approval": "dangerously yolo approve approves autoapprove auto approval approvals permission permissions sandbox sandboxing prompts prompt confirmation"
    " confirmations confirm always never bypass bypasspermissions alwaysallow acceptedits allow danger guardrails guard safety unrestricted access asking review"
    " autorun yes ask genehmigung freigabe bestätigung rückfragen erlauben skip confirm full false",
    "checks": "tls ssl https certificate certificates cert verification validation signature checksum gpg antivirus virus firewall selinux gatekeeper defender"
    " apparmor endpoint edr smartscreen integrity 2fa mfa factor hooks audit protection virenscanner host",
    "override": "ignore disregard forget override overrides discard drop skip mode role act goal now instructions ignorier ignoriere ignorieren vergiss missachte ignorez ignorer"
    " oublie oubliez ignora ignore ignorar",
    "granted": "approved confirmed granted allowed authorized authorised consented accepted whitelisted preapproved permission approval ok passed status genehmigt"
    " bestätigt erlaubt zugestimmt cleared",
    "hides": "user human developer operator owner reviewer administrator maintainer asked questioned nutzer benutzer utilisateur usuario",
}
_OTHERS = {
    "secret": "密码 口令 密钥 令牌 验证码 助记词 私钥 凭据 凭证 парол токен ключ パスワード 認証 秘密鍵 비밀번호 인증",
    "approval": "审批 沙箱 沙盒 确认 权限 批准 自动 允许 授权 完全访问 подтвержд 承認 サンドボックス",
    "checks": "证书 防火墙 杀毒",
    "override": "忽略 无视 忘记 無視 игнорир 무시",
    "granted": "批准 同意 授权 确认 允许",
    "hides": "用户 пользовател ユーザー",
}
_BY_WORD: dict[str, set[str]] = {}
for _subject, _list in _SUBJECTS.items():
    for _one in _list.split():
        _BY_WORD.setdefault(_one, set()).add(_subject)
_BY_OTHER = {word: subject for subject, words in _OTHERS.items() for word in words.split()}
_OTHER = re.compile("|".join(sorted(_BY_OTHER, key=len, reverse=True)))
_LATIN = re.compile(r"[0-9a-z\u00df-\u024f]+")


def subjects(text: str) -> set[str]:
    """Return what a text may speak of, told by single words: only such rows are looked at."""
    lower = text.lower()
    found: set[str] = set()
    for word in _LATIN.findall(lower):
        if word in _BY_WORD:
            found |= _BY_WORD[word]
    if not text.isascii():
        found |= {_BY_OTHER[word] for word in _OTHER.findall(lower)}
    return found


ASKS_SECRET = "text/asks-for-secret"
COPIES_SECRET = "text/copies-secret"
APPROVALS = "text/approvals-off"
CHECKS = "text/checks-off"
OVERRIDE = "text/override"
MARKER = "text/false-role"
APPROVED = "text/false-approval"
HIDES = "text/hides-from-user"
AGENT = "text/unseen-instruction"
_SUBJECT = {
    ASKS_SECRET: "secret",
    COPIES_SECRET: "secret",
    APPROVALS: "approval",
    CHECKS: "checks",
    OVERRIDE: "override",
    APPROVED: "granted",
    HIDES: "hides",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row. `code`: it speaks in blocks of code too. `unseen`: only in what is not seen.

    `subject`: what its sentence must speak of, by `subjects`; "" where that is not told.
    """

    rule: str
    subject: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    topic: re.Pattern[str] | None = None
    code: bool = False
    unseen: bool = False


def _row(  # noqa: PLR0913  a row of the table below
    rule: str,
    pattern: str,
    unless: str = "",
    topic: str = "",
    *,
    code: bool = False,
    unseen: bool = False,
) -> Phrase:
    def made(text: str) -> re.Pattern[str] | None:
        return re.compile(text, re.IGNORECASE) if text else None

    return Phrase(
        rule,
        _SUBJECT.get(rule, ""),
        re.compile(pattern, re.IGNORECASE),
        made(unless),
        made(topic),
        code,
        unseen,
    )


_APPROVAL_TOPIC = r"approv|permission|prompts?\b|confirm|sandbox|yolo|unattended|autonom|non-?interactive|full.?access|full.?auto|skip|headless|审批|确认|沙箱|自动|genehmig|bestätig|承認"
_INJECTION_TOPIC = r"injection|jailbreak|prompt|attack|red.?team|security|exploit|llm|chat ?template|chatml|role.?play|special tokens?|system message|注入|提示词|越狱|安全"

PHRASES = (
    _row(ASKS_SECRET, rf"{_GIVE}[^\n]{{0,120}}?{_SECRET}[^\n]{{0,140}}?{_TO_ME}", rf"{_NOT}\b[^.\n]{{0,30}}{_GIVE}|\b(?:forms?|fields?|page|screen|dialog|button|when prompted|at the prompt|settings|(?:users?|customers?|visitors?|they) (?:has|have|must|can|will|should|needs?|may|to|enters?))\b"),
    _row(ASKS_SECRET, rf"\b(?:send|give|tell|show|dm|message|e?mail|forward|read)\s+(?:me|us|them|him|her|support|the (?:agent|technician|operator|team|support))\b[^\n]{{0,80}}?{_SECRET}", rf"{_NOT}\b[^.\n]{{0,30}}(?:send|give|tell|show)"),
    _row(ASKS_SECRET, rf"\b(?:I|we)(?:[’']ll| will| also| still| do)* (?:need|require|want)\b[^\n.]{{0,30}}\byour\b[^\n.]{{0,40}}?{_SECRET}(?![- ]?(?:file|manager|policy|field|form|hash))", r"\b(?:set|export|store|in (?:your|the) (?:\.env|environment|config))\b"),
    _row(ASKS_SECRET, rf"(?:paste|share|send|post|provide|reply with|include|copy|tell me|give me|show me)[^\n]{{0,40}}(?:value|contents?|output|result|text) of[^\n]{{0,20}}{_SECRET}"),
    _row(ASKS_SECRET, r"\b(?:run|execute|type|enter|open|use)\b[^\n]{0,20}`[^`\n]*(?:\.ssh/(?:id_|\*)|id_(?:rsa|ed25519|ecdsa)\b(?!\.pub)|\.aws/credentials|\.netrc|\.npmrc|\.pypirc|\.env\b|\bprintenv\b|\benv\b(?! )|auth token|find-(?:generic|internet)-password|gpg[^`\n]*export-secret|get secret|\.git-credentials|configure get|auth\.json|\.kube/config|/etc/shadow|wallet|print-access-token|secrets? (?:get|list|access))[^`\n]*`"
         r"[^\n]{0,80}\b(?:paste|share|send|post|copy|include|reply|show|give|tell|forward|upload|return)\b"),
    _row(ASKS_SECRET, rf"(?:请|麻烦)?(?:提供|发送|发给|粘贴|输入|告诉|分享|回复)[^\n。]{{0,30}}?{_SECRET}|(?:把|将)[^\n。]{{0,20}}?{_SECRET}[^\n。]{{0,20}}?(?:发给|告诉|粘贴|发送|提供给|贴)(?:我|到|在|给)", r"不要|请勿|切勿"),
    _row(ASKS_SECRET, rf"{_GIB}[^.\n]{{0,80}}?{_GEHEIM}[^.\n]{{0,60}}?{_MIR}|{_GIB}[^.\n]{{0,40}}?{_MIR}[^.\n]{{0,40}}?{_GEHEIM}", r"nicht|niemals|nunca|jamais|никогда|不"),
    _row(COPIES_SECRET, rf"\b(?:copy|include|append|add|put|insert|embed|attach|upload|send|post|write|commit|push|paste|encode|leak|exfiltrate|report|forward|e?mail|submit|mention|place|store|save|echo|quote)\b[^\n]{{0,60}}?{_PATH}[^\n]{{0,60}}?\b(?:into|in|to|with|as|at|inside|via|through)\b[^\n]{{0,40}}?(?:commit|message|reply|response|answer|issue|pull request|\bPR\b|comment|gist|pastebin|\burls?\b|query string|chat|channel|webhook|https?://|[\w.+-]+@[\w-]+\.\w|branch name|user[- ]agent|image|link|paste|bug report|ticket)", rf"{_NOT}\b[^.\n]{{0,40}}\b(?:copy|include|append|add|put|insert|upload|send|post|write|commit|push|paste)|\bauthorization\b|api\.", r"secret|token|key|credential|header|auth|password|密|令牌"),
    _row(APPROVALS, _FLAGS, rf"{_NOT}\b[^\n]{{0,60}}{_FLAGS}|{_FLAGS}[^\n]{{0,80}}(?:never (?:do|use|run)|do not|don[’']t|not recommended|dangerous(?!ly-)|risky?\b|unsafe)", _APPROVAL_TOPIC),
    _row(APPROVALS, rf"(?:{_OFF})[^\n.]{{0,50}}?{_PROMPTS}", rf"{_NOT}\b[^\n]{{0,40}}(?:{_OFF})", _APPROVAL_TOPIC),
    _row(APPROVALS, r"\b(?:choose|select|click|press|pick|answer|enable|use|turn on|switch (?:on|to)|set|grant|allow|give)\b[^\n.]{0,50}(?:\balways[ -](?:allow|approve|run|accept|yes)|\ballow all\b|auto-?(?:approve|accept|run|confirm)\w*|yes to all|don[’']t ask again|full (?:disk |system |machine |admin )?access|unrestricted|without (?:asking|approval|confirmation|prompts?))", _NOT + r"\b[^\n]{0,30}(?:choose|select|click|enable|use|turn on)", _APPROVAL_TOPIC),
    _row(APPROVALS, r"(?:开启|启用|打开|设置|选择|勾选|使用)[^\n。]{0,20}(?:自动批准|自动执行|始终允许|全部允许|总是允许|完全访问|无需确认|自动同意)|(?:跳过|关闭|绕过)[^\n。]{0,12}(?:权限|审批|确认|沙箱|授权)|(?:aktivier|schalt|stell)\w*[^\n.]{0,40}(?:automatische (?:genehmigung|freigabe)|immer erlauben|auto-?approve)", r"不要|请勿|切勿|nicht", _APPROVAL_TOPIC),
    _row(CHECKS, rf"(?:{_OFF})[^\n.]{{0,40}}?{_CHECKS}", rf"{_NOT}\b[^\n]{{0,40}}(?:{_OFF})", r"tls|ssl|certif|insecure|verif|self-signed|firewall|anti-?virus|selinux|hook|signature|checksum|defender|gatekeeper|2fa|mfa|证书|防火墙|校验|zertifikat"),
    _row(OVERRIDE, r"\b(?:ignore|disregard|forget|override|discard|drop|skip)\b[^\n.]{0,30}\b(?:all|any|the|your|every|previous|prior|earlier|above|preceding|foregoing)\b[^\n.]{0,30}\b(?:instructions?|rules?|prompts?|guidelines?|polic(?:y|ies)|directives?|constraints?|system messages?|(?<=all )[^\n.]{0,20}(?:messages?|context))\b", r"\b(?:git|lint|eslint|tests?|css|style)\b", _INJECTION_TOPIC, code=True),
    _row(OVERRIDE, r"(?:忽略|无视|忘记|無視)[^\n。]{0,16}(?:指令|指示|规则|提示|要求|消息|命令)|(?:ignorier\w*|vergiss|missachte\w*)[^\n.]{0,40}(?:anweisung\w*|regeln?|vorgaben)|(?:ignore[rz]?|oublie[rz]?)[^\n.]{0,40}(?:instructions|consignes|règles)|ignor[ae][^\n.]{0,40}(?:instrucciones|instruções|reglas|regras)|игнорируй\w*[^\n.]{0,40}(?:инструкц\w*|правил\w*)|무시", "", _INJECTION_TOPIC, code=True),
    _row(OVERRIDE, r"\b(?:you are now|from now on,? you|your new (?:instructions|role|task|goal)s?\b|new (?:system )?instructions?:|act as (?:if|though) (?:you|the user)|enter (?:developer|debug|god|admin|maintenance) mode)\b", r"ready|able|free|done|all set|connected|logged|good to go|in (?:the|a)|on (?:the|a)", _INJECTION_TOPIC + "|act as|pretend|imagine|persona|game|story|character|you are"),
    _row(MARKER, _MARKERS, "", _INJECTION_TOPIC + "|chat format|template|xml|<(?:tool|function|system|assistant|human|invoke|stdout|observation)|system:|human:|tool:"),
    _row(APPROVED, rf"\b{_WHO}\b[^\n.]{{0,20}}\b(?:has|have|had|already|just|explicitly|also|pre)?\b[^\n.]{{0,20}}\b{_GRANTED}\b[^\n]{{0,60}}(?:`|command|run|execut|permission|action|access|request|install|script|https?://|all\b|this|tool)", r"\?|\bif\b|\bwhether\b|\bonce\b|\bwhen\b|\bafter\b|\buntil\b|\bunless\b|order|booking|flight|reservation|payment|refund|cancel|exchange|return|address|upgrade|purchase|account", r"approv|authoriz|workflow|permission|consent"),
    _row(APPROVED, r"\b(?:permission|approval|authori[sz]ation|policy|security|safety|sandbox|consent)\b[ -]?(?:check|status|request|result|decision|gate|scan)?\W{0,6}\b(?:ok|granted|approved|passed|allowed|cleared|accepted|given)\b", r"\?|\bif\b|\bonce\b|\bwhen\b|\bafter\b|\buntil\b", _APPROVAL_TOPIC + "|authoriz|policy|check"),
    _row(APPROVED, r"\{(?=[^{}\n]*\"(?:tool\w*|command|cmd|function|call_id|tool_use_id|tool_call_id|action)\"\s*:)[^{}\n]*\"(?:status|approval|approved|decision|permission|verdict|result|confirmed|allowed|consent)\"\s*:\s*(?:true|\"(?:granted|approved?|allow(?:ed)?|ok|yes|accepted|confirmed|permitted)\")", "", _APPROVAL_TOPIC + "|json"),
    _row(APPROVED, r"用户(?:已经?|刚刚|明确)?(?:批准|同意|授权|确认|允许)(?:了|过)?[^\n。]{0,12}(?:命令|执行|运行|操作|访问|权限|`)|(?:benutzer|nutzer) hat[^\n.]{0,40}(?:genehmigt|bestätigt|erlaubt|zugestimmt)", r"\?|？|如果|wenn|falls", _APPROVAL_TOPIC),
    _row(HIDES, rf"\b(?:do not|don[’']t|never|without|avoid|no need to)\s+(?:ever\s+)?(?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|show(?:ing)?|reveal(?:ing)?|notify(?:ing)?|disclos\w*|report(?:ing)?|alert(?:ing)?|say(?:ing)?|ask(?:ing)?|let(?:ting)?)\b[^\n.]{{0,30}}\b{_WHO}\b", r"\b(?:error|password|sensitive|stack trace|message|ui|interface|customer)\b", _INJECTION_TOPIC + "|user experience|ux", code=True),
    _row(HIDES, r"(?:不要|别|无需|请勿)(?:告诉|告知|通知|提示|提及|询问)[^\n。]{0,6}用户|(?:sag|erzähl|zeig|informier)\w*[^\n.]{0,20}(?:nutzer|benutzer)[^\n.]{0,10}nicht", "", _INJECTION_TOPIC, code=True),
    _row(HIDES, r"\bwhen (?:you are )?(?:asked|questioned)[^\n.]{0,40}\b(?:deny|lie|say (?:no|nothing)|pretend|claim)", "", _INJECTION_TOPIC, code=True),
    _row(AGENT, r"(?:^|[\W_])(?:ai|llm|agents?|assistants?|models?|claude|copilot|codex|gemini|cursor|gpt|chatgpt|bot|system|prompt|instructions?|note to (?:self|ai|agents?|assistant))\s*(?:\([^)]*\))?\s*[:,：]\s*\S", r"@|lang(?:uage)?|version|https?://schema|name|id\b", "", unseen=True),
    _row(AGENT, r"\b(?:run|execute|exec|fetch|download|send|copy|upload|append|delete|disable|install|ignore|deny|push|commit|read|open|visit|call|post|export|exfiltrate|include|paste|forward|add|use|set|reply|write|replace|curl|wget)\b[^\n]{0,80}(?:https?://|\b(?:curl|wget|sudo|rm -rf|chmod|bash|sh)\b|(?:^|[\s\"'`(])(?:~|\$HOME)?/?\.(?:ssh|aws|env|netrc|npmrc|config|codex|claude|kube|docker|gnupg)|@[\w-]+\.\w|\b(?:password|secret|token|credential|api key|private key|the user|user[’']s|conversation|system prompt|commit message|next (?:commit|reply|message|response|step)|every (?:reply|answer|response)|all (?:installs|commands|requests))\b)", r"generated|do not edit|eslint|prettier|copyright|license", unseen=True),
    _row(AGENT, r"(?:运行|执行|下载|发送|上传|复制|删除|忽略|安装|添加|访问)[^\n。]{0,40}(?:https?://|命令|脚本|密钥|密码|令牌|用户|指令|文件)", "", "", unseen=True),
)  # fmt: skip
