"""How a brief is set on a terminal, and the words that it has on paper too.

The one rule: each line says when it was; whoever wants more finds the note by its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from hobnob import dates
from hobnob.cli.layout import cells, count, one_line, pad, wrap_words
from hobnob.cli.text import (
    ago,
    body,
    facts,
    heading,
    room,
    section,
    spell_day,
    to_whom,
)
from hobnob.index.index import Index
from hobnob.model import default_direction
from hobnob.network.brief import Briefing, Exchange, Mutual, Occasion
from hobnob.network.topics import Topic

Pair = tuple[str, str]

LABELS: Mapping[str, str] = {
    "promise": "you promised",
    "news": "news",
    "thanks": "thank them",
    "follow_up": "follow up",
    "birthday": "birthday",
    "role": "new role",
    "remark": "you wrote",
    "noted": "you noted",
    "theirs": "they promised",
}
"""What stands before a topic."""

_ASKS = {"introduction": "an introduction", "referral": "a referral", "meeting": "a meeting",
         "favour": "a favour", "job": "a job", "sale": "a sale"}  # fmt: skip


def brief_lines(index: Index, found: Briefing) -> Iterator[str]:
    """Yield the lines of the brief of somebody."""
    yield from heading(found.who.name, *beneath(found))
    yield from facts(known_facts(index, found))
    yield from section("You might bring up", _topics(index, found))
    yield from section("The last times", _occasions(found))
    yield from section("You both know", _mutual(found.mutual))
    yield from section("What you asked", _exchanges(found.asked))
    yield from section("What you gave", _exchanges(found.gave))
    text = found.person["text"]
    yield from section("Your notes", body(index, text) if text else ())


def beneath(found: Briefing) -> tuple[str, ...]:
    """Return what stands under the name: who they are, and where."""
    person = found.person
    role = ", ".join(filter(None, (person["title"], person["org"])))
    return role, person.get("location", "")


def known_facts(index: Index, found: Briefing) -> Iterator[Pair]:
    """Yield what is known of somebody, each with its label."""
    person, get = found.person, found.person.get
    yield "was", "; ".join(_earlier(found))
    yield "last contact", _contacts(index, found)
    met = [spell_day(get("met_on", "")) if "met_on" in person else "", get("met_at", "")]
    if not any(met) and found.first_contact:
        met = [spell_day(found.first_contact[:10])]
    yield "met", ", ".join(filter(None, met))
    yield "through", ", ".join(name for _, name in found.through)
    yield "to you", ", ".join([*get("relation", ()), *_circle(found)])
    yield "birthday", _birthday(index, found)
    yield "also called", ", ".join(get("aliases", ()))
    for key, label in (("phones", "phone"), ("emails", "e-mail"), ("links", "links")):
        yield label, ", ".join(get(key, ()))


def _earlier(found: Briefing) -> Iterator[str]:
    """Yield the roles that somebody had, with their years."""
    for role in found.person.get("roles", ()):
        said = ", ".join(filter(None, (role.get("title"), role.get("org"))))
        since, until = role.get("since", "")[:4], role.get("until", "")[:4]
        if said and until:
            yield f"{said} ({since}–{until})" if since else f"{said} (until {until})"


def _circle(found: Briefing) -> list[str]:
    circle = found.person.get("circle", "")
    return [f"{circle} circle"] if circle else []


def _contacts(index: Index, found: Briefing) -> str:
    person = found.person
    if not person["contacts"]:
        return "none yet"
    since = f" since {found.first_contact[:4]}" if person["contacts"] > 1 else ""
    last = ago(person["last_contact"], index.today)
    return f"{last} · {count(person['contacts'], 'contact')}{since}"


def _birthday(index: Index, found: Briefing) -> str:
    birthday = found.person.get("birthday", "")
    if not birthday:
        return ""
    coming = dates.next_birthday(birthday, index.today)
    # A leap year stands in for the unknown one.
    day = spell_day(birthday.replace("--", "2000-")).removesuffix(" 2000")
    age = dates.age_on(birthday, coming)
    turns = f"turns {age} " if age is not None else ""
    return f"{day}: {turns}{dates.spell_since(coming, index.today)}"


# ---------------------------------------------------------------- topics


def topic_words(index: Index, topic: Topic) -> str:
    """Return a topic in words: what it is, and when it was said or is due."""
    when = _when(index, topic)
    if topic.reason == "thanks":
        return f"for {topic.text} (in touch since {spell_day(topic.date[:10])})"
    if topic.reason == "birthday":
        return ", ".join(filter(None, (when, topic.text)))
    text = topic.text or "(nothing written)"
    if topic.reason == "remark":
        text = f"“{text}”"
    return f"{text} ({when})" if when else text


def _when(index: Index, topic: Topic) -> str:
    if not topic.date:
        return ""
    if topic.reason in ("promise", "theirs"):
        return f"due {ago(topic.date, index.today)}"
    if topic.reason == "follow_up":
        return f"for {spell_day(topic.date)}"
    if topic.reason == "birthday":
        return ago(topic.date, index.today)
    if topic.reason == "role":
        return f"since {spell_day(topic.date)}"
    return spell_day(topic.date[:10])


def _topics(index: Index, found: Briefing) -> Iterator[str]:
    before = ""
    widest = max((cells(LABELS[topic.reason]) for topic in found.topics), default=0)
    indent = " " * (widest + 2)
    for topic in found.topics:
        label = LABELS[topic.reason] if topic.reason != before else ""
        before = topic.reason
        words = one_line(topic_words(index, topic)).split()
        first, *rest = wrap_words(words, indent, indent, room())
        last = rest[-1] if rest else first
        if topic.ref and cells(last) + len(topic.ref) + 2 <= room():
            ref = "  " + click.style(topic.ref, dim=True)
            first, rest = (first, [*rest[:-1], last + ref]) if rest else (first + ref, rest)
        yield click.style(pad(label, widest), dim=True) + first[widest:]
        yield from rest


# ---------------------------------------------------------------- the rest


def occasion_head(one: Occasion, slug: str) -> tuple[str, str]:
    """Return when it was, and what, where and with whom else.

    Args:
        one: the time.
        slug: of the person the brief is about, who need not be named again.
    """
    row = one.row
    others = ", ".join(who.name for who in row.people if who.slug != slug)
    way = "" if row.direction == default_direction(row.kind) else f" ({row.direction})"
    parts = [
        f"{row.kind}{way}" if row.kind else "",
        row.outcome.replace("-", " "),
        row.place,
        f"{to_whom(row)} {others}" if others else "",
    ]
    return spell_day(row.date), " · ".join(filter(None, map(one_line, parts)))


def _occasions(found: Briefing) -> Iterator[str]:
    for at, one in enumerate(found.last):
        if at:
            yield ""
        date, rest = occasion_head(one, found.who.slug)
        first, *more = wrap_words(f"{date} · {rest}".rstrip(" ·").split(), "", "  ", room())
        yield click.style(first[: len(date)], bold=True) + click.style(first[len(date) :], dim=True)
        yield from (click.style(line, dim=True) for line in more)
        if one.said:
            yield from wrap_words(one_line(one.said).split(), "  ", "  ", room())


def _mutual(found: Sequence[Mutual]) -> Iterator[str]:
    for one in found:
        words = f"{one_line(one.name)}: {one_line(', '.join(one.why))}".split()
        yield from wrap_words(words, "", "  ", room())


def exchange_words(one: Exchange) -> str:
    """Return what was asked or given, and how it ended: `advice and an introduction, agreed`."""
    words = [_ASKS.get(word, word) for word in one.words]
    *others, last = words
    said = f"{', '.join(others)} and {last}" if others else last
    return ", ".join(filter(None, (said, one.outcome.replace("-", " "))))


def _exchanges(found: Sequence[Exchange]) -> Iterator[str]:
    widest = max((cells(spell_day(one.date)) for one in found), default=0)
    indent = " " * (widest + 2)
    for one in found:
        lines = wrap_words(one_line(exchange_words(one)).split(), indent, indent, room())
        text = "\n".join(lines)
        yield click.style(pad(spell_day(one.date), widest), dim=True) + text[widest:]
