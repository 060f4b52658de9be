"""The journal for the site: one state of the index, and data that many pages need.

The one rule: all data on a page comes from the connection of this index. In a shared site, that is
the redacted copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hobnob.answers import Entry
from hobnob.errors import NoJournalError
from hobnob.index.beside import extra_keys
from hobnob.index.documents import tags_of
from hobnob.index.hidden import NOBODY, SOMEONE, Hidden
from hobnob.index.index import Index
from hobnob.index.interactions import (
    MonthCount,
    entries_at,
    entries_of,
    entries_tagged,
    entries_with,
    months,
)
from hobnob.index.orgs import OrgRow
from hobnob.index.people import PersonRow, list_tagged_people
from hobnob.index.plans import list_plans
from hobnob.index.promises import Promise, promises_of_people
from hobnob.index.sharing import hide_private
from hobnob.index.store import open_index
from hobnob.index.topics import Place, Tag, others_tagged
from hobnob.journal import open_journal
from hobnob.names import name_key
from hobnob.network.graph.around import Around, Surroundings
from hobnob.network.mentions import Mention, mentions_of
from hobnob.network.person import Person, load_person
from hobnob.network.plans.forecast import Forecast, make_forecast
from hobnob.network.plans.plans import Plan, load_plan, load_plans
from hobnob.network.shown import ShownOrg, load_shown_org
from hobnob.site.directory import SECTIONS, Directory
from hobnob.site.links import Goal, Ref, Section
from hobnob.site.network_page import NetworkPage, load_network

LATEST = 30
"""How many entries the page of an organization shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonPage:
    """The page of a person.

    Attributes:
        around: the people on the small map.
    """

    person: Person
    around: Around


@dataclass(frozen=True, kw_only=True, slots=True)
class OrgPage:
    """The page of an organization.

    Attributes:
        today: the day of the build, on which the band ends.
        entries: the latest interactions with anybody who is or was there, newest first.
        is_cut: whether there are more.
    """

    org: ShownOrg
    today: str
    entries: tuple[Entry, ...]
    is_cut: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanPage:
    """The page of a plan.

    Attributes:
        today: the day of the build, on which the next moves are due or not.
        forecast: None if the plan has no people, or no stage to win.
        tags: folded, including those in the body.
        extra: keys that hobnob does not know, with their values as text.
        mentions: what other notes say of it.
        entries: its interactions, newest first.
    """

    plan: Plan
    today: str
    forecast: Forecast | None
    tags: tuple[str, ...]
    extra: tuple[tuple[str, str], ...]
    mentions: tuple[Mention, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicPage:
    """The page of a tag or a place: its people, its other notes, its entries newest first."""

    section: Section
    name: str
    people: tuple[PersonRow, ...]
    others: tuple[Ref, ...]
    entries: tuple[Entry, ...]


class Site:
    """A journal, in one state of the index.

    Attributes:
        hidden: the things left out of a shared site.
        surroundings: the ties around each person.
    """

    def __init__(self, index: Index, hidden: Hidden = NOBODY) -> None:
        self.hidden = hidden
        self.index = index
        self.directory = Directory(index)
        self.surroundings = Surroundings(index)

    @cached_property
    def people(self) -> tuple[PersonRow, ...]:
        """All people, by name."""
        return list_tagged_people(self.index)

    @cached_property
    def months(self) -> tuple[MonthCount, ...]:
        """The months that have entries, oldest first."""
        return months(self.index)

    @cached_property
    def promises(self) -> dict[int, tuple[Promise, ...]]:
        """All promises, in one query: a query for each person takes ten times as long."""
        return promises_of_people(self.index)

    def person(self, row: PersonRow) -> PersonPage:
        """Return all data about a person."""
        return PersonPage(
            person=load_person(self.index, row.id, promises=self.promises.get(row.id, ())),
            around=self.surroundings.of(row.id),
        )

    def org(self, row: OrgRow) -> OrgPage:
        """Return all data about an organization."""
        org = load_shown_org(self.index, row)
        people = {tenure.person.id for tenure in org.tenures if tenure.person.id is not None}
        entries = entries_with(self.index, sorted(people), LATEST + 1)
        return OrgPage(
            org=org, today=self.index.today, entries=entries[:LATEST],
            is_cut=len(entries) > LATEST,
        )  # fmt: skip

    @cached_property
    def network(self) -> NetworkPage:
        """The whole network, with its map."""
        return load_network(self.index, self.people, self.surroundings.all)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """All plans, active ones first, without their next moves."""
        ids = [row.id for row in list_plans(self.index)]
        return load_plans(self.index, ids, with_moves=False)

    def plan(self, row: Plan) -> PlanPage:
        """Return all data about a plan."""
        plan = load_plan(self.index, row.id)
        is_open = plan.targets and plan.has_outlook
        return PlanPage(
            plan=plan,
            today=self.index.today,
            forecast=make_forecast(plan) if is_open else None,
            tags=tags_of(self.index, (plan.id,)).get(plan.id, ()),
            extra=extra_keys("plan", plan.values),
            mentions=mentions_of(self.index, plan.id),
            entries=entries_of(self.index, plan.id, "plan"),
        )

    def tag(self, tag: Tag) -> TopicPage:
        """Return all that has a tag."""
        others = others_tagged(self.index, tag.key)
        return TopicPage(
            section="tags",
            name=tag.tag,
            people=tuple(row for row in self.people if tag.tag in row.tags),
            others=tuple(Ref(SECTIONS[note.kind], note.slug, note.name) for note in others),
            entries=entries_tagged(self.index, tag.key),
        )

    def place(self, place: Place) -> TopicPage:
        """Return the people at a place, and the interactions there."""
        orgs = self.directory.org_rows.items()
        return TopicPage(
            section="places",
            name=place.place,
            people=tuple(self._residents[place.key]),
            others=tuple(
                Ref("orgs", slug, row.name)
                for slug, row in orgs
                if row.slug and row.location and name_key(row.location) == place.key
            ),
            entries=entries_at(self.index, place.key),
        )

    @cached_property
    def _residents(self) -> defaultdict[str, list[PersonRow]]:
        """People by the key of their place."""
        found = defaultdict(list)
        for row in self.people:
            found[name_key(row.location)].append(row)
        return found

    def find(self, target: str) -> Goal | None:
        """Return the target of a wikilink, if there is exactly one."""
        goal = self.directory.find(target)
        return goal or (Goal(uri="", name=SOMEONE) if self.hidden.has(target) else None)


def open_site(
    folder: Path, *, today: str, share: bool = False, say: Callable[[str], None] = lambda _: None
) -> Site:
    """Open the journal of a folder for its site; update its index and hold it.

    Args:
        folder: of the `mkdocs.yml`.
        today: an ISO date. The browser computes all that depends on the reader's day.
        share: leave out all private data.
        say: called with each sentence that the user may need to read.

    Raises:
        NoJournalError: the folder is not a journal.
    """
    journal = open_journal(folder)
    if journal is None:
        raise NoJournalError(str(folder))
    db = open_index(journal, say=say)
    if not share:
        index = Index(db=db, journal=journal, today=today)
        index.hold()
        return Site(index)
    copy, hidden = hide_private(db, Directory(Index(db=db, journal=journal, today=today)).prefix)
    return Site(Index(db=copy, journal=journal, today=today), hidden)
