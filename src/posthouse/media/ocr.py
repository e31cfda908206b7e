"""Lines of text in a picture: PP-OCR's detector and recogniser through onnxruntime.

The models are those inside the package rapidocr (Apache-2.0); nothing else of it is used. Chinese
and English, letters of any European script, digits; one engine a process, made when first needed.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from posthouse.media.numbers import mended
from posthouse.media.outcome import Line
from posthouse.media.packing import Pixels, packed
from posthouse.media.regions import Corners, Floats, regions
from posthouse.media.spacing import HEIGHT, bare, spaced

if TYPE_CHECKING:
    from PIL.Image import Image

Told = tuple[str, float, tuple[float, ...]]
"""A line's text, how sure that is, and where its letters end."""

THREADS = 2
DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"

WIDEST, HIGHEST = (2560, 640), (1280, 128)
"""Sides of a tile of a large picture, and how far tiles overlap: lines run from side to side."""
_SMALL = 736  # the shorter side of a picture is brought to it, as these models were tuned
_MOST_SCALE = 3.0
_STEPS = 600  # of a batch: its output holds 18,710 letters a step
_STEP = 8  # pixels of a line to a step
_TALL = 1.5
_READABLE = 0.5
_DOUBTFUL = 0.7  # below it a line may stand on its head
_FEW = 0.75  # letters to a length of one height; Chinese ones have one, Latin ones two
_MOST_WIDTH = 48 * 100


class Engine:
    """Both models in use."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 4

        def session(name: str) -> Any:
            path = str(_folder() / name)
            return onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])

        self._detector, self._recogniser = session(DETECTOR), session(RECOGNISER)
        known = self._recogniser.get_modelmeta().custom_metadata_map["character"]
        self._letters = ["", *known.splitlines(), " "]

    def lines(self, pixels: Pixels) -> list[Line]:
        """Return all lines of a picture, large ones tile by tile; what is bare is left out."""
        found: list[Line] = []
        shown, scale = packed(pixels), _scale(*pixels.shape[:2])
        parts = tiles(shown.pixels.shape[1], shown.pixels.shape[0])
        for left, top, right, low in parts:
            tile = shown.pixels[top:low, left:right]
            boxes = self.boxes(tile, scale)
            for line in map(mended, self.read(tile, boxes)):
                moved = tuple(v + (top if n % 2 else left) for n, v in enumerate(line.corners))
                found.append(Line(line.text, shown.moved(moved), line.ends))
        return distinct(found) if len(parts) > 1 else found

    def boxes(self, pixels: Pixels, scale: float) -> list[Corners]:
        """Return where lines stand, looked at so many times larger."""
        height, width = pixels.shape[:2]
        size = tuple(max(round(side * scale / 32) * 32, 32) for side in (height, width))
        ready = _normal(_resized(pixels, size[1], size[0]))[None]
        likely: Floats = self._detector.run(None, {"x": ready})[0][0, 0]
        shares = np.array((width / size[1], height / size[0]))
        return [box * shares for box in regions(likely)]

    def read(self, pixels: Pixels, boxes: list[Corners]) -> list[Line]:
        """Return the lines in boxes, those that cannot be read left out."""
        from PIL import Image

        picture, turned = Image.fromarray(pixels), [_turned(box) for box in boxes]
        told = self._told([straight(picture, box) for box in turned])
        doubtful = [n for n, one in enumerate(told) if _doubtful(one, turned[n])]
        if self._stood_up(picture, turned, told, doubtful):  # as a rule all lines stand alike
            others = sorted(set(range(len(told))).difference(doubtful))
            self._stood_up(picture, turned, told, others)
        return [
            Line(text, tuple(float(v) for v in box.ravel()), ends)
            for box, (text, sure, ends) in zip(turned, told, strict=True)
            if text.strip() and sure >= _READABLE
        ]

    def _stood_up(
        self, picture: Image, boxes: list[Corners], told: list[Told], some: list[int]
    ) -> bool:
        """Read some lines from the other end too and keep what reads better; tell if any did."""
        heads = [np.roll(boxes[n], 2, axis=0) for n in some]
        better = False
        for n, box, other in zip(
            some, heads, self._told([straight(picture, box) for box in heads]), strict=True
        ):
            if _worth(other) > _worth(told[n]):
                boxes[n], told[n], better = box, other, True
        return better

    def _told(self, strips: list[Pixels]) -> list[Told]:
        """Return text, certainty and the ends of letters of each strip."""
        told: list[Told] = [("", 0.0, ())] * len(strips)
        order = sorted(range(len(strips)), key=lambda n: strips[n].shape[1])
        while order:
            wide = -(-strips[order[0]].shape[1] // 64) * 64
            batch = [n for n in order if strips[n].shape[1] <= wide]
            batch = batch[: max(_STEPS * _STEP // wide, 1)]
            ready = np.zeros((len(batch), 3, HEIGHT, wide), np.float32)
            for row, n in enumerate(batch):
                ready[row, :, :, : strips[n].shape[1]] = _normal(strips[n])
            for row, output in enumerate(self._recogniser.run(None, {"x": ready})[0]):
                told[batch[row]] = self._decoded(output, wide, strips[batch[row]])
            order = order[len(batch) :]
        return told

    def _decoded(self, output: Floats, padded: int, strip: Pixels) -> Told:
        """Read one output: the likeliest letter a step, repetitions and blanks left out (CTC).

        `padded` is the width of the strip with what fills up the batch.
        """
        best = output.argmax(axis=1)
        at = np.nonzero((best != 0) & (best != np.concatenate(([0], best[:-1]))))[0]
        if not len(at):
            return "", 0.0, ()
        sure = float(output[at, best[at]].mean())
        centres = (at + 0.5) * padded / len(output)
        letters = [self._letters[letter] for letter in best[at].tolist()]
        text, ends = spaced(letters, centres.tolist(), bare(strip, centres.tolist()))
        wide = strip.shape[1]
        return text, sure, tuple(round(min(end / wide, 1.0), 5) for end in ends)


def _scale(height: int, width: int) -> float:
    """Return how much larger than it is a picture is looked at."""
    scale = min(max(_SMALL / min(height, width), 1.0), _MOST_SCALE)
    return min(scale, max(HIGHEST[0] / max(height, width), 1.0))


def distinct(lines: Iterable[Line]) -> list[Line]:
    """Return lines without those read before at the same place, as where tiles overlap."""
    found: list[Line] = []
    for line in lines:
        x, y, said = sum(line.corners[::2]) / 4, sum(line.corners[1::2]) / 4, _said(line)
        for other in found:
            within = min(other.corners[::2]) <= x <= max(other.corners[::2])
            within &= min(other.corners[1::2]) <= y <= max(other.corners[1::2])
            if within and said in _said(other):
                break
        else:
            found.append(line)
    return found


def _said(line: Line) -> str:
    return line.text.replace(" ", "")


def _worth(told: Told) -> float:
    return told[1] * len(told[0].replace(" ", ""))


def _doubtful(told: Told, box: Corners) -> bool:
    """Tell whether a line may stand on its head: unsure, or with too few letters for its length."""
    length, height = float(np.linalg.norm(box[1] - box[0])), float(np.linalg.norm(box[3] - box[0]))
    return told[1] < _DOUBTFUL or len(told[0]) < _FEW * length / max(height, 1.0)


@cache
def engine() -> Engine:
    """Return this process's engine. Raises ImportError where the packages are missing."""
    return Engine()


