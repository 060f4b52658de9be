"""The page of a review: an ordinary page of the journal, part of it hobnob's, the rest the user's.

The one rule: what the user wrote is never touched. hobnob writes between two marks, of which the
first holds a hash of what it wrote; where that is no longer what stands there, somebody wrote in
it, and the page stays as it is.

The hash is of the text as one reads it, with links as what they show, so that renaming somebody,
which leads links elsewhere, is no reason to leave the page alone.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from unicodedata import category

from hobnob.change.files import ChangeSet
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.names import WIKILINK
from hobnob.network.reviews.periods import page_path
from hobnob.network.reviews.phrases import Line, LinkedName, parts_of, summary_of
from hobnob.network.reviews.review import Review
from hobnob.network.reviews.written import BEGIN, END, END_MARK

_HEADING = re.compile(r"\s*# [^\n]*(?:\n|\Z)")
# What Markdown, and the extensions that a site may have, would take for more than text.
_SIGNS = re.compile(r"[\\`*_{}\[\]#]")
# What Python-Markdown lets nobody escape: what strikes out, raises, highlights, begins a formula.
_ENTITIES = re.compile(r"[&<>~^]|=(?==)|\$(?=\S)")

_NAMED = {"&": "amp", "<": "lt", ">": "gt"}

_NEW = """\
---
private: true # left off a site that is built to be shared
---
# {title}

## In my own words

<!-- This part is yours. What was good? Whom did you think of and not write to? What next? -->


{part}
"""


def draft_page(index: Index, draft: ChangeSet, review: Review) -> str:
    """Write the page of a review into a draft, or bring hobnob's part of it up to date.

    Returns:
        The path of the page, relative to the journal.

    Raises:
        UsageError: hobnob's part cannot be told from the user's, or the user wrote in it.
        UnusualNoteError: the page cannot be read.
    """
    path = page_path(draft.journal, review.period)
    part = _part(review.period, _text_of(index, review))
    file = draft.journal.root / path
    if file.exists() or file.is_symlink():
        draft.edit_body(path, lambda body: _renewed(path, body, part))
    else:
        draft.create(path, _NEW.format(title=review.title, part=part).encode())
    return path


def _renewed(path: str, body: str, new: str) -> str:
    """Return a body with hobnob's part anew."""
    begins, ends = list(BEGIN.finditer(body)), list(END.finditer(body))
    if "\r\n" in body:
        new = new.replace("\n", "\r\n")
    if not begins and not ends:
        return _put_back(body, new)
    if len(begins) != 1 or len(ends) != 1 or ends[0].start() < begins[0].end():
        raise UsageError(
            f"{path} has one of the two marks between which hobnob writes, or more than two; "
            "nothing was written. Delete what is left of hobnob's part, its marks too, and it "
            "comes back whole; what you wrote stays yours"
        )
    begin, end = begins[0], ends[0]
    between = body[begin.end() : end.start()]
    if between.strip() and _digest(between) != begin[1]:
        raise UsageError(
            f"{path}: you wrote between the marks of hobnob, where it would be lost; nothing was "
            "written. Move your words above the first mark or below the last, take back what you "
            "changed between them, or delete all from one to the other: then it is written anew"
        )
    return body[: begin.start()] + new + body[end.start() + len(END_MARK) :]


def _put_back(body: str, part: str) -> str:
    """Return a body without hobnob's part with it: at the top, below the heading of the page."""
    heading = _HEADING.match(body)
    at = heading.end() if heading else 0
    line = "\r\n" if "\r\n" in body else "\n"
    above, below = body[:at], body[at:].lstrip("\r\n")
    if above:
        above = above.rstrip("\r\n") + 2 * line
    return f"{above}{part}{line}{line + below if below else ''}"


def _part(period: str, text: str) -> str:
    """Return hobnob's part, from mark to mark."""
    how = f"From here to the end mark, hobnob review {period} --write writes anew."
    return f"<!-- hobnob:review {_digest(text)} {how} -->\n{text}{END_MARK}"


def _digest(text: str) -> str:
    """Return the hash of a text as one reads it."""
    text = WIKILINK.sub(lambda link: link[0] if link[2] is None else link[2], text)
    lines = text.replace("\r\n", "\n").strip().split("\n")
    shown = "\n".join(line.rstrip() for line in lines)
    return blake2b(shown.encode(), digest_size=8).hexdigest()


def _text_of(index: Index, review: Review) -> str:
    """Return the parts of a review as Markdown, with a blank line before and after."""
    blocks = [f"## What the notes say\n\n{escape(summary_of(review))}"]
    for part in parts_of(index, review):
        lines = "\n".join(f"- {_line(line)}" for line in part.lines)
        blocks.append(f"### {escape(part.title)}\n\n{lines}")
        if part.says:
            blocks.append(f"*{escape(part.says)}*")
    return "\n" + "\n\n".join(blocks) + "\n\n"


def _line(line: Line) -> str:
    return "".join(_link(part) if isinstance(part, LinkedName) else escape(part) for part in line)


def _link(ref: LinkedName) -> str:
    """Return a link that shows a name, whatever the name holds."""
    name = re.sub(r"[\[\]|\s]+", " ", _printable(ref.name)).strip()
    return f"[[{ref.slug}|{name}]]" if ref.slug and name else escape(ref.name)


def escape(text: str) -> str:
    """Return text as Markdown that shows just that: no markup, no tag, no link of its own."""
    text = re.sub(r"\s+", " ", _printable(text))
    text = _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
    return _ENTITIES.sub(lambda sign: f"&{_NAMED.get(sign[0]) or f'#{ord(sign[0])}'};", text)


def _printable(text: str) -> str:
    """Return text without control characters, and without what turns the direction of reading.

    The joiners that spell words and emoji stay.
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in "\u200c\u200d" else "" if category(c) == "Cf" else " "
        for c in text
    )
