"""`make agents`: install the pinned agents, then let each carry out its task through a station."""

import subprocess
import sys
import time
from pathlib import Path

from install import NotInstalled, agents, program

ROOT = Path(__file__).parents[2]


def say(words: str) -> None:
    sys.stderr.write(f"agents: {words}\n")


def main() -> int:
    began = time.monotonic()
    for agent in agents():
        try:
            say(f"{agent} is {program(agent).relative_to(ROOT)}")
        except NotInstalled as error:
            say(str(error))
            return 2
    say(f"installed in {time.monotonic() - began:.0f} s")
    tests = [sys.executable, "-m", "pytest", "--durations=5", "tests/agents"]
    return subprocess.run(tests, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
