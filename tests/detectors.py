"""Detectors of all rules: what one process of a run compiled, the others load."""

import fcntl
import os
import tempfile
from functools import cache
from pathlib import Path

from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.store.compiled import packed_detectors

COMPILED = Path(tempfile.gettempdir()) / f"posthouse-test-detectors-{os.getuid()}"


@cache
def detector(*words: str) -> Detector:
    """Return a detector of all rules and these words."""
    COMPILED.mkdir(mode=0o700, exist_ok=True)
    with (COMPILED / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        packed = packed_detectors(COMPILED, words)
    return Detector(RULES, words, packed)
