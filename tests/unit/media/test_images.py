"""Images are opened within bounds and made anew: what is covered is gone, and so is what hides."""

import contextlib
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from posthouse.media import images
from posthouse.media.images import cover
from posthouse.media.outcome import Job, NotRead, Problem, Work
from posthouse.media.work import do
from tests.pictures import drawn, file_of, opened

AREA = (10.0, 10.0, 200.0, 10.0, 200.0, 60.0, 10.0, 60.0)
SAID = b"li.wei" + b"@haitang-soft.test"


def problem(data: bytes) -> Problem | None:
    return do(Job(Work.COVER, data)).problem


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_an_image_comes_back_in_its_format_with_the_area_filled(form):
    made = opened(cover(file_of(drawn("hello there"), form), [AREA]))
    assert made.format == form
    pixels = np.asarray(made.convert("RGB"))
    assert pixels[12:58, 12:198].max() < 24
    assert pixels[80:, :].min() > 200


def test_nothing_but_the_picture_is_left_of_a_file():
    exif = Image.Exif()
    exif[0x010E] = SAID.decode()
    exif.get_ifd(0x8825)[1] = "N"
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SAID.decode())
    notes.add_text("Packed", SAID.decode(), zip=True)
    for form, more in (
        ("JPEG", {"exif": exif, "comment": SAID}),
        ("PNG", {"exif": exif, "pnginfo": notes}),
        ("WEBP", {"exif": exif, "xmp": SAID}),
        ("TIFF", {"exif": exif}),
    ):
        data = file_of(drawn("x"), form, **more) + SAID
        made = cover(data, [])
        assert SAID not in made
        assert zlib.compress(SAID) not in made
        left = opened(made)
        assert left.getexif().get(0x010E) is None
        assert not {"Comment", "Packed", "exif", "xmp", "comment"} & left.info.keys()


def test_an_image_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = opened(cover(file_of(drawn("x", size=(60, 40)), "JPEG", exif=exif), []))
    assert made.size == (40, 60)


def test_pixels_that_nobody_sees_keep_no_colour():
    picture = drawn("secret", size=(200, 80)).convert("RGBA")
    picture.putalpha(0)
    made = np.asarray(opened(cover(file_of(picture), [])).convert("RGBA"))
    assert not made.any()


def test_what_is_covered_in_a_transparent_image_cannot_be_seen_through():
    picture = drawn("x", size=(240, 80)).convert("RGBA")
    picture.putalpha(40)
    made = np.asarray(opened(cover(file_of(picture), [AREA])))
    assert (made[12:58, 12:198] == (0, 0, 0, 255)).all()


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_mode_of_pixels_is_read(mode):
    form = {"CMYK": "JPEG", "I": "TIFF", "F": "TIFF"}.get(mode, "PNG")
    grey = drawn("x", size=(240, 80)).convert("L")
    wide = Image.fromarray(np.asarray(grey, np.uint16) * 257)
    coloured = grey.convert("RGB") if mode in ("P", "CMYK") else grey
    picture = wide if mode == "I;16" else coloured.convert(mode)
    made = np.asarray(opened(cover(file_of(picture, form), [AREA])).convert("L"))
    assert made[20, 100] < 24
    assert made[75, 230] > 200


def test_an_image_of_several_frames_is_told():
    frames = [drawn(str(n), size=(40, 40)) for n in range(3)]
    for form in ("GIF", "WEBP", "PNG", "TIFF"):
        data = file_of(frames[0], form, save_all=True, append_images=frames[1:])
        assert problem(data) is Problem.ANIMATED


def test_a_picture_that_unpacks_to_more_than_is_opened_is_told(monkeypatch):
    bomb = file_of(Image.new("1", (20_000, 20_000)))
    assert len(bomb) < 100_000
    assert problem(bomb) is Problem.TOO_LARGE
    monkeypatch.setattr(images, "MOST_PIXELS", 1000)
    assert problem(file_of(drawn("x"))) is Problem.TOO_LARGE


def test_a_large_picture_is_made_smaller_before_it_is_read(monkeypatch):
    monkeypatch.setattr(images, "MOST_KEPT", 10_000)
    assert opened(cover(file_of(drawn("x", size=(400, 100))), [])).size == (200, 50)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", Problem.FORMAT),
        (b"\x89PNG\r\n\x1a\n", Problem.BROKEN),
        (b"\0\0\0\x1cftypheic" + b"\0" * 64, Problem.FORMAT),
        (b"GIF89a", Problem.BROKEN),
        (b"%!PS-Adobe-3.0 EPSF-3.0", Problem.FORMAT),
    ],
)
def test_what_is_no_image_that_is_read_says_why(data, found):
    assert problem(data) in (found, Problem.FORMAT)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "TIFF"])
def test_no_cut_or_flipped_byte_of_an_image_raises_anything_else(form):
    made = file_of(drawn("x", size=(60, 40)), form)
    for at in range(0, len(made), max(len(made) // 30, 1)):
        for broken in (made[:at], made[:at] + bytes([made[at] ^ 0x55]) + made[at + 1 :]):
            with contextlib.suppress(NotRead):
                cover(broken, [])


def test_the_same_image_and_areas_give_the_same_bytes():
    data = file_of(drawn("hello"), "JPEG")
    assert cover(data, [AREA]) == cover(data, [AREA])
    assert BytesIO(cover(data, [])).read(2) == b"\xff\xd8"
