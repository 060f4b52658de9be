r"""A text from another program as Markdown that shows just that text, and back.

The one rule: no sign of the text means anything: no markup, no link, no tag, no promise. Lines stay
lines, so that the note reads as the text did. `as_plain` is the way back.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(
    # Outside of words an underline begins emphasis; a number sign begins a tag or a heading.
    r"[\\`*\[\]<>|~$^{}]|(?<!\w)_|_(?!\w)|(?<![\w&])#|==|%%|&(?=#?\w+;)"
)
_AT_START = re.compile(r"([-+=])(?=[-+=\s]|\Z)|(\d{1,9})([.)])(?=\s|\Z)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_INDENT = re.compile(r"[ \t]+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(amp|lt|gt|#32|#9);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "#32": " ", "#9": "\t"}
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|%%.*?(?:%%|\Z)", re.DOTALL)
_LINK = re.compile(r"(?<!\\)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")


def as_markdown(text: str) -> str:
    """Return a text as Markdown; the lines stay, but for blank ones at the ends."""
    text = _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(_line(line.rstrip()) for line in text.strip("\n").split("\n")).rstrip()


def _line(line: str) -> str:
    shown = line.lstrip(" \t")
    if not shown:
        return ""
    indent = line[: len(line) - len(shown)]
    # Four blanks would make a line code, and any blanks belong to a list above.
    indent = indent.replace(" ", "&#32;").replace("\t", "&#9;")
    shown = _SIGNS.sub(_escape, shown)
    return indent + _AT_START.sub(_escape_start, shown, count=1) if _AT_START.match(shown) else (
        indent + shown
    )  # fmt: skip


def _escape(match: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in match[0])


def _escape_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def as_plain(markdown: str) -> str:
    """Return the text of a note as it is read: without what is hidden, and without escapes.

    Markup that somebody wrote, such as `**bold**`, stays as it was typed.
    """
    text = _HIDDEN.sub("", markdown)
    text = _LINK.sub(lambda m: (m[2] or m[1]).strip(), text)
    return _ESCAPED.sub(lambda m: m[1] or _NAMED[m[2]], text).strip("\n")
