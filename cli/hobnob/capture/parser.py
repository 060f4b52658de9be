"""The parser: it makes an entry from a typed line and from the options beside it.

The one rule: an option wins over what is read from the line. The text stays as it was typed;
hobnob only links names in it and writes its promises out below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from hobnob.capture.days.unread import find_unread
from hobnob.capture.days.when import When, find_dates
from hobnob.capture.entry import Guess, NewEntry, NewPeople, NewPerson, Promised
from hobnob.capture.journal_lookup import JournalLookup
from hobnob.capture.line.line import Reading, read_line
from hobnob.capture.line.promises import ParsedPromise
from hobnob.capture.names.mentions import Choose, Doubtful, FoundPeople, Mention, link, unlink
from hobnob.capture.names.people import find_dated_names, find_people
from hobnob.capture.unknown import NobodyError, advice_on, unknown_names
from hobnob.capture.unused import find_unused
from hobnob.capture.words.language import LanguageSettings, load_language_settings
from hobnob.capture.words.tokens import Span
from hobnob.errors import GuessError, UsageError
from hobnob.index.index import Index
from hobnob.model import WRITTEN_KINDS, is_letter_to_me
from hobnob.names import name_key
from hobnob.notes.body import tasks_of
from hobnob.wording import join_words

_KEYS = ("kind", "direction", "outcome", "asked", "gave", "place", "plan", "follow_up")
_MADE_FOR_KIND = ("direction", "outcome")


_MOST_NEAR = 3
"""Words of a line for which similar names are looked up."""
_LONGEST = 20_000
"""Characters of a line. Which names, dates and promises belong together takes the square of it."""


@dataclass(frozen=True, kw_only=True)
class LineParser:
    """Makes entries from the lines of one run.

    Attributes:
        new_people: the people who get a note in this run.
        choose: asks the user whom a name means if it fits several people; without it, the
            likeliest person is taken.
        strict: a name that fits several people is an error.
    """

    index: Index
    new_people: NewPeople
    choose: Choose | None = None
    strict: bool = False

    @cached_property
    def lookup(self) -> JournalLookup:
        """What the journal knows."""
        return JournalLookup(self.index)

    @cached_property
    def settings(self) -> LanguageSettings:
        """The language of the journal, and the order of its dates."""
        return load_language_settings(self.index.journal.settings)

    def parse(self, text: str, given: Mapping[str, Any], *, anybody: bool = True) -> NewEntry:
        """Understand one line.

        Args:
            text: as typed; see `clean_text`.
            given: the front matter that is known beside it, references as slugs.
            anybody: whether the line must name somebody.

        Raises:
            NobodyError: nobody is named in it, nor given.
            UsageError: a date in it does not exist, or it is too long for one line.
            GuessError: a name fits several people, and `strict` is set.
        """
        if len(text) > _LONGEST:
            raise UsageError(
                f"this line has {len(text):,} characters, and hobnob understands at most "
                f"{_LONGEST:,}; log the first sentence, and write the rest with 'hobnob edit last'"
            )
        if is_text_of_letter(given):
            return self.letter(text, given)
        today, language = self.index.today, self.settings.of(text)
        whens = self._dates(text)
        found = self.find(text, given, taken=[(when.start, when.end) for when in whens])
        if found.mentions:
            # Names say who does what, and so to what a day belongs: "Will is here till Friday".
            whens = self._dates(text, found.mentions)
        reading = read_line(
            text,
            language,
            found.mentions,
            whens,
            today=today,
            orgs=found.orgs,
            plans=self.lookup.plan,
            places=self.lookup.place,
            present=self._given(given),
        )
        found = _without_others(found, reading)
        known = _with_doubts(self._settle(reading.named), reading)
        values = _values(reading, given, known, today)
        # `--with nobody` gives an empty list.
        if anybody and not values.get("people") and "people" not in given:
            advice = advice_on(text, reading, found.doubtful, self.lookup)
            candidates = dict.fromkeys(mention.slug for mention in known.values())
            raise NobodyError(
                unknown_names(found, self.lookup), [*advice], text=text,
                candidates=[(slug, self.lookup.names([slug]).get(slug, slug))
                            for slug in candidates],
            )  # fmt: skip
        unread = find_unread(text, language, whens, [*found.mentions, *found.unknown])
        entry = self._entry(text, values, reading, known, found)
        unread = tuple(date for date in unread if date.role not in given)
        near = self._near(found, _present(values))
        unused = find_unused(text, self.settings, whens, found.mentions, reading, today, near)
        roles = {date.role for date in unread}
        said = tuple(one for one in unused if one.change.partition("=")[0] not in {*given, *roles})
        return replace(entry, unread=unread, unused=said)

    def _dates(self, text: str, names: Sequence[Mention] = ()) -> tuple[When, ...]:
        """Return the dates of a line; a word of somebody's full name is none."""
        language, today = self.settings.of(text), self.index.today

        def dates(names: Sequence[Span]) -> tuple[When, ...]:
            return find_dates(text, today, language, day_first=self.settings.day_first, names=names)

        if names:
            return dates(names)
        whens = dates(())
        taken = [(when.start, when.end) for when in whens]
        dated = find_dated_names(self.index, text, language, taken)
        return dates(dated) if dated else whens

    def letter(self, text: str, given: Mapping[str, Any]) -> NewEntry:
        """Return the entry of a letter; its text stays as it is, and nothing is read from it."""
        values = _dated(given, self.index.today)
        new, names = self._who(_present(values))
        return NewEntry(values=values, text=text, names=names, new_people=new)

    def find(
        self, text: str, given: Mapping[str, Any], taken: Sequence[tuple[int, int]]
    ) -> FoundPeople:
        """Return who is named in a text."""
        return find_people(
            self.index,
            text,
            self.settings.of(text),
            taken=taken,
            present=self.lookup.people(_present(given)),
            tags=given.get("tags", ()),
            place=given.get("place", ""),
            choose=self.choose,
        )

    def link(self, text: str, about: str) -> NewEntry:
        """Return a text with its names linked, and what to say about them; it has no values.

        Args:
            text: as typed.
            about: slug of the note it belongs to, which is not linked in it.
        """
        found = self.find(text, {"people": [about]}, ())
        known = self._settle([mention for mention in found.mentions if mention.slug != about])
        new, names = self._who([mention.slug for mention in known.values()])
        return NewEntry(
            values={},
            text=link(text, known.values()),
            names=names,
            new_people=new,
            mentioned=tuple(names),
            guesses=self._guesses(known, {}),
            unknown_names=unknown_names(found, self.lookup),
        )

    def _guesses(
        self,
        known: Mapping[int, Mention],
        values: Mapping[str, Any],
        promises: Sequence[Guess] = (),
    ) -> tuple[Guess, ...]:
        """Return what was guessed, each once; `promises` is who was taken to have promised.

        Raises:
            GuessError: something was, and `strict` is set.
        """
        guesses = (*_guesses(known, values), *dict.fromkeys(promises))
        if guesses and self.strict:
            first, *_ = guesses
            meant = (first.person, *first.others)
            what = "who it is" if first in promises else "more of the name"
            raise GuessError(
                f"'{first.typed}' could be {join_words(meant, 'or')}; write {what}, or "
                "leave out --strict",
                typed=first.typed, candidates=meant,
            )  # fmt: skip
        return guesses

    def _settle(self, mentions: Sequence[Mention]) -> dict[int, Mention]:
        """Return mentions by where they begin, each with its slug; new people get one."""
        settled = {}
        for mention in sorted(mentions, key=lambda m: m.start):
            if mention.how == "new" and not mention.slug:
                new_person = self.new_people.make(mention.name)
                mention = replace(mention, slug=new_person.slug, name=new_person.name)
            settled[mention.start] = mention
        return settled

    def _entry(
        self,
        text: str,
        values: dict[str, Any],
        reading: Reading,
        known: Mapping[int, Mention],
        found: FoundPeople,
    ) -> NewEntry:
        promises, doubts = list[Promised](), list[Guess]()
        for promise in reading.promises:
            if not _stands_below(text, promise.text):
                owner, guesses = self._whose(text, promise, known)
                promises += [] if owner is None else [_promised(text, promise, known, owner)]
                doubts += guesses
        body = "\n".join([link(text, known.values()), *_tasks(promises)])
        if accepted := _accepted(values, body, promises):
            values = {**values, "accepted": accepted}
        slugs = _present(values)
        mentioned = dict.fromkeys(m.slug for m in known.values() if m.slug not in slugs)
        new, names = self._who([*slugs, *mentioned])
        return NewEntry(
            values=values,
            text=body,
            word=_word(text, reading) if values.get("kind") == reading.kind else "",
            names=names,
            new_people=new,
            mentioned=tuple(mentioned),
            promises=tuple(promises),
            tasks=tuple(_typed_out(text)),
            guesses=self._guesses(known, values, doubts),
            unknown_names=unknown_names(found, self.lookup),
            unknown_plan=reading.unknown_plan,
            ahead=self._ahead(text, values, reading, known),
        )

    def _given(self, given: Mapping[str, Any]) -> list[Mention]:
        """Return the people who were given beside a line."""
        slugs = _present(given)
        names = self._who(slugs)[1] if slugs else {}
        return [
            Mention(start=-1, end=-1, typed="", slug=slug, name=names.get(slug, slug), how="sure")
            for slug in slugs
        ]

    def _near(
        self, found: FoundPeople, present: Sequence[str]
    ) -> dict[Doubtful, list[tuple[str, str]]]:
        """Return the words that stand alone in the place of a name, and are nearly one: `tomaz`."""
        words = [word for word in found.doubtful if word.alone][:_MOST_NEAR]
        near = {
            word: [person for person in self.lookup.near(word.typed) if person[0] not in present]
            for word in words
        }
        return {word: people for word, people in near.items() if people}

    def _whose(
        self, text: str, promise: ParsedPromise, known: Mapping[int, Mention]
    ) -> tuple[str | None, tuple[Guess, ...]]:
        """Return who promised ("" for me), and what was guessed: "she will send it".

        Of several who could be meant, the nearest is taken: hobnob does not know who is a she, and
        does not guess it from a name. None if the user says that it was nobody.
        """
        if promise.owner is None:
            return "", ()
        first, *others = (known.get(m.start, m) for m in (promise.owner, *promise.others))
        if not others:
            return first.slug, ()
        typed, slugs = text[slice(*promise.said)], tuple(other.slug for other in others)
        if self.choose:
            return self.choose(typed, (first.slug, *slugs)), ()
        perhaps = join_words([other.name for other in others], "or")
        guess = Guess(typed=typed, person=first.slug, name=first.name, reason=f"or {perhaps}",
                      others=slugs, linkable=promise.pronoun)  # fmt: skip
        return first.slug, (guess,)

    def _ahead(
        self, text: str, values: Mapping[str, Any], reading: Reading, known: Mapping[int, Mention]
    ) -> NewEntry | None:
        """Return the appointment that was made, with what the line says of it."""
        ahead = reading.ahead
        if ahead is None or not values.get("people") or ahead.date[:10] <= self.index.today:
            return None
        given = {"date": ahead.date, "people": values["people"], "kind": ahead.kind}
        given |= {"place": ahead.place} if ahead.place else {}
        given |= {key: values[key] for key in ("plan", "private") if key in values}
        _, names = self._who(values["people"])
        return NewEntry(
            values=_dated(given, self.index.today),
            text=_linked_piece(text, ahead.start, ahead.end, known),
            names=names,
        )

    def revise(self, text: str, values: Mapping[str, Any], before: NewEntry) -> NewEntry:
        """Return an entry whose text was understood before, with other front matter.

        Raises:
            NobodyError: nobody is in it.
        """
        values = _dated(values, self.index.today)
        if not values.get("people"):
            raise NobodyError(before.unknown_names)
        slugs = _present(values)
        mentioned = tuple(
            slug
            for slug in dict.fromkeys([*_present(before.values), *before.mentioned])
            if slug not in slugs and f"[[{slug}" in text
        )
        new, names = self._who([*slugs, *mentioned])
        guesses = tuple(guess for guess in before.guesses if guess.person in names)
        return replace(
            before, values=values, text=text, names=names, new_people=new, mentioned=mentioned,
            guesses=guesses,
        )  # fmt: skip

    def _who(self, slugs: Sequence[str]) -> tuple[tuple[NewPerson, ...], dict[str, str]]:
        """Return those of some people who are new, and the names of all."""
        new = self.new_people.among(slugs)
        return new, self.lookup.names(slugs) | {person.slug: person.name for person in new}


