"""Going through likely duplicates with one key each: `duplicates --ask`.

The one rule: a pair is decided in the notes, or it is asked about again the next time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hobnob.cli.app import App
from hobnob.cli.asking import has_terminal
from hobnob.cli.keys import Keys
from hobnob.cli.layout import count, one_line, wrap
from hobnob.cli.one_by_one import Steps, describe_person, tell
from hobnob.errors import UsageError
from hobnob.index.notes import by_slug
from hobnob.safety import refuse_to_write

if TYPE_CHECKING:
    from hobnob.network.duplicates.duplicates import Duplicate

_KEYS = {
    "m": "merge", "t": "two people", "l": "later", "u": "undo", "q": "quit",
}  # fmt: skip


def compare(app: App, found: Sequence[Duplicate]) -> None:
    """Ask about each pair.

    Raises:
        UsageError: there is nobody to ask.
    """
    if not has_terminal():
        raise UsageError(
            "--ask needs a terminal; without it, hobnob prints the command for each pair"
        )
    refuse_to_write()
    if not found:
        app.say("nobody seems to have two notes")
        return
    with Keys() as keys:
        _Comparing(app, found, keys).run()


class _Comparing:
    def __init__(self, app: App, found: Sequence[Duplicate], keys: Keys) -> None:
        self._app, self._found = app, found
        self._steps = Steps(app, keys)

    def run(self) -> None:
        """Go through the pairs."""
        at = later = 0
        while at < len(self._found) or not self._steps.is_over():
            if at == len(self._found):
                at = self._steps.take_back(at)
                continue
            key = self._ask(at)
            if key == "q":
                break
            if key == "u":
                at = self._steps.take_back(at)
            elif key == "l":
                later, at = later + 1, at + 1
            elif not key or self._decide(key, at):
                at += 1
        left = len(self._found) - at + later
        self._steps.say_end()
        if left:
            self._app.say(f"{count(left, 'pair')} not decided; the next time hobnob asks again")

    def _ask(self, at: int) -> str:
        """Show a pair and return the key; "" if one of the two is gone."""
        index, pair = self._steps.index, self._found[at]
        people = [by_slug(index, "person", slug) for slug in pair.people]
        tell("")
        if None in people:
            return ""
        tell(f"{at + 1} of {len(self._found)}", dim=True)
        for person in people:
            assert person is not None  # noqa: S101 - for the type checker
            for line in describe_person(index, person.id, self._app.today):
                tell(line)
        tell(wrap(f"{one_line('; '.join(pair.evidence))}.", indent="  "), fg="yellow")
        return self._steps.choose("", _KEYS)

    def _decide(self, key: str, at: int) -> bool:
        one, other = self._found[at].people
        if key == "m":
            return self._steps.merge(at, one, other)
        from hobnob.change.apart import keep_apart

        index = self._steps.index
        notes = [by_slug(index, "person", slug) for slug in (one, other)]
        ids = [note.id for note in notes if note is not None]
        return self._steps.write(at, keep_apart(index, *ids), f"two people: {one} and {other}")
