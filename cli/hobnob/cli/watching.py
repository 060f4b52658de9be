"""What a change does to the list of today: one line after `log`, `note`, `done`, `sent`, `snooze`.

The one rule: it is a kindness. It is said only to people, about few, and never stops a command.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from hobnob.cli.app import App
from hobnob.cli.layout import one_line, wrap

if TYPE_CHECKING:
    from hobnob.network.today.off_list import OnList

_MOST = 10
"""The people of a change that are looked up; with more, nothing is said."""


class Watch:
    """Looks at the list of today before a change and after it, for the people of the change."""

    def __init__(self, app: App, people: Iterable[int | None]) -> None:
        """Look before the change; people without a note do not count."""
        self._app = app
        self._people = frozenset(person for person in people if person is not None)
        self._before = {} if self._is_off else self._look()

    @property
    def _is_off(self) -> bool:
        app = self._app
        return app.json or app.quiet or app.dry or not 0 < len(self._people) <= _MOST

    def say(self) -> None:
        """Say what the change did, if it did anything."""
        if self._is_off:
            return
        from hobnob.network.today.off_list import say_change

        changed = say_change(self._app.index, self._before, self._look(ahead=True))
        if changed:
            self._app.say(wrap(one_line(changed)))

    def _look(self, *, ahead: bool = False) -> dict[int, OnList]:
        from hobnob.network.today.off_list import on_list

        return on_list(self._app.index, self._people, ahead=ahead)


def ids_of(app: App, slugs: Collection[str]) -> list[int]:
    """Return the ids of the people with these slugs, as far as they have notes."""
    from hobnob.index.notes import by_slugs

    return [note.id for note in by_slugs(app.index, "person", slugs)]
