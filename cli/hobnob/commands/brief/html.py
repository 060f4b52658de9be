"""Briefs as one self-contained HTML page, for printing or for a phone.

The one rule: text from a note or a calendar stays text, and the page loads nothing. Its policy
allows only its own style, by its hash.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby

from hobnob.cli.layout import without_marks
from hobnob.cli.text import BOXES, spell_day, what_happened
from hobnob.commands.brief.agenda import Agenda, hints, spell_time
from hobnob.commands.brief.text import (
    LABELS,
    NOTHING_OPEN,
    beneath,
    exchange_words,
    known_facts,
    occasion_head,
    topic_words,
)
from hobnob.index.index import Index
from hobnob.network.brief import Brief
from hobnob.network.person import Person
from hobnob.notes.body import as_read
from hobnob.site.links import plain
from hobnob.site.resources import template_dir

BEGINS = b"<!doctype html>"
"""The start of every such page."""


def person_html(index: Index, brief: Brief, person: Person) -> str:
    """Return the page of a person: their brief, with everything that happened in full."""
    return brief_html(index, [brief], None, whole=person)


def brief_html(
    index: Index, briefs: Sequence[Brief], agenda: Agenda | None, *, whole: Person | None = None
) -> str:
    """Return the page of some briefs, each on its own sheet, after the agenda.

    Args:
        index: the index.
        briefs: the briefs.
        agenda: the meetings that they are for.
        whole: for the page of one person, all there is to tell.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from hobnob.site import texts

    folder = template_dir() / "print"
    style = (folder / "brief.css").read_text(encoding="utf-8")
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    env = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
        finalize=lambda value: plain(value) if type(value) is str else value,
    )  # fmt: skip
    texts.install(env)
    env.filters.update(anchor=lambda slug: f"p-{slug}", day=spell_day)
    env.globals.update(
        labels=LABELS,
        nothing_open=NOTHING_OPEN,
        beneath=beneath,
        facts=lambda brief: list(known_facts(brief, index.today)),
        topics=lambda brief: groupby(brief.topics, lambda topic: topic.reason),
        topic_words=lambda topic: topic_words(topic, index.today),
        occasion_head=occasion_head,
        event_head=lambda event, slug: (
            spell_day(event.date),
            what_happened(event, slug, draft=event.draft),
        ),
        exchange_words=exchange_words,
        paragraphs=lambda text: _paragraphs(index, text),
        time=spell_time,
        hints=hints,
    )
    names = ", ".join(brief.who.name for brief in briefs)
    return env.get_template("brief.html").render(
        title=f"Meetings, {agenda.title}" if agenda else names,
        policy=f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; "
        "form-action 'none'",
        # The file is hobnob's own. Escaping would change it, and the hash would not match.
        style=Markup(style),  # noqa: S704
        agenda=agenda,
        shown={brief.who.slug for brief in briefs},
        briefs=briefs,
        whole=whole,
    )


def _paragraphs(index: Index, text: str) -> Iterator[str]:
    """Yield the paragraphs of a body as plain text; a line of a list stays a line."""
    for paragraph in without_marks(as_read(text, index.resolver.name_of, BOXES)).split("\n\n"):
        if paragraph.strip():
            yield paragraph.strip()
