"""Words that a wallet is made again from (BIP-39), behind a word that announces them."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.words import words

_TOLD = (
    r"(?:mnemonic|(?:seed|recovery|backup)[ _-]?(?:phrase|words)|(?:12|24|twelve) words|"
    r"wallet (?:backup|seed|phrase|words)|助记词|助記詞)"
)
_SIGN = r"(?: is| are|[:=(]|：|—|–| -|words)"
_SIZES = (12, 15, 18, 21, 24)
# What every sentence holds and no list of wallets' words.
_PROSE = words(
    "the and for are was were his her its our has had but with from which when been "
    "please not you can this that they into some then them your"
)
_WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"


def _wallet(match: re.Match[str]) -> Span | None:
    """Take as many words as wallets have; leave a sentence."""
    said = match["v"].split(" ")
    fits = len(said) in _SIZES and _PROSE.isdisjoint(said)
    return match.span("v") if fits else None


RULES = (
    Rule(
        "wallet-words",
        Label.CREDENTIAL,
        _TOLD + r"[^\n\x00]{0,40}[\"'` :=][a-z]{3,8} [a-z]{3,8} [a-z]{3,8} [a-z]{3,8} ",
        rf"(?i:{_TOLD})(?:[^\n]{{0,40}}?{_SIGN}|)[\"'`]?\s?[\"'`]?"
        r"(?P<v>[a-z]{3,8}(?: [a-z]{3,8}){11,23})(?![A-Za-z]| [a-z])",
        _wallet,
        rank=GUESS,
        caseless=True,
        before=110,
        after=240,
        examples=(
            f'MNEMONIC="‹{_WORDS}›"',
            f"seed phrase: ‹{_WORDS}›",
            f"the 12 words if you need them: ‹{_WORDS}›\n",
            f"seed phrase for the wallet — ‹{_WORDS}›",
            f"助记词（按顺序）：‹{_WORDS}›",
            f"助记词：‹{_WORDS}›",
        ),
        near_misses=(
            "mnemonic: a sentence that helps people remember things they would forget otherwise",
            "seed phrase: never share the words with anyone who asks you about them online today",
        ),
    ),
)