def is_text_of_letter(given: Mapping[str, Any]) -> bool:
    """Say whether a text is a letter itself: a draft to somebody, or what somebody wrote to me.

    Args:
        given: the front matter that was given beside it. Without all of it, the text tells about
            a letter.
    """
    known = given.get("kind") in WRITTEN_KINDS and bool(given.get("people"))
    return known and (bool(given.get("draft")) or given.get("direction") == "in")


def _with_doubts(known: dict[int, Mention], reading: Reading) -> dict[int, Mention]:
    """Return mentions in which those who need not have been there are guesses."""
    doubtful = {mention.start for mention in reading.doubtful}
    return {
        start: replace(mention, how="guess", reason="named beside what happened")
        if start in doubtful and mention.how == "sure" else mention
        for start, mention in known.items()
    }  # fmt: skip


def _without_others(found: FoundPeople, reading: Reading) -> FoundPeople:
    """Return who was found, without names that were read as a plan or a place."""
    spans = [reading.sources[key] for key in ("plan", "place") if key in reading.sources]
    unknown = tuple(
        name for name in found.unknown
        if not any(start < name.end and name.start < end for start, end in spans)
    )  # fmt: skip
    return replace(found, unknown=unknown)


def _values(
    reading: Reading, given: Mapping[str, Any], known: Mapping[int, Mention], today: str
) -> dict[str, Any]:
    """Return the front matter: what is given, and what is read where nothing is."""
    read: dict[str, Any] = {key: getattr(reading, key) for key in _KEYS}
    if given.get("kind", reading.kind) != reading.kind:
        # These were read for what the line took it to be.
        read |= dict.fromkeys(_MADE_FOR_KIND, "")
    for key in () if reading.nobody else ("people", "introduced"):
        read[key] = dict.fromkeys(known[mention.start].slug for mention in getattr(reading, key))
    tags = dict.fromkeys([*given.get("tags", ()), *reading.tags])
    read["date"] = reading.date
    values = {key: value for key, value in read.items() if value} | dict(given)
    values |= {key: list(values[key]) for key in ("people", "introduced", "asked", "gave")
               if key in values}  # fmt: skip
    values = {key: value for key, value in values.items() if value != []}
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
    """Return the word for a meal, which is more exact in the name of a file than the kind."""
    start, end = reading.sources.get("kind", (0, 0))
    return text[start:end] if reading.kind == "meal" else ""


