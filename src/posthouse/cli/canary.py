"""`posthouse canary`: inert texts for one channel alone, and a listener for their use."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from posthouse.audit.canary import Canary, Form, hits, text
from posthouse.cli.database import opened_with_keys
from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.cli.times import moment
from posthouse.config.schema import Settings
from posthouse.model.errors import CommandError
from posthouse.store.canaries import Hit, SqlCanaries


def mint(
    channel: Annotated[str, Parameter(help="The channel that alone will get it.")],
    *,
    form: Annotated[Form, Parameter(help="What it looks like.")] = Form.URL,
    zone: Annotated[str, Parameter(help="The listener's host, with a port if not 80.")],
    config: Config = None,
    json: Json = False,
) -> int:
    """Make a canary, commit it to the ledger, and print it; send it through one channel."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    if channel not in {one.name for one in settings.channel}:
        raise CommandError("no channel of this name", hint="`posthouse channels list` shows all")
    if not zone or any(mark in zone for mark in "/@ \\"):
        raise CommandError("--zone: expected a host, or host:port, found something else")
    with _canaries(settings) as canaries:
        one = canaries.commit(channel, form, zone, cli_actor(), time.time_ns() // 1000)
        placed = text(form, canaries.letters(one.number), zone)
    speaker.line(placed)
    speaker.note("canary.minted", number=one.number, channel=channel, digest=one.digest)
    speaker.result({**_told(one, []), "text": placed})
    return OK


def list_(*, config: Config = None, json: Json = False) -> int:
    """List all canaries, with when and whence they were used."""
    speaker = terminal(json_=json, environ=os.environ)
    with _canaries(settings_of(config, os.environ)) as canaries:
        every, used = canaries.every(), canaries.hits()
    by_number = {one.number: [hit for hit in used if hit.number == one.number] for one in every}
    speaker.result([_told(one, by_number[one.number]) for one in every])
    if not every:
        speaker.say("canary.none")
        return OK
    rows = [
        (
            str(one.number),
            one.channel,
            one.form.value,
            moment(one.at_us),
            str(len(by_number[one.number])),
            moment(by_number[one.number][0].at_us) if by_number[one.number] else "",
            by_number[one.number][0].source if by_number[one.number] else "",
        )
        for one in every
    ]
    speaker.table(speaker.text("canary.head").split("|"), rows)
    return OK


def reveal(
    number: Annotated[int, Parameter(help="Which canary.")],
    *,
    config: Config = None,
    json: Json = False,
) -> int:
    """Print a canary's letters, whose SHA-256 stands in the ledger: evidence of its use."""
    speaker = terminal(json_=json, environ=os.environ)
    with _canaries(settings_of(config, os.environ)) as canaries:
        found = {one.number: one for one in canaries.every()}.get(number)
        if found is None:
            raise CommandError("no canary of this number", hint="`posthouse canary list` shows all")
        letters = canaries.letters(number)
    speaker.line(letters)
    speaker.note("canary.revealed", digest=found.digest)
    speaker.result({**_told(found, []), "letters": letters})
    return OK


def listen(
    *,
    host: Annotated[str, Parameter(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, Parameter(help="Port to listen on for HTTP.")] = 8799,
    dns_port: Annotated[int | None, Parameter(help="Port for DNS questions too (UDP).")] = None,
    mail_port: Annotated[int | None, Parameter(help="Port for mail too (SMTP).")] = None,
    config: Config = None,
) -> int:
    """Wait for uses of canaries, keep each and tell of it; until Ctrl-C."""
    from posthouse.service.canarydns import NameListener
    from posthouse.service.canarymail import MailListener
    from posthouse.service.listener import Listener

    wanted: dict[str, tuple[Callable[..., AbstractContextManager[int]], int | None]] = {
        "http": (Listener, port),
        "dns": (NameListener, dns_port),
        "mail": (MailListener, mail_port),
    }
    speaker = terminal(json_=False, environ=os.environ)
    done = threading.Event()
    with _canaries(settings_of(config, os.environ)) as canaries:

        def told(seen: str, source: str, digest: str) -> None:
            for one in hits(seen, canaries.every()):
                canaries.hit(one.number, source, digest, time.time_ns() // 1000)
                speaker.say("canary.hit", number=one.number, channel=one.channel, source=source)

        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: done.set())
        with contextlib.ExitStack() as stack:
            for what, (listener, at) in wanted.items():
                if at is None:
                    continue
                try:
                    bound = stack.enter_context(listener(host, at, told))
                except OSError as error:
                    raise CommandError(f"{host}:{at}: cannot listen ({error.strerror})") from None
                speaker.say("canary.listening", what=what, host=host, port=bound)
            done.wait()
    return OK


@contextlib.contextmanager
def _canaries(settings: Settings) -> Iterator[SqlCanaries]:
    with opened_with_keys(Path(settings.store.folder)) as (engine, keyring):
        yield SqlCanaries(engine, keyring)


def _told(one: Canary, used: Sequence[Hit]) -> dict[str, Any]:
    return {
        "number": one.number,
        "channel": one.channel,
        "form": one.form.value,
        "digest": one.digest,
        "at_us": one.at_us,
        "hits": [{"at_us": hit.at_us, "source": hit.source, "seen": hit.seen} for hit in used],
    }
