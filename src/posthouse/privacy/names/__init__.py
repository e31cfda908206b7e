"""Names of people, organisations and places in prose, comments and strings: never in code.

    finder.py    texts -> prose -> taggers -> findings, mapped back through escapes
    tagger.py    what a tagger is, and the one that asks each language's own
    merge.py     names beside what rules confirmed: a rule's finding wins

A tagger is pure, does no I/O and may be asked from several threads at once.
"""
