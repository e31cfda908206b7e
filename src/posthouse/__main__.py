"""`posthouse` and `python -m posthouse`; the version is told without importing the command line."""

from __future__ import annotations

import sys

from posthouse import __version__


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 refused, 2 wrong usage."""
    if sys.argv[1:] in (["--version"], ["-V"], ["version"]):
        sys.stdout.write(f"posthouse {__version__}\n")
        return
    from posthouse.cli.app import run_command

    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
