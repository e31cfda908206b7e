import base64
import gzip

from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.layers import output, unescaped, unpacked


def test_what_is_printed_through_encoders_is_told() -> None:
    first = Command(("echo", base64.b64encode(b"ls -l").decode()))
    assert output(Command(("base64", "-d"), before=(first,))) == "ls -l"
    assert output(Command(("printf", "%s %s", "a", "b"))) == "a b"
    assert output(Command(("rev",), before=(Command(("echo", "sl")),))) == "ls"
    assert output(Command(("curl", "x"))) is None


def test_packed_text_is_unpacked() -> None:
    assert unpacked("6c73") == "ls"
    assert unpacked(base64.b64encode(gzip.compress(b"ls -la")).decode()) == "ls -la"
    assert unpacked("not packed!") == ""
    assert unescaped("\\x6c\\163\\n") == "ls\n"
