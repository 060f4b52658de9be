"""What is new, from the index to the view of the home page.

The one rule: what is shown as open is open on every later day too, until something is logged;
how near it is, the reader's own browser says.
"""

from __future__ import annotations

from functools import cached_property

from hobnob.index.index import Index
from hobnob.index.promises import ME, list_promises
from hobnob.index.tally import totals
from hobnob.site.directory import Directory
from hobnob.site.load_entries import Entries
from hobnob.site.load_people import People
from hobnob.site.load_plans import Plans
from hobnob.site.terms import excerpt, plain_text
from hobnob.site.views import FollowUp, HomePage, Met, MonthCount, Ref, Stub, Totals

_RECENT, _AHEAD, _MET = 6, 8, 5

_OPEN_FOLLOW_UPS = """
SELECT note.slug, interaction.date, follow_up, body, note.id
FROM interaction JOIN note ON note.id = interaction.id
WHERE note.live AND follow_up <> '' AND NOT EXISTS (
  SELECT 1 FROM ref AS mine JOIN ref AS later
    ON later.target = mine.target AND later.field = 'people' AND later.contact
    AND later.date > interaction.date AND later.date < :tomorrow
  WHERE mine.note = note.id AND mine.field = 'people')
ORDER BY follow_up, note.slug LIMIT :limit
"""

_DRAFTS = """
SELECT note.slug, interaction.date, follow_up, body, note.id
FROM interaction JOIN note ON note.id = interaction.id
WHERE note.live AND draft ORDER BY interaction.date, note.slug LIMIT :limit
"""

_NEWLY_MET = """
SELECT note.slug, min(ref.date) FROM ref JOIN note ON note.id = ref.target
WHERE ref.field = 'people' AND ref.contact AND ref.date < :tomorrow AND note.live
  AND note.kind = 'person'
GROUP BY note.id ORDER BY 2 DESC, 1 LIMIT :limit
"""


class Home:
    """Loads what is new."""

    def __init__(
        self, index: Index, directory: Directory, entries: Entries, people: People, plans: Plans
    ) -> None:
        self._index = index
        self._directory = directory
        self._entries = entries
        self._people = people
        self._plans = plans

    def page(self) -> HomePage:
        """Return what is new, and what lies ahead."""
        promises = list_promises(self._index)
        everything = totals(self._index)
        recent = self._entries.stubs(
            "NOT draft AND date < ?", (self._index.tomorrow,), limit=_RECENT
        )
        return HomePage(
            totals=Totals(
                people=everything.people,
                interactions=everything.interactions,
                orgs=everything.orgs,
                plans=everything.plans,
                since=everything.first,
            ),
            recent=recent,
            drafts=self._ahead(_DRAFTS),
            follow_ups=self._ahead(_OPEN_FOLLOW_UPS),
            mine=tuple(self._people.promise(row) for row in promises if row.owner == ME)[:_AHEAD],
            theirs=tuple(self._people.promise(row) for row in promises if row.owner != ME)[:_AHEAD],
            met=self._newly_met(),
            plans=tuple(row for row in self._plans.rows if row.status == "active"),
            months=self.months,
        )

    @cached_property
    def months(self) -> tuple[MonthCount, ...]:
        """The months, and the years alone, that have interactions, oldest first."""
        rows = self._index.all(
            """SELECT substr(date, 1, 7), count(*) FROM interaction JOIN note USING (id)
               WHERE live GROUP BY 1 ORDER BY 1"""
        )
        return tuple(MonthCount(month=month, count=count) for month, count in rows)

    def _ahead(self, query: str) -> tuple[FollowUp, ...]:
        rows = self._index.all(query, {"tomorrow": self._index.tomorrow, "limit": _AHEAD})
        return tuple(
            FollowUp(
                entry=Stub(slug=slug, date=date),
                people=self._entries.refs(note).get("people", ()),
                date=follow_up or date,
                text=excerpt(plain_text(body), 60),
            )
            for slug, date, follow_up, body, note in rows
        )

    def _newly_met(self) -> tuple[Met, ...]:
        rows = self._index.all(_NEWLY_MET, {"tomorrow": self._index.tomorrow, "limit": _MET})
        known = {row.slug: row for row in self._people.rows}
        return tuple(
            Met(
                person=Ref(section="people", slug=slug, name=known[slug].name),
                role=", ".join(filter(None, (known[slug].title, known[slug].org))),
                date=date[:10],
            )
            for slug, date in rows
        )
