"""What docs/verify.md tells readers to type does what it says, in both languages, and notices."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.evidence import LOG, SIGNER, WITNESSES, SmallLog, event_entry
from tests.golang import compiled

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "receipts"
TOOLS = ("openssl", "jq", "xxd", "sha256sum", "base64", "bash")
PAGES = ["verify.md", "verify.zh-CN.md"]


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text()
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path):
    for name, new in (
        ("receipt-2.json", "receipt.json"),
        ("receipt-2.request", "request.json"),
        ("receipt-2.answer", "answer.bin"),
    ):
        shutil.copy(GOLDEN / name, tmp_path / new)
    entries = [event_entry(n) for n in range(13)]
    entries[6] = (GOLDEN / "receipt-2.json").read_bytes()
    log = SmallLog(entries)
    note = log.checkpoint(13, WITNESSES)
    (tmp_path / "receipt.tlog-proof").write_bytes(log.proof(6, 13, note))
    return tmp_path


def typed(page: str, folder: Path) -> subprocess.CompletedProcess:
    script = "set -e\n" + "\n".join(blocks(page, "sh"))
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "KEY": SIGNER.public_key.hex(),
            "SALT": (GOLDEN / "receipt-2.salt").read_text().strip(),
            "LOG": str(LOG.key),
            "WITNESS": str(WITNESSES[1].key),
        },
    )


needs_tools = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason="needs " + ", ".join(TOOLS)
)


@needs_tools
def test_a_receipt_is_verified_by_hand(folder):
    ran = typed("verify.md", folder)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("Signature Verified Successfully") == 3


@needs_tools
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("receipt.json", b'"cost":12', b'"cost":13'),
        ("receipt.json", b'"log":"log', b'"log":"lob'),
        ("request.json", b"stream", b"scream"),
        ("answer.bin", b"ping", b"pong"),
        ("receipt.tlog-proof", b"index 6", b"index 7"),
        ("receipt.tlog-proof", b"\n13\n", b"\n14\n"),
    ],
)
def test_a_change_is_noticed_by_hand(folder, name, old, new):
    data = (folder / name).read_bytes()
    assert old in data
    (folder / name).write_bytes(data.replace(old, new))
    assert typed("verify.md", folder).returncode != 0


def test_a_receipt_is_verified_with_go(folder, tmp_path_factory):
    source = tmp_path_factory.mktemp("go")
    (source / "main.go").write_text(blocks("verify.md", "go")[0])
    program = compiled(source, "goverify-receipt")

    def ran(vkey: str) -> subprocess.CompletedProcess:
        words = [program, "receipt.json", "receipt.tlog-proof", vkey]
        return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)

    assert ran(str(LOG.key)).stdout == "holds: entry 6 of 13\n"
    assert ran(str(LOG.key).replace("log.", "lob.")).returncode == 1
    (folder / "receipt.json").write_bytes(b"{}")
    assert ran(str(LOG.key)).returncode == 1


def test_both_languages_tell_the_same_to_type():
    for language in ("sh", "go"):
        assert blocks(PAGES[0], language) == blocks(PAGES[1], language)


def test_the_bundles_members_are_told_as_they_are():
    from posthouse.verifier import EVIDENCE, MEMBERS

    for page in PAGES:
        text = (ROOT / "docs" / page).read_text()
        assert EVIDENCE in text
        assert all(f'"{name}"' in text for name in [*MEMBERS, "sha256"])
