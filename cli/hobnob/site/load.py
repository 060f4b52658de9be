"""The journal for the site: one state of the index, and data that many pages need.

The one rule: all data on a page comes from the connection of this index. In a shared site, that is
the redacted copy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from operator import itemgetter
from pathlib import Path
from typing import Any

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
    years_at,
    years_tagged,
    years_with,
)
from hobnob.index.notes import Head
from hobnob.index.orgs import OrgRow
from hobnob.index.people import PersonRow, list_tagged_people
from hobnob.index.plans import list_plans
from hobnob.index.promises import Promise, promises_of_people
from hobnob.index.store import open_index
from hobnob.index.topics import Place, Tag, others_tagged, outer_place
from hobnob.journal import open_journal
from hobnob.model import Author
from hobnob.names import name_key
from hobnob.network.asks.asks import (
    Ask,
    AsksOf,
    asks_of_everybody,
    list_asks,
    load_asks_of,
)
from hobnob.network.graph.around import Around, Surroundings
from hobnob.network.home import Home, load_home
from hobnob.network.mentions import Mention, mentions_of
from hobnob.network.organizations import last_contacts_at
from hobnob.network.person import Person, contacts_by_year, load_person
from hobnob.network.plans.forecast import Forecast, make_forecast
from hobnob.network.plans.plans import Plan, load_plan, load_plans
from hobnob.network.reach import Drafts, load_waiting
from hobnob.network.shown import ShownOrg, load_shown_org
from hobnob.network.ties.circles import Circles, load_circles
from hobnob.network.today.need import Last, Need
from hobnob.network.today.of_people import NeedsOf, Open, needs_of_people, open_between
from hobnob.network.today.order import arrange
from hobnob.network.today.today import all_needs, describe, last_time_with
from hobnob.site.directory import SECTIONS, Directory
from hobnob.site.links import Goal, Ref, Section
from hobnob.site.network_page import NetworkPage, load_network

MOST_ORGS = 600
"""How many organizations their list has: at most 400 kB. The search finds the others."""
LATEST = 30
"""How many entries the page of an organization shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonPage:
    """The page of a person.

    Attributes:
        today: the day of the build.
        around: the people on the small map.
        open: why you may want to turn to them, today and on the days ahead.
        last: the last contact, and whose words its text is; None without one.
        years: the number of contacts in each year since the first.
        asks: what I asked of them, and the favours in both directions.
    """

    person: Person
    today: str
    around: Around
    open: tuple[Open, ...]
    last: tuple[Last, Author] | None
    years: tuple[tuple[str, int], ...]
    asks: AsksOf


