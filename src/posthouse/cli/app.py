"""The tree of commands, and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from posthouse import __version__
from posthouse.cli.terminal import FAILED, OK, UNSOUND, USAGE, Terminal, terminal
from posthouse.model.errors import PosthouseError

_ALONE = (
    *("quickstart", "serve", "guard", "run", "doctor"),
    *("sbom", "backup", "restore", "witness", "mask", "explain"),
)
_GROUPS = {
    "keys": {
        "create": "create",
        "list": "list_",
        "show": "show",
        "rotate": "keychange:rotate",
        "activate": "keychange:activate",
        "edit": "keychange:edit",
        "derive": "keyderive:derived",
        "scan": "keyscan:scan",
        "revoke": "revoke",
    },
    "channels": {"list": "list_", "test": "reached", "standing": "standing:standing"},
    "config": {"check": "check", "show": "show", "docs": "docs"},
    "receipt": {
        "show": "show",
        "verify": "verify",
        "bundle": "bundle:bundle",
        "verify-bundle": "bundle:verify_bundle",
    },
    "operators": {
        "add": "add",
        "list": "list_",
        "disable": "disable",
        "role": "role",
        "reset": "reset",
    },
    "credentials": {
        "add": "add",
        "list": "list_",
        "rotate": "rotate",
        "back": "back",
        "revoke": "revoke",
        "test": "try_",
        "remote": "remotekeys:remote",
        "disable": "remotekeys:disable",
        "create": "remotekeys:create",
    },
    "master": {"status": "status", "rewrap": "rewrap_"},
    "anomalies": {"list": "list_"},
    "incidents": {"list": "list_", "show": "show"},
    "approvals": {"list": "list_", "approve": "approve", "deny": "deny"},
    "rules": {
        "list": "list_",
        "show": "show",
        "test": "prove",
        "key": "key",
        "sign": "sign",
        "install": "install",
        "update": "install",
        "remove": "remove",
        "versions": "versions",
    },
    "switch": {"set": "set_", "clear": "clear", "list": "list_"},
    "software": {"digest": "digest"},
    "ledger": {"status": "status", "verify": "verify", "resolve": "resolve"},
    "audit": {
        "bill": "auditbill:bill",
        "enrol": "auditenrol:enrol",
        "join": "auditjoin:join",
        "key": "auditsign:key",
        "library": "auditlibrary:library",
        "history": "audithistory:history",
        "rehearse": "auditrehearse:rehearse",
        "report": "auditreport:report",
        "run": "audited",
        "sign": "auditsign:sign",
        "verify": "auditverify:verify",
    },
    "retention": {"show": "show", "run": "run"},
    "canary": {"mint": "mint", "list": "list_", "reveal": "reveal", "listen": "listen"},
    "terms": {"add": "add", "remove": "remove", "list": "list_", "allow": "allow"},
}
"""Commands by name; each group is a module here, imported once one of its commands is called.

A function in another module than its group's is written module:function.
"""


def run_command(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code: 0 done, 1 refused or failed, 2 usage.

    An audit's 1 and 2 are verdicts: what goes wrong with one is 3.
    """
    audits = list(arguments[:1]) == ["audit"]
    speaker = terminal(json_="--json" in arguments, environ=os.environ)
    try:
        found = tree(speaker)(
            list(arguments), exit_on_error=False, print_error=False, result_action="return_value"
        )
    except CycloptsError as error:
        speaker.note("usage", what=" ".join(str(error).split()) or type(error).__name__)
        return UNSOUND if audits else USAGE
    except PosthouseError as error:
        speaker.complain(error)
        return UNSOUND if audits else FAILED
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
    for name in _ALONE:
        command = f"posthouse.cli.{name}:{name}"
        app.command(command, name=name, help=speaker.text(f"help.{name}"))
    for name, verbs in _GROUPS.items():
        group = App(name=name, help=speaker.text(f"help.{name}"))
        for verb, function in verbs.items():
            sentence = speaker.text(f"help.{name}.{verb}")
            place = function if ":" in function else f"{name}:{function}"
            group.command(f"posthouse.cli.{place}", name=verb, help=sentence)
        app.command(group)
    return app
