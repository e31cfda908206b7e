"""Places in a file system that matter: where credentials lie, and what is run without being asked."""

from __future__ import annotations

import re

_SECRETS = re.compile(
    r"\.ssh/(?:id_|\*|[\w-]*key)|\.ssh/?\Z|\.aws(?:/credentials|/?\Z)|\.netrc\b|\.pypirc\b|\.git-credentials"
    r"|\.docker/config\.json|\.kube(?:/config|/?\Z)|\.gnupg|\.config/(?:gh|gcloud|op|hub)\b|/hosts\.yml"
    r"|\.codex/auth|\.claude/\.?credentials|\.claude\.json|\.gemini/oauth|\.npmrc\b|\.cargo/credentials"
    r"|\.password-store|\.vault-token|\.azure\b|Login Data|cookies\.sqlite|logins\.json|key[34]\.db"
    r"|/etc/(?:master\.passwd|g?shadow)|login\.keychain|wallet\.dat|\.electrum|\.config/solana"
    r"|application_default_credentials|(?:\A|/)(?:id_rsa|id_ed25519|id_ecdsa)\Z|\.pgpass|\.my\.cnf"
    r"|\.terraform\.d/credentials|/proc/\S+/environ|secrets/kubernetes\.io|\.bash_history|\.zsh_history",
    re.IGNORECASE,
)
_LOCAL_SECRETS = re.compile(
    r"(?:\A|/)\.env(?:\.\w+)?\Z|\.(?:pem|p12|pfx|jks|kdbx|keystore)\Z|\.tfstate\Z"
)
_PLACES = {
    "ssh-keys": (r"\.ssh/(?:authorized_keys\d?|rc|config)\b|/etc/ssh/"),
    "cron": (r"/etc/(?:cron|anacron)|/var/spool/cron|/crontabs?\b"),
    "shell": (
        r"(?:\A|[/~])\.(?!env\b)(?:bash|zsh|k?sh|csh|tcsh|login|logout)?_?(?:rc|profile|login|logout|env|aliases)\b"
        r"|\.(?:bashrc|zshrc|profile|zshenv|bash_profile|bash_aliases|inputrc|xinitrc|xprofile)\b"
        r"|/etc/(?:profile|bash\.bashrc|zsh|environment|rc\.|init\.d)|fish/config\.fish|/etc/motd|update-motd"
    ),
    "service": (
        r"/systemd/(?:system|user)/|/etc/init|LaunchAgents|LaunchDaemons|StartupItems|\.config/autostart"
        r"|/etc/xdg/autostart|/etc/rc\.|/rc\.d/|emond\.d|\.plist\Z|/etc/supervisor|modules-load|udev/rules"
    ),
    "git-hook": (
        r"\.git/hooks/|\.husky/|\.githooks/|\.git/config\b|\.git/info/attributes|\.gitconfig\b"
    ),
    "loader": (
        r"ld\.so\.(?:preload|conf)|\.pth\Z|(?:site|user)customize\.py|\.vimrc|\.emacs\b|\.config/nvim"
    ),
    "rights": (r"/etc/sudoers|/etc/(?:passwd|g?shadow|group)\b|/etc/pam\.d|/etc/security/|polkit"),
    "hosts": (r"/etc/(?:hosts|resolv\.conf|nsswitch\.conf)\Z"),
    "packages": (
        r"/etc/apt/(?:sources|trusted|apt\.conf|preferences)|/etc/yum\.repos|pip\.conf|\.config/(?:pip|uv)/"
    ),
}
_PERSISTENT = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PLACES.items())
_RULES = re.compile(
    r"(?:\A|/)(?:AGENTS?|CLAUDE|GEMINI|COPILOT)(?:\.local)?\.md\Z|\.cursorrules|\.cursor/rules|\.windsurfrules"
    r"|\.clinerules|copilot-instructions\.md|\.claude/|\.codex/|\.gemini/|\.goosehints|(?:\A|/)\.?mcp\.json\Z",
    re.IGNORECASE,
)


def is_secret(path: str) -> bool:
    """Tell whether a path is a store of credentials of the user or the machine."""
    return _SECRETS.search(path) is not None and not path.endswith(".pub")


def is_private(path: str) -> bool:
    """Tell whether a path is a store of credentials, or a project's own secrets."""
    return is_secret(path) or _LOCAL_SECRETS.search(path) is not None


def persistent(path: str) -> str:
    """Return the name of the kind of place from which things are run by themselves, or ""."""
    return next((name for name, pattern in _PERSISTENT if pattern.search(path)), "")


def is_rules(path: str) -> bool:
    """Tell whether agents take instructions from a file."""
    return _RULES.search(path) is not None
