"""Searching for secrets in every form in which they could have been written down."""

import base64
import json
import string
from pathlib import Path
from urllib.parse import quote

SHORTEST = 9


def forms(secret: bytes) -> dict[str, bytes]:
    """Return a secret as it is and as it would stand in dumps, tokens, addresses and JSON."""
    found = {"raw": secret, "hex": secret.hex().encode(), "HEX": secret.hex().upper().encode()}
    found["repr"] = repr(secret)[2:-1].encode()
    for shift in range(3):
        packed = base64.b64encode(b"\x00" * shift + secret)
        inner = packed[(shift * 8 + 5) // 6 : len(packed) - 4]
        found[f"base64+{shift}"] = inner
        found[f"base64url+{shift}"] = inner.translate(bytes.maketrans(b"+/", b"-_"))
    try:
        text = secret.decode()
    except UnicodeDecodeError:
        return found
    found["json"] = json.dumps(text)[1:-1].encode()
    found["json in json"] = json.dumps(json.dumps(text)[1:-1])[1:-1].encode()
    found["url"] = quote(text, safe="").encode()
    found["utf-16"] = text.encode("utf-16-le")
    return found


def spread(secret: bytes) -> list[tuple[str, bytes]]:
    """Return the forms that differ, long enough not to be found by chance."""
    return [(name, form) for name, form in forms(secret).items() if len(form) >= SHORTEST]


def hits(content: bytes, canaries: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return which canaries stand in a content, and how."""
    return [
        (name, form)
        for name, secret in canaries.items()
        for form, needle in spread(secret)
        if needle in content
    ]


def searched(folder: Path, canaries: dict[str, bytes], leave: set[str]) -> list[tuple[str, ...]]:
    """Return every hit in the files below a folder; files named in `leave` may hold them."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in leave:
            found += [(str(path.relative_to(folder)), *hit)
                      for hit in hits(path.read_bytes(), canaries)]  # fmt: skip
    return found


LETTERS = string.ascii_letters + string.digits
