"""The journal as one file of friends, the program of Jacob Evelyn (`friends.md`).

The one rule: what happened is one line, and each line reads back as what was meant: `**` and `_`
stand around names of people and places only.

The format: lib/friends/event.rb, friend.rb and location.rb of
https://github.com/JacobEvelyn/friends, version 0.55. It has no escapes, so a sign that means
something there is written otherwise. A note has more than such a file can hold: the manual says
what stays behind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hobnob.answers import Slug, Who
from hobnob.exporters.exported import Exported, Progress
from hobnob.index.documents import Document, iter_documents, texts_of
from hobnob.index.index import Index
from hobnob.index.interactions import (
    Interaction,
    InteractionFilter,
    iter_interactions,
    list_interactions,
)
from hobnob.index.notes import of_kinds
from hobnob.model import NO_CONTACT_KINDS
from hobnob.notes.body import as_read

BEGINS = b"### Activities:"
"""How every such file begins; another file is never overwritten by one."""
WHAT = ("line", "lines")
_OFTEN = 100
"""Lines between two reports of progress."""

_NOT_IN_NAME = re.compile(r"[*_()\[\]@\\]")
_NOT_IN_PLACE = re.compile(r"[*_()\[\]\\]")
_ALIAS = re.compile(r"a\.k\.a\.", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+://\S+")
_TAG = re.compile(r"(?<![\w&/])#(?=\w)")
_SAID_TAG = re.compile(r"(?<![^\W_])@([^\W_]+(?:[:-]?[^\W_]+)*)")
_NO_TAG = re.compile(r"[^\w:-]|_")
_WORDS = {"": "In touch", "email": "E-mail", "news": "", "note": ""}
"""What begins a line of a kind; other kinds by their own name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FriendsLine:
    """A line of the file.

    Attributes:
        section: activities, notes, or friends.
        note: what it tells of.
    """

    section: str
    note: Slug


def export(
    index: Index, people: Sequence[int] | None = None, progress: Progress | None = None
) -> tuple[Exported, int]:
    """Return the file, and how many drafts are left out.

    Args:
        index: the index.
        people: the ids of those who are wanted; None for all.
        progress: is told how far it is.
    """
    wanted = None if people is None else frozenset(people)
    if people is None:
        people = [person.id for person in of_kinds(index, "person")]
    documents = list(iter_documents(index, people))
    names = _names(documents)
    sections: dict[str, list[tuple[str, str]]] = {"Activities": [], "Notes": [], "Friends": []}
    places = {_place(document.get("location")) for document in documents}
    found, drafts = list_interactions(index, InteractionFilter()), 0
    for done, event in enumerate(iter_interactions(index, found)):
        if progress and done % _OFTEN == 0:
            progress(done, len(found))
        if wanted is not None and not any(who.id in wanted for who in event.people):
            continue
        if event.draft or event.date[:10] > index.today:
            drafts += 1
            continue
        section = "Notes" if event.kind in NO_CONTACT_KINDS else "Activities"
        sections[section].append((_event(index, event, names), event.slug))
        places.add(_place(event.place))
    for section in ("Activities", "Notes"):
        # The latest day first, as the program has it. It knows no time of the day.
        sections[section].sort()
        sections[section].sort(key=lambda row: row[0][: len("- 2026-11-22")], reverse=True)
    friends = ((_friend(document, names), document["slug"]) for document in documents)
    sections["Friends"] = sorted(friends)
    text = "\n".join(
        [*(_section(title, (line for line, _ in rows)) for title, rows in sections.items()),
         _section("Locations", (f"- {place}" for place in sorted(places - {""})))]
    )  # fmt: skip
    entries = tuple(
        FriendsLine(section=title.lower(), note=slug)
        for title, rows in sections.items()
        for _, slug in rows
    )
    made = Exported(format="friends", entries=entries, data=text.encode("utf-8", "replace"),
                    what=WHAT)  # fmt: skip
    return made, drafts


def _section(title: str, lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in (f"### {title}:", *lines))


def _day(date: str) -> str:
    """Return the day of a date; the first of a month or a year, as the program needs a day."""
    return f"{date[:10]}{'-01-01'[len(date) - 10 :]}" if len(date) < 10 else date[:10]


