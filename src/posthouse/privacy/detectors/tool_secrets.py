"""Secrets that tools take or keep in places of their own: mc, lftp, expect, Redis, Terraform.

No option or setting is called a password here; the tool's own grammar says where one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of
from posthouse.privacy.detectors.judged import (
    fits,
    fits_surely,
    given_password,
    key,
    password,
)
from posthouse.privacy.placed import may_be_password
from posthouse.privacy.plausible import is_code, is_filled_in
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.tables import MARGIN


def _both(match: re.Match[str]) -> Iterator[Span]:
    """Yield a key and its secret."""
    if match[0][0] in "\"'" and not fits("key", match["v"]):
        return  # words of a list
    for part in ("k", "v"):
        if not is_filled_in(match[part]) and not is_code(match[part]):
            yield match.span(part)


_SURE = (
    *("wpa_", "nmcli", "keyM", "user_pw", "owner_pw", "auth-pass", "SessionC", "SSLPass"),
    *("initial_m", "auth-cred", "AT+CW", '"-u', "'-u", "snmp", "certutil", "samba-tool"),
    *("nacos", "NACOS", "Key Content", "key content"),
)
"""What nothing but a secret follows."""


def _optioned(match: re.Match[str]) -> Span | None:
    """Take a password or what looks generated; no word, where other things may be words too."""
    start, end = match.span("v")
    secret = match["v"].rstrip(";,)")
    sure = match.group().startswith(_SURE)
    fit = fits("password", secret) or fits("key", secret) or (sure and may_be_password(secret))
    fit = fit and _ARGUMENT.fullmatch(secret) is None
    return (start, start + len(secret)) if fit and start < end else None


_ARGUMENT = re.compile(r"[A-Za-z_]\w*=[A-Za-z_][\w.]*")  # auth(interval=interval
_NUMBER = re.compile(r"\+?\(?\d[\d ()./-]{5,18}\d")
_DATE = re.compile(r"\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2\d{4}")
_PHONES = ("phone", "mobile", "msisdn", "tel", "telephone", "cell")
_BIRTHS = ("dob", "birthday", "birthdate", "birth_date", "date_of_birth")


def _stored(match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield what stands behind its name in a list that Redis prints."""
    name, value = match["n"].lower(), match["v"]
    if fits_surely(kind_of(match["n"]), value):
        yield *match.span("v"), Label.CREDENTIAL
    elif name.endswith(_PHONES) and _NUMBER.fullmatch(value):
        yield *match.span("v"), Label.PHONE
    elif name in _BIRTHS and _DATE.fullmatch(value):
        yield *match.span("v"), Label.DATE_BIRTH


_TO_THE_END = r"(?=[\"'\s;|&)]|\Z)"
_NEXT = rf"[^\n]{{0,48}}?\s{{0,2}}{MARGIN}?\s{{0,24}}"

