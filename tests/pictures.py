"""Images as people paste them, drawn here with Pillow's own font."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from posthouse.media.ocr import engine
from posthouse.media.page import page_of


def drawn(*lines: str, size=(560, 150), letters: int = 24, **colours) -> Image.Image:
    """Return an image that says these lines."""
    picture = Image.new("RGB", size, colours.get("paper", "white"))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(letters)
    for number, line in enumerate(lines):
        pen.text((20, 15 + number * 2 * letters), line, colours.get("ink", "black"), font)
    return picture


def file_of(picture: Image.Image, form: str = "PNG", **more) -> bytes:
    made = BytesIO()
    picture.save(made, form, **more)
    return made.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def read(data: bytes) -> str:
    """Return what is written in an image, as the station reads it."""
    return page_of(engine().lines(np.asarray(opened(data).convert("RGB")))).text
