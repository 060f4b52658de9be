"""The parts of a page in the terminal: headings, facts with labels, bodies, a timeline.

The one rule: a page is lines of text. Text from a note is made safe before it is styled. A pipe
gets a body as it stands in the note, each line marked as a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from hobnob import dates
from hobnob.answers import Document, Who
from hobnob.cli.layout import (
    BOLD,
    BOLD_OFF,
    EMPHASIS,
    ITALIC,
    ITALIC_OFF,
    STRONG,
    WIDEST,
    cells,
    count,
    cut,
    embolden,
    one_line,
    pad,
    safe,
    width,
    without_marks,
    wrap,
    wrap_words,
)
from hobnob.index.lookup import link_names
from hobnob.model import NO_CONTACT_KINDS, TaskState, default_direction, is_appointment
from hobnob.wording import spell_direction

if TYPE_CHECKING:
    from hobnob.index.appointments import Appointment
    from hobnob.index.index import Index
    from hobnob.index.interactions import Interaction
    from hobnob.index.promises import Asked, Promise
    from hobnob.network.brief import Occasion
    from hobnob.network.mentions import Mention
    from hobnob.network.relations import Relation

Fact = tuple[str, str]
"""A label and its value. A fact without a value is left out."""

QUOTE = "> "
"""What stands in a pipe before each line of a note's text, so that it never looks like hobnob's."""

BOXES: Mapping[TaskState, str] = {"open": "☐", "kept": "☑", "dropped": "☒"}
_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(r"\|?[\s|:-]+\|[\s|:-]*\Z")


def room() -> int:
    """Return how many columns a page may take; a pipe has no end."""
    columns = width()
    return min(columns, WIDEST) if columns else 1_000_000


def hanging(text: str, lead: str = "", hang: str = "  ") -> Iterator[str]:
    """Yield a text wrapped to the page, its first line behind `lead`, the others behind `hang`."""
    return wrap_words(text.split(), lead, hang, room())


def spell_day(date: str) -> str:
    """Return an ISO date, month, year or moment as one writes it: `22 November 2026, 12:30`."""
    day, _, time = date.partition("T")
    spelled = dates.spell_date(day)
    return f"{spelled}, {time}" if time else spelled


def ago(date: str, today: str) -> str:
    """Return a date with how long ago it was, or how far ahead it is, before it."""
    day = spell_day(date)
    return f"{dates.spell_since(date, today)}, {day}" if len(date) >= 10 else day


def spell_ahead(appointments: Sequence[Appointment], person: str, today: str) -> str:
    """Return the appointments with somebody: "in 3 days, Wed 2 December 2026: meal 12:30".

    Args:
        appointments: those that lie ahead.
        person: the slug of the person, who need not be named again.
        today: an ISO date.
    """
    found = []
    for one in appointments:
        others = names(who for who in one.people if who.slug != person)
        found.append(
            f"{ago(one.date[:10], today)}: {one.words}{f' with {others}' if others else ''}"
        )
    return "; ".join(found)


def spell_yearly(rows: Iterable[Mapping[str, str]], today: str) -> str:
    """Return other days of the year, each with the next one: `wedding day, 31 May: in 3 weeks`."""
    return "; ".join(
        f"{row.get('what') or 'a day to remember'}, "
        + re.sub(r": turns (\d+)", r": \1 years", spell_birthday(row.get("date", ""), today))
        for row in rows
    )


def spell_relations(relations: Iterable[Relation], name: str) -> str:
    """Return what others are to somebody: `Bob Crane (sister); Eve (Ada is their godmother)`."""
    said = []
    for row in relations:
        how = row.how or (f"{name} is their {row.said}" if row.said else "")
        said.append(f"{row.who.name} ({how})" if how else row.who.name)
    return "; ".join(said)


def spell_birthday(birthday: str, today: str) -> str:
    """Return a birthday with the next one: `10 December 1990: turns 36 in 3 weeks`."""
    if not dates.has_day(birthday):
        return birthday and f"in {birthday}"
    coming = dates.next_birthday(birthday, today)
    # A leap year stands in for the unknown one.
    day = spell_day(birthday.replace("--", "2000-"))
    day = day.removesuffix(" 2000") if birthday.startswith("--") else day
    age = dates.age_on(birthday, coming)
    turns = f"turns {age} " if age is not None else ""
    return f"{day}: {turns}{dates.spell_since(coming, today)}"


def spell_contacts(person: Document, first: str, today: str) -> str:
    """Return when the last contact with somebody was, and how many since when."""
    many = count(person["contacts"], "contact")
    since = f" since {first[:4]}" if person["contacts"] > 1 else ""
    return f"{ago(person['last_contact'], today)} · {many}{since}"


def heading(title: str, *beneath: str) -> Iterator[str]:
    """Yield the head of a page."""
    yield click.style(wrap(one_line(title)), bold=True)
    if line := " · ".join(filter(None, map(one_line, beneath))):
        yield wrap(line)
    yield ""


def facts(rows: Iterable[Fact]) -> Iterator[str]:
    """Yield facts, each behind its label."""
    rows = [(one_line(label), one_line(value)) for label, value in rows if value]
    if not rows:
        return
    widest = min(max(cells(label) for label, _ in rows), max(12, room() // 3))
    for label, value in rows:
        indent = " " * (widest + 2)
        text = "\n".join(hanging(value, indent, indent))
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
    """Return the names of people, with commas between them."""
    return ", ".join(who.name for who in people)


# ---------------------------------------------------------------- bodies


def body(index: Index, text: str, *, indent: str = "") -> Iterator[str]:
    """Yield the lines of a note's body, wrapped, with links as names; nothing for an empty body."""
    from hobnob.notes.body import as_read

    if not text.strip():
        return
    boxes = None if width() is None else BOXES
    words = as_read(text.strip(), index.resolver.name_of, boxes).strip()
    lines = safe(words).expandtabs(4).split("\n")
    if width() is None:
        yield from (f"{indent}{QUOTE}{line}".rstrip() for line in lines)
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
    marked = STRONG.sub(f"{BOLD}\\1{BOLD_OFF}", line)
    marked = EMPHASIS.sub(f"{ITALIC}\\1{ITALIC_OFF}", marked)
    yield from embolden(hanging(marked, indent + lead, hang))


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
    from hobnob.index.promises import ME

    for row in rows:
        if row.done:
            continue
        who = "you" if row.owner == ME else one_line(row.whose.name)
        due = f", due {ago(row.due, index.today)}" if row.due else ""
        promise = one_line(link_names(index, row.text))
        lines = list(hanging(f"{who}{due}: {promise}", "☐ "))
        ref = click.style(row.ref, dim=True)
        if cells(lines[-1]) + len(row.ref) + 2 <= room():
            lines[-1] += f"  {ref}"
        yield from lines
    for state in ("kept", "dropped"):
        if count := sum(row.state == state for row in rows):
            yield click.style(f"{count} {state}", dim=True)