@dataclass(frozen=True, kw_only=True, slots=True)
class CirclesPage:
    """The page of the circles, and the day on which people are due, by slug."""

    circles: Circles
    due: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class OrgList:
    """The list of organizations.

    Attributes:
        rows: by name: the slug of the page, the row, the last contact there.
        total: the number of all organizations.
    """

    rows: tuple[tuple[str, OrgRow, str], ...]
    total: int


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
    """The page of a tag or a place: its people, its other notes, its entries newest first.

    Attributes:
        inner: the places within it, with their slugs.
        outer: the place that it is within.
    """

    section: Section
    name: str
    people: tuple[PersonRow, ...]
    others: tuple[Ref, ...]
    entries: tuple[Entry, ...]
    inner: tuple[tuple[str, Place], ...] = ()
    outer: Ref | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class YearPage:
    """The page of an old year of a person, a plan, a tag or a place, or of a month or a day.

    Attributes:
        name: of the thing.
        uri: the source of its own page.
        entries: newest first.
        earlier, later: the neighbours that have a page too, or "".
    """

    name: str
    uri: str
    year: str
    entries: tuple[Entry, ...]
    earlier: str
    later: str


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
    def waiting(self) -> Drafts:
        """The letters that wait to be sent."""
        return load_waiting(self.index)

    @cached_property
    def promises(self) -> dict[int, tuple[Promise, ...]]:
        """All promises, in one query: a query for each person takes ten times as long."""
        return promises_of_people(self.index)

    def read_for_everybody(self) -> None:
        """Read at once what is a question of its own for each person: all pages will need it."""
        self.surroundings.load_all()
        _ = self.needs_of, self.asks_of, self.promises

    def person(self, row: Head) -> PersonPage:
        """Return all data about a person."""
        promises, asks = vars(self).get("promises"), vars(self).get("asks_of")
        person = load_person(
            self.index, row.id, promises=None if promises is None else promises.get(row.id, ())
        )
        needs = arrange(self.needs_of.get(row.id, ()), self.index.today)
        return PersonPage(
            person=person,
            today=self.index.today,
            around=self.surroundings.of(row.id),
            open=open_between(person, describe(self.index, needs)),
            last=last_time_with(self.index, row.id),
            years=contacts_by_year(self.index, row.id),
            asks=load_asks_of(self.index, row.id)
            if asks is None
            else asks.get(row.id, AsksOf(asks=(), people=())),
        )

    @cached_property
    def needs(self) -> list[Need]:
        """Why to turn to whom, today and on the days ahead, in order."""
        return all_needs(self.index)

    @cached_property
    def needs_of(self) -> NeedsOf:
        """The same by person."""
        return needs_of_people(self.needs)

    @cached_property
    def home(self) -> Home:
        """The journal at a glance."""
        return load_home(self.index)

    def take_over(self, last: Site, retold: Collection[str]) -> None:
        """Take what another state has found already, if only the text of interactions differs.

        What tells one of these texts is found again.

        Args:
            last: the other state.
            retold: the slugs of the interactions.
        """
        found = vars(last)
        kept = {"people", "months"}
        if "needs" in found and not any(need.tells_of(retold) for need in last.needs):
            kept |= {"needs", "needs_of"}
        if "home" in found and not any(one.entry.slug in retold for one in last.home.memories):
            kept.add("home")
        vars(self).update((name, found[name]) for name in kept & found.keys())
        self.directory.take_over(last.directory)

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """All asks, the earliest first."""
        return list_asks(self.index)

    @cached_property
    def asks_of(self) -> dict[int, AsksOf]:
        """The asks and favours of each person."""
        return asks_of_everybody(self.index, self.asks)

    def org(self, row: OrgRow) -> OrgPage:
        """Return all data about an organization."""
        org = load_shown_org(self.index, row)
        people = {tenure.person.id for tenure in org.tenures if tenure.person.id is not None}
        entries = entries_with(self.index, sorted(people), LATEST + 1)
        return OrgPage(
            org=org, today=self.index.today, entries=entries[:LATEST],
            is_cut=len(entries) > LATEST,
        )  # fmt: skip

    @property
    def orgs(self) -> OrgList:
        """The list of the organizations; of very many, those with the latest contacts."""
        rows = self.directory.org_rows
        last = last_contacts_at(self.index, rows.values())
        every = tuple((slug, row, last[row.key]) for slug, row in rows.items())
        if len(every) > MOST_ORGS:
            latest = {one[0] for one in nlargest(MOST_ORGS, every, key=itemgetter(2))}
            return OrgList(rows=tuple(r for r in every if r[0] in latest), total=len(every))
        return OrgList(rows=every, total=len(every))

    @property
    def circles(self) -> CirclesPage:
        """Who is in which circle, and when due."""
        due = {row.slug: row.due for row in self.people if row.due}
        return CirclesPage(circles=load_circles(self.index), due=due)

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
            entries=self.entries_of_plan(row),
        )

    def tag(self, tag: Tag) -> TopicPage:
        """Return all that has a tag."""
        others = others_tagged(self.index, tag.key)
        return TopicPage(
            section="tags",
            name=tag.tag,
            people=tuple(row for row in self.people if tag.tag in row.tags),
            others=tuple(Ref(SECTIONS[note.kind], note.slug, note.name) for note in others),
            entries=self.entries_tagged(tag),
        )

    def place(self, place: Place) -> TopicPage:
        """Return the people at a place, and the interactions there."""
        orgs = self.directory.org_rows.items()
        inner = self.directory.inner_places.get(place.key, ())
        keys = self._keys_at(place)
        return TopicPage(
            section="places",
            name=place.place,
            people=tuple(row for key in keys for row in self._residents[key]),
            others=tuple(
                Ref("orgs", slug, row.name)
                for slug, row in orgs
                if row.slug and row.location and name_key(row.location) in keys
            ),
            entries=self.entries_at(place),
            inner=inner,
            outer=self.directory.place(outer_place(place.place)),
        )

    def _keys_at(self, place: Place) -> list[str]:
        """Return the keys of a place and of those within it."""
        inner = self.directory.inner_places.get(place.key, ())
        return [place.key, *(row.key for _, row in inner)]

    def entries_of_person(self, row: Head) -> tuple[Entry, ...]:
        """Return the interactions of a person, newest first."""
        return entries_of(self.index, row.id, "people", "introduced")

    def entries_of_plan(self, row: Plan) -> tuple[Entry, ...]:
        """Return the interactions of a plan, newest first."""
        return entries_of(self.index, row.id, "plan")

    def entries_tagged(self, tag: Tag) -> tuple[Entry, ...]:
        """Return the interactions with a tag, newest first."""
        return entries_tagged(self.index, tag.key)

    def entries_at(self, place: Place) -> tuple[Entry, ...]:
        """Return the interactions at a place and at those within it, newest first."""
        return entries_at(self.index, self._keys_at(place))

    def years(self, section: str, thing: Any) -> Collection[tuple[str, int]]:
        """Return the years of a person, a plan, a tag or a place, each with its entries' number."""
        if section == "tags":
            return self._years_tagged.get(thing.key, ())
        if section == "places":
            sums: Counter[str] = Counter()
            for key in self._keys_at(thing):
                for year, count in self._years_at.get(key, ()):
                    sums[year] += count
            return sums.items()
        return self._years_with.get(thing.id, ())

    @cached_property
    def _years_with(self) -> dict[int, list[tuple[str, int]]]:
        return years_with(self.index)

    @cached_property
    def _years_tagged(self) -> dict[str, list[tuple[str, int]]]:
        return years_tagged(self.index)

    @cached_property
    def _years_at(self) -> dict[str, list[tuple[str, int]]]:
        return years_at(self.index)

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


def load_year(
    entries: Callable[[], tuple[Entry, ...]], name: str, uri: str, year: str, years: Sequence[str]
) -> YearPage:
    """Return the page of a year, a month or a day.

    Args:
        entries: returns all entries of the thing.
        name: of the thing.
        uri: the source of its page.
        year: the year, the month or the day.
        years: all its years, months or days that have pages, newest first.
    """
    around = ["", *years, ""]
    at = around.index(year)
    return YearPage(
        name=name, uri=uri, year=year, later=around[at - 1], earlier=around[at + 1],
        entries=tuple(entry for entry in entries() if entry.date[: len(year)] == year),
    )  # fmt: skip


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
    from hobnob.index.sharing import hide_private

    copy, hidden = hide_private(db, Directory(Index(db=db, journal=journal, today=today)).prefix)
    return Site(Index(db=copy, journal=journal, today=today), hidden)
