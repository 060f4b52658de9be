"""What is new, from the index to the view of the home page.

The one rule: nothing here depends on the day; what does stands in the list of today (`load_today`).
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
from hobnob.site.views import (
    HomePage,
    JournalPage,
    Met,
    MonthCount,
    MonthPage,
    Ref,
    Totals,
)

_RECENT, _SOME, _MET = 6, 6, 5

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
        """Return what is new, and what was promised for no day."""
        some_day = [row for row in list_promises(self._index) if not row.due]
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
            mine=tuple(self._people.promise(row) for row in some_day if row.owner == ME)[:_SOME],
            theirs=tuple(self._people.promise(row) for row in some_day if row.owner != ME)[:_SOME],
            met=self._newly_met(),
            plans=tuple(row for row in self._plans.rows if row.status == "active"),
            months=self.months,
        )

    def journal(self) -> JournalPage:
        """Return the months that have entries."""
        return JournalPage(months=self.months)

    def month(self, month: str) -> MonthPage:
        """Return one month, or the entries of a year that have no month."""
        months = [item.month for item in self.months]
        at = months.index(month)
        return MonthPage(
            month=month,
            entries=self._entries.stubs(
                # A month holds its days; a year stands here for what has no month.
                "date >= ?1 AND date < ?1 || iif(length(?1) = 7, '~', '-')",
                (month,),
                newest=False,
            ),
            earlier=months[at - 1] if at else "",
            later=months[at + 1] if at + 1 < len(months) else "",
        )

    @cached_property
    def months(self) -> tuple[MonthCount, ...]:
        """The months, and the years alone, that have interactions, oldest first."""
        rows = self._index.all(
            """SELECT substr(date, 1, 7), count(*) FROM interaction JOIN note USING (id)
               WHERE live GROUP BY 1 ORDER BY 1"""
        )
        return tuple(MonthCount(month=month, count=count) for month, count in rows)

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