def asked_lines(index: Index, rows: Sequence[Asked]) -> Iterator[str]:
    """Yield what letters ask of me, in quotes: these are the words of others."""
    for row in rows:
        due = f", due {ago(row.due, index.today)}" if row.due else ""
        text = one_line(link_names(index, row.text))
        lines = list(hanging(f"{row.date[:10]}{due}: “{text}”"))
        yield from lines[:-1]
        yield f"{lines[-1]}  {click.style(f'hobnob accept {row.ref}', dim=True)}"


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
        yield from event_head(spell_day(row.date), what_happened(row, leave_out, draft=row.draft))
        yield from body(index, row.text, indent="  ")


def mention_lines(mentions: Sequence[Mention], most: int = 8) -> Iterator[str]:
    """Yield what other notes say: the note, then the sentence.

    Args:
        mentions: what they say.
        most: how many are printed; of the others, only how many they are.
    """
    before = None
    for mention in mentions[:most]:
        if mention.source == before:
            pass
        elif mention.kind == "interaction":
            about = f"{to_whom(mention.what, mention.direction)} {names(mention.people)}"
            what = " · ".join(filter(None, (mention.what, about if mention.people else "")))
            yield from event_head(spell_day(mention.date), what)
        else:
            yield from event_head(one_line(mention.source.name or mention.note), "")
        before = mention.source
        quote = QUOTE if width() is None else ""
        yield from hanging(one_line(mention.text), f"  {quote}")
    if (more := len(mentions) - most) > 0:
        yield click.style(wrap(f"and {more:,} more; --json has them all"), dim=True)


def to_whom(kind: str, direction: str) -> str:
    """Return the word between what happened and the people: `with`, `to`, `from`, `about`."""
    if kind in NO_CONTACT_KINDS:
        return "about"
    if kind == "introduction":
        return "by"
    return spell_direction(direction)


def what_happened(event: Interaction | Occasion, leave_out: str, *, draft: bool = False) -> str:
    """Return what, where and with whom else it was: `meal · Luigi's · with Ada Lovelace`."""
    kind, direction = event.kind, event.direction
    others = names(who for who in event.people if who.slug != leave_out)
    way = "" if direction == default_direction(kind) else f" ({direction})"
    parts = [
        f"{kind}{way}" if kind else "",
        event.outcome.replace("-", " "),
        _state(kind, event.outcome) if draft else "",
        event.place,
        f"{to_whom(kind, direction)} {others}" if others else "",
    ]
    return " · ".join(filter(None, map(one_line, parts)))


def _state(kind: str, outcome: str) -> str:
    """Return the word for an interaction with `draft: true`."""
    return "appointment" if is_appointment(kind, draft=True, outcome=outcome) else "draft"


def event_head(date: str, what: str) -> Iterator[str]:
    """Yield the line above the text of an event, its date set apart."""
    first, *rest = hanging(" · ".join(filter(None, (date, what))))
    yield click.style(first[: len(date)], bold=True) + (
        click.style(first[len(date) :], dim=True) if first[len(date) :] else ""
    )
    yield from (click.style(line, dim=True) for line in rest)
