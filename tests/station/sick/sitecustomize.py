"""Makes the disk below $SICK_FOLDER fail as $SICK_ORDERS says: an errno's name, `hang`, or nothing.

Python imports this by itself in every process that has this folder on its path.
"""

import errno
import os
import time

FOLDER, ORDERS = os.environ.get("SICK_FOLDER"), os.environ.get("SICK_ORDERS")


def _order() -> str:
    try:
        with open(ORDERS, encoding="ascii") as file:  # noqa: PTH123
            return file.read().strip()
    except OSError:
        return ""


def _obey(place: str) -> None:
    if not place.startswith(FOLDER):
        return
    while (order := _order()) == "hang":
        time.sleep(0.02)
    if order:
        raise OSError(getattr(errno, order), order)


def _sick(call, place_of):
    def sick(*arguments, **named):
        _obey(place_of(arguments[0]))
        return call(*arguments, **named)

    return sick


def _file(number: int) -> str:
    return os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115


if FOLDER:
    os.fdatasync = _sick(os.fdatasync, _file)
    os.write = _sick(os.write, _file)