def _guesses(known: Mapping[int, Mention], values: Mapping[str, Any]) -> Iterator[Guess]:
    """Yield what was guessed, each once."""
    seen = set()
    for mention in known.values():
        if mention.how != "guess" or (name_key(mention.typed), mention.slug) in seen:
            continue
        seen.add((name_key(mention.typed), mention.slug))
        key = next((k for k in ("people", "introduced") if mention.slug in values.get(k, ())), "")
        yield Guess(typed=mention.typed, person=mention.slug, name=mention.name,
                    reason=mention.reason, others=mention.others, key=key)  # fmt: skip


# ---------------------------------------------------------------- promises


def _promised(
    text: str, promise: ParsedPromise, known: Mapping[int, Mention], owner: str
) -> Promised:
    """Return a promise with the names in it linked."""
    linked = " ".join(_linked_piece(text, start, end, known) for start, end in promise.pieces)
    return Promised(text=promise.text, linked=linked or promise.text, owner=owner, due=promise.due)


def _accepted(values: Mapping[str, Any], body: str, promises: Sequence[Promised]) -> list[str]:
    """Return my promises in my own words about a letter to me, as its front matter has them.

    Without that they would be what the letter asks of me.
    """
    if not is_letter_to_me(str(values.get("kind")), str(values.get("direction"))):
        return []
    mine = {unlink(promise.text) for promise in promises if not promise.owner}
    return [task.text for task in tasks_of(body) if not task.owner and unlink(task.text) in mine]


