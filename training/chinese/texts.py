"""Gathers Chinese text under permissive licences from clones of public repositories.

usage: texts.py CLONES OUT, where CLONES holds a git directory OWNER+NAME/repo for each (README.md)

One text a line; KIND.txt for each source.
"""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

_HAN = re.compile("[\u4e00-\u9fff]")


class Clones:
    """Reads files of the newest commit of clones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, repository: str, path: str) -> bytes:
        return self._git(repository, "show", f"HEAD:{path}")

    def paths(self, repository: str) -> list[str]:
        listed = self._git(repository, "-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", "HEAD")  # fmt: skip
        return listed.decode().splitlines()

    def _git(self, repository: str, *words: str) -> bytes:
        place = self._folder / repository.replace("/", "+") / "repo"
        return subprocess.run(["git", "-C", place, *words], capture_output=True, check=False).stdout


def conversations(clones: Clones) -> Iterator[str]:
    for domain in ("film", "music", "travel"):
        for part in ("dev", "test"):
            held = clones.read("thu-coai/KdConv", f"data/{domain}/{part}.json")
            for one in json.loads(held):
                yield from (message["message"] for message in one["messages"])
    for part in ("val", "test"):
        held = zipfile.ZipFile(io.BytesIO(clones.read("thu-coai/CrossWOZ", f"data/crosswoz/{part}.json.zip")))  # fmt: skip
        for one in json.loads(held.read(f"{part}.json")).values():
            yield from (message["content"] for message in one["messages"])


def comments(clones: Clones) -> Iterator[str]:
    for part in ("train", "dev", "test"):
        held = clones.read("thu-coai/COLDataset", f"COLDataset/{part}.csv").decode(
            "utf-8", "replace"
        )
        yield from (row["TEXT"] for row in csv.DictReader(io.StringIO(held)))


def encyclopedia(clones: Clones) -> Iterator[str]:
    for repository, path in (
        ("ymcui/cmrc2018", "squad-style-data/cmrc2018_dev.json"),
        ("ymcui/cmrc2018", "squad-style-data/cmrc2018_trial.json"),
        ("DRCKnowledgeTeam/DRCD", "DRCD_dev.json"),
        ("DRCKnowledgeTeam/DRCD", "DRCD_test.json"),
        ("google-deepmind/xquad", "xquad.zh.json"),
    ):
        for article in json.loads(clones.read(repository, path))["data"]:
            for paragraph in article["paragraphs"]:
                yield paragraph["context"]
                yield from (asked["question"] for asked in paragraph["qas"])


def instructions(clones: Clones) -> Iterator[str]:
    name = "hikariming/alpaca_chinese_dataset"
    for path in clones.paths(name):
        if not path.endswith(".json") or not ("中文数据" in path or "其他中文" in path):
            continue
        try:
            rows = json.loads(clones.read(name, path))
        except ValueError:
            continue  # one part is no JSON
        for row in rows:
            for key in ("instruction", "input", "output"):
                yield from str(row.get(key) or "").split("\n")


def news(clones: Clones) -> Iterator[str]:
    for way in ("CN", "TW"):
        held = clones.read("MicrosoftTranslator/NTREX", f"NTREX-128/newstest2019-ref.zho-{way}.txt")
        yield from held.decode().splitlines()


SOURCES = {
    "conversations": conversations, "comments": comments, "encyclopedia": encyclopedia,
    "instructions": instructions, "news": news,
}  # fmt: skip


def main() -> None:
    clones, out = Clones(Path(sys.argv[1])), Path(sys.argv[2])
    for kind, read in SOURCES.items():
        told = (" ".join(text.split()) for text in read(clones))
        kept = dict.fromkeys(t for t in told if len(t) > 3 and _HAN.search(t))
        (out / f"{kind}.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
        print(kind, len(kept), sum(map(len, kept)))


if __name__ == "__main__":
    main()
