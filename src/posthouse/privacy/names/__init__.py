"""Names of people, organisations and places in prose, comments and strings: never in code.

    finder.py    texts -> prose (privacy/blocks.py) -> taggers -> findings, mapped back
    tagger.py    what a tagger is, and the one that asks each language's own
    merge.py     names beside what rules confirmed: a rule's finding wins
    chinese.py   the Chinese tagger: words -> net -> people (candidates, judged), bodies (ORG, LOC)

A tagger is pure, does no I/O and may be asked from several threads at once. Model files are read by
config/names.py.
"""
