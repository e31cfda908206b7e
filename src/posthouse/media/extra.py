"""What the extra posthouse[ocr] brings: packages that read images and draw pages of PDF.

Each by what it is imported as.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

from posthouse.model.errors import CommandError

OCR: Mapping[str, str] = {
    "PIL": "pillow",
    "onnxruntime": "onnxruntime",
    "rapidocr": "rapidocr",
    "pypdfium2": "pypdfium2",
}

INSTALL = "pip install 'posthouse[ocr]'"
"""Brings them."""


def missing(wanted: Mapping[str, str] = OCR) -> list[str]:
    """Return the packages that are not installed; nothing is imported."""
    return [package for module, package in wanted.items() if find_spec(module) is None]


def require(instead: str, wanted: Mapping[str, str] = OCR) -> None:
    """Refuse a command that has images read where they cannot be. Raises CommandError."""
    if lacking := missing(wanted):
        raise CommandError(
            f"expected what reads images to be installed, found no {', '.join(lacking)}",
            hint=f"{INSTALL}, or say {instead}",
        )
