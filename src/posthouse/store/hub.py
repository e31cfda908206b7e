"""How workers reach the record's process, whichever runs now.

A hub is a pair of sockets that outlives that process. Who wants to be served makes a socket pair
and sends one end of it through the hub (SCM_RIGHTS); the record's process takes it out at the other
end. What is sent while no process runs waits there for the next one. There is no name in the file
system that a stranger could find, and when everybody who can send is gone, the process is told.
"""

from __future__ import annotations

import os
import socket


class Hub:
    """Both ends; `calling` goes to workers, `answering` to the record's process."""

    def __init__(self) -> None:
        self.calling, self.answering = socket.socketpair()
        self.calling.settimeout(0)
        self.answering.settimeout(0)

    def close(self) -> None:
        """Close our copies of both ends."""
        self.calling.close()
        self.answering.close()


def call(calling: socket.socket) -> socket.socket:
    """Return our end of a new line to the record's process. Raises OSError."""
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            socket.send_fds(calling, [b"+"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
    ours.settimeout(0)
    return ours


def answer(answering: socket.socket) -> socket.socket | None:
    """Return the next line that someone called on, None when nobody can call any more.

    Raises BlockingIOError where nobody calls now.
    """
    data, files, _, _ = socket.recv_fds(answering, 1, 1)
    if not data:
        return None
    line = socket.socket(fileno=files[0])
    os.set_inheritable(files[0], False)  # noqa: FBT003
    line.settimeout(0)
    return line
