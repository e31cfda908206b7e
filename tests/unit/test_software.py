"""Which software runs: one digest for a clone, its wheel and an installation of it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import posthouse
from posthouse.config.software import running_software, wheel_digest
from posthouse.model.errors import CommandError
from posthouse.model.software import Origin, Software, digest_of, record_line


def packed(path, files):
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
    return path


def test_a_line_is_as_a_wheel_s_record_writes_it():
    assert record_line("posthouse/empty.py", b"") == (
        "posthouse/empty.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0"
    )


def test_the_digest_can_be_computed_with_shell_tools():
    source = Path(posthouse.__file__).parents[1]
    listed = "find posthouse -type f ! -path '*/__pycache__/*' | LC_ALL=C sort"
    command = f"{listed} | xargs sha256sum | sha256sum"
    shown = subprocess.run(
        ["bash", "-c", command], cwd=source, capture_output=True, text=True, check=True
    )
    assert running_software().digest == shown.stdout.split()[0]


def test_every_changed_renamed_or_added_file_changes_the_digest():
    files = {"posthouse/a.py": b"1", "posthouse/b.py": b"2"}
    others = [
        {**files, "posthouse/a.py": b"3"},
        {"posthouse/c.py": b"1", "posthouse/b.py": b"2"},
        {**files, "posthouse/c.py": b""},
    ]
    assert len({digest_of(one) for one in [files, *others]}) == 4
    assert digest_of(dict(reversed(files.items()))) == digest_of(files)


def test_a_clone_is_named_as_editable():
    found = running_software()
    assert found.origin is Origin.EDITABLE
    assert found.build == f"editable:{found.digest}"
    assert found == running_software()


def test_the_digest_of_a_wheel_is_over_the_package_alone(tmp_path):
    one = packed(tmp_path / "a.whl", {"posthouse/a.py": "1", "posthouse-1.dist-info/WHEEL": "x"})
    two = packed(tmp_path / "b.whl", {"posthouse-1.dist-info/WHEEL": "y", "posthouse/a.py": "1"})
    assert wheel_digest(one) == wheel_digest(two) == digest_of({"posthouse/a.py": b"1"})


def test_a_file_that_is_no_wheel_is_refused(tmp_path):
    (tmp_path / "a.whl").write_text("not one")
    with pytest.raises(CommandError, match="expected a wheel"):
        wheel_digest(tmp_path / "a.whl")


def test_the_name_is_what_receipts_call_it():
    assert Software("1.2", Origin.WHEEL, "00").name == "posthouse/1.2"


def test_the_command_tells_it_to_programs():
    shown = subprocess.run(
        [sys.executable, "-m", "posthouse", "software", "digest", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert running_software().digest in shown.stdout
