"""From a typed line, and what the options say beside it, to the entry that is written.

The one rule: what an option says wins over what is read from the line, and the text stays as it
was typed, but for the links around names and the promises written out below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from hobnob.capture.days.unread import find_unread
from hobnob.capture.days.when import find_dates
from hobnob.capture.entry import Entry, Guess, Promised, Stranger
from hobnob.capture.journal_lookup import Lore
from hobnob.capture.line.line import read_line
from hobnob.capture.line.reading import Reading, SpokenPromise
from hobnob.capture.names.advice import advice_on
from hobnob.capture.names.linking import link, unlink
from hobnob.capture.names.mentions import Mention
from hobnob.capture.names.people import Choose, Found, find_people
from hobnob.capture.new_notes import Newcomer, Newcomers
from hobnob.capture.words.language_settings import Tongue, load_tongue
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.names import name_key
from hobnob.notes.body import read_body

_KEYS = ("kind", "direction", "outcome", "asked", "gave", "place", "plan", "follow_up")
_MOST = 3
"""Strangers of a line who are told in an error, and for whom like names are looked up."""
_MADE_FOR_KIND = ("direction", "outcome")


class NobodyError(UsageError):
    """A line that names nobody who is known."""

    def __init__(self, strangers: Sequence[Stranger], advice: Sequence[str] = ()) -> None:
        if strangers or advice:
            said = "; ".join([*(one.says for one in strangers[:_MOST]), *advice[:_MOST]])
            said = said.removesuffix("?") + ("?" if said.endswith("?") else ".")
            super().__init__(f"with whom? {said} Or say it with --with")
        else:
            super().__init__(
                "with whom? Name somebody in the line, or with --with: "
                'hobnob log "Lunch with Grace about compilers"'
            )


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Understands the lines of one run.

    Attributes:
        choose: asked whom a name means where it fits several people; else the likeliest is taken.
    """

    index: Index
    newcomers: Newcomers
    choose: Choose | None = None

    @cached_property
    def lore(self) -> Lore:
        """What the journal knows."""
        return Lore(self.index)

    @cached_property
    def tongue(self) -> Tongue:
        """How the user of the journal speaks."""
        return load_tongue(self.index.journal.settings)

    def hear(self, text: str, given: Mapping[str, Any], *, anybody: bool = True) -> Entry:
        """Understand one line.

        Args:
            text: as typed; see `clean_text`.
            given: the front matter that is known beside it, references as slugs.
            anybody: somebody must have been there.

        Raises:
            NobodyError: nobody is named in it, nor given.
            UsageError: a date in it does not exist.
        """
        today, tongue = self.index.today, self.tongue
        whens = find_dates(text, today, tongue.lexicon, day_first=tongue.day_first)
        found = self.find(text, given, taken=[(when.start, when.end) for when in whens])
        reading = read_line(
            text,
            self.tongue.lexicon,
            found.mentions,
            whens,
            today=today,
            plans=self.lore.plan,
            places=self.lore.place,
        )
        found = _without_others(found, reading)
        known = self._settle(reading.named)
        values = _values(reading, given, known, today)
        if anybody and not values.get("people"):
            advice = advice_on(text, reading, found.doubtful, self.lore)
            raise NobodyError(_strangers(found, self.lore), [*advice])
        unread = find_unread(text, tongue.lexicon, whens, [*found.mentions, *found.unknown])
        entry = self._entry(text, values, reading, known, found)
        return replace(entry, unread=tuple(one for one in unread if one.role not in given))

    def find(self, text: str, given: Mapping[str, Any], taken: Sequence[tuple[int, int]]) -> Found:
        """Return who is named in a text."""
        return find_people(
            self.index,
            text,
            self.tongue.lexicon,
            taken=taken,
            present=self.lore.people(_present(given)),
            tags=given.get("tags", ()),
            place=given.get("place", ""),
            choose=self.choose,
        )

    def link(self, text: str, about: str) -> Entry:
        """Return a text with its names linked, and what is to be told of them; it has no values.

        Args:
            text: as typed.
            about: slug of the note it belongs to, which is not linked in it.
        """
        found = self.find(text, {"people": [about]}, ())
        known = self._settle([one for one in found.mentions if one.slug != about])
        new, names = self._who([one.slug for one in known.values()])
        return Entry(
            values={},
            text=link(text, known.values()),
            names=names,
            newcomers=new,
            mentioned=tuple(names),
            guesses=tuple(_guesses(known, {})),
            strangers=_strangers(found, self.lore),
        )

    def _settle(self, mentions: Sequence[Mention]) -> dict[int, Mention]:
        """Return mentions by where they begin, each with its slug; whoever is new is welcomed."""
        settled = {}
        for one in sorted(mentions, key=lambda m: m.start):
            if one.how == "new" and not one.slug:
                newcomer = self.newcomers.welcome(one.name)
                one = replace(one, slug=newcomer.slug, name=newcomer.name)
            settled[one.start] = one
        return settled

    def _entry(
        self,
        text: str,
        values: dict[str, Any],
        reading: Reading,
        known: Mapping[int, Mention],
        found: Found,
    ) -> Entry:
        promises = [
            _promised(text, one, known)
            for one in reading.promises
            if not _stands_below(text, one.text)
        ]
        body = "\n".join([link(text, known.values()), *_tasks(promises)])
        slugs = _present(values)
        mentioned = dict.fromkeys(m.slug for m in known.values() if m.slug not in slugs)
        new, names = self._who([*slugs, *mentioned])
        return Entry(
            values=values,
            text=body,
            word=_word(text, reading) if values.get("kind") == reading.kind else "",
            names=names,
            newcomers=new,
            mentioned=tuple(mentioned),
            promises=tuple(promises),
            tasks=tuple(_typed_out(text)),
            guesses=tuple(_guesses(known, values)),
            strangers=_strangers(found, self.lore),
            unknown_plan=reading.unknown_plan,
        )

    def take(self, text: str, values: Mapping[str, Any], before: Entry) -> Entry:
        """Return an entry whose text was understood before, with other front matter.

        Raises:
            NobodyError: nobody is in it.
        """
        values = _dated(values, self.index.today)
        if not values.get("people"):
            raise NobodyError(before.strangers)
        slugs = _present(values)
        mentioned = tuple(
            slug
            for slug in dict.fromkeys([*_present(before.values), *before.mentioned])
            if slug not in slugs and f"[[{slug}" in text
        )
        new, names = self._who([*slugs, *mentioned])
        guesses = tuple(one for one in before.guesses if one.slug in names)
        return replace(
            before, values=values, text=text, names=names, newcomers=new, mentioned=mentioned,
            guesses=guesses,
        )  # fmt: skip

    def _who(self, slugs: Sequence[str]) -> tuple[tuple[Newcomer, ...], dict[str, str]]:
        """Return those of some people who are new, and the names of all."""
        new = self.newcomers.among(slugs)
        return new, self.lore.names(slugs) | {one.slug: one.name for one in new}


