"""How each agent is started headless: a home of its own, no way out but the address it is given."""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.agents.install import program

# Whatever an agent would fetch besides the model's answers ends at a port where nobody listens.
NO_WAY_OUT = dict.fromkeys(
    ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9"
)
LONGEST_S = 90

CODEX_SETTINGS = """
model = "{model}"
check_for_update_on_startup = false
{provider}
[analytics]
enabled = false

[features]
plugins = false
remote_plugin = false
plugin_sharing = false
apps = false
"""

CODEX_PROVIDER = """model_provider = "station"

[model_providers.station]
name = "station"
base_url = "{url}/v1"
env_key = "STATION_KEY"
wire_api = "responses"
"""

GEMINI_SETTINGS = {
    "security": {"auth": {"selectedType": "gemini-api-key"}},
    "privacy": {"usageStatisticsEnabled": False},
    "telemetry": {"enabled": False},
    "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
}

Relay = tuple[str, str] | None
"""Address and key; None where `posthouse run` is to set them."""

Prepared = tuple[list[str], dict[str, str]]


@dataclass(frozen=True)
class Agent:
    """An agent as it is named in a test; `prepare` takes home, relay and model."""

    name: str
    model: str
    prepare: Callable[[Path, Relay, str], Prepared]

    def run(self, home: Path, relay: Relay, task: str, starter=()) -> subprocess.CompletedProcess:
        """Let the agent carry out a task in `home/work`; `starter` is a command in front of it."""
        command, own = self.prepare(home, relay, self.model)
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8",
            **NO_WAY_OUT, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", **own,
        }  # fmt: skip
        return subprocess.run(
            [*starter, *command, task], env=environment, cwd=home / "work",
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LONGEST_S,
            check=False,
        )  # fmt: skip


def claude(_: Path, relay: Relay, model: str) -> Prepared:
    """Claude Code; IS_SANDBOX lets it act without asking even where the tests run as root."""
    flags = ["--output-format", "stream-json", "--verbose", "--dangerously-skip-permissions"]
    quiet = {
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_TELEMETRY": "1",
        "DISABLE_AUTOUPDATER": "1",
        "DISABLE_ERROR_REPORTING": "1",
        "IS_SANDBOX": "1",
    }
    told = dict(zip(("ANTHROPIC_BASE_URL", "ANTHROPIC_AUTH_TOKEN"), relay or (), strict=False))
    return [str(program("claude")), *flags, "--model", model, "-p"], quiet | told


def codex(home: Path, relay: Relay, model: str) -> Prepared:
    """Codex, over the Responses API."""
    folder = home / ".codex"
    folder.mkdir()
    provider = CODEX_PROVIDER.format(url=relay[0]) if relay else ""
    (folder / "config.toml").write_text(CODEX_SETTINGS.format(model=model, provider=provider))
    flags = ["exec", "--json", "--skip-git-repo-check", "--sandbox", "danger-full-access"]
    told = {"STATION_KEY": relay[1]} if relay else {}
    return [str(program("codex")), *flags], {"CODEX_HOME": str(folder), **told}


def gemini(home: Path, relay: Relay, model: str) -> Prepared:
    """Gemini CLI."""
    folder = home / ".gemini"
    folder.mkdir()
    (folder / "settings.json").write_text(json.dumps(GEMINI_SETTINGS))
    flags = ["--approval-mode", "yolo", "-o", "json", "-m", model, "-p"]
    told = dict(zip(("GOOGLE_GEMINI_BASE_URL", "GEMINI_API_KEY"), relay or (), strict=False))
    return ["node", str(program("gemini")), *flags], {"GEMINI_CLI_TRUST_WORKSPACE": "true", **told}