def _folder() -> Path:
    found = importlib.util.find_spec("rapidocr")
    if found is None or found.origin is None:
        raise ImportError("rapidocr")
    return Path(found.origin).parent / "models"


def tiles(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Return overlapping parts (left, top, right, low) of a picture, itself if it is small."""
    return [
        (left, top, right, low)
        for top, low in _cuts(height, *HIGHEST)
        for left, right in _cuts(width, *WIDEST)
    ]


def _cuts(side: int, most: int, overlap: int) -> list[tuple[int, int]]:
    if side <= most + overlap:
        return [(0, side)]
    count = -(-(side - overlap) // (most - overlap))
    step = (side - overlap) / count
    return [(int(n * step), min(int((n + 1) * step) + overlap, side)) for n in range(count)]


def _turned(box: Corners) -> Corners:
    """Return a box whose first side is that along which its letters run."""
    width, height = np.linalg.norm(box[1] - box[0]), np.linalg.norm(box[3] - box[0])
    return np.roll(box, -1, axis=0) if height >= _TALL * width else box


def straight(picture: Image, box: Corners) -> Pixels:
    """Return what lies in a box as a strip of the recogniser's height."""
    from PIL import Image

    a, b, c, d = box
    length = float(np.linalg.norm(b - a) + np.linalg.norm(c - d)) / 2
    height = float(np.linalg.norm(d - a) + np.linalg.norm(c - b)) / 2
    wide = int(min(max(round(length * HEIGHT / max(height, 1.0)), 16), _MOST_WIDTH))
    if abs(a[1] - b[1]) < 0.5 and b[0] > a[0]:  # stands straight: resampled as a whole
        left, top, right, low = (round(float(v)) for v in (a[0], a[1], c[0], c[1]))
        clipped = picture.crop((left, top, max(right, left + 1), max(low, top + 1)))
        return np.asarray(clipped.resize((wide, HEIGHT), Image.Resampling.BICUBIC))
    corners = tuple(float(v) for corner in (a, d, c, b) for v in corner)
    shown = picture.transform(
        (wide, HEIGHT), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC
    )
    return np.asarray(shown)


def _resized(pixels: Pixels, width: int, height: int) -> Pixels:
    from PIL import Image

    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BILINEAR))


def _normal(pixels: Pixels) -> Floats:
    """Return a picture as the models take it: blue first, from -1 to 1, colours outside."""
    return np.ascontiguousarray(pixels[:, :, ::-1].transpose(2, 0, 1), np.float32) / 127.5 - 1.0
