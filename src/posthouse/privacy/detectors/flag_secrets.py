"""Secrets in the options of commands: --password, --api-key, -p, -u user:password."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.assignment import value_at
from posthouse.privacy.detectors.judged import given_password, key_behind, user_password
from posthouse.privacy.placed import is_chosen, may_be_password
from posthouse.privacy.plausible import is_code, is_filled_in, looks_like_password
from posthouse.privacy.rules import GUESS, Rule, Span

_SENDS = re.compile(r"\b(?:curl|wget|https?|ab|siege)(?:\.exe)? ", re.IGNORECASE)
_OPTION = re.compile(
    r"(?:^|[\s`$])--?[a-z][\w-]*[ =](?!(?:and|or|to|is) )\S+(?: |$)|[$#>] \S+ |\./\S+ ",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?:mysql|mariadb).* -p\Z")
_NEXT = re.compile(r"[\"'`]?[ \t]*(?:-|[\\|;&>)\]\"'`]|https?:|\r?\n|\Z)")


def _as_password(match: re.Match[str]) -> Span | None:
    text = match.string
    start, end, quoted = value_at(text, match.end())
    secret = text[start:end]
    fits = looks_like_password(secret, quoted=quoted) and len(secret.split()) == 1
    fits = fits and (quoted or not is_code(secret))
    fits = fits or is_chosen(secret) or _is_option(text, match.start(), (start, end))
    fits = fits or (_GLUED.search(match.group()) is not None and _is_behind_it(secret))
    fits = fits or (match.group().startswith("redis-cli") and _SIGNED.fullmatch(secret) is not None)
    return (start, end) if fits else None


_SIGNED = re.compile(r"[A-Za-z0-9]+(?:[_!@#%^&*.-][A-Za-z0-9]+)+")
"""What may be nothing but a password behind an option that takes no other word."""


def _is_behind_it(secret: str) -> bool:
    """Tell what can be nothing but a password where no blank stands before it: -pZhang2021.db."""
    return any(map(str.isdigit, secret)) and "/" not in secret and not is_filled_in(secret)


def _is_option(text: str, at: int, value: Span) -> bool:
    """Tell a word that is an option's value from one of a sentence about the option."""
    if not may_be_password(text[slice(*value)]) or not _NEXT.match(text, value[1]):
        return False
    return _OPTION.search(text[max(at - 160, 0) : at].rpartition("\n")[2]) is not None


def _sent(match: re.Match[str]) -> Span | None:
    """Take what a program sends behind the name of a user, a word too."""
    line = match.string[max(match.start() - 160, 0) : match.start()].rpartition("\n")[2]
    found = user_password(match)
    return given_password(match) if found is None and _SENDS.search(line) else found


