"""How many megabytes a second one core masks: code, mixed text, dense text, tables.

usage: python bench/batch.py [--data DIR] [--size MEGABYTES] [--names]

Sparse is the source of Python's own library, mixed code and the prose of DIR by turns with an
invented value in every 4 KB, dense the texts of DIR (a folder of labelled *.jsonl), rows a CSV and
a JSONL of made-up people. Each is masked from memory, part by part, as a
worker does it (one process, its processor time; the best of three). Then a folder of all of them by
the command's own way, with one process and with two, wall time. --names looks for names too.
Last comes one line of JSON.
"""

import argparse
import json
import os
import random
import sysconfig
import tempfile
import time
from pathlib import Path

from masking import clean_texts, mixed
from posthouse.batch.engine import Alone, Processes
from posthouse.batch.run import Wish, run
from posthouse.batch.sealing import seals_of
from posthouse.batch.state import Identity
from posthouse.batch.undo import undo
from posthouse.batch.worker import EPOCH, Masking
from posthouse.config.names import wanted
from posthouse.dataset.cutting import PART, cuts, shape_of
from posthouse.dataset.kind import Kind
from posthouse.dataset.masking import Part, Policy, mask
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.examine import Examiner
from posthouse.privacy.scan import database
from posthouse.privacy.token import Minter
from posthouse.vault.keyring import Keyring

KEYRING = Keyring(b"k" * 32)


def sparse(size: int) -> bytes:
    """Return Python's own library, one file after the other."""
    found = bytearray()
    for path in sorted(Path(sysconfig.get_paths()["stdlib"]).rglob("*.py")):
        if "site-packages" not in path.parts:
            found += path.read_bytes()
            if len(found) >= size:
                break
    return bytes(found[:size].rpartition(b"\n")[0]).decode("utf-8", "ignore").encode()


def dense(folder: Path | None, size: int) -> bytes:
    """Return labelled texts, again and again."""
    texts = []
    for path in sorted(folder.glob("*.jsonl")) if folder else ():
        if path.name != "bodies.jsonl":
            texts += [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    joined = "\n".join(texts).encode()
    return (joined * (size // len(joined) + 1))[:size].rpartition(b"\n")[0] if joined else b""


def blended(folder: Path | None, size: int) -> bytes:
    """Return code and prose by turns, with a value here and there."""
    if folder is None:
        return b""
    return "".join(mixed(clean_texts(folder), size)).encode()


def rows(size: int) -> tuple[bytes, bytes]:
    """Return a CSV and a JSONL of made-up people."""
    draw = random.Random(1)
    table, lines = ["id,phone,email,city,amount\n"], []
    total = 0
    while total < size:
        phone = f"13{draw.randrange(10**8, 10**9)}"
        row = (len(lines), phone, f"u{phone}@mail.haitang.test", "Harbin", draw.random())
        table.append(",".join(map(str, row)) + "\n")
        lines.append(json.dumps(dict(zip(("id", "phone", "email", "city", "amount"), row,
                                         strict=True))) + "\n")  # fmt: skip
        total += len(table[-1])
    return "".join(table).encode(), "".join(lines).encode()[:size].rpartition(b"\n")[0]


def rate(data: bytes, kind: Kind, policy: Policy) -> tuple[float, int]:
    """Return MB a second of processor time, the best of three, and how many values were masked."""
    best, found = 0.0, 0
    for _ in range(3):
        began, found, start = time.process_time(), 0, 0
        for end, _ in cuts([data], shape_of("", quoted=kind is Kind.CSV), PART):
            masked = mask(Part(data[start:end], kind), policy)
            found += sum(masked.counts.values())
            start = end
        best = max(best, len(data) / 1e6 / max(time.process_time() - began, 1e-9))
    return best, found


def whole(folder: Path, masking: Masking, count: int) -> tuple[float, float]:
    """Return MB a second of wall time to mask and to restore a folder."""
    identity = Identity("reversible", "r", "p", KEYRING.fingerprint(), "s")
    source, out = folder / "source", folder / f"out{count}"
    size = sum(path.stat().st_size for path in source.iterdir()) / 1e6
    began = time.perf_counter()
    run(Wish(source, out, masking, identity, {}), Processes(count) if count > 1 else Alone())
    masked = time.perf_counter() - began
    began = time.perf_counter()
    undo(out, folder / f"back{count}", seals_of(KEYRING), Alone())
    return size / masked, size / (time.perf_counter() - began)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--data", type=Path)
    ask.add_argument("--size", type=float, default=16.0)
    ask.add_argument("--names", action="store_true")
    options = ask.parse_args()
    size = int(options.size * 1e6)
    packed = database(RULES, ())
    names = wanted("on").find_all if options.names else None
    examiner = Examiner(Detector(RULES, (), packed).find_all, names)
    policy = Policy(examiner.find_all, {}, Minter(KEYRING.masking_key("batch", EPOCH), EPOCH))
    table, lines = rows(size)
    corpora = {
        "sparse.py": (sparse(size), Kind.TEXT),
        "mixed.txt": (blended(options.data, size), Kind.TEXT),
        "dense.txt": (dense(options.data, size), Kind.TEXT),
        "rows.csv": (table, Kind.CSV), "rows.jsonl": (lines, Kind.JSONL),
    }  # fmt: skip
    told: dict = {"cores": os.cpu_count(), "names": options.names}
    print(f"{'what':12} {'MB':>7} {'values':>9} {'MB/s a core':>12}")
    for name, (data, kind) in corpora.items():
        if data:
            speed, found = rate(data, kind, policy)
            told[name] = round(speed, 1)
            print(f"{name:12} {len(data) / 1e6:7.1f} {found:9} {speed:12.1f}")
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "source"
        source.mkdir()
        for name, (data, _) in corpora.items():
            (source / name).write_bytes(data)
        seals = seals_of(KEYRING)
        setting = "on" if options.names else "off"
        key = KEYRING.masking_key("batch", EPOCH)
        masking = Masking(packed, (), (), {}, key, setting, seals)
        for count in (1, 2):
            mask_s, restore_s = whole(Path(place), masking, count)
            told[f"folder_{count}"] = round(mask_s, 1)
            told[f"restore_{count}"] = round(restore_s, 1)
            print(f"folder, {count} processes: {mask_s:.1f} MB/s masked, {restore_s:.1f} restored")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
