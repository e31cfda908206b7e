"""Lets functions on a request's path fail in turn, from outside: Python imports this file at start.

Every function and method of the packages below is wrapped as its module is imported. The first
requests show which of them a request calls; POINTS of those then fail, one in every second request,
with an exception whose words hold every canary. What came of it is written to FAULTS_TOLD.
With FAULTS_LEAK the exception's words are also logged, which a search has to find.
"""

import base64
import functools
import importlib.abc
import inspect
import json
import logging
import os
import sys
import types
from pathlib import Path

PACKAGES = (
    "exchange", "wire", "privacy", "inspection", "policy", "routing", "accounting", "ledger",
    "vault", "service.relay", "server", "net", "store.remote", "store.receipts",
)  # fmt: skip
ENTRY = "posthouse.server.station.StationFace._relayed"
POINTS = 100
WARM = 40
KINDS = (RuntimeError, ValueError, KeyError, OSError, AssertionError, TypeError)


class Plan:
    """Which point fails next, and what has failed."""

    def __init__(self):
        self.requests = 0
        self.seen = {}
        self.points = []
        self.armed = ""
        self.fired = {}

    def request(self):
        """Count a request in; arm the next point in every second one."""
        self.requests += 1
        if self.requests == 1:
            self.seen.clear()
        if self.requests < WARM:
            return
        if not self.points:
            names = sorted(self.seen)
            step = max(1, len(names) / POINTS)
            count = min(POINTS, len(names))
            self.points = [names[int(n * step)] for n in range(count)]
        if self.requests % 2:
            self.armed = self.points[self.requests // 2 % len(self.points)]
        if self.requests % 50 == 0:
            self.tell()

    def pass_by(self, name, arguments):
        """Raise where this is the armed point."""
        if not self.points:
            self.seen[name] = self.seen.get(name, 0) + 1
        elif name == self.armed:
            self.armed = ""
            self.fired[name] = self.fired.get(name, 0) + 1
            kind = KINDS[self.requests // 2 % len(KINDS)]
            words = Path(os.environ["FAULTS_CANARIES"]).read_text()
            if "FAULTS_LEAK" in os.environ:
                leak = base64.b64encode(words.encode()).decode()
                logging.getLogger("posthouse.planted").info("planted", extra={"leak": leak})
            raise kind(f"{words} {arguments!r}")

    def tell(self):
        """Write down what has failed."""
        told = {"points": self.points, "fired": self.fired, "requests": self.requests}
        Path(os.environ["FAULTS_TOLD"]).write_text(json.dumps(told))


PLAN = Plan()


def wrapped(function, name):
    """Return the function behind the plan."""
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def passing(*args, **more):
            if name == ENTRY:
                PLAN.request()
            else:
                PLAN.pass_by(name, (args, more))
            return await function(*args, **more)
    else:

        @functools.wraps(function)
        def passing(*args, **more):
            PLAN.pass_by(name, (args, more))
            return function(*args, **more)

    return passing


def wrap_all(module):
    """Wrap a module's own functions and its classes' methods in place."""
    for name, value in list(vars(module).items()):
        if getattr(value, "__module__", None) != module.__name__:
            continue
        if isinstance(value, types.FunctionType):
            setattr(module, name, wrapped(value, f"{module.__name__}.{name}"))
        elif isinstance(value, type) and not getattr(value, "_is_protocol", False):
            for inner, method in list(vars(value).items()):
                if isinstance(method, types.FunctionType) and not inner.startswith("__"):
                    place = f"{module.__name__}.{name}.{inner}"
                    setattr(value, inner, wrapped(method, place))


class Finder(importlib.abc.MetaPathFinder):
    """Finds modules as ever, and wraps those of the packages once they are executed."""

    def find_spec(self, name, path, target=None):
        if not name.startswith(tuple(f"posthouse.{package}" for package in PACKAGES)):
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                execute = spec.loader.exec_module

                def exec_module(module, execute=execute):
                    execute(module)
                    wrap_all(module)

                spec.loader.exec_module = exec_module
                return spec
        return None


if "FAULTS_TOLD" in os.environ:
    sys.meta_path.insert(0, Finder())
