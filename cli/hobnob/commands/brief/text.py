"""A brief in the terminal, and the phrases that it shares with the printed page.

The one rule: each line has its date, and the date finds the note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from hobnob.cli.layout import cells, one_line, pad, width
from hobnob.cli.text import (
    QUOTE,
    ago,
    body,
    event_head,
    facts,
    hanging,
    heading,
    room,
    section,
    spell_ahead,
    spell_birthday,
    spell_contacts,
    spell_day,
    spell_relations,
    spell_yearly,
    what_happened,
)
from hobnob.index.index import Index
from hobnob.network.brief import Brief, Exchange, Mutual, Occasion
from hobnob.network.topics import Topic
from hobnob.wording import spell_asks

Pair = tuple[str, str]

LABELS: Mapping[str, str] = {
    "promise": "you promised",
    "asked": "they asked",
    "plan": "next move",
    "news": "news",
    "thanks": "thank them",
    "follow_up": "follow up",
    "birthday": "birthday",
    "date": "yearly date",
    "role": "new role",
    "remark": "you wrote",
    "noted": "you noted",
    "theirs": "they promised",
}
"""The label before a topic."""


NOTHING_OPEN = "Nothing is open between you."


def brief_lines(index: Index, found: Brief) -> Iterator[str]:
    """Yield the lines of a person's brief."""
    yield from heading(found.who.name, *beneath(found))
    yield from facts(known_facts(found, index.today))
    yield from section(
        "You might bring up", _topics(found, index.today) if found.topics else (NOTHING_OPEN,)
    )
    yield from section("The last times", _occasions(found))
    yield from section("You both know", _mutual(found.both_know))
    yield from section("What you asked", _exchanges(found.what_i_asked))
    yield from section("What you gave", _exchanges(found.what_i_gave))
    yield from section("Your notes", body(index, found.person["text"]))


def beneath(found: Brief) -> tuple[str, str]:
    """Return the lines under the name: who they are, and where."""
    person = found.person
    role = ", ".join(filter(None, (person["title"], person["org"])))
    return role, person.get("location", "")


def known_facts(found: Brief, today: str) -> Iterator[Pair]:
    """Yield the known facts of a person, each with its label."""
    person, get = found.person, found.person.get
    yield "appointment", spell_ahead(found.appointments, found.who.slug, today)
    yield "was", "; ".join(_earlier(found))
    yield "last contact", _contacts(found, today)
    met = [spell_day(get("met_on", "")) if "met_on" in person else "", get("met_at", "")]
    if not any(met) and found.first_contact:
        met = [spell_day(found.first_contact)]
    yield "met", ", ".join(filter(None, met))
    yield "through", ", ".join(who.name for who in found.through)
    yield "relations", spell_relations(found.relations, found.who.name)
    yield "to you", ", ".join([*get("relation", ()), *_circle(found)])
    yield "birthday", spell_birthday(get("birthday", ""), today)
    yield "dates", spell_yearly(get("dates", ()), today)
    yield "also called", ", ".join(get("aliases", ()))
    for key, label in (("phones", "phone"), ("emails", "e-mail"), ("links", "links")):
        yield label, ", ".join(get(key, ()))


def _earlier(found: Brief) -> Iterator[str]:
    """Yield the earlier roles of a person, with their years."""
    for role in found.person.get("roles", ()):
        what = ", ".join(filter(None, (role.get("title"), role.get("org"))))
        since, until = role.get("since", "")[:4], role.get("until", "")[:4]
        if what and until:
            yield f"{what} ({since}–{until})" if since else f"{what} (until {until})"


def _circle(found: Brief) -> list[str]:
    circle = found.person.get("circle", "")
    return [f"{circle} circle"] if circle else []


def _contacts(found: Brief, today: str) -> str:
    if not found.person["contacts"]:
        return "none yet"
    return spell_contacts(found.person, found.first_contact, today)


# ---------------------------------------------------------------- topics


def topic_words(topic: Topic, today: str) -> str:
    """Return a topic in words: its kind, and the date it was said or is due."""
    when = _when(topic, today)
    if topic.reason == "thanks":
        return f"for {topic.text} (in touch since {spell_day(topic.date[:10])})"
    if topic.reason in ("birthday", "date"):
        return ", ".join(filter(None, (when, topic.text)))
    text = topic.text or "(nothing written)"
    if topic.reason == "remark" or topic.author == "them":
        text = f"“{text}”"
    return f"{text} ({when})" if when else text


def _when(topic: Topic, today: str) -> str:
    if not topic.date:
        return ""
    if topic.reason in ("promise", "theirs"):
        return f"due {ago(topic.date, today)}"
    if topic.reason == "plan":
        return f"from {spell_day(topic.date)} on" if topic.date > today else ""
    if topic.reason == "follow_up":
        return f"for {spell_day(topic.date)}"
    if topic.reason in ("birthday", "date"):
        return ago(topic.date, today)
    if topic.reason == "role":
        return f"since {spell_day(topic.date)}"
    return spell_day(topic.date[:10])


def _topics(found: Brief, today: str) -> Iterator[str]:
    before = ""
    widest = max((cells(LABELS[topic.reason]) for topic in found.topics), default=0)
    indent = " " * (widest + 2)
    for topic in found.topics:
        label = LABELS[topic.reason] if topic.reason != before else ""
        before = topic.reason
        first, *rest = hanging(one_line(topic_words(topic, today)), indent, indent)
        last = rest[-1] if rest else first
        if topic.ref and cells(last) + len(topic.ref) + 2 <= room():
            ref = "  " + click.style(topic.ref, dim=True)
            first, rest = (first, [*rest[:-1], last + ref]) if rest else (first + ref, rest)
        yield click.style(pad(label, widest), dim=True) + first[widest:]
        yield from rest


# ---------------------------------------------------------------- the rest


def occasion_head(occasion: Occasion, slug: str) -> tuple[str, str]:
    """Return the head of an occasion: the date, the kind, the place and the other people.

    Args:
        occasion: the occasion.
        slug: the person of the brief, who is not named again.
    """
    return spell_day(occasion.date), what_happened(occasion, slug)


def _occasions(found: Brief) -> Iterator[str]:
    for at, occasion in enumerate(found.latest):
        if at:
            yield ""
        yield from event_head(*occasion_head(occasion, found.who.slug))
        if occasion.text:
            quote = QUOTE if width() is None else ""
            yield from hanging(one_line(occasion.text), f"  {quote}")


def _mutual(found: Sequence[Mutual]) -> Iterator[str]:
    for mutual in found:
        yield from hanging(f"{one_line(mutual.person.name)}: {one_line(', '.join(mutual.why))}")


def exchange_words(exchange: Exchange) -> str:
    """Return what was asked or given, and the outcome: `advice and an introduction, agreed`."""
    outcome = exchange.outcome.replace("-", " ")
    return ", ".join(filter(None, (spell_asks(exchange.what), outcome)))


def _exchanges(found: Sequence[Exchange]) -> Iterator[str]:
    widest = max((cells(spell_day(exchange.date)) for exchange in found), default=0)
    indent = " " * (widest + 2)
    for exchange in found:
        text = "\n".join(hanging(one_line(exchange_words(exchange)), indent, indent))
        yield click.style(pad(spell_day(exchange.date), widest), dim=True) + text[widest:]
