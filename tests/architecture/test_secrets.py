"""Where a Secret becomes readable, and where the master key is opened: in the named files alone."""

import ast
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "posthouse"

REVEALED = {
    "net/request.py": "the credential goes into the head of the upstream's request",
    "net/web.py": "tokens of key services and providers go into their requests' heads",
    "net/unspoken.py": "what an upstream says back of it is starred out",
    "vault/virtualkey.py": "digests of virtual keys",
    "vault/derivedkey.py": "derived keys are signed with their parent's",
    "store/credentials.py": "sealing of upstreams' keys",
    "store/factors.py": "sealing of operators' TOTP seeds",
    "store/agefile.py": "backups are encrypted for a passphrase or identity",
    "master/alikms.py": "the signature of a request",
    "master/azurekv.py": "signing in with an application's password",
    "master/environment.py": "the master key of a variable",
    "master/gcpkms.py": "the place of a service account's key",
    "master/passphrase.py": "argon2id over the passphrase",
    "master/pkcs11.py": "the PIN of a token",
    "cli/guard.py": "a new virtual key is shown this once",
    "cli/keychange.py": "a new virtual key is shown this once",
    "cli/keyderive.py": "a new derived key is shown this once",
    "cli/keys.py": "a new virtual key is shown this once",
    "cli/quickstart.py": "a new virtual key is shown this once",
    "cli/run.py": "a client gets its virtual key in its environment",
    "console/login/signon.py": "the client secret goes to the identity provider",
    "console/pages/account.py": "a new TOTP seed is shown this once",
    "console/pages/keys.py": "a new virtual key is shown this once",
    "daemon/nonces.py": "the station's own key, in memory alone, is shown to its own relay",
    "console/pages/login.py": "a TOTP code is checked",
}
"""Every file that may call reveal(), and why."""

DRIVING = ("exchange", "service", "server", "wire", "privacy", "policy", "routing", "ledger")


def calls(name: str) -> set[str]:
    found = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            function = node.func if isinstance(node, ast.Call) else None
            called = getattr(function, "attr", getattr(function, "id", ""))
            if called == name:
                found.add(str(path.relative_to(SRC)))
    return found


def test_secrets_are_revealed_in_the_named_files_alone():
    assert calls("reveal") == set(REVEALED)


def test_no_secret_is_revealed_where_requests_are_driven_or_decided():
    for package in (
        "exchange",
        "service",
        "server",
        "wire",
        "privacy",
        "policy",
        "routing",
        "ledger",
    ):
        assert not [name for name in REVEALED if name.startswith(f"{package}/")]


def importers(module: str, names: set[str]) -> set[str]:
    found = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            taken = isinstance(node, ast.ImportFrom) and node.module == module
            if taken and names & {alias.name for alias in node.names}:
                found.add(str(path.relative_to(SRC)))
    return found


def test_the_master_key_is_opened_in_one_place():
    """Everybody else takes master/opening.begin, which opens sealed folders too."""
    assert importers("posthouse.store.keyfile", {"open_keyring"}) == {"store/keeping.py"}
    assert importers("posthouse.store.keyfile", {"master_key"}) == {"master/opening.py"}
    handed = {"store/keyfile.py", "master/opening.py"}
    assert importers("posthouse.store.handover", {"taken"}) == handed
