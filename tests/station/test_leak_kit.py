"""The public conformance kits, against a running station and against the parts that stream."""

import os
import subprocess
import sys
from pathlib import Path

from chunk_invariance import assert_chunk_invariant
from tests.running import Station, channel, free_port

from posthouse.model.finding import Finding, Label
from posthouse.privacy.answers import Answers
from posthouse.privacy.examples import examples
from posthouse.privacy.mask import mask
from posthouse.privacy.restore import Restorer
from posthouse.privacy.token import Minter

KIT = Path(sys.executable).parent / "pii-leak-benchmark"
STRICT = "[privacy]\nexamples = 'mask'\nanswers = 'mask'\n"


def test_the_kit_finds_the_station_clean(tmp_path):
    port = free_port()
    upstream = channel("main", f"http://127.0.0.1:{port}")
    with Station(tmp_path, upstream, more=STRICT) as station:
        told = subprocess.run(
            [str(KIT), "selfcheck", "--target-base-url", f"{station.url}/v1", "--capture-port",
             str(port)],
            env={**os.environ, "CONFORMANCE_TARGET_API_KEY": station.key},
            capture_output=True, text=True, cwd=tmp_path, timeout=300, check=False,
        )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
    assert "CLEAN" in told.stdout


def test_restoring_is_chunk_invariant():
    text = "to a@corp.test and 张伟!"
    findings = [Finding(3, 14, Label.EMAIL, "t"), Finding(19, 21, Label.PERSON, "t")]
    (masked,), mapping = mask([text], [findings], Minter(b"k" * 32, "B"))

    def stream(chunks):
        restorer = Restorer(mapping, escapes=0)
        for chunk in chunks:
            yield restorer.feed(chunk)
        yield restorer.end()

    assert_chunk_invariant(stream, lambda whole: "".join(stream([whole])), masked)
    assert "".join(stream([masked])) == text


def test_taking_values_out_is_chunk_invariant():
    def stream(chunks):
        looking = Answers(lambda text: examples((text,))[0], lambda _: False)
        for chunk in chunks:
            yield looking.feed(chunk)
        yield looking.end()

    text = "mail user@example.com\nSSN 900-12-3456, card 6011 1111 1111 1117."
    assert_chunk_invariant(stream, lambda whole: "".join(stream([whole])), text)
    assert "".join(stream([text])) == "mail [EMAIL]\nSSN [OTHER_ID], card [BANK_CARD]."
