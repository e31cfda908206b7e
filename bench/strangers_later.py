"""More made-up values for bench/strangers/kinds-*.txt: payments, modems, health, Macao."""

import string
from collections.abc import Callable
from random import Random

from strangers_draws import FIRST, LAST, digits, luhn, some

LATER_KINDS: dict[str, Callable[[Random], str]] = {
    "other_id.iccid": lambda d: luhn(f"8949{some(d, string.digits, 14)}"),
    "other_id.imsi": lambda d: f"26201{digits(d, 10)}",
    "phone.mo8": lambda d: f"6{digits(d, 7)}",
    "phone.mo28": lambda d: f"28{digits(d, 6)}",
    "person.w22": lambda d: f"{d.choice(FIRST)} {d.choice(LAST)}".upper()[:22].ljust(22),
}  # fmt: skip
LATER_SHAPED = {
    "account.digits9": "{e1}{d8}", "account.digits10": "{e1}{d9}",
    "account.digits11": "{e1}{d10}", "account.digits12": "{e1}{d11}",
    "other_id.emp7": "E{d6}", "other_id.group": "GRP{d6}", "other_id.w11": "W{d10}",
    "other_id.steuernr": "{d2}/{d3}/{d5}", "id_card.rg": "{d2}.{d3}.{d3}-{d1}",
    "passport.it": "YA{d7}", "phone.sepa": "+32-47{d7}",
}  # fmt: skip
LATER_DECOYS: dict[str, Callable[[Random], str]] = {
    "l26": lambda d: some(d, string.ascii_lowercase + string.digits, 26),
}


def nie(draw: Random) -> str:
    """Return a Spanish number of a foreigner, with its letter."""
    first, body = draw.randrange(3), digits(draw, 7)
    return f"{'XYZ'[first]}{body}{'TRWAGMYFPDXBNJZSQVHLCKE'[int(f'{first}{body}') % 23]}"


LATER_KINDS["id_card.nie"] = nie