# ---------------------------------------------------------------- lines


def _event(index: Index, event: Interaction, names: Mapping[str, str]) -> str:
    """Return the line of an interaction."""
    text = _one_line(as_read(event.body, index.resolver.name_of))
    what = _WORDS.get(event.kind, event.kind.capitalize())
    others = [_bold(who, names) for who in event.people]
    place = f"at _{_place(event.place)}_" if _place(event.place) else ""
    told = _with_bold(text, others)
    if told and (not event.kind or what.casefold() in text.casefold()):
        # It names them all already, as a line of the program itself does.
        what, others, text = "", [], told
        if place and (named := _place(event.place)) in text:
            place, text = "", text.replace(named, f"_{named}_", 1)
    head = " ".join(filter(None, (what, "with" if what and others else "", _joined(others))))
    known = "" if len(event.date) >= 10 else f"(in {event.date}, the day is not known)"
    head = " ".join(filter(None, (head, place, known)))
    subject = _one_line(event.subject)
    said_tags = {tag.casefold() for tag in _SAID_TAG.findall(text)}
    tags = " ".join(f"@{tag}" for tag in _tags(event.tags) if tag.casefold() not in said_tags)
    said = " ".join(filter(None, (f"“{subject}”" if subject else "", text)))
    rest = " ".join(filter(None, (said, tags)))
    return f"- {_day(event.date)}: " + ": ".join(filter(None, (head, rest))).strip()


def _bold(who: Who, names: Mapping[str, str]) -> str:
    """Return somebody as the program knows its friends; others are plain text."""
    if who.slug in names:
        return f"**{names[who.slug]}**"
    return _clean(who.name, _NOT_IN_NAME)


def _with_bold(text: str, others: Sequence[str]) -> str:
    """Return a text with the names of these people marked in it; "" if it lacks one of them."""
    for other in others:
        name = other.strip("*")
        found = re.search(rf"(?<![\w*]){re.escape(name)}(?![\w*])", text)
        if found is None:
            return ""
        text = text[: found.start()] + other + text[found.end() :]
    return text if others else ""


def _joined(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _friend(document: Document, names: Mapping[str, str]) -> str:
    """Return the line of a person."""
    others = [_clean(_ALIAS.sub("", name), _NOT_IN_NAME) for name in texts_of(
        document.get("aliases"))]  # fmt: skip
    known = " ".join(f"a.k.a. {name}" for name in others if name)
    place = _place(document.get("location"))
    parts = (
        names[document["slug"]],
        f"({known})" if known else "",
        f"[{place}]" if place else "",
        *(f"@{tag}" for tag in _tags(texts_of(document.get("tags")))),
    )
    return f"- {' '.join(filter(None, parts))}"


def _names(documents: Iterable[Document]) -> dict[str, str]:
    """Return the names of people by their slugs; of two of the same name, one has a number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for document in documents:
        plain = _clean(str(document.get("name") or ""), _NOT_IN_NAME)
        plain = plain or document["slug"]
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain} {number}"
        taken.add(name.casefold())
        found[document["slug"]] = name
    return found


# ---------------------------------------------------------------- texts


def _one_line(text: str) -> str:
    """Return a text on one line, without signs that mean a name, a place or a friend's tag."""
    text = " ".join(text.replace("*", "").replace("\\", "").split())
    parts = []
    at = 0
    for match in _ADDRESS.finditer(text):
        parts += [text[at : match.start()].replace("_", " "), match[0].replace("_", "%5F")]
        at = match.end()
    text = "".join((*parts, text[at:].replace("_", " ")))
    return _TAG.sub("@", " ".join(text.split()))


def _clean(text: str, signs: re.Pattern[str]) -> str:
    return " ".join(signs.sub(" ", text).split())


def _place(place: object) -> str:
    return _clean(place, _NOT_IN_PLACE) if isinstance(place, str) else ""


def _tags(tags: Collection[str]) -> Iterator[str]:
    """Yield tags as the program knows them: letters and digits, with `-` or `:` between."""
    for tag in tags:
        if word := re.sub(r"[:-]{2,}", "-", _NO_TAG.sub("-", tag)).strip(":-"):
            yield word
