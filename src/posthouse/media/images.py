"""Images out of strange hands: read for their text, and made anew with parts of them covered.

What is read is what is sent: the picture as people see it, turned as its camera says, no larger
than MOST_KEPT pixels, written again without metadata, hidden pixels and trailing bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from posthouse.media.outcome import Line, NotRead, Problem

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
MOST_PIXELS = 60_000_000
"""Of what is opened at all."""
MOST_KEPT = 12_000_000
"""What is larger is made smaller: four times what models look at."""

_FAINT = 24  # of 255 by which what stands on a ground differs from it at least
_BACKGROUNDS = ((255, 255, 255), (24, 24, 24))
_WRITTEN: dict[str, dict[str, Any]] = {
    "PNG": {"compress_level": 6},
    "JPEG": {"quality": 92, "subsampling": 0},
    "WEBP": {"quality": 92, "method": 3},
    "TIFF": {"compression": "tiff_lzw"},
}
_ODD = (
    ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What a broken file leads Pillow to."""


def lines_of(picture: Image) -> tuple[Line, ...]:
    """Return the lines of text in a picture, RGB or RGBA. Raises ImportError."""
    from posthouse.media.ocr import distinct, engine

    read, views = engine().lines, _views(picture)
    lines = [line for view in views for line in read(np.asarray(view))]
    return tuple(distinct(lines) if len(views) > 1 else lines)


def cover(data: bytes, areas: Sequence[Sequence[float]]) -> bytes:
    """Return the image with these polygons filled. Raises NotRead, ImportError."""
    from PIL import ImageDraw

    picture, form = opened(data)
    draw = ImageDraw.Draw(picture)
    for area in areas:
        draw.polygon(list(area), fill=(0, 0, 0, 255) if picture.mode == "RGBA" else (0, 0, 0))
    made = BytesIO()
    _unhidden(picture).save(made, form, **_WRITTEN.get(form, {}))
    return made.getvalue()


def opened(data: bytes) -> tuple[Image, str]:
    """Return the picture as people see it, RGB or RGBA, and its format. Raises NotRead."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        picture: Image.Image = Image.open(BytesIO(data), formats=FORMATS)
        form = "JPEG" if picture.format == "MPO" else str(picture.format)  # a phone's two views
        if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
            raise NotRead(Problem.ANIMATED)
        if picture.width * picture.height > MOST_PIXELS:
            raise NotRead(Problem.TOO_LARGE)
        picture = ImageOps.exif_transpose(_plain(picture))
    except Image.DecompressionBombError:
        raise NotRead(Problem.TOO_LARGE) from None
    except UnidentifiedImageError:
        raise NotRead(Problem.FORMAT) from None
    except _ODD:
        raise NotRead(Problem.BROKEN) from None
    excess = picture.width * picture.height / MOST_KEPT
    if excess > 1:
        width, height = (max(int(side / excess**0.5), 1) for side in picture.size)
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    return picture, form


def _plain(picture: Image) -> Image:
    """Return a picture in red, green and blue, transparent where it really is so somewhere."""
    if picture.mode.startswith("I") or picture.mode == "F":  # 16 bits and more of grey
        grey = np.asarray(picture, np.float64)
        most = 255.0 if grey.size and grey.max() <= 255 else 65535.0
        from PIL import Image

        plain = Image.fromarray((grey.clip(0, most) * 255 / most).astype(np.uint8))
        plain.info = picture.info
        return plain.convert("RGB")
    if picture.mode not in ("RGBA", "LA", "PA", "La") and "transparency" not in picture.info:
        return picture.convert("RGB")
    shown = picture.convert("RGBA")
    return shown if np.asarray(shown.getchannel("A")).min() < 255 else shown.convert("RGB")


def _views(picture: Image) -> list[Image]:
    """Return how a picture looks; letters in a transparent one may be white or black.

    A ground from which nothing stands out is left out.
    """
    if picture.mode != "RGBA":
        return [picture]
    from PIL import Image

    shown = []
    for colour in _BACKGROUNDS:
        ground = Image.new("RGBA", picture.size, (*colour, 255))
        view = Image.alpha_composite(ground, picture).convert("RGB")
        if np.abs(np.asarray(view, np.int16) - np.array(colour)).max(initial=0) > _FAINT:
            shown.append(view)
    return shown


def _unhidden(picture: Image) -> Image:
    """Return a new picture of the pixels alone; those that cannot be seen have no colour."""
    from PIL import Image

    pixels = np.array(picture)
    if picture.mode == "RGBA":
        pixels[pixels[:, :, 3] == 0] = 0
    return Image.fromarray(pixels)
