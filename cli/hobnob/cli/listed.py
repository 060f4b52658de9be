"""What was shown or logged last, so that a number or `last` can be typed for it.

The one rule: a number means the list with numbers that was shown last in this journal, by any verb,
on a terminal or not. A number of another day's list, or of something that is gone, is refused. A
list that cannot be kept or read again is empty; that costs its numbers and stops no command.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, NamedTuple

from hobnob.errors import NoNumberError
from hobnob.safety import keeps_numbers

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.index.promises import Asked, Promise
    from hobnob.journal import Journal
    from hobnob.model import Kind
    from hobnob.network.letters.drafts import LetterDraft
    from hobnob.network.today.need import Need, Reason

Listed = Literal["numbers", "suggested", "last", "later"]
"""The lists, by their files beside the index: what has a number, behind the day and the folder of
the list; the people that `suggest` showed, behind the question they answer; the path of the note
that was logged last; the people whom `triage` left for later."""


class Numbered(NamedTuple):
    """What has a number in a list that was shown.

    Attributes:
        reason: why it was in the list, in the words of `today`.
        kind, note: the note it comes from.
        ref: of a promise, or of what is asked; else "".
        people: the slugs of the people it is about; the first is the one to turn to.
        words: what it is, for messages.
        counts: whether it is a line that counts others, or the inbox.
    """

    reason: Reason
    kind: Kind
    note: str
    ref: str
    people: tuple[str, ...]
    words: str
    counts: bool = False


def numbered_lines(needs: Iterable[Need]) -> Iterator[str]:
    """Yield the lines by which a list of needs is remembered."""
    from hobnob.network.today.phrases import whom, why

    for need in needs:
        yield json.dumps(
            Numbered(
                need.reason, need.kind, need.note, need.ref,
                tuple(who.slug for who in need.people), f"{whom(need, 2)}: {why(need)}",
                need.stands_for > 0 or need.kind == "page",
            )
        )  # fmt: skip


def remember_promises(index: Index, rows: Iterable[Promise]) -> None:
    """Remember a list of promises by its numbers."""
    from hobnob.index.promises import ME

    remember_numbered(
        index,
        (
            Numbered(
                "promise" if row.owner == ME else "theirs", row.kind, row.note, row.ref,
                tuple(who.slug for who in row.people), "a promise",
            )
            for row in rows
        ),
    )  # fmt: skip


def remember_asked(index: Index, rows: Iterable[Asked]) -> None:
    """Remember a list of what letters ask by its numbers."""
    remember_numbered(
        index,
        (
            Numbered(
                "asked", "interaction", row.note, row.ref, tuple(who.slug for who in row.by),
                "what a letter asks",
            )
            for row in rows
        ),
    )  # fmt: skip


def remember_drafts(index: Index, drafts: Iterable[LetterDraft]) -> None:
    """Remember a list of drafts by its numbers."""
    remember_numbered(
        index,
        (
            Numbered(
                "draft", "interaction", draft.slug, "", tuple(who.slug for who in draft.people),
                f"the draft to {', '.join(who.name for who in draft.people) or 'nobody'}",
            )
            for draft in drafts
        ),
    )  # fmt: skip


def remember_numbered(index: Index, items: Iterable[Numbered]) -> None:
    """Remember a list by its numbers, which count from 1, in place of the one before."""
    remember_numbers(index.journal, index.today, map(json.dumps, items))


def remember_numbers(journal: Journal, today: str, lines: Iterable[str]) -> None:
    """Remember a list by its lines; see `remember_numbered`."""
    remember(journal, "numbers", [json.dumps([today, str(journal.root)]), *lines])


def need_of(index: Index, number: str, reasons: Collection[str] = (), see: str = "") -> Numbered:
    """Return what has a number in the list that was shown last, whichever that was.

    Args:
        index: the index.
        number: as it was typed.
        reasons: the reasons that the verb can do something about; empty for all.
        see: the command that shows such a list; default `hobnob today`.

    Raises:
        NoNumberError: no list of today has the number, what has it is something else, or is gone.
    """
    see = see or "hobnob today"
    day, items = _numbered(index)
    if not items:
        raise NoNumberError(number, f"no list with numbers was shown last; '{see}' shows one")
    if day != index.today:
        raise NoNumberError(number, f"the last list was of {day}; '{see}' shows today's")
    if not 0 < int(number) <= len(items):
        last = f"the last list goes from 1 to {len(items)}; '{see}' shows one"
        raise NoNumberError(number, last)
    item = items[int(number) - 1]
    if reasons and (item.reason not in reasons or item.counts):
        raise NoNumberError(number, f"in the last list it is {item.words}; '{see}' shows others")
    if not _is_there(index, item):
        gone = f"it was {item.words}, and that has changed since; '{see}' shows the list as it is"
        raise NoNumberError(number, gone)
    return item


def _numbered(index: Index) -> tuple[str, list[Numbered]]:
    """Return the day of the list that was shown last, and its items; none if it is of no use."""
    try:
        (day, root), *rows = [json.loads(line) for line in recall(index.journal, "numbers")]
        items = [Numbered._make((*row[:4], tuple(row[4]), *row[5:])) for row in rows]
    except (ValueError, TypeError, IndexError, KeyError):
        return "", []
    # The folder may have been copied from another journal.
    return (day, items) if root == str(index.journal.root) else ("", [])


def _is_there(index: Index, item: Numbered) -> bool:
    from hobnob.index.notes import by_slug
    from hobnob.index.promises import has_ref

    if item.ref:
        return has_ref(index, item.ref)
    return item.counts or by_slug(index, item.kind, item.note) is not None


def remember(journal: Journal, what: Listed, items: Iterable[str]) -> None:
    """Remember a list in place of the one before, unless the one before is to stay."""
    from hobnob.cache import write_file

    if keeps_numbers():
        return

    with suppress(OSError):
        write_file(journal.cache, what, "\n".join(items))


def recall(journal: Journal, what: Listed) -> list[str]:
    """Return a list as it was remembered last."""
    from hobnob.cache import read_file

    try:
        return read_file(journal.cache, what).decode().split("\n")
    except (OSError, ValueError):
        return []
