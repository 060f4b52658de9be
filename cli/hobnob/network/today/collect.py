"""All reasons to turn to somebody: today's, and later ones if nothing is logged.

The one rule: each question has its own module. This one makes needs of their answers, in one order.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob import dates
from hobnob.answers import Entry, Who
from hobnob.index.index import Index
from hobnob.index.promises import ME, Promise, list_promises
from hobnob.model import Kind
from hobnob.network.plans.plan_moves import plan_moves
from hobnob.network.today.birthdays import coming_birthdays
from hobnob.network.today.cadence import cadences, due_contacts
from hobnob.network.today.drafts import drafts_not_sent
from hobnob.network.today.follow_ups import open_follow_ups
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need, Rank, Reason
from hobnob.network.today.news import open_news
from hobnob.network.today.order import RANKS, in_order, turn_of
from hobnob.network.today.thanks import thanks_owed

NOTICE = 7
"""Days before a birthday from which it is listed."""


def open_needs(index: Index, days: int = 0, *, notice: int = NOTICE) -> list[Need]:
    """Return the needs of today and of some days ahead, sorted by `in_order`.

    Args:
        index: the index.
        days: how many days ahead; 0 is today alone.
        notice: days before a birthday from which it is listed.
    """
    return in_order(_Needs(index, days, notice).all())


class _Needs:
    """The needs of one index."""

    def __init__(self, index: Index, days: int, notice: int) -> None:
        self._index = index
        self._clocks = Clocks(index, days)
        self._birthday_clocks = Clocks(index, days + notice)
        self._notice = notice
        self._known = cadences(index)
        self._paces = {who.slug: pace for who, pace in self._known.values()}

    def all(self) -> Iterator[Need]:
        """Yield all needs, in no order."""
        yield from self._promises()
        yield from self._of_interactions()
        yield from self._thanks()
        yield from self._cadences()
        yield from self._birthdays()
        yield from self._plans()

    def _promises(self) -> Iterator[Need]:
        for row in list_promises(self._index):
            since = dates.add_days(row.due, 0) if row.due else ""
            if since and since <= self._clocks.last_day:
                yield self._need(
                    "promise" if row.owner == ME else "theirs", _concerned(row), since,
                    date=row.due, note=row.note, kind=row.kind, plain=row.plain, promise=row.text,
                    source=Entry(row.note, row.date) if row.kind == "interaction" else None,
                )  # fmt: skip

    def _of_interactions(self) -> Iterator[Need]:
        for follow_up in open_follow_ups(self._index, self._clocks):
            yield self._need(
                "follow_up", follow_up.people, follow_up.since, until=follow_up.until,
                date=follow_up.date, note=follow_up.slug,
                source=Entry(follow_up.slug, follow_up.logged), plain=follow_up.text,
            )  # fmt: skip
        for news in open_news(self._index, self._clocks):
            yield self._need(
                "news", news.people, news.since, opens=news.opens, until=news.until,
                date=news.date[:10], note=news.slug, source=Entry(news.slug, news.date),
                plain=news.text,
            )  # fmt: skip
        for draft in drafts_not_sent(self._index, self._clocks):
            yield self._need(
                "draft", draft.people, draft.since,
                date=draft.date[:10], note=draft.slug, source=Entry(draft.slug, draft.date),
                plain=draft.text,
            )  # fmt: skip

    def _thanks(self) -> Iterator[Need]:
        for owed in thanks_owed(self._index, self._clocks):
            since = dates.add_days(owed.since, 0)
            yield self._need(
                "thanks", (owed.introducer,), since, opens=owed.opens, until=owed.until,
                date=owed.since[:10], note=owed.introduced.slug, kind="person",
                about=owed.introduced,
            )  # fmt: skip

    def _cadences(self) -> Iterator[Need]:
        for due in due_contacts(self._index, self._clocks, self._known):
            yield self._need(
                "cadence", (due.person,), due.since, until=due.until,
                date=due.since, note=due.person.slug, kind="person",
            )  # fmt: skip

    def _birthdays(self) -> Iterator[Need]:
        for birthday in coming_birthdays(self._index, self._birthday_clocks):
            who = birthday.person
            pace = self._pace(who)
            yield Need(
                reason="birthday", people=(who,), date=birthday.day, note=who.slug, kind="person",
                since=dates.add_days(birthday.day, -self._notice), until=birthday.until,
                rank=Rank.CARD if pace else Rank.OTHERS, turn=birthday.day,
                later=Rank.BIRTHDAY if pace else Rank.OTHERS, pace=pace, age=birthday.turns,
            )  # fmt: skip

    def _plans(self) -> Iterator[Need]:
        for move in plan_moves(self._index, self._clocks):
            yield self._need(
                "plan", (move.person,), move.since, opens=move.opens, until=move.until,
                date=move.date, note=move.plan.slug, kind="plan", plain=move.text,
                about=move.plan,
            )  # fmt: skip

    def _need(
        self,
        reason: Reason,
        people: tuple[Who, ...],
        since: str,
        *,
        date: str,
        note: str,
        kind: Kind = "interaction",
        opens: str = "",
        until: str = "",
        source: Entry | None = None,
        plain: str = "",
        promise: str = "",
        about: Who | None = None,
    ) -> Need:
        return Need(
            reason=reason, people=people, date=date, since=since, opens=opens, until=until,
            note=note, kind=kind, source=source, plain=plain, promise=promise, about=about,
            rank=RANKS[reason], turn=turn_of(reason, since),
            pace=self._pace(people[0]) if people else 0,
        )  # fmt: skip

    def _pace(self, who: Who) -> int:
        return self._paces.get(who.slug, 0)


def _concerned(row: Promise) -> tuple[Who, ...]:
    """Return the people of a promise: its owner if it is theirs, nobody if it is in a plan."""
    if row.owner != ME:
        return (row.whose,)
    return () if row.kind == "plan" else row.people
