import subprocess
import sys

import pytest

from posthouse.media import extra
from posthouse.model.errors import CommandError

TELL = (
    "import sys; from posthouse.media.extra import OCR, missing;"
    "print(missing(), sorted(OCR.keys() & sys.modules.keys()))"
)


def test_what_the_tests_install_is_there_and_nothing_of_it_is_imported_to_tell():
    told = subprocess.run([sys.executable, "-c", TELL], capture_output=True, text=True, check=True)
    assert told.stdout == "[] []\n"


def test_packages_that_are_missing_are_named_as_one_installs_them():
    assert extra.missing({"no_such_module": "no-such-package", "sys": "there"}) == [
        "no-such-package"
    ]


def test_a_command_that_needs_what_is_missing_is_refused_and_says_what_else_to_say():
    extra.require("--images leave", {"sys": "there"})
    with pytest.raises(CommandError) as refused:
        extra.require("--images leave", {"no_such_module": "no-such-package", "sys": "there"})
    assert refused.value.message.endswith("found no no-such-package")
    assert refused.value.hint == f"{extra.INSTALL}, or say --images leave"
