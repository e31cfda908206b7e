"""What a call may cost and what it did cost; whole micro-dollars, rounded up once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from posthouse.model.usage import NOTHING, MicroUSD, Price, Usage

MILLION = 1_000_000

# UTF-8 bytes a token at the least that common tokenizers need: English about 4, Chinese 3 to 5,
# code 3. JSON around the texts only adds to the estimate.
BYTES_A_TOKEN = 3

# The same in the middle, for what a receipt counts beside what an upstream tells.
USUAL_BYTES_A_TOKEN = 4

# More than any model takes or gives; a count beyond it is nonsense, and money stays within 2^53.
MOST_TOKENS = 1_000_000_000

# Set aside where a request names no limit of its own.
USUAL_OUTPUT = 4096


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price for the models that a pattern names; one `*` may stand for any run of characters."""

    models: str
    price: Price

    def matches(self, model: str) -> bool:
        """Tell whether the row is meant for the model."""
        front, star, back = self.models.partition("*")
        if not star:
            return model == front
        long_enough = len(model) >= len(front) + len(back)
        return long_enough and model.startswith(front) and model.endswith(back)


class Tariff:
    """All prices: the exact name first, then the pattern with the most characters of its own."""

    __slots__ = ("_exact", "_patterns")

    def __init__(self, rows: Iterable[PriceRow]) -> None:
        listed = list(rows)
        self._exact = {row.models: row.price for row in listed if "*" not in row.models}
        patterns = [row for row in listed if "*" in row.models]
        self._patterns = sorted(patterns, key=lambda row: -len(row.models))

    def price(self, model: str) -> Price | None:
        """Return the model's price, None where it has none."""
        exact = self._exact.get(model)
        if exact is not None:
            return exact
        return next((row.price for row in self._patterns if row.matches(model)), None)


def cost(usage: Usage, price: Price) -> MicroUSD:
    """Return the cost of what was used: sum of tokens x price / 10^6, rounded up.

    Cached tokens are parts of `input` and leave it; where a cache class has no price of its own
    they cost what input costs. A count that was not told costs nothing: see `charge`.
    """
    return MicroUSD(-(-_total(usage, price) // MILLION))


def batched(usage: Usage, price: Price) -> MicroUSD:
    """Return the same for requests of a batch, with the share that one is charged."""
    return MicroUSD(-(-_total(usage, price) * price.batch // (MILLION * MILLION)))


def bounds(size: int, output: int, unlimited: int) -> Usage:
    """Return what requests of so many bytes may use; so many of them set no limit to the output.

    All input counts as of its dearest class.
    """
    tokens = -(-size // BYTES_A_TOKEN)
    return Usage(tokens, output + unlimited * USUAL_OUTPUT)


def _total(usage: Usage, price: Price) -> int:
    """Return tokens x price, for a million tokens each."""
    read, written = _tokens(usage.cache_read), _tokens(usage.cache_write)
    plain = max(_tokens(usage.input) - read - written, 0)
    return (
        plain * price.input
        + read * (price.input if price.cache_read is None else price.cache_read)
        + written * (price.input if price.cache_write is None else price.cache_write)
        + _tokens(usage.output) * price.output
    )


def charge(usage: Usage, price: Price | None, reserved: MicroUSD) -> MicroUSD:
    """Return what an answered call is charged: its cost, or the reservation where no count came.

    An upstream that tells no usage would otherwise make every budget endless.
    """
    if price is None:
        return NOTHING
    if usage.input is None and usage.output is None:
        return reserved
    return cost(usage, price)


def estimate(body_bytes: int, most_output: int | None, price: Price) -> MicroUSD:
    """Return what a call may cost, to be set aside: input at its dearest class, output in full."""
    dearest = max(price.input, price.cache_write or 0)
    tokens = -(-body_bytes // BYTES_A_TOKEN)
    output = USUAL_OUTPUT if most_output is None else _tokens(most_output)
    return MicroUSD(-(-(tokens * dearest + output * price.output) // MILLION))


def text_bytes(texts: Iterable[str]) -> int:
    """Return how many bytes of UTF-8 these texts are."""
    return sum([len(t) if t.isascii() else len(t.encode("utf-8", "replace")) for t in texts])


def usual_tokens(size: int) -> int:
    """Return about how many tokens a text of so many UTF-8 bytes is; within a third for most."""
    return -(-size // USUAL_BYTES_A_TOKEN)


def _tokens(count: int | None) -> int:
    return min(max(count or 0, 0), MOST_TOKENS)
