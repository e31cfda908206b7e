"""Words that explain what a call does: for each kind of deed the topics that are near to it.

A deed is explained only by words that are near to what it touches: a request that speaks of a
configuration does not explain that a keychain is read.
"""

from __future__ import annotations

import re
from functools import cache

from posthouse.inspection.facts import Fact, Kind

PLACES = {
    "cron": r"cron|schedul|timer|nightly|daily|weekly|hourly|every |renew|rotate|定时|计划|每",
    "shell": r"\b(?:ba|z|fi)sh\b|direnv|\bhook\b|alias|\brc\b|bashrc|zshrc|\.?profile|shell|\bpath\b|completion|prompt|trap|signal|environment variable|export|install|set ?up|别名|环境变量|配置",
    "service": r"service|systemd|daemon|boot|start|enable|unit|launch|timer|socket|autostart|plist|服务|启动|开机",
    "git-hook": r"hook|husky|pre-commit|pre-push|\.git/|gitconfig|git config|attributes|钩子",
    "ssh-keys": r"authorized|public key|\bkeys?\b.*(?:\bto\b|\bonto\b|\bon\b)|add .*key|deploy key|ssh[ _]config|sshd|add .*key|ssh-copy|host alias|公钥|密钥",
    "loader": r"preload|linker|vim|emacs|\.pth|customize|library",
    "rights": r"user|group|sudo|passwd|password|pam|limits|用户|组|权限|密码",
    "hosts": r"hosts|resolv|name|dns|域名|解析",
    "packages": r"apt|source|repo|mirror|index|pip|registry|ppa|源|镜像",
}
_NEAR: dict[Kind, tuple[tuple[str, str], ...]] = {
    Kind.SECRET: (
        (r"(?i)keychain|find-\w+-password|login\.keychain", r"keychain|password|钥匙串|密码"),
        (r"(?i)\.ssh|id_rsa|id_ed25519|known_hosts", r"ssh|\bkeys?\b|密钥|公钥|deploy|identity"),
        (r"(?i)\.aws|secretsmanager|ssm |sts |iam |169\.254|metadata", r"\baws\b|credential|secret|\biam\b|\bsts\b|role|metadata|凭证"),
        (r"(?i)\.kube|get secrets?|config view", r"kube|k8s|cluster|secret|helm|集群"),
        (r"(?i)docker", r"docker|registry|container|login|镜像"),
        (r"(?i)npmrc|pypirc|netrc|git-credentials|\.cargo", r"npm|pypi|netrc|credential|token|registry|publish|login|auth"),
        (r"(?i)shadow|passwd|master", r"shadow|passw|user|account|login|credential|密码|用户"),
        (r"(?i)_history", r"history|frequently used command|历史"),
        (r"(?i)cookie|login data|key\d\.db|places\.sqlite|local state|web data", r"cookie|browser|chrome|firefox|浏览器"),
        (r"(?i)gnupg|secret-(?:sub)?key", r"gpg|pgp|signing|sign\b|签名"),
        (r"(?i)claude|codex|gemini|copilot|cursor", r"claude|codex|gemini|copilot|cursor|agent|api key"),
        (r"(?i)/proc/|/dev/k?mem|gdb|gcore|lsass|mem", r"memory|process|debug|core dump|dump|内存"),
    ),
    Kind.WEAKEN: (
        (r"(?i)ufw|iptables|nft|firewall|\bpf|netsh|INPUT|OUTPUT|(?-i:-D (?:IN|OUT|FOR)|-F\b)|\ballow\b|\bdeny\b", r"firewall|ufw|iptables|nftables|\bports?\b|traffic|\brules?\b|network|packet|\bip\b|防火墙|端口"),
        (r"(?i)setenforce|selinux|apparmor|permissive|aa-", r"selinux|apparmor|enforc|complain|profile|policy"),
        (r"(?i)audit|syslog|journald|fail2ban|defender|mppreference|Exclusion|falcon|clam|wazuh|osquery", r"audit|\blogs?\b|syslog|antivirus|defender|exclu|fail2ban|scan|service|日志"),
        (r"(?i)privileged|docker\.sock|:/|pid[=:]|hostPath|host(?:PID|Network)|container|SYS_ADMIN", r"docker|container|privileg|mount|volume|socket|\bpod\b|daemonset|host|容器|挂载"),
        (r"(?i)PRELOAD|DYLD|LD_AUDIT", r"preload|librar|linker|shim|profil"),
        (r"(?i)insmod|modprobe|kext|\.ko\b", r"module|kernel|driver|extension|内核|模块"),
        (r"(?i)PermitRoot|PasswordAuth|sshd", r"\bssh|sshd|login"),
        (r"(?i)NOPASSWD", r"sudo"),
        (r"(?i)quarantine|spctl|csrutil|gatekeeper", r"quarantine|gatekeeper|notar|integrity|macos|open the app|attribute"),
        (r"(?i)sysctl|randomize|ptrace|ip_forward", r"sysctl|kernel|forward|routing|aslr|ptrace|内核"),
        (r"^all ports$", r"all ports|any port|every port|wide open|everything"),
        (r"(?i)bucket|s3api|security-group|cloudtrail|visibility|protection", r"bucket|public|policy|security group|access|visibility|branch"),
    ),
    Kind.TLS_OFF: (
        (r"^root$|ca-cert|\.crt|\.pem", r"\bca\b|cert|root|trust|tls|ssl|证书"),
    ),
    Kind.AGENT_RULES: (
        (r"settings|config", r"agents?|rules?\b|claude|gemini|codex|copilot|cursor|mcp|memory|hooks?\b|permission|allow|settings?|规则|设置"),
    ),
    Kind.ENV_DUMP: (
        (r"^search$", r"secret|token|key|passw|credential|leak|env|密|令牌"),
    ),
    Kind.PRIVILEGE: (
        (r"^grant$|rolebinding|iam\b|cluster-admin", r"admin|role|grant|binding|rights|permission|\biam\b|service account|principal|权限|角色"),
        (r"777.*(?:/etc|\.ssh|/usr|/\s|/$|~\s*$)", r"777|everyone|world|all users"),
    ),
    Kind.DESTROY: (
        (r"(?:^|\s)[\"']?(?:/|~|\$HOME|\$\{HOME\})/?\*?[\"']?(?:\s|$)", r"everything|entire|whole (?:disk|home|system|machine)|\bhome\b|全部|整个"),
        (r"of=/dev/|^/dev/|\s/dev/(?:sd|nvme|disk)", r"disk|drive|partition|/dev/|format|flash|image|usb|sd card|磁盘|分区|格式"),
        (r"records", r"delet|drop|truncat|remov|clear|wipe|reset|purge|migrat|schema|table|删|清"),
    ),
}  # fmt: skip


@cache
def _near() -> dict[Kind, tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]]:
    return {
        kind: tuple((re.compile(what), re.compile(topic)) for what, topic in rows)
        for kind, rows in _NEAR.items()
    }


@cache
def _place(name: str) -> re.Pattern[str] | None:
    return re.compile(PLACES[name]) if name in PLACES else None


@cache
def _words(topic: str) -> re.Pattern[str]:
    return re.compile(topic)


def topic_of(fact: Fact, usual: str) -> re.Pattern[str] | None:
    """Return the words that explain a fact: those near to what it touches, or the usual ones."""
    if fact.kind is Kind.PERSIST:
        return _place(fact.detail)
    for what, topic in _near().get(fact.kind, ()):
        if what.search(fact.subject) or what.search(fact.detail):
            return topic
    return _words(usual) if usual else None
