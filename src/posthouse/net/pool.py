"""Connections that rest between requests: by channel, origin and permission; newest first."""

from __future__ import annotations

from posthouse.model.channel import Channel
from posthouse.net.connection import Connection

MOST_RESTING = 64  # of one channel; more than that closes instead of resting

Key = tuple[str, str, str, int, bool]


def key(channel: Channel) -> Key:
    """Return what must be equal for a connection to be shared.

    The permission is part of it: a connection made under other egress rules is not taken.
    """
    address = channel.address
    return channel.name, address.scheme, address.host, address.port, channel.private_network


class Shelf:
    """The resting connections of one key."""

    __slots__ = ("_closed", "_most", "_resting")

    def __init__(self, most: int) -> None:
        self._resting: list[Connection] = []
        self._most = most
        self._closed = False

    def put(self, connection: Connection) -> bool:
        """Take a connection that is ready for the next request; False where there is no room."""
        if self._closed or len(self._resting) >= self._most:
            return False
        self._resting.append(connection)
        return True

    def take(self) -> Connection | None:
        """Return the connection that rested last, if it is still open; close those that are not.

        The newest first: it is the least likely to have been closed by the other side, and the
        oldest can then time out.
        """
        while self._resting:
            connection = self._resting.pop()
            if connection.idle():
                return connection
            connection.close()
        return None

    def lost(self, connection: Connection) -> None:
        """Forget a connection that ended while it rested."""
        if connection in self._resting:
            self._resting.remove(connection)

    def close(self) -> None:
        """Close what rests, and take nothing any more."""
        self._closed = True
        for connection in tuple(self._resting):
            connection.close()

    def __len__(self) -> int:
        return len(self._resting)


class Pool:
    """All shelves."""

    def __init__(self, most: int = MOST_RESTING) -> None:
        self._most = most
        self._shelves: dict[Key, Shelf] = {}

    def shelf(self, channel: Channel) -> Shelf:
        """Return the channel's shelf. Shelves of channels that are gone empty themselves."""
        wanted = key(channel)
        found = self._shelves.get(wanted)
        if found is None:
            found = self._shelves[wanted] = Shelf(self._most)
        return found

    def close(self) -> None:
        """Drop every resting connection; those at work are dropped when their answer ends."""
        for shelf in self._shelves.values():
            shelf.close()
        self._shelves.clear()

    def resting(self) -> int:
        """Return how many connections rest."""
        return sum(map(len, self._shelves.values()))
