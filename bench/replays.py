"""Honest audits by the hundred, and every arm of the rogue relay, from answers of real models.

    python bench/replays.py POOL.jsonl --other GEMMA.gguf [--honest 200] [--runs 5] [--arms A0,A1]

The models are those of bench/arms.py, one thread each; what they answered is kept in POOL.jsonl
(bench/recorded.py) and dealt anew to every run: first the reference (each cell `--each` times of
the claimed model and of its sister; probes' rounds of other seeds), then, without any answer twice,
what the rogue relay is answered. An audit is the usual one over HTTP, with one of `--audits` seeds.
So honest runs are honest by construction, and their false alarms are those of dealing. What this
cannot show is how a live server differs from hour to hour (for that, `bench/arms.py --honest`); and
runs of one seed share that seed's probe answers.
Prints a row for each arm, and last one line of JSON.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec

from arms import COPIES, MODEL, copies, shown, summed
from posthouse.audit.arms import ARMS, CLAIMED, OTHER, QUANTISED, SISTER
from posthouse.audit.cells import CELLS
from posthouse.audit.evidence import ReferenceFile
from posthouse.audit.joining import joined
from posthouse.audit.probes.probe import Figures, Reply
from posthouse.audit.probes.probes import PROBES, STANDARD, round_of
from posthouse.audit.sequential import Terms
from posthouse.audit.speech.ask import Ask, Told, heard
from posthouse.audit.speech.openai_chat import SPEECH, body
from posthouse.cli.auditasking import HERE, Asking, Test
from posthouse.cli.auditenrol import Enrolment, Wish
from posthouse.cli.messages import Language
from posthouse.cli.rehearsal import Stage, audited, own_weights
from posthouse.cli.terminal import Terminal
from posthouse.net.asking import question
from recorded import Dealt, Live, Pool

LIMIT = 16
"""Tokens of a drawn answer at most."""
NOWHERE = "http://127.0.0.1:9"
QUIET = Terminal(Language.EN, io.StringIO(), io.StringIO())


def seed_of(number: int) -> str:
    return hashlib.sha256(f"replayed audit {number}".encode()).hexdigest()[:32]


def told(dealt: Dealt, who: str, ask: Ask) -> Told:
    """Return what a question put to a trusted model itself is answered with."""
    backed = dealt.take(who, body(ask, ask.model or MODEL))
    return Told(ask.name, backed.status, backed.kind, backed.body.decode())


def enrolled(dealt: Dealt, who: str, each: int, measured: dict[str, Figures]) -> ReferenceFile:
    """Return a reference of what a trusted model is dealt."""
    wish = Wish(each, LIMIT)
    enrolment = Enrolment(Asking(HERE.channel(NOWHERE), MODEL, HERE), wish, QUIET)
    for cell in wish.cells:
        for _ in range(wish.times(cell)):
            enrolment.take(told(dealt, who, question(cell, LIMIT)))
    return enrolment.reference(measured)


def measured(dealt: Dealt, names: Sequence[str], seeds: Sequence[str]) -> dict[str, Figures]:
    """Return what an enrolment's probes would measure, a round of each seed."""
    found = {}
    for name in names:
        probe, own = PROBES[name], list[Reply]()
        for number in range(probe.trusted_rounds):
            for ask in round_of(seeds[number], name, 0):
                one = told(dealt, CLAIMED, ask)
                own.append(Reply(ask, one, heard(SPEECH, ask, one)))
            if probe.lost(probe.figures(own)):
                break
        found[name] = probe.figures(own)
    return found


def filled(pool: Pool, who: str, each: int, spare: int) -> None:
    """Record what references and audits take of a trusted model, in rounds over the cells.

    A server that has just read a prompt answers it otherwise than after others (it computes less,
    and rounds differently), so no prompt is asked twice in a row.
    """
    wish = Wish(each, LIMIT)
    for count in range(1, max(map(wish.times, CELLS)) + spare + 1):
        for cell in CELLS:
            if count <= wish.times(cell) + spare:
                pool.fill(who, body(question(cell, LIMIT), MODEL), count)


