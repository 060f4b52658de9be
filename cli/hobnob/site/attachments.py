"""The files among the notes that are copied to the site: pictures, and what you link.

The one rule: no copied file can run a script when somebody opens it. Only hobnob's own pages carry
a content security policy, and whoever hosts the site may send none.
"""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePosixPath
from xml.parsers import expat

_PAGES = frozenset(
    (
        "asp", "aspx", "atom", "cgi", "gpx", "hta", "htc", "htm", "html", "jsp", "kml", "mht",
        "mhtml", "opml", "php", "phtml", "rdf", "rss", "shtm", "shtml", "svgz", "swf", "xht",
        "xhtml", "xml", "xsl", "xslt",
    )
)  # fmt: skip
"""Endings of files that browsers open as pages with scripts, or that a host runs."""
_SCRIPTS = frozenset(("cjs", "js", "mjs", "wasm"))
_ACTIVE = re.compile(r"\b(?:html|xml|x?javascript|ecmascript)\b")
"""Words in the media types of pages and scripts."""

_SVG = "http://www.w3.org/2000/svg"
_DATA = re.compile(r"#|data:image/(?:png|jpeg|gif|webp)[;,]", re.I)
"""What a drawing may refer to: its own parts, and pictures that it contains."""
_ASKS = re.compile(r"@import|\burl\s*\(\s*[\"']?\s*(?!#|data:image/)|//|\\", re.I)
"""What asks for another file, in a style; an escape could hide it."""
_SHAPES = frozenset(
    (
        "circle", "clippath", "defs", "desc", "ellipse", "g", "image", "line", "lineargradient",
        "marker", "mask", "metadata", "path", "pattern", "polygon", "polyline", "radialgradient",
        "rect", "stop", "style", "svg", "switch", "symbol", "text", "textpath", "title", "tspan",
        "use", "view", "filter",
    )
)  # fmt: skip
"""The elements of a drawing that does nothing; besides, those of filters: `fe…`."""
_W3 = ("http://www.w3.org/", "https://www.w3.org/")
_INERT = ("http://www.w3.org/1999/02/22-rdf-syntax-ns",)
"""The only other vocabulary of the W3C in a drawing: its description."""


def why_left_out(uri: str, data: bytes = b"") -> str:
    """Return why a file is not copied to the site, "" if it is copied.

    Args:
        uri: its path among the notes.
        data: what it contains; asked only of drawings (`is_drawing`).
    """
    if is_drawing(uri):
        return "" if is_still(data) else "a drawing with a script or a link"
    ending = PurePosixPath(uri).suffix.lower().removeprefix(".")
    kind = mimetypes.guess_type(PurePosixPath(uri).name.lower())[0] or ""
    if ending in _SCRIPTS:
        return "a script"
    if ending in _PAGES or _ACTIVE.search(kind):
        return "a file that may run scripts"
    return ""


def is_drawing(uri: str) -> bool:
    """Say whether a file is an SVG drawing, by its name."""
    return uri.lower().endswith(".svg")


class _MovingError(Exception):
    """A drawing has something that it need not have."""


def is_still(data: bytes) -> bool:
    """Say whether an SVG drawing only draws: no scripts, links, entities or files of others.

    Anything else than the elements of a drawing counts as a script, and so does what is not XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    above: list[str] = []
    styles: list[str] = []

    def refuse(*_: object) -> None:
        raise _MovingError

    def begin(name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        above.append(tag.lower())
        _check_element(space, above[-1])
        for key, value in attributes.items():
            _check_attribute(key.lower(), value)

    def read(text: str) -> None:
        if "style" in above:
            styles.append(text)

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: above.pop()
    parser.CharacterDataHandler = read
    # An editor's DOCTYPE is harmless, but its entities may not be.
    parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(data, True)
    except (_MovingError, expat.ExpatError, ValueError, LookupError):
        return False
    return not _ASKS.search("".join(styles))


def _check_element(space: str, tag: str) -> None:
    if space == _SVG:
        if tag not in _SHAPES and not tag.startswith("fe"):
            raise _MovingError
    elif not space or (space.startswith(_W3) and not space.startswith(_INERT)):
        raise _MovingError


def _check_attribute(key: str, value: str) -> None:
    space, _, name = key.rpartition(" ")
    if name.startswith("on") or name == "base":
        raise _MovingError
    if name in {"href", "src"}:
        if not _DATA.match(value.strip()):
            raise _MovingError
    elif not space and _ASKS.search(value):
        raise _MovingError