def _without_others(found: Found, reading: Reading) -> Found:
    """Return who was found without what was read as a plan or a place, which is nobody's name."""
    spans = [reading.sources[key] for key in ("plan", "place") if key in reading.sources]
    unknown = tuple(
        one for one in found.unknown
        if not any(start < one.end and one.start < end for start, end in spans)
    )  # fmt: skip
    return replace(found, unknown=unknown)


def _strangers(found: Found, lore: Lore) -> tuple[Stranger, ...]:
    """Return those who fit nobody, each once, with those who have the last name, or nearly it."""
    strangers = []
    for at, typed in enumerate(dict.fromkeys(one.typed for one in found.unknown)):
        namesakes = lore.namesakes(typed)
        near = lore.near(typed) if at < _MOST and not namesakes else ()
        strangers.append(Stranger(typed=typed, namesakes=namesakes, near=near))
    return tuple(strangers)


def _values(
    reading: Reading, given: Mapping[str, Any], known: Mapping[int, Mention], today: str
) -> dict[str, Any]:
    """Return the front matter: what is given, and what is read where nothing is."""
    read: dict[str, Any] = {key: getattr(reading, key) for key in _KEYS}
    if given.get("kind", reading.kind) != reading.kind:
        # These were read for what the line took it to be.
        read |= dict.fromkeys(_MADE_FOR_KIND, "")
    for key in ("people", "introduced"):
        read[key] = dict.fromkeys(known[one.start].slug for one in getattr(reading, key))
    tags = dict.fromkeys([*given.get("tags", ()), *reading.tags])
    read["date"] = reading.date
    values = {key: value for key, value in read.items() if value} | dict(given)
    values |= {key: list(values[key]) for key in ("people", "introduced", "asked", "gave")
               if key in values}  # fmt: skip
    if tags:
        values["tags"] = list(tags)
    return _dated(values, today)


