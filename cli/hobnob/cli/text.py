"""How `show` sets what it shows: headings, facts with their labels, bodies, a timeline.

The one rule: a page is lines of text; whatever came from a note is made safe before it is styled,
and a pipe gets a body as it stands in the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from hobnob import dates
from hobnob.answers import Who
from hobnob.cli.layout import (
    EMPHASIS,
    STRONG,
    WIDEST,
    cells,
    cut,
    one_line,
    pad,
    safe,
    width,
    without_marks,
    wrap,
    wrap_words,
)
from hobnob.index.index import Index
from hobnob.index.interactions import Interaction
from hobnob.index.lookup import link_names, name_of
from hobnob.index.promises import ME, Promise
from hobnob.model import NO_CONTACT_KINDS, TaskState, default_direction
from hobnob.notes.body import as_read

Fact = tuple[str, str]
"""A label, and what is said; a fact of which nothing is said is left out."""

# Invisible marks around what is bold or italic. `safe` takes them out of notes; they take no room.
ON, OFF = "\u2061", "\u2062"
_ITALIC_ON, _ITALIC_OFF = "\u2063", "\u2064"
_STYLES = {ON: "bold", OFF: "bold", _ITALIC_ON: "italic", _ITALIC_OFF: "italic"}
BOXES: Mapping[TaskState, str] = {"open": "☐", "kept": "☑", "dropped": "☒"}
_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(r"\|?[\s|:-]+\|[\s|:-]*\Z")


def room() -> int:
    """Return how many columns a page may take; a pipe has no end."""
    columns = width()
    return min(columns, WIDEST) if columns else 1_000_000


def spell_day(date: str) -> str:
    """Return an ISO date, month, year or moment as one writes it: `22 November 2026, 12:30`."""
    day, _, time = date.partition("T")
    first = dates.first_day(day)
    said = {10: f"{first.day} {first:%B} {first.year}", 7: f"{first:%B} {first.year}"}.get(
        len(day), day
    )
    return f"{said}, {time}" if time else said


def ago(date: str, today: str) -> str:
    """Return a date with how long ago it was, or how far ahead it is, before it."""
    said = spell_day(date)
    return f"{dates.spell_since(date, today)}, {said}" if len(date) >= 10 else said


def heading(title: str, *beneath: str) -> Iterator[str]:
    """Yield the head of a page."""
    yield click.style(wrap(one_line(title)), bold=True)
    if said := " · ".join(filter(None, map(one_line, beneath))):
        yield wrap(said)
    yield ""


def facts(rows: Iterable[Fact]) -> Iterator[str]:
    """Yield facts, each behind its label."""
    rows = [(one_line(label), one_line(said)) for label, said in rows if said]
    if not rows:
        return
    widest = min(max(cells(label) for label, _ in rows), max(12, room() // 3))
    for label, said in rows:
        indent = " " * (widest + 2)
        text = "\n".join(wrap_words(said.split(), indent, indent, room()))
        yield click.style(pad(cut(label, widest), widest), dim=True) + text[widest:]
    yield ""


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a part of a page under its title; nothing when there is nothing in it."""
    lines = list(lines)
    if lines:
        yield click.style(title, bold=True)
        yield from lines
        yield ""


def names(people: Iterable[Who]) -> str:
    """Return people as one reads them."""
    return ", ".join(who.name for who in people)


# ---------------------------------------------------------------- bodies


def body(index: Index, text: str, *, indent: str = "") -> Iterator[str]:
    """Yield the lines of a note's body: wrapped, its links as one reads them."""
    boxes = None if width() is None else BOXES
    lines = safe(as_read(text.strip(), name_of(index), boxes).strip()).expandtabs(4).split("\n")
    if width() is None:
        yield from (f"{indent}{line}".rstrip() for line in lines)
        return
    fenced, at = False, 0
    while at < len(lines):
        line = lines[at].rstrip()
        end = at + 1
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or not line:
            yield cut(indent + line, room()) if line else ""
        elif line.startswith("|"):
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            yield from _grid(lines[at:end], indent)
        else:
            yield from _paragraph(line, indent)
        at = end