RULES = (
    Rule(
        "secret-flag",
        Label.CREDENTIAL,
        r"-(?:password|passwd|pass|pwd|passphrase|[a-z-]{0,20}pass|token|secret|[a-z-]{0,20}key|"
        r"[a-z-]{0,20}secret|[a-"
        r"z-]{0,20}token|[a-z-]{0,20}password)[ =][\"']?[^ \n]",
        r"(?i)(?<![\w-])--?(?!-?(?:ask|no|prompt|use)-)[a-z-]{0,24}"
        r"(?:password|passwd|passphrase|pass|pwd)[ =](?=\S)",
        _as_password,
        ahead=True,
        rank=GUESS,
        caseless=True,
        examples=(
            "login --password ‹kQ7pw2xa› -v",
            "x --db-pass='‹ab%12cd›'",
            "-Password ‹kQ7pw2xa!›",
            "./tool --user bob --password ‹kitten›\n",
            "user --name root --password '‹kitten›'",
            "gpg --batch --passphrase ‹maple-otter-canyon-drift› -d x.gpg",
        ),
        near_misses=(
            "--password $PW",
            "--password <pw>",
            "--password-stdin x1y2z3a4",
            "use --user name and --password word to log in",
            "-Password $Env:Token",
            "there are the --ftp-user and --ftp-password command\nswitches",
            "wget --output-document=- --ask-password wins\n",
        ),
    ),
    Rule(
        "key-flag",
        Label.CREDENTIAL,
        r"--(?:[a-z-]{0,24}(?:token|secret|key|-ak|-sk|-pat)|[as]k)[ =][\"']?[^ \n]|"
        r"-setcookie [A-Za-z\"']|"
        r"[\"']-[tk][\"'], ?[\"'][A-Za-z0-9_-]{20}",
        r"(?<![\w-])(?:--(?:[a-z-]{0,24}(?:token|secret|key|-ak|-sk|-pat)|[as]k)[ =]|"
        r"-setcookie )(?=\S)|"
        r"(?<=[\"'])-[tk][\"'], ?(?=[\"'](?=[a-z0-9_-]*[A-Z])[A-Za-z0-9_-]{20})",
        key_behind,
        ahead=True,
        rank=GUESS,
        examples=(
            "cli --api-key ‹{b62:32}›",
            "cli --token=‹{hex:40}›",
            "iex --sname a -setcookie ‹{abc:20}› -S mix",
            'command: ["-t", "‹{b62:24}›", "-p", "7000"]',
        ),
        near_misses=(
            "--token $TOKEN",
            "--key tls.key",
            'docker build ["-t", "registry-of-images-2024"]',
        ),
    ),
    Rule(
        "client-password-flag",
        Label.CREDENTIAL,
        r"(?:sshpass|mysql|mysqldump|mysqladmin|redis-cli|mariadb|docker login|registry login|"
        r"ldapsearch)[^\n]{0,120} -[pa]",
        r"(?:sshpass|mysql\w*|mariadb\w*|docker login|registry login|ldapsearch)"
        r"[^\n]{0,120}? -[pa] ?(?=[^\s-])|redis-cli[^\n]{0,120}? -a ?(?=[^\s-])",
        _as_password,
        ahead=True,
        rank=GUESS,
        before=160,
        examples=(
            "mysql -u root -p‹kQ7pw2xa› crm",
            "sshpass -p '‹ab%12cd›' ssh x",
            "redis-cli -h h -a ‹kQ7pw2xa›",
            "redis-cli -h h -p 6380 -a ‹rC-cluster_pw› info",
            "redis-cli -h h -p 6380 -a '‹R3d!s_prod_5520›' info",
            "mysql -uroot -p‹Zhang2021.db› -h db1",
        ),
        near_misses=(
            "mysql -u root -p crm",
            "mysql -u root -p crm2.db",
            "redis-cli -a $PW",
            "redis-cli -p 6380 info",
        ),
    ),
    Rule(
        "user-and-password",
        Label.CREDENTIAL,
        r"(?:-[A-Za-z]{0,8}u|--user|--proxy-user)[ =]{1,5}[\"']?[^\s:\"']{0,64}:[\"']?[^\s\"']",
        r"(?<![\w-])(?:-[A-Za-z]{0,8}u|--user|--proxy-user)[ =]{1,5}[\"']?[^\s:\"'/]{0,64}:[\"']?"
        r"(?P<v>[^\s\"']{4,128})",
        _sent,
        rank=GUESS,
        before=96,
        examples=(
            "curl -u bob:‹kQ7pw2xa› http://h",
            "curl -fsSLu ci:‹kQ7pw2xa› http://h",
            "curl --user bob:'‹kQ7pw2xa›' http://h",
            'curl -s --user "bob:‹kitten›" http://h',
        ),
        near_misses=(
            "curl -u $USER:$PASS http://h",
            "docker run -u 1000:1000 x",
            "docker run -u node:people x",
        ),
    ),
    Rule(
        "password-hashed",
        Label.CREDENTIAL,
        r"openssl passwd [^\n\x00]{1,48}",
        r"openssl passwd(?: -(?:[0-9]|apr1|crypt|noverify|quiet)){0,3}(?: -salt \S{1,16})? "
        r"(?P<v>(?!-)[^\s\"'$)|;<>]{4,128})",
        given_password,
        rank=GUESS,
        before=64,
        after=136,
        examples=('useradd -p "$(openssl passwd -1 ‹kQ7pw2xa›)" ops\n',),
        near_misses=("openssl passwd -6 $PW", "openssl passwd -6 -stdin < f1le"),
    ),
    Rule(
        "password-command",
        Label.CREDENTIAL,
        r"-(?:password|pass|passphrase|token)-command[ =][\"']?(?:echo|printf) ",
        r"(?<![\w-])--?(?:password|pass|passphrase|token)-command[ =][\"']?(?:echo|printf) (?:-n )?"
        r"[\"']?(?P<v>[^\s\"']{4,128})",
        given_password,
        rank=GUESS,
        before=48,
        after=136,
        examples=("restic --password-command 'echo \"‹kQ7pw2xa›\"' snapshots",),
        near_misses=("restic --password-command 'echo $PW'", "--password-command 'cat /run/pw1'"),
    ),
    Rule(
        "user-is-key",
        Label.CREDENTIAL,
        r"curl[^\n\x00]{0,200} (?:-u|--user)[ =][\"']?[^\s:\"'/]{8,128}:[\"'\s]",
        r"(?<![\w-])(?:-u|--user)[ =][\"']?(?P<v>[^\s:\"'/]{8,128}):[\"'\s]",
        user_password,
        rank=GUESS,
        before=140,
        after=4,
        examples=('curl -u "‹kQ7pw2xa›:" http://h', "curl -u ‹{hex:32}›: http://h"),
        near_misses=('curl -u "administrator:" http://h', 'curl -u "$API_KEY:" http://h'),
    ),
)
