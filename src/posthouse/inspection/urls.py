"""An address in its parts, as the standard library divides it.

The library would remember the last hundred addresses for as long as the process lives, with all
that stands in them.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

divided: Callable[[str], SplitResult] = getattr(urlsplit, "__wrapped__", urlsplit)
"""Takes an address; raises ValueError for what is none."""
