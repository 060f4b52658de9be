"""What each page of the site shows, as plain values.

The one rule: a view holds text, numbers and other views: no SQL, no HTML, no MkDocs. Dates are
ISO text, possibly a month or a year alone; "" and () say that there is nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hobnob.network.plans.plans import Plan

Section = Literal["people", "orgs", "plans", "tags", "places"]
"""The folder of the site that a page of one thing stands in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ref:
    """Something that may have a page of its own: one without a slug is only its name."""

    section: Section
    slug: str = ""
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """A promise of somebody's.

    Attributes:
        text: Markdown of one line, without box, owner and due date.
        owner: whose it is, or None for mine.
        people: with whom it was made.
        entry: slug of the interaction that holds it, or "".
        source: the plan that holds it, or None.
        date: of that interaction.
    """

    text: str
    owner: Ref | None = None
    people: tuple[Ref, ...] = ()
    due: str = ""
    done: bool = False
    source: Ref | None = None
    entry: str = ""
    date: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One interaction, in full.

    Attributes:
        date: a day, a month, a year, or a moment (`2026-11-22T12:30`).
        asked: what I asked for, in the format's words.
        gave: what I did for them, in the same words.
        extra: keys that hobnob does not know, with their values as text.
        path: of the note relative to the notes' folder, which its images are relative to.
    """

    slug: str
    date: str
    kind: str
    subject: str = ""
    direction: str = ""
    outcome: str = ""
    people: tuple[Ref, ...] = ()
    asked: tuple[str, ...] = ()
    gave: tuple[str, ...] = ()
    introduced: tuple[Ref, ...] = ()
    plan: Ref | None = None
    place: Ref | None = None
    tags: tuple[Ref, ...] = ()
    follow_up: str = ""
    draft: bool = False
    private: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    body: str = ""
    path: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stub:
    """Where an entry stands in time, when its text is already known to the composer."""

    slug: str
    date: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """What someone was, where and when; the present one has no `until`."""

    title: str = ""
    org: Ref | None = None
    since: str = ""
    until: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tie:
    """Someone known together with somebody else, and how many times they were met together."""

    person: Ref
    together: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonPage:
    """Everything about a person.

    Attributes:
        present: the role that stands at the head of the page.
        relation: in the user's words.
        keep_in_touch: as written, else what the circle means ("every 3 weeks"), else "".
        due: the ISO date from which it is time to be in touch, or "".
        introduced: whom they introduced me to.
        photo: relative to the notes' folder, or "".
        timeline: their interactions, newest first.
    """

    slug: str
    name: str
    present: Role | None = None
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    birthday: str = ""
    location: Ref | None = None
    circle: str = ""
    relation: tuple[str, ...] = ()
    keep_in_touch: str = ""
    due: str = ""
    first_contact: str = ""
    last_contact: str = ""
    contacts: int = 0
    met_on: str = ""
    met_at: str = ""
    introduced_by: Ref | None = None
    introduced: tuple[Ref, ...] = ()
    roles: tuple[Role, ...] = ()
    tags: tuple[Ref, ...] = ()
    photo: str = ""
    private: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    body: str = ""
    path: str = ""
    mine: tuple[Promise, ...] = ()
    theirs: tuple[Promise, ...] = ()
    ties: tuple[Tie, ...] = ()
    plans: tuple[Ref, ...] = ()
    timeline: tuple[Stub, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    """A person in a list."""

    slug: str
    name: str
    title: str = ""
    org: str = ""
    location: str = ""
    circle: str = ""
    relation: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    last_contact: str = ""
    due: str = ""
    contacts: int = 0
    private: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Tenure:
    """Someone at an organization."""

    person: Ref
    title: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OrgPage:
    """An organization: who is there now, who was."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    website: str = ""
    location: Ref | None = None
    tags: tuple[Ref, ...] = ()
    private: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    body: str = ""
    path: str = ""
    present: tuple[Tenure, ...] = ()
    past: tuple[Tenure, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class OrgRow:
    """An organization in a list."""

    slug: str
    name: str
    location: str = ""
    present: tuple[Ref, ...] = ()
    past: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthCount:
    """How many interactions a month has; a year alone holds those with no month."""

    month: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthPage:
    """A month of the journal, oldest first, and its neighbours ("" at either end)."""

    month: str
    entries: tuple[Stub, ...] = ()
    earlier: str = ""
    later: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalPage:
    """Years and months with counts."""

    months: tuple[MonthCount, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewRow:
    """A review that was written into the journal: an ordinary page of the user's.

    Attributes:
        uri: its source.
        year: under which it stands.
        words: how the user's own words on it begin.
    """

    uri: str
    title: str
    year: str
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A tag or a place in a list, and how much it holds."""

    ref: Ref
    people: int = 0
    entries: int = 0
    others: int = 0

    @property
    def size(self) -> int:
        """How many notes it gathers."""
        return self.people + self.entries + self.others


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicPage:
    """A tag or a place: its people, its other notes, its entries newest first."""

    ref: Ref
    people: tuple[PersonRow, ...] = ()
    others: tuple[Ref, ...] = ()
    timeline: tuple[Stub, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """How much a journal holds."""

    people: int = 0
    interactions: int = 0
    orgs: int = 0
    plans: int = 0
    since: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Met:
    """Someone met for the first time."""

    person: Ref
    role: str = ""
    date: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HomePage:
    """What is new: shown beneath the user's own text.

    Attributes:
        mine, theirs: open promises without a date.
    """

    totals: Totals = Totals()
    recent: tuple[Stub, ...] = ()
    mine: tuple[Promise, ...] = ()
    theirs: tuple[Promise, ...] = ()
    met: tuple[Met, ...] = ()
    plans: tuple[Plan, ...] = ()
    months: tuple[MonthCount, ...] = ()
