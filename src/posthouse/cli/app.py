"""The tree of commands, and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from cyclopts import App, CycloptsError

from posthouse import __version__
from posthouse.cli import channels, config, doctor, guard, keys, quickstart, receipt, run, serve
from posthouse.cli.terminal import FAILED, OK, USAGE, Terminal, terminal
from posthouse.model.errors import PosthouseError

Command = Callable[..., int]

_ALONE: tuple[tuple[str, Command], ...] = (
    ("quickstart", quickstart.quickstart),
    ("serve", serve.serve),
    ("guard", guard.guard),
    ("run", run.run),
    ("doctor", doctor.doctor),
)
_GROUPS: tuple[tuple[str, dict[str, Command]], ...] = (
    ("keys", {"create": keys.create, "list": keys.list_, "revoke": keys.revoke}),
    ("channels", {"list": channels.list_, "test": channels.reached}),
    ("config", {"check": config.check, "show": config.show, "docs": config.docs}),
    ("receipt", {"show": receipt.show}),
)


def run_command(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code: 0 done, 1 refused or failed, 2 usage."""
    speaker = terminal(json_="--json" in arguments, environ=os.environ)
    try:
        found = tree(speaker)(
            list(arguments), exit_on_error=False, print_error=False, result_action="return_value"
        )
    except CycloptsError as error:
        speaker.note("usage", what=" ".join(str(error).split()) or type(error).__name__)
        return USAGE
    except PosthouseError as error:
        speaker.complain(error)
        return FAILED
    except KeyboardInterrupt:
        return 128 + 2
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    return found if isinstance(found, int) else OK


def tree(speaker: Terminal) -> App:
    """Build the commands with their help in the reader's language."""
    app = App(
        name="posthouse",
        help=speaker.text("help.app"),
        help_format="plaintext",
        version=f"posthouse {__version__}",
        suppress_keyboard_interrupt=False,
    )
    for name, command in _ALONE:
        app.command(command, name=name, help=speaker.text(f"help.{name}"))
    for name, commands in _GROUPS:
        group = App(name=name, help=speaker.text(f"help.{name}"))
        for verb, command in commands.items():
            group.command(command, name=verb)
        app.command(group)
    return app
