"""Going through people without a circle, with one key each: `triage`.

The one rule: what is decided stands in the note. Only `later` does not: it is an order of asking,
which hobnob keeps beside the index, and losing it loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.change.files import ChangeSet
from hobnob.change.setting import assign, read_assignments
from hobnob.cli.app import App
from hobnob.cli.changing import find_one, reference_comparer, reference_resolver
from hobnob.cli.keys import Keys
from hobnob.cli.layout import count, one_line
from hobnob.cli.listed import recall, remember
from hobnob.cli.one_by_one import Steps, describe_person, tell
from hobnob.errors import HobnobError
from hobnob.index.index import Index
from hobnob.index.notes import Head, by_slug, head, heads
from hobnob.index.people import PeopleFilter, list_people
from hobnob.safety import refuse_to_write

_CIRCLES = {"i": "inner", "c": "close", "a": "active", "w": "wide", "n": "none"}
_KEYS = {**_CIRCLES, "t": "tag", "m": "merge", "l": "later", "u": "undo", "q": "quit"}


def waiting(index: Index, wanted: PeopleFilter) -> list[int]:
    """Return the people to sort: those you are in contact with first, those left for later last."""
    later = frozenset(recall(index.journal, "later"))
    people = list_people(index, wanted, sort="contacts")
    people.sort(key=lambda person: person.slug in later)
    return [person.id for person in people]


def sort_people(app: App, people: Sequence[int]) -> None:
    """Ask about each person."""
    refuse_to_write()
    with Keys() as keys:
        _Triage(app, people, keys).run()


class _Triage:
    def __init__(self, app: App, people: Sequence[int], keys: Keys) -> None:
        self._app, self._keys = app, keys
        # A note that is taken back into the journal has another id, but its slug.
        self._people = [person.slug for person in heads(app.index, people).values()]
        self._steps = Steps(app, keys)
        self._later = dict.fromkeys(recall(app.journal, "later"))
        self._put_off = 0

    def run(self) -> None:
        """Go through the people."""
        at, shown = 0, -1
        while at < len(self._people) or not self._steps.is_over():
            if at == len(self._people):
                at = self._steps.take_back(at)
                continue
            person = by_slug(self._app.index, "person", self._people[at])
            if person is None:
                # It was merged into another.
                at += 1
                continue
            if at != shown:
                self._show(at, person)
                shown = at
            key = self._steps.choose("", _KEYS)
            if key == "q":
                break
            if key == "u":
                at, shown = self._steps.take_back(at), -1
            elif key == "l":
                self._put_off_person(person)
                at += 1
            elif key in _CIRCLES:
                at += self._change(at, person, f"circle={_CIRCLES[key]}")
            elif key == "m":
                at += self._merge(at, person)
            else:
                self._tag(at, person)
        self._end(len(self._people) - at)

    def _show(self, at: int, person: Head) -> None:
        tell("")
        tell(f"{at + 1} of {len(self._people)}", dim=True)
        for line in describe_person(self._app.index, person.id, self._app.today):
            tell(line)

    def _change(self, at: int, person: Head, typed: str) -> bool:
        """Make an assignment to a person, as `set` does; return whether it was done."""
        index, draft = self._app.index, ChangeSet(self._app.journal)
        try:
            note = draft.note(person.path)
            for assignment in read_assignments("person", [typed]):
                assign(note, assignment, reference_resolver(index), reference_comparer(index))
        except HobnobError as error:
            tell(f"{error}", fg="red")
            return False
        draft.put(note)
        done = self._steps.write(at, draft, f"set {person.slug} {typed}")
        if done:
            tell(f"{one_line(person.name)}: {one_line(typed)}", fg="green")
        return done

    def _tag(self, at: int, person: Head) -> None:
        if typed := self._keys.ask("Which tag?"):
            self._change(at, person, f"tags+={typed}")

    def _merge(self, at: int, person: Head) -> bool:
        """Merge the person into another, who is named; return whether it was done."""
        index = self._steps.index
        typed = self._keys.ask("Into whom? The other note stays:")
        if not typed:
            return False
        try:
            other = head(index, find_one(index, typed, ("person",)))
        except HobnobError as error:
            tell(f"{error}", fg="red")
            return False
        done = self._steps.merge(at, other.slug, person.slug)
        if done:
            tell(f"{one_line(person.name)} is part of {one_line(other.name)} now", fg="green")
        return done

    def _put_off_person(self, person: Head) -> None:
        self._put_off += 1
        self._later.pop(person.slug, None)
        self._later[person.slug] = None
        remember(self._app.journal, "later", self._later)

    def _end(self, left: int) -> None:
        self._steps.say_end()
        if self._put_off:
            self._app.say(
                f"{count(self._put_off, 'person', 'people')} left for later; they come last the "
                "next time. That order is kept in .hobnob, and not in the notes"
            )
        if left:
            self._app.say(f"{count(left, 'person', 'people')} to go; 'hobnob triage' goes on here")
