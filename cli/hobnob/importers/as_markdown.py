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
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "#32": " ", "#9": "\t"}
_READ = re.compile(
    r"\\([!-/:-@\[-`{-~])|&(amp|lt|gt|#32|#9);"
    r"|<!--.*?(?:-->|\Z)|%%.*?(?:%%|\Z)"
    r"|\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]",
    re.DOTALL,
)
"""What reads in another way than it is written: escapes, what is hidden, links to notes."""


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
    return _READ.sub(_as_read, markdown).strip("\n")


def _as_read(match: re.Match[str]) -> str:
    escaped, entity, target, shown = match.groups()
    return escaped or _NAMED.get(entity, "") or (shown or target or "").strip()


_BOX = re.compile(r"\[[ xX-]\]")


def unsaid(text: str, body: str) -> str:
    """Return the lines of a text that a body does not have yet; both are Markdown.

    A text that was exported comes back with other escapes, and without what the export left out.
    """
    said = {_key(line) for line in as_plain(body).split("\n")}
    shown = as_plain(text).split("\n")
    lines = text.strip("\n").split("\n")
    if len(shown) != len(lines):
        return "" if all(_key(line) in said for line in shown) else text
    fresh = [
        line for line, plain in zip(lines, shown, strict=True)
        if not _key(plain) or _key(plain) not in said
    ]  # fmt: skip
    return re.sub(r"\n{3,}", "\n\n", "\n".join(fresh)).strip("\n")


def _key(line: str) -> str:
    """Return a line as it is compared: a promise that was kept since is the same one."""
    return " ".join(_BOX.sub("[]", line).split())
