"""What single commands do that can be told from their program and arguments: a table.

A pattern is searched in the arguments joined by spaces; its group `what`, if it has one, is the
fact's subject. Programs are names; "" stands for any program, with the name before its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from posthouse.inspection.facts import Fact, Kind


@dataclass(frozen=True, slots=True)
class Sign:
    """One row: what a program with such arguments does."""

    kind: Kind
    programs: str
    pattern: str
    detail: str = ""


_PRECIOUS = (
    r"(?:\s|^)[\"']?(?:/|/\*|~/?|~/\*|\$HOME/?\*?|\$\{HOME\}/?\*?|/(?:etc|usr|var|home|root|boot|opt|lib|bin|sbin|srv"
    r"|sys|proc|Users|System)(?:/(?!tmp|lib/apt/lists|log/|cache|local/go)[\w.*-]+){0,3}/?\*?|(?:\./)?\.git|\*"
    r"|~/(?:\.ssh|\.aws|\.config|Documents|Desktop|projects?|src|work))[\"']?(?=\s|$)"
)
SIGNS = (
    Sign(
        Kind.TLS_OFF,
        "curl",
        r"(?:^|\s)(?:-[a-zA-Z]*k[a-zA-Z]*|--insecure|--proxy-insecure)(?:\s|$)",
    ),
    Sign(Kind.TLS_OFF, "wget wget2", r"--no-check-certificate"),
    Sign(
        Kind.TLS_OFF, "git", r"(?i)sslVerify[= ]+[\"']?(?:false|0)|--no-verify-signatures|sslCAInfo"
    ),
    Sign(Kind.TLS_OFF, "npm yarn pnpm", r"strict-ssl[= ]+false|cafile|enableStrictSsl\s+false"),
    Sign(
        Kind.TLS_OFF,
        "export env set setx",
        r"(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY)=[\"']?0",
    ),
    Sign(
        Kind.TLS_OFF,
        "export env set setx",
        r"(?:GIT_SSL_NO_VERIFY|NPM_CONFIG_STRICT_SSL|GONOSUMDB|GONOSUMCHECK|GOINSECURE|GOFLAGS=-insecure)=",
    ),
    Sign(Kind.TLS_OFF, "export env", r"GONOSUMDB=|GOSUMDB=off|GOINSECURE="),
    Sign(Kind.TLS_OFF, "go", r"GOSUMDB=off|GOINSECURE=|GONOSUMDB=|-insecure\b"),
    Sign(
        Kind.TLS_OFF,
        "pip pip3 uv poetry pipenv pdm",
        r"--trusted-host|--allow-insecure-host|global\.trusted-host|certificates\.\S+ false",
    ),
    Sign(Kind.TLS_OFF, "conda mamba", r"ssl_verify\s+(?:false|no)"),
    Sign(
        Kind.TLS_OFF,
        "apt apt-get aptitude",
        r"--allow-unauthenticated|AllowInsecureRepositories=true|--force-yes|Verify-Peer=false|AllowUnauthenticated",
    ),
    Sign(Kind.TLS_OFF, "dpkg", r"--force-(?:all|bad)"),
    Sign(
        Kind.TLS_OFF,
        "rpm yum dnf zypper",
        r"--no(?:signature|digest|gpgcheck)|--no-gpg-checks?|gpgcheck=0",
    ),
    Sign(Kind.TLS_OFF, "kubectl helm", r"--insecure-skip-tls-verify"),
    Sign(Kind.TLS_OFF, "update-ca-certificates update-ca-trust", r"", "root"),
    Sign(Kind.TLS_OFF, "security", r"add-trusted-cert", "root"),
    Sign(
        Kind.TLS_OFF,
        "composer bundle gem",
        r"disable-tls\s+true|secure-http\s+false|ssl_verify_mode\s+0",
    ),
    Sign(Kind.TRACES, "history", r"-\w*[cw]\b"),
    Sign(Kind.TRACES, "unset", r"HIST(?:FILE|SIZE|CONTROL)|SAVEHIST"),
    Sign(
        Kind.TRACES,
        "export",
        r"^HIST(?:FILE|SIZE|FILESIZE|CONTROL|IGNORE)=[\"']?(?:0|/dev/null|ignore\S*|\*|)[\"']?$",
    ),
    Sign(Kind.TRACES, "set", r"\+o history"),
    Sign(
        Kind.TRACES,
        "rm shred truncate ln cat",
        r"\.(?:bash|zsh|sh|python)_history|/var/log/(?:auth|syslog|secure|wtmp|btmp|lastlog|audit|messages)",
    ),
    Sign(Kind.TRACES, "touch", r"(?:^|\s)-\w*[rdt]\s+/?(?:etc|bin|usr)"),
    Sign(Kind.TRACES, "chattr", r"\+\w*i"),
    Sign(Kind.TRACES, "journalctl", r"--vacuum-(?:time|size)=1\w?$|--rotate"),
    Sign(Kind.DESTROY, "rm", r"(?:^|\s)-\w*[rf]\w*(?=\s).*" + _PRECIOUS),
    Sign(
        Kind.DESTROY,
        "rm unlink shred",
        r"^(?:-\w+\s+)*/(?:etc|usr|bin|sbin|boot|lib|root)/(?!local/go)\S+",
    ),
    Sign(Kind.DESTROY, "find", r"^(?:/|~|\$HOME)\s.*-delete"),
    Sign(Kind.DESTROY, "dd", r"\bof=/dev/(?:sd|nvme|hd|disk|mapper)"),
    Sign(Kind.DESTROY, "mkfs mkfs.ext4 mkfs.xfs wipefs", r"/dev/"),
    Sign(
        Kind.DESTROY,
        "git",
        r"push\b.*(?:\s--delete\s|\s:)(?:refs/heads/)?(?:main|master|trunk|develop|release)\b",
    ),
    Sign(
        Kind.DESTROY,
        "git",
        r"reflog expire|gc\b.*--prune=now|update-ref\s+-d|branch\s+-D\s+(?:main|master|trunk|develop)\b|filter-branch",
    ),
    Sign(
        Kind.DESTROY,
        "git",
        r"push\b.*(?:--force\b|\s-f\b).*\b(?:main|master)\b|clean\s+-\w*[dxf]{3}",
    ),
    Sign(Kind.DESTROY, "kubectl", r"delete\s+(?:ns|namespaces?|all|pvc?)\s+.*--all"),
    Sign(
        Kind.DESTROY,
        "aws",
        r"s3\s+(?:rb|rm)\b.*(?:--force|--recursive)|delete-(?:db|table|bucket|stack)|terminate-instances",
    ),
    Sign(
        Kind.DESTROY,
        "psql mysql sqlite3 mongo mongosh redis-cli",
        r"(?i)drop\s+(?:table|database|schema)|truncate\s+table|FLUSHALL|dropDatabase",
    ),
    Sign(Kind.DESTROY, "dropdb", r"(?:^|\s)(?!\S*(?:test|dev|tmp))[\w-]+$"),
    Sign(Kind.DESTROY, "docker", r"system prune\b.*--volumes|volume rm \$\(docker volume ls"),
    Sign(Kind.DESTROY, "vssadmin tmutil", r"(?i)delete|disable"),
    Sign(Kind.WEAKEN, "ufw", r"\bdisable\b|default allow|reset"),
    Sign(
        Kind.WEAKEN,
        "iptables ip6tables nft",
        r"(?:^|\s)(?:-F|--flush|-X|flush ruleset|-P INPUT ACCEPT|-D INPUT)",
    ),
    Sign(Kind.WEAKEN, "setenforce", r"^(?:0|permissive)"),
    Sign(
        Kind.WEAKEN,
        "systemctl service rc-service launchctl",
        r"(?:stop|disable|mask|unload)\b.*\b(?:ufw|firewalld|iptables|auditd|apparmor|selinux|rsyslog|syslog|fail2ban|falco\S*|clamav\S*|osquery\S*|cbdaemon|falcon-sensor|wazuh\S*|pf)\b",
    ),
    Sign(
        Kind.WEAKEN,
        "systemctl service",
        r"\b(?:ufw|firewalld|iptables|auditd|apparmor|rsyslog|syslog|fail2ban)\s+stop",
    ),
    Sign(
        Kind.WEAKEN,
        "pkill killall kill",
        r"\b(?:auditd|falco|osqueryd?|clamd|cbdaemon|falcon-sensor|rsyslogd|wazuh)\b",
    ),
    Sign(Kind.WEAKEN, "pfctl", r"-d\b|-F"),
    Sign(Kind.WEAKEN, "spctl csrutil", r"--(?:master|global)-disable|disable"),
    Sign(Kind.WEAKEN, "auditctl", r"-[De]\b|-a\s+never"),
    Sign(Kind.WEAKEN, "xattr", r"quarantine"),
    Sign(
        Kind.WEAKEN, "sysctl", r"randomize_va_space=0|ptrace_scope=0|kptr_restrict=0|ip_forward=1"
    ),
    Sign(
        Kind.WEAKEN,
        "sed tee",
        r"(?i)(?:PermitRootLogin|PasswordAuthentication|PermitEmptyPasswords)\s+yes|SELINUX=(?:disabled|permissive)|NOPASSWD",
    ),
    Sign(
        Kind.WEAKEN,
        "echo printf",
        r"(?i)(?:PermitRootLogin|PermitEmptyPasswords)\s+yes|SELINUX=(?:disabled|permissive)|NOPASSWD:?\s*ALL",
    ),
    Sign(Kind.WEAKEN, "insmod", r"\S"),
    Sign(Kind.WEAKEN, "modprobe", r"-r\s|/tmp/"),
    Sign(Kind.WEAKEN, "kextload kextunload", r"\S"),
    Sign(
        Kind.WEAKEN, "export env", r"(?:LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES)=(?P<what>/?\S+)"
    ),
    Sign(
        Kind.WEAKEN,
        "docker podman",
        r"--privileged|-v\s+[\"']?/:/|--pid=host|-v\s+/(?:etc|root):|docker\.sock:\S*(?<!:ro)\s",
    ),
    Sign(Kind.PRIVILEGE, "chmod", r"(?:^|\s)(?:[ugoa]*\+\w*s\w*|[2467][0-7]{3})(?:\s|$)"),
    Sign(
        Kind.PRIVILEGE,
        "chmod",
        r"(?:^|\s)(?:-R\s+)?0?777\s.*(?:^|\s)(?:/|~|\$HOME|/(?:etc|usr|var|home|root|opt))(?:/\S*)?(?:\s|$)",
    ),
    Sign(Kind.PRIVILEGE, "setcap", r"cap_(?:setuid|sys_admin|dac)"),
    Sign(
        Kind.PRIVILEGE,
        "useradd adduser pw dscl sysadminctl dseditgroup dsenableroot",
        r"(?:^|\s)(?:-o\b|-u\s*0|-g\s*0|-G\s*(?:sudo|wheel|root|docker)|wheel\b|admin\b|PrimaryGroupID|UniqueID|-addUser)|^\s*(?:-\w|#)",
    ),
    Sign(Kind.PRIVILEGE, "useradd adduser", r"\S", "user"),
    Sign(
        Kind.PRIVILEGE,
        "usermod gpasswd",
        r"-\w*[aG]\w*\s.*\b(?:sudo|wheel|root|docker|admin|adm)\b|--password|-p\b",
    ),
    Sign(Kind.PRIVILEGE, "chpasswd chsh", r""),
    Sign(Kind.PRIVILEGE, "passwd", r"\b(?:root|--stdin|-d|-u)\b"),
    Sign(Kind.PRIVILEGE, "visudo", r"(?<!-c)\s-f"),
    Sign(Kind.PRIVILEGE, "dsenableroot", r""),
    Sign(Kind.PERSIST, "crontab", r"(?:^|\s)(?:-|/\S+|[\w./~$]+)\s*$(?<!-l)(?<!-e)(?<!-r)", "cron"),
    Sign(Kind.PERSIST, "systemd-run", r"--(?:on-\w+|unit|user|timer)|\S", "service"),
    Sign(Kind.PERSIST, "systemctl", r"\benable\b(?P<what>.*)", "service"),
    Sign(
        Kind.PERSIST,
        "service sysrc chkconfig update-rc.d rc-update",
        r"\benable\b|\bdefaults\b|YES|add\b",
        "service",
    ),
    Sign(Kind.PERSIST, "launchctl", r"\b(?:load|bootstrap|submit|enable|setenv)\b", "service"),
    Sign(Kind.PERSIST, "at batch", r"\bnow\b|\d", "cron"),
    Sign(Kind.PERSIST, "schtasks", r"(?i)/create", "cron"),
    Sign(Kind.PERSIST, "reg", r"(?i)add\b.*\\(?:Run|RunOnce|Winlogon)", "service"),
    Sign(Kind.PERSIST, "trap", r"\b(?:DEBUG|EXIT|ERR|SIGINT|INT)\b", "shell"),
    Sign(Kind.PERSIST, "ssh-copy-id", r"\S", "ssh-keys"),
    Sign(Kind.PERSIST, "osascript", r"login item", "service"),
    Sign(Kind.TUNNEL, "ssh autossh", r"(?:^|\s)-\w*R\s*\S*:\S*\s"),
    Sign(Kind.TUNNEL, "autossh", r"-R"),
    Sign(Kind.TUNNEL, "ngrok", r"\b(?:http|tcp|tls|start)\b"),
    Sign(Kind.TUNNEL, "cloudflared", r"\btunnel\b.*(?:--url|run|--token)"),
    Sign(Kind.TUNNEL, "frpc bore gost rathole", r"\S"),
    Sign(Kind.TUNNEL, "lt localtunnel", r"--port"),
    Sign(Kind.TUNNEL, "tailscale", r"\bup\b.*auth-?key"),
    Sign(Kind.TUNNEL, "", r"\bclient\s+\S+:\d+\s+R:|R:socks"),
    Sign(Kind.TUNNEL, "tor", r""),
    Sign(
        Kind.SHELL,
        "nc ncat netcat",
        r"(?:^|\s)-\w*[ec]\w*\s+\S*(?:sh|cmd|powershell)\b|--(?:sh-)?exec",
    ),
    Sign(Kind.SHELL, "socat", r"(?i)\b(?:exec|system):"),
    Sign(
        Kind.MINER,
        "",
        r"(?i)\bxmrig\b|stratum\+|\bminerd\b|cpuminer|nicehash|minexmr|\bminer\b.*\s-o\s\S+:\d+",
    ),
    Sign(Kind.PROMPT, "read", r"(?i)-\w*s.*pass|-\w*p.*pass(?:word|phrase)"),
    Sign(Kind.PROMPT, "osascript zenity kdialog", r"(?i)hidden answer|--password|password"),
    Sign(
        Kind.ENDPOINT,
        "export env",
        r"\b\w*(?:BASE_URL|API_BASE|API_HOST|ENDPOINT_URL)=[\"']?(?P<what>https?://\S+)",
    ),
    Sign(Kind.ENDPOINT, "export env", r"(?i)\b(?:https?|all|ftp)_proxy=[\"']?(?P<what>\S+)"),
    Sign(Kind.ENDPOINT, "npm yarn pnpm git pip", r"(?i)config\s.*\bproxy[= ]+(?P<what>\S+)"),
    Sign(Kind.ENDPOINT, "git", r"(?i)url\.(?P<what>\S+?)\.(?:push)?insteadOf"),
    Sign(Kind.ENDPOINT, "networksetup gsettings", r"(?i)proxy"),
    Sign(
        Kind.ENDPOINT,
        "sed",
        r"(?i)(?:base_?url|api_base|endpoint)\b.*(?P<what>https?://[^\s\"'#|]+)",
    ),
    Sign(
        Kind.GIT_EXEC,
        "git",
        r"(?i)(?:core\.(?:fsmonitor|sshCommand|pager|editor|hooksPath)|credential\.(?:\S+\.)?helper|filter\.\S+\.(?:smudge|clean|process)|diff\.external|diff\.\S+\.(?:command|textconv)|alias\.\S+|sequence\.editor|init\.templateDir|uploadpack\.\S+)\s*[= ]\s*(?P<what>.*(?:!|sh\b|curl|wget|/tmp|/dev|nc\b|;|\||\$\().*)",
    ),
    Sign(
        Kind.GIT_EXEC,
        "git",
        r"(?i)(?:core\.hooksPath|init\.templateDir|credential\.helper)[= ]+[\"']?(?P<what>/(?:tmp|dev|var)\S*|~/\.\w\S*|store)",
    ),
    Sign(
        Kind.REMOTE,
        "git",
        r"remote\s+(?:add|set-url)\s.*?(?P<what>(?:https?|ssh|git)://\S+|git@\S+)",
    ),
    Sign(
        Kind.REMOTE,
        "git",
        r"submodule\s+(?:set-url|add)\s.*?(?P<what>(?:https?|ssh|git)://\S+|git@\S+)",
    ),
    Sign(
        Kind.SECRET,
        "security",
        r"dump-keychain|find-(?:generic|internet)-password|find-certificate|export\b|import\b",
        "keychain",
    ),
    Sign(Kind.SECRET, "gh", r"auth\s+token|auth\s+status\s.*(?:-t|--show-token)", "token"),
    Sign(Kind.SECRET, "gcloud", r"auth\s+(?:application-default\s+)?print-access-token", "token"),
    Sign(Kind.SECRET, "secret-tool pass op", r"lookup|show|read|item get", "token"),
    Sign(Kind.SECRET, "gcore gdb procdump", r"(?:sshd|ssh-agent|-p)\b|gcore", "memory"),
    Sign(
        Kind.SECRET,
        "",
        r"(?i)mimipenguin|mimikatz|lazagne|keylog|linpeas|lsass|hashdump|secretsdump",
    ),
    Sign(
        Kind.ENV_DUMP,
        "grep egrep rg",
        r"(?i)(?:key|token|secret|passw)\S*\|\S*(?:key|token|secret|passw)\S*$",
    ),
    Sign(Kind.ENDPOINT, "route ip", r"\b(?:add|replace)\b.*\bdefault\b.*via\s+(?P<what>\S+)"),
    Sign(
        Kind.FETCH_RUN,
        "powershell pwsh",
        r"(?i)(?:iex|invoke-expression).*(?:downloadstring|iwr|irm|invoke-web)",
    ),
    Sign(Kind.FETCH_RUN, "mshta regsvr32 rundll32", r"(?P<what>https?://\S+)"),
    Sign(
        Kind.HIDDEN_RUN,
        "powershell pwsh",
        r"(?i)\s-e(?:nc\w*)?\s+[A-Za-z0-9+/=]{24}|-(?:w|windowstyle)\s+hidden",
    ),
)


def _by_program() -> dict[str, list[tuple[Sign, re.Pattern[str]]]]:
    table: dict[str, list[tuple[Sign, re.Pattern[str]]]] = {}
    for sign in SIGNS:
        compiled = re.compile(sign.pattern)
        for program in sign.programs.split() or [""]:
            table.setdefault(program, []).append((sign, compiled))
    return table


_TABLE = _by_program()
_LONGEST = 4_000


def signs(program: str, words: tuple[str, ...]) -> Iterator[Fact]:
    """Yield what a command does by the table."""
    joined = " ".join(words[1:])[:_LONGEST]
    for sign, pattern in _TABLE.get(program, ()):
        match = pattern.search(joined)
        if match:
            yield _fact(sign, match, joined)
    for sign, pattern in _TABLE[""]:
        match = pattern.search(f"{program} {joined}")
        if match:
            yield _fact(sign, match, joined)


def _fact(sign: Sign, match: re.Match[str], joined: str) -> Fact:
    what = (match["what"] or "") if "what" in match.re.groupindex else joined
    return Fact(sign.kind, what.strip("\"' "), sign.detail)
