"""llhttp's own test messages against a station: after what is no HTTP, nothing more is read.

Each message that a strict parser must refuse is sent with a good request behind it. If the station
read on, the good request would be answered: that is how requests are smuggled.
"""

import re
import socket
from pathlib import Path

import pytest
from tests.running import Station, channel

FOLDER = Path(__file__).parents[1] / "vectors" / "llhttp" / "request"
CASE = re.compile(
    r"<!-- meta=\{\s*\"type\":\s*\"([a-z-]+)\"[^}]*\} -->\s*```http\n(.*?)\n```\s*```log\n(.*?)```",
    re.DOTALL,
)
ESCAPES = {"r": "\r", "n": "\n", "t": "\t", "f": "\f"}
GOOD = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def message(block: str) -> bytes:
    """Return the bytes that a block stands for (tests/vectors/README.md of the source says how)."""
    text = re.sub(r"\\\n", "", block).replace("\n", "\r\n").encode()

    def escaped(found):
        code = found[1].decode()
        if code in ESCAPES:
            return ESCAPES[code].encode()
        return bytes([int(code[1:], 16) if code[0] == "x" else int(code, 8) & 255])

    return re.sub(rb"\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|[rntf])", escaped, text)


def cases():
    for path in sorted(FOLDER.glob("*.md")):
        for number, (kind, block, log) in enumerate(CASE.findall(path.read_text())):
            if kind == "request":
                wrong = re.search(r"error code=(\d+)", log)
                pauses = wrong is not None and wrong[1] in {"21", "22", "23"}
                name = f"{path.stem}-{number}"
                yield pytest.param(message(block), bool(wrong) and not pauses, id=name)


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    folder = tmp_path_factory.mktemp("llhttp")
    with Station(folder, channel("main", "http://127.0.0.1:9"), server="head_timeout_s = 1") as one:
        yield one


def answers(station, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", station.port), 5) as line:
        line.settimeout(1.5)
        found = b""
        try:
            line.sendall(data)
            while more := line.recv(65536):
                found += more
        except OSError:
            pass
        return found


ALL = list(cases())


@pytest.mark.parametrize(("data", "wrong"), [case for case in ALL if case.values[1]])
def test_nothing_is_read_behind_what_is_no_http(station, data, wrong):
    found = answers(station, data + GOOD)
    assert b"HTTP/1.1 200" not in found
    assert b" 500 " not in found


def test_what_a_strict_parser_takes_never_breaks_the_station(station):
    for case in ALL:
        data, wrong = case.values
        if not wrong:
            with socket.create_connection(("127.0.0.1", station.port), 5) as line:
                line.sendall(data + GOOD)
    assert station.get("/healthz") == (200, b"ok\n")
    assert "request broke" not in station.logged()


def test_there_are_many_of_them():
    assert len(ALL) >= 90
    assert sum(case.values[1] for case in ALL) >= 30
