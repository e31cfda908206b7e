"""Keys told by their whole shape, without a prefix of letters: tokens of parts, hashes, PEM."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import key
from posthouse.privacy.detectors.provider_keys import generated
from posthouse.privacy.plausible import looks_like_password
from posthouse.privacy.rules import Rule, Span

_MAX_HEADER = 16_384
_RUN_REVERSED = re.compile(r"[A-Za-z0-9_-]+")
_WALLET = re.compile(r"priv|deployer|wallet|signer|accounts\b|mnemonic|sk\b|私钥", re.IGNORECASE)
_OF_TRANSACTION = re.compile(
    r"(?:hash|\btx|block|root|topic)[\"']?[ :=]{1,3}[\"']?\Z", re.IGNORECASE
)
_STAND_IN = re.compile(r"[a-z]{3,16}")  # where a signature would stand: "signature"
_ZEROS = "A" * 21  # how X's bearer tokens begin


def _encoded(match: re.Match[str]) -> Span | None:
    which = "v" if match.group("v") else "w"
    secret = match.group(which)
    mixed = any(c.isdigit() for c in secret) and any(c.isupper() for c in secret)
    return match.span(which) if mixed or secret.endswith("=") else None


def _encoded_whole(match: re.Match[str]) -> Span | None:
    return match.span() if len(set(match.group())) > 20 else None


def _mixed(match: re.Match[str]) -> Span | None:
    secret = match.group()
    figures = sum(map(str.isdigit, secret))
    return match.span() if figures > 2 and secret.lower() != secret != secret.upper() else None


def _credential_pair(match: re.Match[str]) -> Span | None:
    """Take user:secret; groups of gems are words."""
    secret = match.group("v").partition(":")[2]
    return match.span("v") if looks_like_password(secret, quoted=True) else None


def _web_token(match: re.Match[str]) -> Span | None:
    """Take the header backwards from its dot: it may be long, and the way back is cheap."""
    low = max(match.start() - _MAX_HEADER, 0)
    run = _RUN_REVERSED.match(match.string[low : match.start()][::-1])
    start = match.start() - run.end() if run is not None else match.start()
    header = match.string[start : match.start()]
    if _STAND_IN.fullmatch(match.group().rpartition(".")[2]):
        return None
    return (start, match.end()) if len(header) >= 12 and header.startswith("ey") else None


def _of_wallet(match: re.Match[str]) -> Span | None:
    """A hash of a transaction looks the same: the line must speak of a key or an account."""
    text = match.string
    low = text.rfind("\n", max(match.start() - 96, 0), match.start()) + 1
    before = re.split(r"\\n", text[max(low, match.start() - 96) : match.start()])[-1]
    behind = re.split(r"\n|\\n", text[match.start() : match.end() + 64])[0]
    if _OF_TRANSACTION.search(before):
        return None
    return match.span() if _WALLET.search(before + behind) else None


RULES = (
    Rule(
        "jwt",
        Label.CREDENTIAL,
        r"[A-Za-z0-9_-]\.ey[A-Za-z0-9_-]{6}",
        r"\.ey[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*)?",
        _web_token,
        before=12,
        examples=("Bearer ‹eyJ{url:33}.eyJ{url:60}.{url:43}›",),
        near_misses=("eyelash.eyebrow", "eyJhbGci.x.y"),
    ),
    Rule(
        "telegram",
        Label.CREDENTIAL,
        r"[0-9]{8,10}:A[A-Za-z0-9_-]{34}",
        r"(?<![A-Za-z0-9])[0-9]{8,10}:A[A-Za-z0-9_-]{34}(?![A-Za-z0-9_-])",
        generated,
        examples=("bot‹{dig:10}:AA{url:33}›/send".replace("bot", "bot "),),
        near_misses=("{dig:10}:B{url:34}",),
    ),
    Rule(
        "discord",
        Label.CREDENTIAL,
        r"[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}",
        r"(?<![A-Za-z0-9])[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}",
        generated,
        examples=("‹M{b62:25}.{b62:6}.{url:38}›",),
        near_misses=("M{b62:20}.{b62:6}.{url:38}",),
    ),
    Rule(
        "x-bearer",
        Label.CREDENTIAL,
        r"[^A-Za-z0-9+/]A{21}[A-Za-z0-9%]{60}",
        r"(?<![A-Za-z0-9+/])A{21}[A-Za-z0-9%]{60,110}(?![A-Za-z0-9+/=])",
        _encoded_whole,
        before=96,
        after=96,
        examples=("K=‹" + _ZEROS + "{b62:60}›",),
        near_misses=(_ZEROS * 6,),
    ),
    Rule(
        "wallet-import-format",
        Label.CREDENTIAL,
        r"[5KL][1-9A-HJ-NP-Za-km-z]{50,51}[^A-Za-z0-9]",
        r"(?<![A-Za-z0-9+/_-])[5KL][1-9A-HJ-NP-Za-km-z]{50,51}(?![A-Za-z0-9+/=_-])",
        _mixed,
        examples=("WIF=‹5JabcdKmnpQRst9xyzHabcdKmnpQRst8xyzGabcdKmnpQRst7xy›",),
        near_misses=("5{dig:50}", "ListRequestedServiceQuotaChangeHistoryByQuotaRequest"),
    ),
    Rule(
        "hex-private-key",
        Label.CREDENTIAL,
        r"0x[0-9a-fA-F]{64}[^0-9a-zA-Z]",
        r"(?<![0-9A-Za-z])0x[0-9a-fA-F]{64}(?![0-9a-zA-Z])",
        _of_wallet,
        before=80,
        examples=('accounts: ["‹0x{hex:64}›"],', "‹0x{hex:64}› // deployer private key"),
        near_misses=("tx 0x{hex:64} mined", "wallet 1\\ntransactionHash 0x{hex:64}\\nkey"),
    ),
    Rule(
        "azure-client-secret",
        Label.CREDENTIAL,
        r"[0-9]Q~[A-Za-z0-9_.~-]{31}",
        r"(?<![A-Za-z0-9])[A-Za-z0-9_.~-]{3}[0-9]Q~[A-Za-z0-9_.~-]{31,34}(?![A-Za-z0-9_.~-])",
        generated,
        examples=('"‹aB38Q~{b62:34}›"',),
        near_misses=("aB38Q~{b62:20}",),
    ),
    Rule(
        "azure-devops",
        Label.CREDENTIAL,
        r"JQQJ99[A-Za-z0-9]{20}|[A-Za-z0-9]{20}AZDO[A-Za-z0-9]{4}",
        r"(?<![A-Za-z0-9])(?:[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}|[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})"
        r"(?![A-Za-z0-9])",
        generated,
        before=128,
        examples=("‹{b62:52}JQQJ99{b62:26}›",),
        near_misses=("{b62:40}JQQJ99{b62:10}",),
    ),
    Rule(
        "bundler",
        Label.CREDENTIAL,
        r"BUNDLE_[A-Z0-9_]{3,64}[ \t\"']{0,3}[:=][ \t\"']{0,4}[^\s\"':]",
        r"BUNDLE_[A-Z0-9_]{3,64}[ \t\"']{0,3}[:=][ \t\"']{0,4}"
        r"(?P<v>[^\s\"':/]{3,64}:[^\s\"';:/]{6,64})",
        _credential_pair,
        before=96,
        after=140,
        examples=("export BUNDLE_GEMS__EXAMPLE__COM=‹{hex:8}:{hex:9}›;",),
        near_misses=("BUNDLE_WITHOUT=development:testing", "BUNDLE_PATH: vendor/bundle"),
    ),
    Rule(
        "webhook",
        Label.CREDENTIAL,
        r"(?:web_?hook|/hooks?)[^\s\x00]{0,160}[/=][A-Za-z0-9_-]{16,128}[^A-Za-z0-9_/.-]",
        r"(?i)(?:web_?hook|/hooks?)[^\s\"'<>]{0,160}?[/=](?<!sha256=)(?P<v>[A-Za-z0-9_-]{16,128})(?![A"
        r"-Za-z0-9_/.-])",
        key,
        caseless=True,
        before=300,
        examples=(
            "https://h.test/webhook/v1/‹{b62:32}›",
            "CHAT_WEBHOOK=https://h.test/bot/‹{hex:32}›",
        ),
        near_misses=(
            "https://h.test/webhooks/receiving-github-events",
            "/hooks/useCallbackReference",
            "types/webhooks/endpoint.py,sha256={b62:43},768\r\n",
        ),
    ),
    Rule(
        "url-user-key",
        Label.CREDENTIAL,
        r"://[A-Za-z0-9_-]{20,128}(?::x-oauth-basic|:x)?@",
        r"://(?P<v>[A-Za-z0-9_-]{20,128})(?::x-oauth-basic|:x)?@",
        key,
        before=160,
        examples=(
            "https://‹{hex:32}›@o1.ingest.sentry.io/2",
            "https://‹{b62:32}›:x-oauth-basic@h.test/x.git",
        ),
        near_misses=("https://some-plain-user-name-here@h.test",),
    ),
    Rule(
        "pem-in-base64",
        Label.CREDENTIAL,
        r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{40}",
        r"LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0Eg|BFQyBQ|BPUEVO|BFTkNS|BEU0Eg)[A-Za-z0-9+/]{40,}={0,2}",
        after=4096,
        examples=("key: ‹LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkt{b64:80}›",),
        near_misses=("ca: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0t{b64:80}",),
    ),
    Rule(
        "basic-in-header",
        Label.CREDENTIAL,
        r"(?:Basic|NTLM|Negotiate) [A-Za-z0-9+/=]{12}",
        r"(?:Basic (?P<v>[A-Za-z0-9+/]{12,512}={0,2})|"
        r"(?:NTLM|Negotiate) (?P<w>(?:TlRMTVNTUAA|YII)[A-Za-z0-9+/]{20,8000}={0,2}))"
        r"(?![A-Za-z0-9])",
        _encoded,
        after=8000,
        examples=(
            "Authorization: Basic ‹{b64:32}›",
            "WWW-Authenticate: NTLM ‹TlRMTVNTUAACAAAA{b64:80}==›",
            "Negotiate ‹YII{b64:200}=›\n",
        ),
        near_misses=("Basic authentication", "NTLM authenticationProtocolVersion2"),
    ),
    Rule(
        "password-hash",
        Label.CREDENTIAL,
        r"\$(?:2[abxy]?|[15689]|y|apr1|krb5[a-z]{2,8}|argon2(?:id|i|d))\$[A-Za-z0-9./$,=@:-]{20}|"
        r"(?:pbkdf2[:_]sha(?:1|256|512)[:$]|scrypt:)[0-9:]{3,16}\$[A-Za-z0-9]{6,32}\$[A-Za-z0-9+/]{20}",
        r"\$(?:2[abxy]?|[15689]|y|apr1|argon2(?:id|i|d))\$[A-Za-z0-9./$,=+]{30,180}"
        r"|(?:pbkdf2[:_]sha(?:1|256|512)[:$]|scrypt:)[0-9:]{3,16}\$\w{6,32}\$[A-Za-z0-9+/=]{20,180}"
        r"|\$krb5[a-z]{2,8}\$[0-9]{2}\$[A-Za-z0-9./$@:-]{30,4096}",
        generated,
        examples=(
            "x:‹$2b$12${b62:53}›",
            "pw: ‹pbkdf2:sha256:260000${b62:16}${hex:64}›\n",
            "pw: ‹pbkdf2_sha256$390000${b62:22}${b64:43}=›\n",
        ),
        near_misses=("$2 and $5 and $6", "pbkdf2:sha256:260000 rounds"),
    ),
)
