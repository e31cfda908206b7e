"""Invents texts with names: sentences, letters, forms, signatures, address blocks, lists."""

import re
from dataclasses import dataclass, field

from chats import JOB_HEADS, JOB_WORDS, NAMELESS, PRODUCTS, TYPED
from pools import STATES, Pools
from sentences import (
    ACRONYMS,
    BLOCKS,
    CLOSINGS,
    FORMS,
    JOBS,
    KIN,
    NOUNS,
    OPENINGS,
    TALK,
    TECH,
    TECH_TALK,
    TITLES,
    TOKENS_OF,
)  # fmt: skip

_SLOTS = re.compile(r"\{([A-Z])\}")


@dataclass
class Document:
    """A text, its names as (start, end, label), and how much it counts in training."""

    text: str
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    weight: float = 1.0


class Inventor:
    """Fills sentences from pools."""

    def __init__(self, pools: Pools) -> None:
        self.pools = pools
        self.random = pools.random

    def _street(self) -> str:
        pools, kind = self.pools, self.random.random()
        if kind < 0.3:
            return self._american()
        if kind < 0.36:
            return f"{self.random.choice(['P.O. Box', 'PO Box', 'P. O. Box', 'Box'])} {self.random.randint(10, 9999)}"
        if kind < 0.39:
            return f"PSC {self.random.randint(1, 999)}, Box {self.random.randint(10, 9999)}"
        street = self.random.choice(pools.fakers).street_address()
        return street if self.random.random() < 0.5 else street.replace("\n", ", ")

    def _american(self) -> str:
        pools, pick = self.pools, self.random.choice
        named = pick([pools.last, pools.last, pools.first, pools.city,
                      lambda: pick(["Main", "Oak", "Elm", "Park", "Lake", "Hill", "Church", "High", "Mill", "Station",
                                    "Victoria", "King", "Queen", "Maple", "Cedar", "Washington", "River", "Spring"]),
                      lambda: f"{self.random.randint(1, 99)}th"])()  # fmt: skip
        kind = pick(["Street", "St", "St.", "Avenue", "Ave", "Ave.", "Road", "Rd", "Lane", "Ln", "Drive", "Dr",
                     "Boulevard", "Blvd", "Court", "Ct", "Place", "Way", "Terrace", "Close", "Crescent", "Square",
                     "Parkway", "Highway", "Circle", "Trail", "Gardens", "Grove", "Row", "Walk", "Hill", "View",
                     "Cove", "Pike", "Loop", "Alley", "Heights", "Ridge", "Park", "Mews", "Nagar", "Marg", "Colony"])  # fmt: skip
        number = pick(
            [
                str(self.random.randint(1, 9999)),
                str(self.random.randint(1, 300)),
                f"{self.random.randint(1, 99)}{pick('ABC')}",
            ]
        )
        street = f"{number} {pick(['', '', '', 'N ', 'S. ', 'West ', 'East '])}{named} {kind}"
        if self.random.random() < 0.3:
            unit = pick(
                ["Apt", "Apt.", "Suite", "Unit", "Flat", "Room", "Floor", "#", "Ste", "Building"]
            )
            street += f"{pick([', ', ' ', chr(10)])}{unit} {self.random.randint(1, 40)}{pick(['', '', 'A', 'B'])}"
        return (
            street
            if self.random.random() < 0.85
            else f"{named} {kind} {self.random.randint(1, 400)}"
        )

    def _value(self, slot: str) -> str:
        pools, pick, number = self.pools, self.random.choice, self.random.randint
        match slot:
            case "P":
                return pools.full()
            case "F":
                return pools.first()
            case "L":
                return pools.last()
            case "O":
                return pools.org()
            case "C":
                return pools.city()
            case "N":
                return pools.country()
            case "G":
                return pick(
                    [
                        pools.city,
                        pools.country,
                        lambda: pick(pools.states),
                        lambda: pick(pools.regions),
                    ]
                )()
            case "S":
                return self._street()
            case "Z":
                return pick(pools.fakers).postcode()
            case "T":
                return pick(TITLES)
            case "E":
                return f"{pools.first().lower()}{number(1, 99)}@{pick(['example.com', 'mail.example.org', 'corp.example'])}"
            case "H":
                return pick(
                    [
                        f"+{number(1, 99)} {number(100, 999)} {number(100000, 999999)}",
                        f"{number(200, 999)}-{number(200, 999)}-{number(1000, 9999)}",
                        f"0{number(10, 99)} {number(100, 999)} {number(1000, 9999)}",
                    ]
                )
            case "D":
                return pick(
                    [
                        f"{number(1, 28)} {pick(['January', 'March', 'April', 'May', 'June', 'August', 'October'])} {number(1950, 2026)}",
                        str(number(1900, 2026)),
                        f"{pick(['Monday', 'Friday', 'Sunday'])}",
                        f"{number(1, 12)}/{number(1, 28)}/{number(1950, 2026)}",
                    ]
                )
            case "J":
                return pick(JOBS)
            case "I":
                return str(number(0, 200))
            case "A":
                return pick(ACRONYMS)
            case "R":
                return pick(KIN)
            case "Y":
                return pick(pools.nationalities)
            case "X":
                return pick(["A. B", "J", "M. K", "R. T", "S", "D. L", "P", "N. A"])
            case "Q":
                return pick(TECH)
            case "B":
                return " ".join([*self.random.sample(JOB_WORDS, number(0, 2)), pick(JOB_HEADS)])
            case "K":
                return " ".join(pick(pools.common).capitalize() for _ in range(number(1, 4)))
            case "U":
                return pick(STATES)
            case "V":
                return "".join(pick("ABCDEFGHIKLMNOPRSTUVXY") for _ in range(number(2, 4)))
            case "M":
                return pick(PRODUCTS)
            case _: return pick(NOUNS)  # fmt: skip

    def fill(self, template: str) -> Document:
        """Fill a template."""
        out, spans, at = "", [], 0
        template = template.replace("\\n", "\n")
        for match in _SLOTS.finditer(template):
            out += template[at : match.start()]
            at = match.end()
            value = self._value(match.group(1))
            article = match.group(1) in "CGN" and value.startswith("the ")
            start = len(out) + 4 * article
            out += value
            if label := TOKENS_OF.get(match.group(1)):
                spans.append((start, len(out), label))
        out += template[at:]
        return Document(out, spans)

    def joined(self, parts: list[Document], joint: str) -> Document:
        """Put documents one after another."""
        text, spans = "", []
        for part in parts:
            if text:
                text += joint
            spans += [(s + len(text), e + len(text), label) for s, e, label in part.spans]
            text += part.text
        return Document(text, spans)

    def _foreign(self) -> Document:
        """Write in another language, with a name of that language or none."""
        faker = self.random.choice(self.pools.fakers)
        told = faker.paragraph(nb_sentences=self.random.randint(1, 4))
        if self.random.random() < 0.5:
            return Document(told)
        name = f"{faker.first_name()} {faker.last_name()}"
        return Document(f"{name}. {told}", [(0, len(name), "PERSON")])

    def document(self) -> Document:
        """Invent one text of any kind."""
        pick, kind = self.random.choice, self.random.random()

        def many(pool: list[str], low: int, high: int) -> list[Document]:
            return [self.fill(pick(pool)) for _ in range(self.random.randint(low, high))]

        if kind < 0.26:
            return self.joined(many(TALK, 1, 4), pick([" ", " ", "\n"]))
        if kind < 0.36:
            return self.joined(many(TYPED, 1, 3) + many(NAMELESS, 0, 1), pick([" ", "\n", "\n\n"]))
        if kind < 0.43:
            return self.joined(many(NAMELESS, 1, 3), pick([" ", "\n", "\n\n"]))
        if kind < 0.45:
            return self._foreign()
        if kind < 0.57:
            return self.joined(many(FORMS, 1, 7), "\n")
        if kind < 0.72:
            body = many(TALK + TECH_TALK, 1, 3)
            ends = [self.joined(body, " "), self.fill(pick(CLOSINGS))]
            return self.joined([self.fill(pick(OPENINGS)), *ends], pick(["\n\n", "\n"]))
        if kind < 0.84:
            return self.joined(many(BLOCKS, 1, 2) + many(TALK, 0, 1), "\n\n")
        return self.joined(many(TECH_TALK, 1, 4) + many(TALK, 0, 1), pick([" ", "\n"]))