def _paragraph(line: str, indent: str) -> Iterator[str]:
    if line.startswith("#") and (title := line.lstrip("#")).startswith(" "):
        line = f"**{title.strip()}**"
    lead = line[: len(line) - len(line.lstrip())]
    item = re.match(r"(?:[-*+☐☑☒>]|\d{1,3}[.)]) ", line.lstrip())
    hang = indent + lead + " " * (len(item[0]) if item else 0)
    marked = STRONG.sub(f"{ON}\\1{OFF}", line)
    marked = EMPHASIS.sub(f"{_ITALIC_ON}\\1{_ITALIC_OFF}", marked)
    yield from embolden(wrap_words(marked.split(), indent + lead, hang, room()))


def embolden(lines: Iterable[str]) -> Iterator[str]:
    """Turn the invisible marks into styles, which end with each line and begin again."""
    styles: dict[str, bool] = {}
    for line in lines:
        said = ""
        for part in re.split(f"([{''.join(_STYLES)}])", line):
            if part in _STYLES:
                styles[_STYLES[part]] = part in (ON, _ITALIC_ON)
            elif part:
                styled = any(styles.values()) and part.strip()
                said += click.style(part, **styles) if styled else part
        yield said


def _grid(lines: Sequence[str], indent: str) -> Iterator[str]:
    """Yield a Markdown table with its columns aligned; one that is too wide as it stands."""
    rows = [
        [without_marks(cell.strip()) for cell in line.strip().strip("|").split("|")]
        for line in lines
        if not _RULE.match(line)
    ]
    columns = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (columns - len(row)) for row in rows if any(row)]
    widths = [max(cells(row[at]) for row in rows) for at in range(columns)] if rows else []
    if len(indent) + sum(widths) + 2 * len(widths) > room():
        yield from (cut(indent + line, room()) for line in lines)
        return
    for row in rows:
        yield indent + "  ".join(pad(cell, widths[at]) for at, cell in enumerate(row)).rstrip()


# ---------------------------------------------------------------- promises and the timeline


def promise_lines(index: Index, rows: Sequence[Promise]) -> Iterator[str]:
    """Yield open promises, and how many were kept."""
    for row in rows:
        if row.done:
            continue
        who = "you" if row.owner == ME else one_line(row.whose.name)
        due = f", due {ago(row.due, index.today)}" if row.due else ""
        said = one_line(link_names(index, row.text))
        lines = list(wrap_words(f"{who}{due}: {said}".split(), "☐ ", "  ", room()))
        ref = click.style(row.ref, dim=True)
        if cells(lines[-1]) + len(row.ref) + 2 <= room():
            lines[-1] += f"  {ref}"
        yield from lines
    for state in ("kept", "dropped"):
        if count := sum(row.state == state for row in rows):
            yield click.style(f"{count} {state}", dim=True)


def timeline(index: Index, rows: Sequence[Interaction], *, leave_out: str = "") -> Iterator[str]:
    """Yield interactions, each with its text beneath.

    Args:
        index: the index.
        rows: the interactions.
        leave_out: slug of the person whose page it is, who need not be named again.
    """
    for at, row in enumerate(rows):
        if at:
            yield ""
        yield from _entry_head(row, leave_out)
        yield from body(index, row.text, indent="  ") if row.text else ()


def to_whom(kind: str, direction: str) -> str:
    """Return the word between what happened and the people: `with`, `to`, `from`, `about`."""
    if kind in NO_CONTACT_KINDS:
        return "about"
    if kind == "introduction":
        return "by"
    return {"out": "to", "in": "from"}.get(direction, "with")


def _entry_head(row: Interaction, leave_out: str) -> Iterator[str]:
    others = names(who for who in row.people if who.slug != leave_out)
    way = "" if row.direction == default_direction(row.kind) else f" ({row.direction})"
    parts = [
        f"{row.kind}{way}" if row.kind else "",
        row.outcome.replace("-", " "),
        "draft" if row.draft else "",
        row.place,
        f"{to_whom(row.kind, row.direction)} {others}" if others else "",
    ]
    date = spell_day(row.date)
    said = " · ".join(filter(None, map(one_line, (date, *parts))))
    first, *rest = wrap_words(said.split(), "", "  ", room())
    yield click.style(first[: len(date)], bold=True) + (
        click.style(first[len(date) :], dim=True) if first[len(date) :] else ""
    )
    yield from (click.style(line, dim=True) for line in rest)
