"""Finding the people whose names are in a line.

The one rule: a link and `@new:` are taken literally. All other names are looked up in one query,
and the line decides between the possible people.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TypedDict

from hobnob.capture.names.context import Context, Span, Spans
from hobnob.capture.names.disambiguation import Disambiguation, Slot, keep_members
from hobnob.capture.names.matching import Matcher
from hobnob.capture.names.mentions import Choose, Doubtful, FoundPeople, Mention, Unknown
from hobnob.capture.names.new_people import (
    find_bold_names,
    find_doubtful,
    find_possible,
    find_unknown,
)
from hobnob.capture.names.text import Region, view_of
from hobnob.capture.words.language import Language
from hobnob.index.index import Index
from hobnob.index.names import Known, find_known, find_things
from hobnob.index.notes import heads
from hobnob.index.resolve import TARGETS
from hobnob.model import BODY_LINK
from hobnob.name_forms import name_form_key
from hobnob.names import fold, name_key
from hobnob.network.ties.acquaintance import Facts, find_facts, find_members

_TAG_BEHIND = re.compile(r"\s@(\w[\w&.-]*)")
"""A tag behind a name may be an organization: "Anna @samsung"."""


def find_people(
    index: Index,
    text: str,
    language: Language,
    *,
    taken: Iterable[tuple[int, int]] = (),
    present: Iterable[int] = (),
    tags: Iterable[str] = (),
    place: str = "",
    choose: Choose | None = None,
) -> FoundPeople:
    """Return the people named in a text.

    Args:
        index: the index of the journal.
        text: as typed.
        language: the words of the user's language.
        taken: parts of the text with another meaning, such as dates.
        present: ids of people who are known to be there.
        tags: tags given beside the text.
        place: the place given beside the text.
        choose: asks if a name fits several people; without it, hobnob takes the likeliest.
    """
    view = view_of(text, language, taken=taken)
    search = _Search(index, text, Context(view, language))
    search.look()
    tags = {fold(tag) for tag in (*tags, *view.tags)}
    search.settle(tuple(present), tags, place, choose)
    return search.found()


def find_dated_names(
    index: Index, text: str, language: Language, taken: Sequence[tuple[int, int]]
) -> tuple[Span, ...]:
    """Return the full names in a text that reach into its dates: "Tom Friday".

    Args:
        index: the index of the journal.
        text: as typed.
        language: the words of the user's language.
        taken: the dates; without any, nothing is looked up.
    """
    if not taken:
        return ()
    view = view_of(text, language)
    if view.regions:
        # A link moves what stands behind it; a name in a link is found anyway.
        return ()
    spans = [
        span for span in Context(view, language).spans
        if span.last > span.first
        and any(span.start < end and start < span.end for start, end in taken)
    ]  # fmt: skip
    keys = {key for span in spans if (key := name_form_key(span.text))}
    known = find_known(index, keys) if keys else {}
    whole = ("full", "alias")
    return tuple(
        span for span in spans
        if any(known_as.how in whole for known_as in known.get(name_form_key(span.text), ()))
    )  # fmt: skip


class _Place(TypedDict):
    """Where some words stand in the text as typed."""

    start: int
    end: int
    typed: str


class _Search:
    """One search in one text."""

    def __init__(self, index: Index, text: str, context: Context) -> None:
        self.index = index
        self.text = text
        self.context = context
        self.slots: list[Slot] = []
        self.unknown: list[Unknown] = []
        self._strangers: list[Span] = []
        self.employers: list[Span] = []

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.context.words]

    @cached_property
    def _keys(self) -> dict[str, None]:
        spans = self.context.spans
        return dict.fromkeys(key for span in spans if (key := name_form_key(span.text)))

    @cached_property
    def _known(self) -> dict[str, tuple[Known, ...]]:
        return find_known(self.index, self._keys)

    @cached_property
    def _things(self) -> list[Span]:
        """The rows of words that name an organization or a place."""
        spans = [(name_key(span.text), span) for span in self.context.spans]
        things = find_things(self.index, {key for key, _ in spans if key})
        return [span for key, span in spans if key in things]

    def look(self) -> None:
        """Find the places that name a person."""
        for region in self.context.view.regions:
            self._look_at(region)
        for start, end, address in self.context.view.addresses:
            people = self._persons(self.index.resolver.find(address, ("person",)).ids)
            if len(people) == 1:
                first, after = self.context.view.typed(start), self.context.view.typed(end)
                self.slots.append(Slot(first, after, self.text[first:after], people))
        for named in Matcher(self.context, self._known, self._things).find():
            self._add(named.span, self._end_of(named.span), named.people, named.doubt)
        for span in find_bold_names(self.context, self._named(), self._things):
            self._add(span, span.end, ())
        for span in find_unknown(self.context, self._named(), self._things):
            self._strangers.append(span)
            self.unknown.append(Unknown(**self._place_of(span)))

    def _place_of(self, span: Span) -> _Place:
        start, end = self.context.view.typed(span.start), self.context.view.typed(span.end)
        return {"start": start, "end": end, "typed": self.text[start:end]}

    def _named(self) -> list[Span]:
        return [slot.span for slot in self.slots if slot.span]

    def _add(self, span: Span, end: int, people: tuple[Known, ...], doubt: str = "") -> None:
        start, stop = self.context.view.typed(span.start), self.context.view.typed(end)
        typed = self.text[start:stop]
        slot = Slot(start, stop, typed, people, span=span)
        if not people:
            slot.how, slot.name = "new", " ".join(typed.split())
        elif doubt:
            slot.how, slot.reason = "guess", doubt
        self.slots.append(slot)

    def _end_of(self, span: Span) -> int:
        """Return the end of a name: after an initial's period, unless that ends the sentence."""
        word, view = self.context.words[span.last], self.context.view.text
        is_initial = span.first < span.last and len(word.text) == 1 and not word.loose
        if not is_initial or view[span.end : span.end + 1] != ".":
            return span.end
        behind = view[span.end + 1 :]
        near = behind.lstrip(" \t")
        ends = not near or near[0] in ".\r\n\0" or (near is not behind and near[0].isupper())
        return span.end + (not ends)

    # ------------------------------------------------------------ links, and new people

    def _look_at(self, region: Region) -> None:
        people = self._linked(region) if region.kind == "link" else self._asked(region)
        if people is None:
            return
        view = self.context.view.text
        typed = view[region.start : region.end] if region.kind == "link" else region.target
        slot = Slot(region.typed_start, region.typed_end, typed, people, span=self._span_of(region))
        if region.kind == "new" and not people:
            slot.how, slot.name = "new", " ".join(region.target.split())
        elif region.kind == "link" and not people:
            unknown = Unknown(start=slot.start, end=slot.end, typed=region.target)
            self.unknown.append(unknown)
            return
        elif region.kind == "link" and len(people) == 1 and people[0].how == "full":
            slot.how = "link"
        self.slots.append(slot)

    def _linked(self, region: Region) -> tuple[Known, ...] | None:
        """Return the people that a link may lead to; None if it leads to something else."""
        raw = f"[[{region.target}]]"
        people = self._persons(self.index.resolver.find(raw, ("person",)).ids)
        if people:
            return people
        if self.index.resolver.find(raw, TARGETS[BODY_LINK]).ids:
            return None
        # A first name is not a reference, but it shows well enough who is meant.
        key = name_form_key(region.target)
        return find_known(self.index, [key]).get(key, ())

    def _asked(self, region: Region) -> tuple[Known, ...]:
        return self._persons(self.index.resolver.find(region.target, ("person",)).ids)

    def _persons(self, ids: Collection[int]) -> tuple[Known, ...]:
        people = sorted(heads(self.index, ids).values(), key=lambda person: person.slug)
        return tuple(Known(note.id, note.slug, note.name, "full") for note in people)

    def _span_of(self, region: Region) -> Span | None:
        at = range(bisect_left(self._starts, region.start), bisect_left(self._starts, region.end))
        text = self.context.view.text[region.start : region.end]
        return Span(at[0], at[-1], region.start, region.end, text) if at else None

    # ------------------------------------------------------------ who is meant

    def settle(
        self, present: tuple[int, ...], tags: Collection[str], place: str, choose: Choose | None
    ) -> None:
        """Choose the person for every name that fits several people."""
        self._settle_members()
        keys = (*self._keys, name_key(place)) if place else tuple(self._keys)
        there = {known.note: known.name for known in self._persons(present)} if present else {}

        def facts(people: Collection[int], others: Collection[int]) -> Facts:
            return find_facts(self.index, people, others, keys, tags)

        Disambiguation(self.context, self.slots, there, facts, choose).run()

    def _settle_members(self) -> None:
        """Settle the names with an organization after them: `David of Halyard Search`."""
        things = Spans(self._things)
        orgs = {
            at: self._orgs_behind(slot.span, things)
            for at, slot in enumerate(self.slots)
            if slot.people and slot.span
        }
        tags = {
            at: name_key(found[1])
            for at, slot in enumerate(self.slots)
            if slot.is_open and (found := _TAG_BEHIND.match(self.text, slot.end))
        }
        keys = {name_key(thing.text) for behind in orgs.values() for thing in behind}
        keys |= {*tags.values()}
        if not keys:
            return
        people = {known.note for at in orgs for known in self.slots[at].people}
        members = find_members(self.index, people, keys)
        for at, tag in tags.items():
            keep_members(self.slots[at], members.get(tag, {}))
        for at, behind in orgs.items():
            for thing in behind:
                if keep_members(self.slots[at], members.get(name_key(thing.text), {})):
                    self.employers.append(thing)
                    break

    def _orgs_behind(self, span: Span, things: Spans) -> list[Span]:
        """Return the organizations after a name, the longest first."""
        starts = self.context.org_starts(span.last)
        found = [thing for start in starts for thing in things.at(start) if thing.first == start]
        found.sort(key=lambda thing: -thing.last)
        return found

    def found(self) -> FoundPeople:
        """Return the people found."""
        mentions = [
            Mention(
                start=slot.start, end=slot.end, typed=slot.typed, how=slot.how,
                slug=slot.person.slug if slot.person else "",
                name=slot.person.name if slot.person else slot.name,
                reason=slot.reason, others=tuple(known.slug for known in slot.others),
            )
            for slot in self.slots
            if slot.person or slot.how == "new"
        ]  # fmt: skip
        return FoundPeople(
            mentions=tuple(sorted(mentions, key=lambda m: m.start)),
            unknown=tuple(sorted(self.unknown, key=lambda u: u.start)),
            orgs=tuple(
                (self.context.view.typed(thing.start), self.context.view.typed(thing.end))
                for thing in self.employers
            ),
            doubtful=tuple(
                Doubtful(**self._place_of(span), alone=self.context.ends_name(span.last))
                for span in find_doubtful(self.context, [*self._named(), *self._strangers])
            ),
            possible=()
            if mentions or self.unknown
            else tuple(
                Unknown(**self._place_of(span))
                for span in find_possible(self.context, (), self._things)
            ),
        )