RULES = (
    Rule(
        "alias-with-keys",
        Label.CREDENTIAL,
        r"mc(?:li)? (?:alias set|config host add) [^\s]{1,64} [^\s]{4,128} [^\s]{3,128} [^\s]{8}|"
        r"qshell account [^\s]{16,128} [^\s]{8}|"
        r"radtest [^\s]{1,64} [^\s]{3,128} [^\s]{2,80} [0-9]{1,5} [^\s]{4}|"
        r"[\"'](?:minio|qiniu|aliyun|qcloud|huaweicloud|oss|obs|cos|s3)[\"'],[ ]?[\"']"
        r"[A-Za-z0-9_-]{16,40}[\"'],[ ]?[\"'][A-Za-z0-9+/_-]{30}",
        r"(?:mc(?:li)? (?:alias set|config host add) \S{1,64} \S{4,128} |qshell account |"
        r"radtest \S{1,64} |"
        r"[\"'][a-z0-9]{2,11}[\"'],"
        r" ?(?=[\"'][A-Za-z0-9_-]{16,40}[\"'], ?[\"'][A-Za-z0-9+/_-]{30,64}[\"']))"
        r"[\"']?(?P<k>[^\s\"'$]{3,128})[\"']?(?:, ?| (?:[\w.:-]{4,80} \d{1,5} )?)[\"']?"
        r"(?P<v>[^\s\"'$]{6,128})",
        every=_both,
        rank=GUESS,
        before=360,
        after=140,
        examples=(
            "mc alias set bak https://s3.h.test ‹{up:20}› ‹{b62:40}›\n",
            "radtest bob ‹kQ7pw2xa› h.test 0 ‹marmalade›\n",
            "INTO oss_config VALUES (1, 'minio', '‹{b62:20}›', '‹{b62:40}›', 'x');",
        ),
        near_misses=(
            "mc alias set bak https://h.test $KEY $SECRET",
            "mc alias set NAME URL A B",
            "('s3', 'a', 'b')",
            "'cos', 'current-active-maps', 'current-bidi-paragraph-direction',",
        ),
    ),
    Rule(
        "remote-configured",
        Label.CREDENTIAL,
        r"rclone config (?:create|update|password) [^\n\x00]{0,200} (?:pass|password|token|"
        r"secret_access_key|client_secret|key)[ =][^\s]{5}",
        r"rclone config (?:create|update|password) [^\n]{0,200}? (?:pass|password|token|"
        r"secret_access_key|client_secret|key)[ =][\"']?(?P<v>[^\s\"'$<]{5,200})",
        password,
        rank=GUESS,
        before=280,
        after=210,
        examples=("rclone config create nas sftp host 192.0.2.7 user bak pass ‹kQ7?pw&2xa›\n",),
        near_misses=("rclone config create nas sftp user bak pass $PW",),
    ),
    Rule(
        "user-comma-password",
        Label.CREDENTIAL,
        r"(?:lftp|open) [^\n\x00]{0,80}-u [\"']?[^\s,\"']{1,64},[^\s]{4}|"
        r"open [^\s&]{3,64}[ ]?[\n&][^\n\x00]{0,12}user [^\s]{1,40} [^\s]{4}",
        r"(?:(?:lftp|open) [^\n]{0,80}?-u [\"']?[^\s,\"'$]{1,64},|"
        r"open [^\s&]{3,64} ?[\n&]\s{0,4}(?:echo )?user [^\s$%]{1,40} (?![$%]))(?P<v>(?!\$)"
        r"[^\s\"',;&]{4,128})" + _TO_THE_END,
        password,
        rank=GUESS,
        before=180,
        after=130,
        examples=(
            'lftp -e "open -u report,‹kQ7pw2xa› h.test; bye"',
            "lftp -u bob,‹maple-otter-canyon› sftp://h.test",
            "open h.test\nuser bob ‹kQ7pw2xa›\nput a.csv\n",
            "(echo open h.test&echo user bob ‹kQ7pw2xa›&echo bye)>a",
        ),
        near_misses=("lftp -u bob,$PW h.test", "open -u a,b file2"),
    ),
    Rule(
        "password-sent",
        Label.CREDENTIAL,
        r"assword[^\n\x00]{0,48}\s{0,2}[^\n\x00]{0,24}send(?:line|_user)?[ (][^\n\x00]{0,6}"
        r"[\"'{][^\s]{4}",
        rf"assword{_NEXT}[\w.]{{0,24}}send(?:line|_user)?(?: (?:-- ?)?|\()b?[\"'{{]"
        r"(?P<v>(?!\$)[^\s\"'{}\\]{4,128})(?=\\[rn]|[\"'}])",
        given_password,
        rank=GUESS,
        before=160,
        after=140,
        examples=(
            'expect "assword:"; send "‹kQ7pw2xa›\\r"; interact',
            "child.expect('assword:')\nchild.sendline('‹kQ7pw2xa›')\n",
            'expect "*?assword:*"\n    send -- "‹kitten›\\r"\n',
        ),
        near_misses=('expect "assword:"; send "$pw\\r"', 'reset_password()\nsend("changeme")'),
    ),
    Rule(
        "bearer-option",
        Label.CREDENTIAL,
        r"(?:(?:-A|--auth-type)[ =](?:bearer|jwt) (?:-a|--auth)|(?:-a|--auth)[ =][^\s]{8,400} "
        r"(?:-A|--auth-type)[ =](?:bearer|jwt)|--oauth2-bearer)[ =]?[\"']?[^\s]{0,8}",
        r"(?:(?:-A|--auth-type)[ =](?:bearer|jwt) (?:-a|--auth)[ =]|--oauth2-bearer[ =]|"
        r"(?:-a|--auth)[ =](?=\S{8,400} (?:-A|--auth-type)[ =](?:bearer|jwt)))[\"']?"
        r"(?P<v>[^\s\"'$<]{8,400})",
        key,
        rank=GUESS,
        before=440,
        after=400,
        examples=(
            "xh -A bearer -a ‹{url:43}› get https://h.test/me",
            "http -a ‹{b62:32}› -A bearer h.test",
            "curl --oauth2-bearer '‹{b62:32}›' https://h.test",
        ),
        near_misses=("http -A bearer -a $TOKEN h.test", "curl --oauth2-bearer authentication"),
    ),
    Rule(
        "tool-option",
        Label.CREDENTIAL,
        r"(?:(?:plink|pscp|psftp|putty)[^\n\x00]{0,80} -pw|schtasks[^\n\x00]{0,160} /r?p|"
        r"(?:user|owner)_pw|http-basic\.[^\s]{1,40} [^\s]{1,64}|auth-pass [^\s]{1,64}|"
        r"insecure-password|smbclient [^\s]{4,80}|wpa_passphrase [^\s]{1,34}|"
        r"nmcli [^\n\x00]{0,120} password|keyMaterial=?|influx [^\n\x00]{0,160} (?:-t|--token)|"
        r"snmp[a-z]{2,10} [^\n\x00]{0,48}-c|ssm put-parameter[^\n\x00]{0,160} --value|"
        r"(?:secret|variable) set [^\n\x00]{1,64} (?:--body|-b|--value)|[ ]on >|[.:]auth\(|"
        r"signtool[^\n\x00]{0,160} /p|SessionCryptoPassphrase|"
        r"SSLPassPhraseDialog[^\n\x00]{0,40}echo|"
        r"initial_management[\"']?[ ]?[:=]|auth-credentials[^\n\x00]{8,200}\"|"
        r"NACOS_AUTH_IDENTITY_VALUE[:=]?|\.identity\.value[:=]?|AT\+CW[JS]AP[^\n\x00]{3,40},|"
        r"mch_?[iI]d[^\n\x00]{8,32}\n?[^\n\x00]{0,32}[kK]ey[\"']?[ ]?(?:=>|[:=])|"
        r"[\"']-u[^\s\"']{1,32}[\"'],[ ]?[\"']-p|::add-mask::|certutil[^\n\x00]{0,80} -p|"
        r"freerdp[^\n\x00]{0,120} /p:|samba-tool user (?:create|add) [^\s]{1,64}|-(?:upw|opw)|"
        r"[kK]ey [cC]ontent {1,24}:|with-token <<<|issecret=true\]|"
        r"(?:obsutil|coscmd|ossutil[0-9]{0,2}) config[^\n\x00]{0,120} -[aiks]=?)"
        r"[ =]?[\"']?[^\s]{4}",
        r"(?<![\w.])(?:(?:plink|pscp|psftp|putty)(?:\.exe)? [^\n]{0,80}?-pw |"
        r"schtasks [^\n]{0,160}?/r?p |"
        r"(?:user|owner)_pw |http-basic\.\S{1,40} \S{1,64} |auth-pass \S{1,64} |insecure-password |"
        r"smbclient //\S{2,78} (?=[^\s-])|wpa_passphrase \S{1,34} |nmcli [^\n]{0,120}? password |"
        r"keyMaterial=|influx [^\n]{0,160}? (?:-t|--token)[ =]|snmp[a-z]{2,10} [^\n]{0,48}?-c |"
        r"ssm put-parameter (?=[^\n]{0,400}SecureString)[^\n]{0,160}? --value[ =]|"
        r"(?:secret|variable) set [^\n]{1,64}? (?:--body|-b|--value)[ =]|user \S{1,40} on >|"
        r"\w{1,24}[.:]auth\(|signtool(?:\.exe)? [^\n]{0,160}?/p |"
        r"SessionCryptoPassphrase (?![\"']?exec:)|SSLPassPhraseDialog [\"']?exec:\S{0,24}echo |"
        r"initial_management[\"']? ?[:=] ?|"
        r"auth-credentials [^\n\"]{0,12}\"[^\"\n]{3,80}\" \d{2,5} \"[^\"\n]{1,80}\" |"
        r"(?:NACOS_AUTH_IDENTITY_VALUE|nacos[\w.]{1,24}\.identity\.value)[:=] ?|"
        r"AT\+CW[JS]AP(?:_CUR|_DEF)?=\"[^\"\n]{1,34}\",|"
        r"mch_?[iI]d[\"']? ?(?:=>|[:=]) ?[\"']?\d{8,10}"
        r"[\"']?,?\s{1,24}[\"']?(?:api)?[_kK]ey[\"']? ?(?:=>|[:=]) ?|"
        r"[\"']-u[^\s\"']{1,32}[\"'], ?[\"']-p|::add-mask::|certutil [^\n]{0,80}?-p |"
        r"x?freerdp [^\n]{0,120}?/p:|samba-tool user (?:create|add) \S{1,64} |(?<= )-[uo]pw |"
        r"[kK]ey [cC]ontent {1,24}: |with-token <<< |issecret=true\]|(?:(?:obsutil|coscmd|"
        r"ossutil\d{0,2}) config [^\n]{0,40}?|(?<=[A-Za-z0-9] ))-[ik]=)[\"']?(?P<v>(?![$<@-])"
        r"[^\s\"']{4,256})",
        _optioned,
        rank=GUESS,
        before=330,
        after=280,
        examples=(
            "plink -ssh -pw ‹kQ7pw2xa› root@192.0.2.5",
            "schtasks /create /tn x /ru bob /rp ‹kQ7pw2xa›",
            "pdftk a.pdf output b.pdf user_pw ‹kitten›",
            "poetry config http-basic.x ci ‹kQ7pw2xa›",
            "sentinel auth-pass mymaster ‹MapleOtter42›\n",
            "  user bob insecure-password ‹kQ7pw2xa›\n",
            "smbclient //h.test/x ‹kQ7pw2xa› -U bob",
            "wpa_passphrase Home ‹maple-otter-canyon›",
            "nmcli dev wifi connect Home password ‹maple-otter-canyon›",
            "snmpwalk -v2c -c ‹kq7pw2xa› 192.0.2.5",
            "aws ssm put-parameter --name /db/pw --type SecureString --value '‹kQ7pw2xa›'",
            'gh secret set DEPLOY_TOKEN --body "‹{b62:32}›"',
            "user default on >‹kQ7pw2xa› ~* +@all",
            'client.auth("‹kQ7pw2xa›")',
            "influx query -u http://h.test:8086 -t ‹{b62:24}› -o ops",
            'red:auth("‹kQ7pw2xa›")',
            "signtool sign /f a.pfx /p ‹kQ7pw2xa› a.exe",
            "SessionCryptoPassphrase ‹{b62:32}›\n",
            'SSLPassPhraseDialog "exec:/bin/echo ‹MapleOtter42›"',
            'tokens { initial_management = "‹3f2a9c1e-7b4d-4e8f-9a6c-2d5b8e1f7a3c›" }',
            'smtpmail-auth-credentials \'(("h.test" 587 "bob" "‹kQ7pw2xa›")))',
            'AT+CWJAP="Home","‹MapleOtter42›"',
            "'mch_id' => '1900012345', 'key' => '‹{up:32}›',",
            "mchId: 1900012345\n  key: ‹{b62:32}›\n",
            "nacos.core.auth.server.identity.value: ‹{b62:32}›\n",
            "::add-mask::‹{b62:32}›\n",
            "certutil -importPFX -p ‹kQ7pw2xa› a.pfx",
            "    Key Content            : ‹maple364x›\n",
            'test: ["CMD", "mysqladmin", "ping", "-uroot", "-p‹river2024›"]',
        ),
        near_misses=(
            "snmpget -v2c -c public 192.0.2.5",
            "aws ssm put-parameter --name /size --type String --value m5.large2",
            "gh variable set LEVEL --body debug",
            "plink -pw $PW h",
            "SessionCryptoPassphrase exec:/path/to/program2",
            '"-uroot", "-p$PASS"',
            'passport.auth("google")',
            "smbclient //h.test/x -U bob",
        ),
    ),
    Rule(
        "link-secret",
        Label.CREDENTIAL,
        r"secure_link_(?:md5 [\"'][^\"'\n\x00]{1,120} [^\s]{4}|secret [^\s]{4})",
        r"secure_link_(?:md5 [\"'][^\"'\n]{1,120} |secret [\"']?)(?P<v>[^\s\"'$;]{4,128})"
        r"(?=[\"';])",
        given_password,
        rank=GUESS,
        before=180,
        after=130,
        examples=(
            'secure_link_md5 "$secure_link_expires$uri ‹kQ7pw2xa›";',
            "secure_link_secret ‹kitten›;",
        ),
        near_misses=('secure_link_md5 "$secure_link_expires$uri $remote_addr";',),
    ),
    Rule(
        "stored-pair",
        Label.CREDENTIAL,
        r"[0-9]\) \"[a-z0-9_.:-]{0,40}(?:pass|password|pwd|secret|token|key|auth|phone|mobile|"
        r"msisdn|tel|telephone|cell|dob|birthday|birthdate|birth_date|date_of_birth)"
        r"[a-z0-9_]{0,8}\"\r?\n[^\n\x00]{0,24}[0-9]\) \"[^\"]",
        rf"(?<!\w)\d{{1,4}}\) \"(?P<n>[\w.:-]{{2,64}})\"\r?\n{MARGIN}?\s{{0,12}}\d{{1,4}}\) \""
        r"(?P<v>[^\"\n]{4,512})\"",
        labelled=_stored,
        rank=GUESS,
        caseless=True,
        before=140,
        after=530,
        examples=(
            '1) "requirepass"\n2) "‹kQ7pw2xa›"\n',
            '1) "email"\n2) "x"\n3) "api_token"\n4) "‹{b62:32}›"\n',
        ),
        near_misses=('1) "key"\n2) "user:20418"\n', '1) "phone"\n2) "verified"\n'),
    ),
    Rule(
        "database-hash",
        Label.CREDENTIAL,
        r"\*[0-9A-F]{40}[^0-9A-Za-z]|SCRAM-SHA-[0-9]{1,3}\$[0-9]{4,6}:|"
        r"[^0-9A-Za-z]S:[0-9A-F]{60}|0x0[12]00[0-9A-F]{48}",
        r"(?<![\w*])(?:\*[0-9A-F]{40}|S:[0-9A-F]{60}(?:;[HT]:[0-9A-F]{32,160}){0,2}|"
        r"0x0[12]00[0-9A-F]{48,136}|"
        r"SCRAM-SHA-\d{1,3}\$\d{4,6}:[\w+/=]{8,64}\$[\w+/=]{20,96}:[\w+/=]{20,96})(?![\w*])",
        rank=GUESS,
        before=66,
        after=260,
        examples=(
            "| wp | 192.0.2.7 | ‹*{HEX:40}› |",
            '"app" "‹SCRAM-SHA-256$4096:{b64:22}==${b64:43}=:{b64:43}=›"',
            "VALUES '‹S:{HEX:60};T:{HEX:160}›'",
            "PASSWORD = ‹0x0200{HEX:8}{HEX:128}› HASHED",
        ),
        near_misses=("*{hex:40}", "2*{HEX:41}", "SCRAM-SHA-256$4096:", "0x0200{HEX:8}"),
    ),
)
