"""Lines of text in a picture: PP-OCR's detector and recogniser through onnxruntime.

The models are those inside the package rapidocr (Apache-2.0); nothing else of it is used. Chinese
and English, letters of any European script, digits; one engine a process, made when first needed.
"""

from __future__ import annotations

import importlib.util
import itertools
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from posthouse.media.outcome import Line
from posthouse.media.regions import Corners, Floats, regions

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels = npt.NDArray[np.uint8]
"""Height × width × 3, red first."""

Told = tuple[str, float, tuple[float, ...]]
"""A line's text, how sure that is, and where its letters end."""

THREADS = 2
DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"

WIDEST, HIGHEST = (2560, 640), (1280, 128)
"""Sides of a tile of a large picture, and how far tiles overlap: lines run from side to side."""
_SMALL = 736  # the shorter side of a picture is brought to it, as these models were tuned
_MOST_SCALE = 3.0
_HEIGHT = 48  # of a line, as the recogniser takes it
_STEPS = 600  # of a batch: its output holds 18,710 letters a step
_STEP = 8  # pixels of a line to a step
_TALL = 1.5
_READABLE = 0.5
_DOUBTFUL = 0.7  # below it a line may stand on its head
_IDEOGRAPH, _BROAD, _LETTER = 0.72, 0.62, 0.42  # of a strip's height
_LOOSE, _DIGITS, _WORDS = 0.24, 0.32, 0.6  # of it, beyond the usual, for a space
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
        """Return all lines of a picture, large ones tile by tile."""
        found: list[Line] = []
        for left, top, right, low in tiles(pixels.shape[1], pixels.shape[0]):
            tile = pixels[top:low, left:right]
            boxes = self.boxes(tile)
            for line in self.read(tile, boxes):
                moved = tuple(v + (top if n % 2 else left) for n, v in enumerate(line.corners))
                found.append(Line(line.text, moved, line.ends))
        return found

    def boxes(self, pixels: Pixels) -> list[Corners]:
        """Return where lines stand."""
        height, width = pixels.shape[:2]
        scale = min(max(_SMALL / min(height, width), 1.0), _MOST_SCALE)
        scale = min(scale, max(HIGHEST[0] / max(height, width), 1.0))
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
            ready = np.zeros((len(batch), 3, _HEIGHT, wide), np.float32)
            for row, n in enumerate(batch):
                ready[row, :, :, : strips[n].shape[1]] = _normal(strips[n])
            for row, output in enumerate(self._recogniser.run(None, {"x": ready})[0]):
                told[batch[row]] = self._decoded(output, wide, strips[batch[row]].shape[1])
            order = order[len(batch) :]
        return told

    def _decoded(self, output: Floats, padded: int, wide: int) -> Told:
        """Read one output: the likeliest letter a step, repetitions and blanks left out (CTC).

        `wide` is the width of the strip in it, `padded` that with what fills up the batch.
        """
        best = output.argmax(axis=1)
        at = np.nonzero((best != 0) & (best != np.concatenate(([0], best[:-1]))))[0]
        if not len(at):
            return "", 0.0, ()
        sure = float(output[at, best[at]].mean())
        centres = (at + 0.5) * padded / len(output)
        letters = [self._letters[letter] for letter in best[at].tolist()]
        text, ends = spaced(letters, centres.tolist())
        return text, sure, tuple(round(min(end / wide, 1.0), 5) for end in ends)


def spaced(letters: list[str], centres: list[float]) -> tuple[str, list[float]]:
    """Return a line with spaces where gaps are, and where each of its characters ends.

    The recogniser leaves out many spaces, and numbers of two columns would be one.
    """
    steps = [b - a for a, b in itertools.pairwise(centres)]
    usual = [_width(a) / 2 + _width(b) / 2 for a, b in itertools.pairwise(letters)]
    shares = sorted(step / width for step, width in zip(steps, usual, strict=True))
    scale = max(shares[len(shares) // 2], 1.0) if shares else 1.0  # of type set wide
    text, ends = "", list[float]()
    for n, letter in enumerate(letters):
        reach = steps[n] / 2 if n < len(steps) else _width(letter)
        gap = n < len(steps) and steps[n] > scale * usual[n] + _gap(letter, letters[n + 1])
        reach = min(reach, scale * _width(letter)) if gap else reach
        text += letter
        ends += [centres[n] + reach] * len(letter)
        if gap and " " not in (letter, letters[n + 1]):
            text += " "
            ends.append(centres[n + 1] - scale * _width(letters[n + 1]) / 2)
    return text, ends


def _gap(letter: str, following: str) -> float:
    """Return how much wider than usual a gap between two letters is that is a space.

    Between ideographs and numbers the recogniser leaves spaces out, within Latin words it tells
    them well.
    """
    if max(letter, following) > "\u2e7f":
        return _LOOSE * _HEIGHT
    return (_DIGITS if letter.isdigit() and following.isdigit() else _WORDS) * _HEIGHT


def _width(letter: str) -> float:
    """Return about how wide a letter is in a strip: ideographs are as wide as high."""
    if letter > "\u2e7f":
        return _IDEOGRAPH * _HEIGHT
    return (_BROAD if letter in "mwMW@%" else _LETTER) * _HEIGHT


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
    wide = int(min(max(round(length * _HEIGHT / max(height, 1.0)), 16), _MOST_WIDTH))
    if abs(a[1] - b[1]) < 0.5 and b[0] > a[0]:  # stands straight: resampled as a whole
        left, top, right, low = (round(float(v)) for v in (a[0], a[1], c[0], c[1]))
        clipped = picture.crop((left, top, max(right, left + 1), max(low, top + 1)))
        return np.asarray(clipped.resize((wide, _HEIGHT), Image.Resampling.BICUBIC))
    corners = tuple(float(v) for corner in (a, d, c, b) for v in corner)
    shown = picture.transform(
        (wide, _HEIGHT), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC
    )
    return np.asarray(shown)


def _resized(pixels: Pixels, width: int, height: int) -> Pixels:
    from PIL import Image

    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BILINEAR))


def _normal(pixels: Pixels) -> Floats:
    """Return a picture as the models take it: blue first, from -1 to 1, colours outside."""
    return np.ascontiguousarray(pixels[:, :, ::-1].transpose(2, 0, 1), np.float32) / 127.5 - 1.0
