"""What `show` says of a note: of a person, a plan, an organization, an interaction, a letter.

The one rule: a note comes with what stands in it and what happened for it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hobnob.answers import DayOrNone, Document, Who, hidden, spread
from hobnob.index.beside import extra_keys
from hobnob.index.documents import load_documents, refs_of, tags_of
from hobnob.index.index import Index
from hobnob.index.interactions import (
    Interaction,
    InteractionFilter,
    list_interactions,
    load_interactions,
)
from hobnob.index.notes import head, values
from hobnob.index.orgs import Org, OrgRow, Tenure, list_orgs, load_org, tenures_at
from hobnob.index.plans import interactions_in
from hobnob.index.promises import Promise, list_promises
from hobnob.network.mentions import Mention, mentions_of, mentions_of_name
from hobnob.network.organizations import (
    Together,
    last_there,
    moves_of,
    parts_of,
    plans_at,
    together_at,
    undated_at,
)
from hobnob.network.person import Person, load_person
from hobnob.network.role_changes import RoleChange


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownPlan:
    """A plan's note, and what there is beside it.

    Attributes:
        promises: those that stand in the plan and its interactions, kept ones too.
        mentions: what other notes say of it, the latest first.
        timeline: the latest first; no more than was asked for.
        happened: how many interactions there were.
        targets: each with the interactions in this plan: how many, and when last.
        extra: keys that hobnob does not know, with their values as text.
    """

    note: Document = spread()
    promises: tuple[Promise, ...]
    mentions: tuple[Mention, ...]
    timeline: tuple[Interaction, ...]
    happened: int = hidden()
    targets: tuple[tuple[Who, int, str], ...] = hidden()
    extra: tuple[tuple[str, str], ...] = hidden()


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownOrg(Org):
    """An organization, and what there is beside it.

    Attributes:
        children: the organizations that are a part of it.
        last_contact: the last contact with anybody there.
        together: who was there at the same time, as far as dates say so surely.
        undated: who was there, and no note says since when.
        moved: who came from another organization or went to one, the latest first.
        plans: those with a target there.
        mentions: what other notes say of it, the latest first.
        timeline: the latest first; no more than was asked for.
        last_with: with whom the last contact was.
        parent: the organization that it is a part of.
        happened: how many interactions there were.
        row: the organization in a list.
        tenures: who is or was there as what, by name.
        tags: folded, those of the body too.
        extra: keys that hobnob does not know, with their values as text.
    """

    children: tuple[Who, ...]
    last_contact: DayOrNone
    together: tuple[Together, ...]
    undated: tuple[Who, ...]
    moved: tuple[RoleChange, ...]
    plans: tuple[Who, ...]
    mentions: tuple[Mention, ...]
    timeline: tuple[Interaction, ...]
    last_with: Who | None = hidden()
    parent: Who | None = hidden()
    happened: int = hidden()
    row: OrgRow = hidden()
    tenures: tuple[Tenure, ...] = hidden()
    tags: tuple[str, ...] = hidden()
    extra: tuple[tuple[str, str], ...] = hidden()

    @property
    def latest(self) -> list[Tenure]:
        """The tenures, those that last first, then the latest."""
        return sorted(self.tenures, key=lambda t: (not t.until, t.until, t.since), reverse=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownInteraction:
    """An interaction's note, and the promises that stand in it, kept ones too.

    Attributes:
        promises: kept ones too.
        mentions: what other notes say of it, the latest first.
    """

    note: Document = spread()
    promises: tuple[Promise, ...]
    mentions: tuple[Mention, ...]
    interaction: Interaction = hidden()


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownLetter:
    """A letter's note."""

    note: Document = spread()
    extra: tuple[tuple[str, str], ...] = hidden()


Shown = Person | ShownPlan | ShownOrg | ShownInteraction | ShownLetter


def load_shown(index: Index, found: int | OrgRow, limit: int | None) -> Shown:
    """Return what there is about a note, or about an organization.

    Args:
        index: the index.
        found: the note's id, or an organization.
        limit: how many interactions a timeline has; None is all.
    """
    if isinstance(found, OrgRow):
        return load_shown_org(index, found, limit)
    kind = head(index, found).kind
    if kind == "org":
        org = next(org for org in list_orgs(index) if org.id == found)
        return load_shown_org(index, org, limit)
    if kind == "person":
        return load_person(index, found, limit=limit)
    if kind == "plan":
        return _plan(index, found, limit)
    if kind == "interaction":
        (interaction,) = load_interactions(index, (found,))
        promises = _promises_in(index, (found,))
        return ShownInteraction(
            note=interaction.note,
            promises=promises,
            mentions=mentions_of(index, found),
            interaction=interaction,
        )
    (document,) = load_documents(index, (found,))
    return ShownLetter(note=document, extra=extra_keys("letter", values(index, found)))


def load_shown_org(index: Index, row: OrgRow, limit: int | None = 0) -> ShownOrg:
    """Return an organization; without a limit its interactions are not looked for."""
    org, note = load_org(index, row), row.id
    wanted = InteractionFilter(org=row.slug or row.name)
    ids = list_interactions(index, wanted) if limit != 0 else []
    tenures, last = tenures_at(index, row), last_there(index, row)
    refs = refs_of(index, (note,)).get(note, {}) if note is not None else {}
    return ShownOrg(
        children=parts_of(index, row) if note is not None else (),
        parent=next(iter(refs.get("parent", ())), None),
        last_contact=last.date,
        last_with=last.person,
        together=together_at(tenures, index.today),
        undated=undated_at(tenures),
        moved=moves_of(index, row),
        plans=plans_at(index, row),
        note=org.note,
        people_now=org.people_now,
        people_earlier=org.people_earlier,
        mentions=mentions_of_name(index, row.keys) if note is None else mentions_of(index, note),
        timeline=tuple(load_interactions(index, ids[:limit])),
        happened=len(ids),
        row=row,
        tenures=tuple(tenures),
        tags=() if note is None else tags_of(index, (note,)).get(note, ()),
        extra=() if note is None else extra_keys("org", values(index, note)),
    )


def _plan(index: Index, note: int, limit: int | None) -> ShownPlan:
    (document,) = load_documents(index, (note,))
    ids = list_interactions(index, InteractionFilter(plan=note))
    happened = interactions_in(index, note)
    people = refs_of(index, (note,)).get(note, {}).get("people", ())
    return ShownPlan(
        note=document,
        promises=_promises_in(index, (note, *ids)),
        mentions=mentions_of(index, note),
        timeline=tuple(load_interactions(index, ids[:limit])),
        happened=len(ids),
        targets=tuple((who, *happened.get(who.slug, (0, ""))) for who in people),
        extra=extra_keys("plan", values(index, note)),
    )


def _promises_in(index: Index, notes: Collection[int]) -> tuple[Promise, ...]:
    wanted = frozenset(notes)
    return tuple(row for row in list_promises(index, done=None) if row.note_id in wanted)
