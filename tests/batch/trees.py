"""Trees of files to mask, and runs over them as the command line makes them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from posthouse.cli.app import run_command

MAIL = "wei.zhang@mail.haitang.test"
PHONE = "13812345678"
PLANTED = (MAIL, PHONE)


def plant(top: Path) -> None:
    """Write files of several kinds and encodings that hold the planted values."""
    (top / "sub" / "empty").mkdir(parents=True)
    (top / "notes.txt").write_text(f"write to {MAIL}, call {PHONE}\n" * 3)
    (top / "rows.csv").write_text(f'name,phone\n"Li, Wei",{PHONE}\n' * 2)
    (top / "lines.jsonl").write_text(f'{{"phone": {PHONE}}}\n{{"mail": "\\u5f20 {MAIL}"}}\n')
    (top / "sub" / "gbk.txt").write_bytes(f"手机号 {PHONE}，请致电王先生。\r\n".encode("gbk"))
    (top / "sub" / "wide.txt").write_bytes(f"\ufeff邮箱 {MAIL}\r\n".encode("utf-16-le"))
    (top / "sub" / "script.sh").write_text(f"#!/bin/sh\nmail {MAIL}\n")
    (top / "sub" / "script.sh").chmod(0o750)
    (top / "clean.py").write_text("import os\n")
    (top / "sub" / "here").symlink_to("../notes.txt")
    (top / f"{PHONE}.txt").write_text("its name tells")


def told(top: Path) -> dict[str, object]:
    """Return all that lies below a folder: contents, modes, targets of links."""
    found: dict[str, object] = {}
    for path in sorted(top.rglob("*")):
        name = str(path.relative_to(top))
        if name.startswith(".posthouse"):
            continue
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_dir():
            found[name] = "folder"
        else:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[name] = (digest, oct(path.stat().st_mode & 0o777))
    return found


def mask(source: Path, out: Path, *options: str, workers: int = 1) -> int:
    command = ["mask", str(source), "-o", str(out), "--workers", str(workers)]
    command += options if "--names" in options else ["--names", "off", *options]
    return run_command(command)


def restore(masked: Path, out: Path, *options: str) -> int:
    return run_command(["restore", str(masked), "-o", str(out), "--workers", "1", *options])