def run(pool: Pool, name: str, number: int, options: argparse.Namespace) -> dict[str, Any]:
    """Audit one arm once, with a reference dealt for it."""
    arm = ARMS[name.partition(".shaken")[0]]
    dice = random.Random(f"{name} {number}")
    place = number % options.audits
    others = [seed_of(one) for one in range(options.seeds) if one != place]
    dealt = Dealt(pool, options.files, dice)
    probes = tuple(options.probes.split(",")) if options.probes else ()
    figures = measured(dealt, probes, dice.sample(others, len(others)))
    sides = [enrolled(dealt, CLAIMED, options.each, figures)]
    if not options.alone:
        sides.append(enrolled(dealt, SISTER, options.each, {}))
    test = Test(max=options.max)
    if options.drift is None:
        options.drift = joined(sides, (), Terms(test.max, test.alpha)).drift
    reference = together(sides, options.drift)
    with dealt as backends:
        own = {**backends, QUANTISED: backends[name if name in COPIES else "A2"]}
        return {**audited(QUIET, arm, Stage(own, reference, test, seed_of(place))), "arm": name}


def together(sides: Sequence[ReferenceFile], drift: float) -> ReferenceFile:
    """Return the sides as one reference, with a drift that was learned once."""
    first = sides[0]
    answers = {name: sum((one.answers[name] for one in sides), ()) for name in first.answers}
    counts = {name: sum((one.counts[name] for one in sides), ()) for name in first.counts}
    return msgspec.structs.replace(first, answers=answers, counts=counts, drift=drift)


def read_options() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pool", type=Path)
    parser.add_argument("--other", required=True, help="another model's GGUF file")
    parser.add_argument("--arms", default=",".join([*ARMS, "A2.shaken"]))
    parser.add_argument("--honest", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seeds", type=int, default=26)
    parser.add_argument("--audits", type=int, default=13, help="seeds of them that audits have")
    parser.add_argument("--each", type=int, default=25)
    parser.add_argument("--spare", type=int, default=8, help="answers to each cell beside those")
    parser.add_argument("--max", type=int, default=Test().max)
    parser.add_argument("--probes", default=",".join(STANDARD), help="those asked, with commas")
    parser.add_argument("--alone", action="store_true", help="a reference of one server alone")
    parser.add_argument("--drift", type=float, help="learned of the first run where not given")
    parser.add_argument("--out", type=Path, help="where to keep a line of JSON for each audit")
    return parser.parse_args()


def main() -> None:
    options = read_options()
    folder = options.pool.parent
    coarse = {name: str(folder / f"{name}.gguf") for name in COPIES}
    if not all(Path(file).exists() for file in coarse.values()):
        copies(folder)
    options.files = {CLAIMED: own_weights(), SISTER: own_weights(), OTHER: options.other} | coarse
    live = Live(options.files, MODEL)
    pool = Pool(options.pool, live)
    try:
        began, table = time.process_time(), []
        for who in (CLAIMED, SISTER):
            filled(pool, who, options.each, options.spare)
        for name in options.arms.split(","):
            honest = name in ("A0", "A11")
            rows = []
            for number in range(options.honest if honest else options.runs):
                rows.append(run(pool, name, number, options))
                if options.out:
                    with options.out.open("a", encoding="utf-8") as out:
                        out.write(json.dumps(rows[-1]) + "\n")
            table.append({**summed(name, rows), "words": Counter(row["word"] for row in rows)})
            tokens = statistics.median(row["tokens"] for row in rows)
            print(shown(table[-1]), f"({tokens:.0f} tokens at the median)", flush=True)
        seconds = round(time.process_time() - began)
    finally:
        live.close()
    told_last = {"bench": "replays", "drift": options.drift, "asked_live": pool.asked}
    print(json.dumps({**told_last, "arms": table, "seconds": seconds}))


if __name__ == "__main__":
    main()
