"""Go programs for tests, compiled by Debian's Go with Debian's golang.org/x/mod."""

import os
import subprocess
from pathlib import Path

from tests.debian import CACHE, unpacked

PACKAGES = ("golang-1.19-go", "golang-1.19-src", "golang-golang-x-mod-dev")


def compiled(source: Path, name: str) -> Path:
    """Return the program of a folder of Go files; skip where there is no Go to be had."""
    root = unpacked(*PACKAGES)
    built = CACHE.parent / name
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GO")},
        "GOROOT": str(root / "usr/lib/go-1.19"),
        "GOPATH": str(root / "usr/share/gocode"),
        "GOCACHE": str(CACHE.parent / "go-build"),
        "GO111MODULE": "off",
        "CGO_ENABLED": "0",
        "HOME": str(CACHE.parent),
    }
    go = root / "usr/lib/go-1.19/bin/go"
    subprocess.run(
        [go, "build", "-o", built, "."], cwd=source, env=environment, check=True, timeout=500
    )
    return built
