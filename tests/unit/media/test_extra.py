import subprocess
import sys

from posthouse.media import extra

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
