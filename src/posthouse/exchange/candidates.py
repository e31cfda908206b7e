"""The channels that may still answer an exchange, by the newest switches."""

from __future__ import annotations

from collections.abc import Iterable

from posthouse.model.channel import Channel
from posthouse.model.switch import CHANNEL_OFF, Switches


class Candidates:
    """What is left to be asked, in order; what an operator switches off meanwhile falls out."""

    __slots__ = ("_left", "_switches")

    def __init__(self, switches: Switches) -> None:
        self._switches = switches
        self._left = list[Channel]()

    def __bool__(self) -> bool:
        return bool(self._left)

    def take(self, channels: Iterable[Channel]) -> None:
        """Take the channels that the request's route found."""
        self._left = list(channels)

    def newer(self, switches: Switches) -> None:
        """Take newer switches."""
        self._switches = switches
        self._left = [one for one in self._left if switches.channel_on(one.name)]

    def next(self) -> Channel:
        """Return the next channel, which is not left any more."""
        return self._left.pop(0)

    def instead(self, channel: Channel) -> Channel:
        """Return the channel that was chosen, or the next where it is off. Raises Unavailable."""
        while (refusal := self._switches.channel_refusal(channel.name)) is not None:
            if not self._left:
                raise refusal
            channel = self.next()
        return channel


def of_channel(refusal: object) -> bool:
    """Tell whether a running exchange is ended only because its channel was switched off."""
    return getattr(refusal, "code", "") == CHANNEL_OFF
