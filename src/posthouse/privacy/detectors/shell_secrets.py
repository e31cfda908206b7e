"""Secrets on command lines, in protocol dialogues and in the files that programs log in with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import fits, key, may_be_given, password
from posthouse.privacy.plausible import filled, looks_like_key
from posthouse.privacy.rules import GUESS, LINK, Rule, Span
from posthouse.privacy.tables import MARGIN


def _option(match: re.Match[str]) -> Span | None:
    """Take a password, no port; that of an Oracle client ends before the name of the database."""
    start, end = match.span("v")
    at = match.group("v").rfind("@")
    if at > 4 and match.string[start - 1] == "/":
        end = start + at
    secret = match.string[start:end]
    if match.string.endswith("pass:", 0, start):
        return (start, end) if may_be_given(secret) else None
    lettered = secret.upper() != secret.lower()
    return (start, end) if lettered and fits("password", secret) else None


_NEXT = re.compile(r" -(?:[XA]|pw) ?[\"']?(?P<v>(?![$<@-])[^\s\"']{6,128})")


def _options(match: re.Match[str]) -> Iterator[Span]:
    """Yield a password, and the one that protects the rest of the talk (snmpwalk -A … -X …)."""
    first = _option(match)
    if first is None:
        return
    yield first
    stop = match.string.find("\n", match.end(), match.end() + _REACH)
    second = _NEXT.search(match.string, match.end(), stop if stop >= 0 else match.end() + _REACH)
    if second is not None and (found := _option(second)) is not None:
        yield found


_REACH = 120
_WORD = r"[\"']?(?P<v>(?!\$)[^\s\"'|;<>`{(]{5,128})[\"']?"
_READERS = (
    r"(?:sudo|(?:docker|podman|nerdctl|registry|helm) [a-z ]{0,10}login|kinit|passwd|cryptsetup|"
    r"gpg|ldapadd|smbclient|su)\b"
)

_PRINTS = (
    r"(?:base64 (?:-d|-D|--decode)|base64decode ?\}\}|bw get (?:password|totp) \S{1,80}|"
    r"-field[= ](?:password|value|token) \S{1,80}|"
    r"(?:pass show|op read|gopass show(?: -o)?|secret-tool lookup|keyring get|"
    r"lpass show --password) [^\n\x00]{1,80}|"
    r"op item get [^\n\x00]{1,80}(?:password|credential|token|key)[^\n\x00]{0,16}|"
    r"credential show [^\n\x00]{1,100}|ssm get-parameter [^\n\x00]{1,100}--with-decryption"
    r"[^\n\x00]{0,80}|"
    r"(?:kubectl|oc) create token [^\n\x00]{1,80}|secrets get [^\n\x00]{1,80}--plain|"
    r"get-access-token [^\n\x00]{1,80}tsv|configure get aws_secret_access_key|"
    r"output -raw [a-z0-9_-]{0,40}(?:password|secret|token|key)|"
    r"config:get [A-Z0-9_]{0,40}(?:password|secret|token|key)[^\n\x00]{0,40}|"
    r"--query SecretString --output text|SecretAccessKey[\"']? --output text|"
    r"keys? list [^\n\x00]{1,120}-o tsv|"
    r"[jy]q (?:-[a-z]{1,3} )?[\"']?\.[a-z0-9_.\[\]]{0,40}(?:password|secret|token|key)(?:\.value)?"
    r"[\"']?(?: [a-z0-9_./-]{1,40})?|"
    r"(?:kv|etcdctl) get [^\n\x00]{0,60}(?:password|secret|token|key)(?: --?[a-z-]{2,20})?|"
    r"config get [a-z0-9:_.-]{0,40}(?:password|secret|token|key)|"
    r"secrets versions access [^\n\x00]{1,80}|print-(?:access|identity)-token|get-login-password|"
    r"(?:gh|glab|heroku|fly(?:ctl)?) auth(?::| )token|"
    r"keyvault secret show [^\n\x00]{1,100}|find-generic-password [^\n\x00]{1,80}-w|"
    r"openssl rand -(?:hex|base64) [0-9]{1,3}|"
    r"(?:echo \"?\$\{?|printenv |cat [^\s\x00]{0,80}/)[A-Za-z0-9_.-]{0,40}"
    r"(?:pass|password|passwd|secret|token|key)[A-Za-z0-9_]{0,8}\}?\"?)"
)


def _printed(match: re.Match[str]) -> Span | None:
    """Take what a command that tells a secret printed: the only word of the next line."""
    told = match.group("v").endswith((":", ";", ")", "}"))
    return None if told else password(match)


_CODED = re.compile(
    MARGIN + r"?(?:C: |[<>]{1,2} |~> )?(?P<v>[A-Za-z0-9+/]{8,340}={0,2})"
    r"[ \t\r]*(?:\n|\Z)"
)


def _coded_lines(match: re.Match[str]) -> Iterator[Span]:
    """Yield the lines in base64 that answer the questions of a mail server."""
    at = match.end()
    for _ in range(2):
        line = _CODED.match(match.string, at)
        if line is None or not looks_like_key(line.group("v")):
            return
        yield line.span("v")
        at = line.end()


RULES = (
    Rule(
        "printed-secret",
        Label.CREDENTIAL,
        _PRINTS + r"[\"' ]{0,3}\r?\n[^\n\x00]{6}",
        r"(?i)" + _PRINTS.replace("\\x00", "") + r"[\"' ]{0,3}\r?\n(?:\s{0,8}\d{1,6}\t|[+>|])?"
        r"[ \t]{0,4}(?P<v>(?![$#])[^\s\"'<>|`]{6,400})[ \t]*(?=\r?\n|\Z)",
        _printed,
        rank=GUESS,
        caseless=True,
        before=220,
        after=420,
        examples=(
            "$ kubectl get secret db -o jsonpath='{.data.pw}' | base64 -d\n‹kQ7pw2xa›\n$ ls\n",
            "$ vault kv get -field=password secret/db\n‹kQ7pw2xa›\n",
            "$ echo $DB_PASSWORD\n‹kQ7pw2xa›\n",
            "$ bw get password relay\n‹kQ7pw2xa›\n",
            "$ op item get db --fields password\n‹kQ7pw2xa›\n",
            "$ az acr credential show -n lark --query 'passwords[0].value' -o tsv\n‹{b64:52}›\n",
            "$ terraform output -raw db_password\n‹kQ7pw2xa›\n",
            "$ kubectl create token ci\n‹{b62:40}›\n",
            "aws ssm get-parameter --name /db/pw --with-decryption --output text\n‹kQ7pw2xa›\n",
            "get secret x -o go-template='{{.data.pw | base64decode}}'\n‹kQ7pw2xa›\n",
            "$ cat /run/secrets/db_password\n‹kQ7pw2xa›\n",
            "$ az storage account keys list -n a --query '[0].value' -o tsv\n‹{b64:86}==›\n",
            "$ curl -s https://h.test/token | jq -r .access_token\n‹{b62:32}›\n",
            "$ yq '.db.password' values.yaml\n‹kQ7pw2xa›\n",
            "$ etcdctl get /app/db/password --print-value-only\n‹kQ7pw2xa›\n",
        ),
        near_misses=(
            "echo aGk= | base64 -d\nhello\n",
            "$ cat keys/token\ncat: keys/token: No such file1\n",
            "echo $TOKEN\n$ ls -l2\n",
        ),
    ),
    Rule(
        "piped-password",
        Label.CREDENTIAL,
        r"(?:echo|printf)[^\n|\x00]{6,140}\|\s?(?:sudo|docker|podman|nerdctl|helm|kinit|passwd|"
        r"cryptsetup|gpg|smbclient)",
        r"(?:echo|printf)(?: -n| -e)*\s+" + _WORD + r"\s*\|\s?" + _READERS,
        password,
        rank=GUESS,
        before=200,
        after=16,
        examples=("echo '‹kQ7pw2xa!›' | sudo -S ls", "echo ‹kQ7pw2xa› | docker login -u a"),
        near_misses=("echo $PASS | sudo -S ls", "echo hello | sudo tee /etc/motd"),
    ),
    Rule(
        "chpasswd",
        Label.CREDENTIAL,
        r"\|\s?(?:sudo )?chpasswd",
        r"(?:echo|printf)(?: -n| -e)*\s+[\"']?[\w.-]{1,32}:(?P<v>[^\s\"'|]{5,128})[\"']?\s*\|"
        r"\s?(?:sudo )?chpasswd",
        password,
        rank=GUESS,
        before=200,
        examples=("echo 'root:‹kQ7pw2xa›' | chpasswd",),
        near_misses=('echo "root:$PW" | chpasswd',),
    ),
    Rule(
        "htpasswd",
        Label.CREDENTIAL,
        r"htpasswd -[a-zA-Z]{0,6}b",
        r"htpasswd -[a-zA-Z]{0,6}b[a-zA-Z]{0,4} (?:\S{1,64} ){1,2}(?!/)" + _WORD + r"(?=\s|$)",
        password,
        rank=GUESS,
        after=200,
        examples=("htpasswd -bc .htpasswd admin ‹kQ7pw2xa›\n",),
        near_misses=("htpasswd -bc .htpasswd admin $PW\n",),
    ),
    Rule(
        "ldap-password",
        Label.CREDENTIAL,
        r"ldap[a-z]{3,8} [^\n\x00]{0,160}-w ?[\"']?[^\s]",
        r"ldap[a-z]{3,8} [^\n]{0,160}?-w ?" + _WORD,
        password,
        rank=GUESS,
        before=200,
        after=140,
        examples=("ldapsearch -x -D cn=a -w ‹kQ7pw2xa› -b dc=q",),
        near_misses=("ldapsearch -x -D cn=a -W -b dc=q", "ldapsearch -w $PW"),
    ),
    Rule(
        "login-command",
        Label.CREDENTIAL,
        r"[a-z] (?:login|auth|authtoken|add-authtoken|authenticate)(?: --[a-z-]{2,16})? "
        r"[\"']?[A-Za-z0-9]"
        r"[A-Za-z0-9_.-]{19}",
        r"[a-z] (?:login|auth|authtoken|add-authtoken|authenticate)(?: --[a-z-]{2,16})? [\"']?"
        r"(?P<v>[A-Za-z0-9][A-Za-z0-9_.-]{19,200})",
        key,
        rank=GUESS,
        before=80,
        after=200,
        examples=("wandb login ‹{hex:40}›", "ngrok config add-authtoken ‹{b62:27}_{b62:21}›"),
        near_misses=("user login authentication-provider-two", "fly auth whoami"),
    ),
    Rule(
        "smtp-dialogue",
        Label.CREDENTIAL,
        r"AUTH (?:PLAIN|LOGIN) [A-Za-z0-9+/=]{8}",
        r"AUTH (?:PLAIN|LOGIN) (?P<v>[A-Za-z0-9+/]{8,512}={0,2})(?![A-Za-z0-9])",
        key,
        rank=GUESS,
        after=512,
        examples=("C: AUTH PLAIN ‹AHVzZXIAcGFzc3dvcmQxMjM=›\n",),
        near_misses=("250-AUTH PLAIN LOGIN XOAUTH2",),
    ),
    Rule(
        "smtp-lines",
        Label.CREDENTIAL,
        r"(?:334 (?:UGFzc3dvcmQ6|VXNlcm5hbWU6)|AUTH LOGIN)\r?\n",
        r"(?:334 (?:UGFzc3dvcmQ6|VXNlcm5hbWU6)|AUTH LOGIN)\r?\n",
        every=_coded_lines,
        rank=GUESS,
        before=24,
        after=4,
        examples=(
            "334 UGFzc3dvcmQ6\n‹{b64:22}==›\n235 ok\n",
            "9\t334 UGFzc3dvcmQ6\n10\tC: ‹{b64:22}==›\n",
            "AUTH LOGIN\n‹{b64:22}==›\n235 ok\n",
        ),
        near_misses=("AUTH LOGIN\n250 SIZE\n", "334 UGFzc3dvcmQ6\nQUIT\n"),
    ),
    Rule(
        "redis-dialogue",
        Label.CREDENTIAL,
        r"(?:[\n\x00>+\t]|\d\)) ?AUTH [\"']?[^\s]{6}",
        r"(?:^|(?<=[\n>)+\t])) ?AUTH (?:[a-z]{2,16} )?" + _WORD + r"(?=\s|$)",
        password,
        rank=GUESS,
        after=140,
        examples=("SELECT 0\nAUTH ‹kQ7pw2xa›\n", "127.0.0.1:6379> AUTH ‹kQ7pw2xa›\n"),
        near_misses=("\nAUTH required", "\nAUTH PLAIN LOGIN"),
    ),
    Rule(
        "login-file-line",
        Label.CREDENTIAL,
        r"[A-Za-z0-9*]:(?:[0-9]{2,5}|\*):[A-Za-z_*]",
        r"(?<![^\n\t +\"])[\w.*-]{1,80}:(?:\d{2,5}|\*):[A-Za-z_*][\w*-]{0,47}:[A-Za-z][\w-]{0,31}:"
        r"(?P<v>[^\s:]{5,128})(?=\s*(?:\n|$))",
        password,
        rank=GUESS,
        before=220,
        after=240,
        examples=("db-1:5432:orders:app:‹kQ7pw2xa›\n",),
        near_misses=("a.py:12:34:warning:unused1 x", "10:20:30:40:50"),
    ),
    Rule(
        "netrc",
        Label.CREDENTIAL,
        r"(?:machine\s{1,4}[^\s]{1,80}|default)\s{1,8}login\s{1,4}[^\s]{1,80}\s{1,8}password\s{1,4}"
        r"[^\s]",
        r"(?:machine\s+\S{1,80}|default)\s+login\s+\S{1,80}\s+password\s+"
        r"(?P<v>[^\s\"'<>$]{4,128})",
        filled,
        rank=GUESS,
        before=240,
        after=140,
        examples=("machine h.example.com\n  login bob\n  password ‹kite12›\n",),
        near_misses=("machine h login bob password $PW",),
    ),
    Rule(
        "client-options",
        Label.CREDENTIAL,
        r"(?:mongosh|mongo|sqlcmd|cqlsh|[pP][sS][eE][xX][eE][cC]|bcp|zip|unzip|7z[a-z]?|rar|unrar|"
        r"az login|ssh-keygen|openssl|"
        r"smbclient|"
        r"sqlplus|impdp|expdp|sqlldr|rman|isql|tsql|> conn)"
        r"[^\n\x00]{0,120}(?: -[pPNkK] ?| -p|pass:|%|/)[\"']?[^\s\"']{5}",
        r"(?<![\w-])(?:(?:mongosh|mongo|cqlsh|[pP][sS][eE][xX][eE][cC](?:\.\w{3})?|7za?|rar|unrar|"
        r"az login)(?= )[^\n|]{0,120}? -p ?|"
        r"(?:sqlcmd|bcp|zip|unzip|isql|tsql)"
        r"(?= )[^\n|]{0,120}? -P ?|ssh-keygen [^\n|]{0,80}?-N |openssl [^\n|]{0,120}?(?:pass:| "
        r"-K | "
        r"-k )|smbclient "
        r"[^\n|]{0,80}?-U [\"']?[^\s%]{1,32}%|(?:sqlplus|impdp|expdp|sqlldr|rman "
        r"target|(?<=> )conn(?:ect)?) (?:-\w+ )*[\w-]{1,32}/)(?!-)[\"']?"
        r"(?P<v>(?![$<@])[^\s\"']{5,128})",
        _option,
        rank=GUESS,
        before=200,
        after=140,
        examples=(
            "sqlcmd -S h -U sa -P ‹kQ7pw2xa›",
            "openssl pkcs12 -passout pass:‹kQ7pw2xa› -in a",
            "openssl genrsa -aes256 -passout pass:‹kitten› -out key.pem",
            "smbclient //h/s -U bob%‹kQ7pw2xa›",
            "sqlplus app/‹kQ7pw2xa›@orcl",
            "impdp system/‹kQ@7pw2xa›@h:1521/ORCL",
            "zip -P ‹kQ$7pw@2xa› out.zip x",
            "SQL> conn app/‹kQ7pw2xa›@h.test/ORCL\n",
            "cqlsh h 9042 -u cassandra -p ‹kQ7pw2xa›",
        ),
        near_misses=("unzip -P $PW a.zip", "mongosh --port 27017", "zip -r9 a.zip src/x1"),
    ),
    Rule(
        "password-after-user",
        Label.CREDENTIAL,
        r" (?:-[uUln]|-?-user(?:name)?|-D) ?[^\n\x00]{1,80} -(?:[pPwAX]|pw) ?[\"']?[^\s\"']{5}",
        r" (?:-[uUln]|-?-user(?:name)?|-D)[ =](?:\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'|[^\s\"']{1,64}) "
        r"(?:[^\s\"'|;&]{1,40} ){0,3}?-(?:[pPwAX]|pw) ?[\"']?(?P<v>(?![$<@-])[^\s\"']{6,128})",
        every=_options,
        rank=GUESS,
        before=190,
        after=140,
        examples=(
            "ipmitool -H h -U ADMIN -P ‹kQ7pw2xa› power status",
            "snmpwalk -v3 -u mon -A ‹kQ7$pw2xa› h",
            'ldapmodify -D "cn=a,dc=q" -w ‹kQ7pw2xa› -f x',
        ),
        near_misses=(
            "ssh -l ops -p 2222222 h",
            "docker run -u app -p 8080:8080 x",
            "tool -u bob -p $PASS",
            "xargs -n 1 -P 12 cmd",
        ),
    ),
    Rule(
        "password-for-user",
        Label.CREDENTIAL,
        r"(?:(?:net user|add_user|change_password|user add|adduser) |/user:)[^\s]{1,64} "
        r"[^\s/-][^\s]{5}",
        r"(?i)(?<!\w)(?:(?:net user|(?:rabbitmqctl )?(?:add_user|change_password)) |(?<=/)user:)"
        r"[\"']?[\w.@\\-]{1,64}[\"']? "
        r"[\"']?(?P<v>(?![/$<-])[^\s\"']{6,128})",
        password,
        rank=GUESS,
        caseless=True,
        before=96,
        after=140,
        examples=(
            "rabbitmqctl add_user svc ‹kQ7pw2xa›",
            "net user jane ‹kQ7pw2xa› /add",
            "net use Z: //h/s /user:jane ‹kQ7pw2xa›",
        ),
        near_misses=("net user jane /delete", "rabbitmqctl add_user svc $PASS"),
    ),
    Rule(
        "login-at-host",
        Label.CREDENTIAL,
        r"[A-Za-z0-9_]:[^\s:/@\x00]{5,64}@[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
        r"(?<![\w.:/-])[A-Za-z][\w.-]{1,31}:(?P<v>(?![^\s@]{0,60}\.?\\n)[^\s:/@\"']{5,64}(?:@[^\s:/@\"']{1,16})?)@(?=\d{1,3}(?:\.\d{1,3}){3})",
        password,
        rank=GUESS,
        before=128,
        examples=("admin:‹kQ7pw2xa›@192.0.2.8",),
        near_misses=("user:$PASS@192.0.2.8", "SHA256:{b62:43}.\\nann@192.0.2.8"),
    ),
    Rule(
        "dsn-password",
        Label.CREDENTIAL,
        r":[^\s@/\x00]{3,128}@(?:tcp|unix|udp)\(",
        r"(?<![\w.-])[\w.-]{1,48}:(?P<v>[^\s@/\"']{3,128})@(?:tcp|unix|udp)\(",
        filled,
        rank=LINK,
        before=220,
        examples=('dsn := "root:‹kQ7pw2xa›@tcp(h:3306)/x"',),
        near_misses=('"root:${PW}@tcp(h:3306)/x"', '"%s:%s@tcp(%s)/x"'),
    ),
    Rule(
        "join-token",
        Label.CREDENTIAL,
        r"(?:SWMTKN-1-[a-z0-9]{40}|K10[0-9a-f]{64}::[a-z]|--token [a-z0-9]{6}\.[a-z0-9]{16})",
        r"SWMTKN-1-[a-z0-9]{40,60}-[a-z0-9]{20,30}|K10[0-9a-f]{64}::[a-z-]{2,16}:[A-Za-z0-9]{16,64}"
        r"|(?<=--token )[a-z0-9]{6}\.[a-z0-9]{16}(?![a-z0-9])",
        rank=LINK,
        before=96,
        after=128,
        examples=(
            "--token ‹SWMTKN-1-{low:50}-{low:25}› h:2377",
            "K3S_TOKEN=‹K10{hex:64}::server:{hex:32}›",
        ),
        near_misses=("SWMTKN-1-<token>", "--token abcdef.0123"),
    ),
    Rule(
        "password-on-next-line",
        Label.CREDENTIAL,
        r"password[^\n\x00]{0,64}\n\n?[ \t]{0,8}[0-9a-f]{32}\n",
        r"(?i)password[^\n]{0,64}\n\n?[ \t]{0,8}(?P<v>[0-9a-f]{32})(?=\n)",
        rank=GUESS,
        caseless=True,
        before=120,
        examples=("following password to proceed:\n\n‹{hex:32}›\n\nThis may",),
        near_misses=("password file\n\nmd5 {hex:32}\n",),
    ),
    Rule(
        "secure-string",
        Label.CREDENTIAL,
        r"ConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?[\"'][^\"'\n]{5}",
        r"(?i)ConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?[\"'](?P<v>(?!\$)[^\"'\n]{5,128})[\"']",
        password,
        rank=GUESS,
        caseless=True,
        before=72,
        after=140,
        examples=("ConvertTo-SecureString '‹kQ7pw2xa›' -AsPlainText -Force",),
        near_misses=('ConvertTo-SecureString "$pw" -AsPlainText',),
    ),
)
