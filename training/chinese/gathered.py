"""What teacher.py and train.py both ask for, and the texts they learn from."""

import argparse
from io import BytesIO
from pathlib import Path

import numpy as np
from corpus import silver, taught
from examples import GOLD, Texts
from invented import Document
from lexicon import tables
from model import labelled
from pools import Pools

READ_WITH = ("letters", "same", "lexicon_low", "lexicon_high", "lexicon_flags")
LONGEST = 400  # letters of a text that nobody labelled


def asked(doc: str) -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser(description=doc.split("\n", maxsplit=1)[0])
    for name in ("jieba", "clones", "alias", "taught", "gold", "pud", "out"):
        ask.add_argument(f"--{name}", type=Path, required=True)
    ask.add_argument("--silver", type=Path, help="what silver.py said of texts that are not taught")
    ask.add_argument("--fresh", action="store_true", help="count characters and words anew")
    ask.add_argument("--seed", type=int, default=5)
    ask.add_argument("--batch", type=int, default=512)
    ask.add_argument("--processes", type=int, default=12)
    ask.add_argument("--draws", type=int, default=130, help="of each process")
    ask.add_argument("texts", type=Path, nargs="*", help="read whole, labelled or not")
    return ask


def texts(o: argparse.Namespace) -> Texts:
    """Gather what is drawn from; it is read with the shipped reader's characters and words, or fresh ones."""
    with np.load(o.alias) as shipped:
        source, target = shipped["alias"].tobytes().decode().split("\n")
        letters = shipped["letters"].tobytes()
    with np.load(BytesIO(letters)) as shipped:
        held = {name: shipped[name] for name in READ_WITH}
    simple = dict(zip(source, target, strict=True))
    pools = Pools(o.jieba, o.clones, simple, o.seed)
    said = taught(o.taught)
    known = {one.text for one in said}
    if o.silver:
        said += [one for one in silver(o.silver, pools.words) if one.text not in known]
        known |= {one.text for one in said}
    if o.fresh:
        held = tables(said, o.jieba, pools, simple)
    lines = (line.strip() for path in o.texts for line in path.open(encoding="utf-8"))
    plain = sorted({line[:LONGEST] for line in lines if line and line not in known})
    gsd = [o.gold / f"zh_gsdsimp-ud-{part}.iob2" for part in ("train", "dev")]
    gold = [
        Document(text, [(*span, 1.0) for span in spans], GOLD)
        for text, spans in labelled([*gsd, o.pud], simple)
    ]
    return Texts(said, plain, gold, pools, held)