def _typed_out(text: str) -> Iterator[Promised]:
    """Yield the promises of mine that were typed as tasks; they stand in the note as they are."""
    for promise in tasks_of(text):
        if not promise.owner and promise.state == "open":
            yield Promised(text=unlink(promise.text), linked=promise.text, due=promise.due)


def _linked_piece(text: str, start: int, end: int, known: Mapping[int, Mention]) -> str:
    inside = [
        replace(mention, start=mention.start - start, end=mention.end - start)
        for mention in known.values()
        if start <= mention.start and mention.end <= end
    ]
    return link(text[start:end].strip(), inside)


def _stands_below(text: str, promise: str) -> bool:
    """Say whether a promise is written out already, as a task."""
    lines = text.split("\n")
    tasks = (unlink(lines[task.line]) for task in tasks_of(text))
    return any(unlink(promise) in task for task in tasks)


def _tasks(promises: Sequence[Promised]) -> Iterator[str]:
    """Yield the lines below the text: a blank line, and a task item for each promise."""
    for at, promise in enumerate(promises):
        if not at:
            yield ""
        owner = f"[[{promise.owner}]]: " if promise.owner else ""
        due = f" (by {promise.due})" if promise.due else ""
        yield f"- [ ] {owner}{promise.linked}{due}"