def _dated(values: Mapping[str, Any], today: str) -> dict[str, Any]:
    """Return front matter with a date; what is still to come is a draft."""
    values = {"date": today, **values}
    if str(values["date"])[:10] > today:
        values["draft"] = True
    return values


def _present(values: Mapping[str, Any]) -> list[str]:
    """Return the slugs of all people in some front matter."""
    return [*values.get("people", ()), *values.get("introduced", ())]


def _word(text: str, reading: Reading) -> str:
    """Return the word that told a meal, which says more in a file's name than its kind."""
    start, end = reading.sources.get("kind", (0, 0))
    return text[start:end] if reading.kind == "meal" else ""


def _guesses(known: Mapping[int, Mention], values: Mapping[str, Any]) -> Iterator[Guess]:
    """Yield what was guessed, each once."""
    said = set()
    for one in known.values():
        if one.how != "guess" or (name_key(one.typed), one.slug) in said:
            continue
        said.add((name_key(one.typed), one.slug))
        key = next((k for k in ("people", "introduced") if one.slug in values.get(k, ())), "")
        yield Guess(typed=one.typed, slug=one.slug, name=one.name, reason=one.reason,
                    others=one.others, key=key)  # fmt: skip


# ---------------------------------------------------------------- promises


def _promised(text: str, promise: SpokenPromise, known: Mapping[int, Mention]) -> Promised:
    """Return a promise with the names in it linked."""
    said = promise.text
    linked = " ".join(_linked_piece(text, start, end, known) for start, end in promise.pieces)
    owner = known[promise.owner.start].slug if promise.owner else ""
    return Promised(text=said, linked=linked or said, owner=owner, due=promise.due)


def _typed_out(text: str) -> Iterator[Promised]:
    """Yield the promises of mine that were typed as tasks; they stand in the note as they are."""
    for one in read_body(text).promises:
        if not one.owner and not one.done:
            yield Promised(text=unlink(one.text), linked=one.text, due=one.due)


def _linked_piece(text: str, start: int, end: int, known: Mapping[int, Mention]) -> str:
    inside = [
        replace(one, start=one.start - start, end=one.end - start)
        for one in known.values()
        if start <= one.start and one.end <= end
    ]
    return link(text[start:end].strip(), inside)


def _stands_below(text: str, promise: str) -> bool:
    """Say whether a promise is written out already, as a task."""
    lines = text.split("\n")
    tasks = (unlink(lines[one.line]) for one in read_body(text).promises)
    return any(unlink(promise) in task for task in tasks)


def _tasks(promises: Sequence[Promised]) -> Iterator[str]:
    """Yield the lines below the text: a blank one, and a task item for each promise."""
    for at, one in enumerate(promises):
        if not at:
            yield ""
        owner = f"[[{one.owner}]]: " if one.owner else ""
        due = f" (by {one.due})" if one.due else ""
        yield f"- [ ] {owner}{one.linked}{due}"
