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
model_provider = "station"
check_for_update_on_startup = false

[model_providers.station]
name = "station"
base_url = "{url}/v1"
env_key = "STATION_KEY"
wire_api = "responses"

[analytics]
enabled = false

[features]
plugins = false
remote_plugin = false
plugin_sharing = false
apps = false
"""

GEMINI_SETTINGS = {
    "security": {"auth": {"selectedType": "gemini-api-key"}},
    "privacy": {"usageStatisticsEnabled": False},
    "telemetry": {"enabled": False},
    "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
}

Prepared = tuple[list[str], dict[str, str]]


@dataclass(frozen=True)
class Agent:
    """An agent as it is named in a test; `prepare` takes home, url, key and model."""

    name: str
    model: str
    prepare: Callable[[Path, str, str, str], Prepared]

    def run(self, home: Path, url: str, key: str, task: str) -> subprocess.CompletedProcess:
        """Let the agent carry out a task in `home/work`."""
        command, own = self.prepare(home, url, key, self.model)
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8",
            **NO_WAY_OUT, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", **own,
        }  # fmt: skip
        return subprocess.run(
            [*command, task], env=environment, cwd=home / "work", stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=LONGEST_S, check=False,
        )  # fmt: skip


def claude(home: Path, url: str, key: str, model: str) -> Prepared:
    """Claude Code; IS_SANDBOX lets it act without asking even where the tests run as root."""
    flags = ["--output-format", "stream-json", "--verbose", "--dangerously-skip-permissions"]
    return [str(program("claude")), *flags, "--model", model, "-p"], {
        "ANTHROPIC_BASE_URL": url,
        "ANTHROPIC_AUTH_TOKEN": key,
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_TELEMETRY": "1",
        "DISABLE_AUTOUPDATER": "1",
        "DISABLE_ERROR_REPORTING": "1",
        "IS_SANDBOX": "1",
    }


def codex(home: Path, url: str, key: str, model: str) -> Prepared:
    """Codex, over the Responses API."""
    folder = home / ".codex"
    folder.mkdir()
    (folder / "config.toml").write_text(CODEX_SETTINGS.format(model=model, url=url))
    flags = ["exec", "--json", "--skip-git-repo-check", "--sandbox", "danger-full-access"]
    return [str(program("codex")), *flags], {"CODEX_HOME": str(folder), "STATION_KEY": key}


def gemini(home: Path, url: str, key: str, model: str) -> Prepared:
    """Gemini CLI."""
    folder = home / ".gemini"
    folder.mkdir()
    (folder / "settings.json").write_text(json.dumps(GEMINI_SETTINGS))
    flags = ["--approval-mode", "yolo", "-o", "json", "-m", model, "-p"]
    return ["node", str(program("gemini")), *flags], {
        "GEMINI_API_KEY": key,
        "GEMINI_CLI_TRUST_WORKSPACE": "true",
        "GOOGLE_GEMINI_BASE_URL": url,
    }
