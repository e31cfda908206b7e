import base64
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.inspection.checks.links import LONGEST, NOTE, RULE, Links

TOKEN = re.compile("QX[B-Z]{12}")
DATA = base64.urlsafe_b64encode(b"user=dev;repo=internal-api").decode().rstrip("=")
BAD = f"https://example.com/p.png?d={DATA}"
GOOD = "https://example.com/p.png"


def shown(*pieces: str) -> tuple[str, list[str]]:
    """Return what is left of a text that came in pieces, and what was reported."""
    found: list[str] = []
    links = Links(found.append, TOKEN)
    out = "".join([links.feed(piece) for piece in pieces])
    return out + links.end(), found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello! How are you? [a link](https://example.com/?q=1) a < b, x[0] = 1!",
        f"![diagram]({GOOD}) and ![x](docs/a.png 'title')",
        f"[![ci]({GOOD})](https://github.com/octocat/Hello-World)",
        "![](data:image/png;base64," + "iVBORw0KGgo" * 400 + ")",
        '<img src="data:image/png;base64,' + "iVBORw0KGgo" * 400 + '">after',
        '<img src="https://example.com/a.svg?v=7" width="640" alt="architecture">',
        '<script src="https://cdn.example.com/x.min.js" integrity="sha384-abc"></script>',
        f"![logo][l]\n\n[l]: {GOOD}\n",
        f"[1]: {BAD}\nonly a reference for a link, not an image",
        "- [ ] todo\n- [x] done\n[[wiki]] [\n  1,\n  2\n]",
        f"![x]({GOOD}_(a_(b))) ![]() ![](<>) ![x](a b) ![x](<a\nb>)",
        "![not a link](this is text) and ![open",
        "![never closed](" + GOOD,
        "<image",
        "<imagine>",
        "!",
        "<",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert shown(text) == (text, [])
    assert shown(*text) == (text, [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"a ![chart]({BAD}) b", f"a chart {NOTE} b"),
        (f"![]({BAD})", NOTE),
        (f"![x](<{BAD}> 'title')", f"x {NOTE}"),
        (f"[![ci]({BAD})](https://github.com/o/r)", f"[ci {NOTE}](https://github.com/o/r)"),
        (f"![a [b] c]({BAD})", f"a b c {NOTE}"),
        ("![t](https://example.com/QXMBCDFGHJKLMN)", f"t {NOTE}"),
        (f'x <img alt="pic" src="{BAD}"> y', f"x pic {NOTE} y"),
        (f"<IMG SRC={BAD}>", NOTE),
        (f"<img srcset='{GOOD}, {BAD} 2x'>", NOTE),
        (f'<link rel="stylesheet" href="{BAD}">', NOTE),
        (f'<svg><image href="{BAD}"/></svg>', f"<svg>{NOTE}</svg>"),
        (f"![a][r]\n\n[r]: {BAD}\nend", f"![a][r]\n\n{NOTE}\nend"),
        (f"![R]\n\n> [r]: {BAD}\nend", f"![R]\n\n> {NOTE}\nend"),
        (f"[r]: {BAD}\n\n![a][r]", f"[r]: {BAD}\n\na {NOTE}"),
        (f"![out ![in]({BAD})]({GOOD})", f"![out [in]({BAD})]({GOOD})"),
        ("![x](https://example.com/" + "a" * 5000 + ") after", f"x {NOTE} after"),
        ('<img src="https://example.com/' + "a" * 5000 + '"> after', f"{NOTE} after"),
        (f'<img src="data:image/png;base64,{"iVBO" * 600}" srcset="{BAD}">', None),
        ("![" * 20 + f"x]({BAD})", None),
        (f"![x]({BAD}((a)(b)))", f"x {NOTE}"),
        (f"![x]( {BAD}\n)", f"x {NOTE}"),
        (f"![x]({BAD} (title))", f"x {NOTE}"),
    ],
)
def test_an_image_that_carries_data_is_made_harmless(text: str, left: str | None) -> None:
    out, found = shown(text)
    assert left is None or out == left
    assert f"]({BAD}" not in re.sub(r"(?<!!)\[[^\[\]]*\]\([^)]*\)", "", out)
    assert f'srcset="{BAD}' not in out
    assert shown(*text)[0] == out
    assert not found or set(found) == {RULE}


PIECES = [
    "![",
    "]",
    "(",
    ")",
    "[",
    "r]",
    "]: ",
    BAD,
    GOOD,
    "<img ",
    "src=",
    '"',
    ">",
    "\n",
    "!",
    " a",
]
texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@settings(max_examples=300, deadline=None)
@given(texts, st.lists(st.integers(0, 400), max_size=8))
def test_the_cut_of_a_stream_does_not_matter(text: str, places: list[int]) -> None:
    ends = sorted({place % (len(text) + 1) for place in places} | {0, len(text)})
    pieces = [text[a:b] for a, b in pairwise(ends)]
    assert shown(*pieces) == shown(text)


@settings(max_examples=100, deadline=None)
@given(texts, texts)
def test_no_more_than_a_link_is_held(before: str, after: str) -> None:
    links = Links(lambda _: None)
    text = before + "![" + "x" * LONGEST + after
    out = 0
    for fed, char in enumerate(text, 1):
        out += len(links.feed(char))
        assert fed - out <= LONGEST + 8 * len(BAD) or links.holds
