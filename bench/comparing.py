"""How many real requests tell another model apart from the trusted one, by betting on answers.

    python bench/comparing.py [--other MODEL.gguf] [--pairs 60] [--tokens 48]

Starts the local model twice (and once with the other weights), asks both the same requests over
HTTP, and bets as a station does (audit/betting.py). Prints a table and one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import urllib.request
from pathlib import Path

from posthouse.audit.betting import Bettor, Wealth
from posthouse.audit.speech.ask import Ask, Told, heard
from posthouse.audit.speech.openai_chat import SPEECH
from posthouse.audit.traits import traits_of
from posthouse.cli.localmodels import served
from posthouse.cli.rehearsal import own_weights

TOPICS = (
    "a bicycle", "bread", "the sea", "a library", "rain", "a letter", "trains", "tea", "a garden",
    "winter", "a map", "music", "a bridge", "cats", "the moon", "a clock", "stones", "a market",
    "chess", "paper",
)  # fmt: skip
TASKS = (
    "Write two sentences about {}.", "Give me three words for {}.", "Why do people like {}?",
    "Explain {} to a child.", "List uses of {}.", "Translate '{}' into French.",
)  # fmt: skip
TOLERANCE = 0.05


def answer(url: str, prompt: str, tokens: int, seed: int):
    """Return the traits of one answer."""
    body = {
        "model": "model", "messages": [{"role": "user", "content": prompt}],
        "max_tokens": tokens, "temperature": 0.8, "seed": seed,
    }  # fmt: skip
    asked = urllib.request.Request(
        url + "/v1/chat/completions", json.dumps(body).encode(),
        {"content-type": "application/json"},
    )  # fmt: skip
    with urllib.request.urlopen(asked, timeout=300) as came:
        told = Told("", 200, body=came.read().decode())
    found = heard(SPEECH, Ask("", ""), told)
    assert found is not None
    return traits_of(found)


def played(name: str, audited: str, trusted: str, wish: argparse.Namespace) -> dict:
    """Return the course of the bets of one arm."""
    bettor, wealth, first, most = Bettor(), Wealth(TOLERANCE), 0, 0.0
    for number in range(wish.pairs):
        prompt = TASKS[number % len(TASKS)].format(TOPICS[number * 7 % len(TOPICS)])
        pair = [answer(url, prompt, wish.tokens, 2 * number + at)
                for at, url in enumerate((audited, trusted))]  # fmt: skip
        wealth.take(bettor.compare(*pair))
        most = max(most, wealth.e)
        if wealth.e >= 100 and not first:
            first = number + 1
    print(f"{name:<24}{wish.pairs:>7}{first or '-':>16}{most:>14.3g}", flush=True)
    return {"arm": name, "pairs": wish.pairs, "told_apart_after": first, "highest": round(most, 3)}


def main() -> None:
    """Compare, print."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--other", type=Path)
    given.add_argument("--pairs", type=int, default=60)
    given.add_argument("--tokens", type=int, default=48)
    wish = given.parse_args()
    print(f"{'audited':<24}{'pairs':>7}{'told apart after':>16}{'highest e':>14}")
    rows = []
    wanted = {"trusted": own_weights(), "other": str(wish.other or "")}
    with served(wanted, "model") as urls:
        trusted = urls["trusted"]
        rows.append(played("the same model", trusted, trusted, wish))
        if wish.other:
            rows.append(played("another model", urls["other"], trusted, wish))
    print(json.dumps({"bench": "comparing", "tolerance": TOLERANCE, "arms": rows}))


if __name__ == "__main__":
    main()
