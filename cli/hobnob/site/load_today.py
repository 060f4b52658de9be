"""Who needs me, from the index to the view of the list on the home page.

The one rule: the list holds what `hobnob today` says on the day of the build, and all that it would
say on later days if nothing were logged, as far as there is room.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from hobnob.answers import Entry, Who
from hobnob.index.index import Index
from hobnob.model import Kind
from hobnob.network.today.collect import standing_needs
from hobnob.network.today.horizon import DAYS, PLACES, UNFOLDED, carry
from hobnob.network.today.need import Need, Rank, arrange
from hobnob.network.today.order import Item, describe
from hobnob.network.today.phrases import DUE, REASONS
from hobnob.site.terms import excerpt, plain_text
from hobnob.site.today_views import TodayList, TodayRow
from hobnob.site.views import Ref, Section

_EXCERPT = 110
_SECTIONS: Mapping[Kind, Section] = {"plan": "plans", "org": "orgs"}


def load_today(index: Index) -> TodayList:
    """Return who needs me."""
    carried = carry(standing_needs(index, DAYS), index.today, unfolded=UNFOLDED)
    showing = arrange([need for need in carried.needs if need.shows_on(index.today)], index.today)
    told = showing[: PLACES + UNFOLDED]
    places = {id(need): at for at, need in enumerate(carried.needs)}
    at_once = {id(need) for need in told}
    later = (need for need in carried.needs if id(need) not in at_once)
    needs = (*told, *sorted(later, key=lambda need: need.shows))
    makes = _Rows(index, needs)
    before = [_key(need) for need in told]
    rows = tuple(
        makes.row(
            item, need, places[id(need)], shown=at < len(told),
            same=0 < at < len(told) and at != PLACES and _key(need) == before[at - 1],
        )
        for at, (item, need) in enumerate(zip(describe(index, needs), needs, strict=True))
    )  # fmt: skip
    beside = sum(by for after, by in carried.more if after <= 0)
    return TodayList(
        rows=rows, built=index.today, covers=carried.last_day, places=PLACES,
        unfolded=UNFOLDED, more=max(0, len(showing) - PLACES) + beside, changes=carried.more,
    )  # fmt: skip


class _Rows:
    """Makes rows, of what is looked up for all of them at once."""

    def __init__(self, index: Index, needs: Iterable[Need]) -> None:
        self._days = _dates_of(index, {n.note for n in needs if n.kind == "interaction"})

    def row(self, item: Item, need: Need, at: int, *, shown: bool, same: bool) -> TodayRow:
        """Return the row of an item."""
        promised = item.reason in ("promise", "theirs")
        plan = Ref(section="plans", slug=item.note, name=item.about)
        last = item.last if item.reason in ("cadence", "birthday", "thanks") else None
        return TodayRow(
            who=tuple(map(_ref, item.people)) or _itself(item),
            about="" if item.people else item.about,
            why=REASONS[item.reason],
            due=item.reason in DUE,
            date=need.date,
            promise=need.text if promised else "",
            text="" if promised or item.reason == "cadence" else _short(item.text),
            said=self._said(item),
            plan=plan if item.reason == "plan" else None,
            last=Entry(slug=last.note, date=last.date) if last else None,
            last_text=_short(last.text) if last else "",
            key=_key(need),
            same=same,
            order=(
                need.shows, need.until, need.since, need.turn, int(need.rank), int(need.later),
                need.pace if need.rank == Rank.CADENCE else 0, at,
            ),
            shown=shown,
        )  # fmt: skip

    def _said(self, item: Item) -> Entry | None:
        if item.kind != "interaction" or item.note not in self._days:
            return None
        return Entry(slug=item.note, date=self._days[item.note])


def _dates_of(index: Index, slugs: set[str]) -> dict[str, str]:
    rows = index.db.execute(
        """SELECT slug, date FROM json_each(?) AS wanted
           CROSS JOIN note ON note.kind = 'interaction' AND slug = wanted.value AND live
           JOIN interaction ON interaction.id = note.id""",
        (json.dumps(sorted(slugs)),),
    )
    return dict(rows.fetchall())


def _ref(who: Who) -> Ref:
    # Somebody without a note has no page, whatever was typed for them.
    return Ref(section="people", slug=who.slug, name=who.name)


def _itself(item: Item) -> tuple[Ref, ...]:
    """Return the note of an item that concerns nobody, where the note has a page of its own."""
    section = _SECTIONS.get(item.kind)
    return (Ref(section=section, slug=item.note, name=item.about),) if section else ()


def _key(need: Need) -> str:
    return " ".join(need.key).strip()


def _short(text: str) -> str:
    return excerpt(plain_text(text), _EXCERPT)
