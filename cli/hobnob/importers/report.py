"""What an import did, or would do: counts, the first of each, and what becomes of each column.

The one rule: this value is printed as text and as JSON. Nothing that was left out is left unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hobnob.answers import Slug, hidden
from hobnob.importers.found import Column, Found, Unread
from hobnob.importers.planning import News, Planned, Unclear
from hobnob.importers.uniting import Difference
from hobnob.wording import join_words

FEW = 5
"""How many of each are listed."""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What `hobnob import` made of a file.

    Attributes:
        new: people, interactions and other notes that got a note; a page has its path.
        changed: people and interactions whose note changed.
        unchanged: people whose note says it all already.
        unclear: the existing notes of people who may be somebody in the file, or who have only the
            same name; nothing was written for that somebody.
        skipped: the lines of what could not be read, and of rows without anything.
        news: the notes of new roles that a later export shows.
        differences: what a note says otherwise than the source; the note stays.
        passed_over: what was left out on purpose, by reason, with how many.
    """

    new: tuple[Slug, ...]
    changed: tuple[Slug, ...]
    unchanged: tuple[Slug, ...]
    unclear: tuple[Slug, ...]
    skipped: tuple[int, ...]
    news: tuple[Slug, ...]
    differences: tuple[Difference, ...]
    passed_over: Mapping[str, int]
    told: tuple[News, ...] = hidden()
    doubts: tuple[Unclear, ...] = hidden()
    unread: tuple[Unread, ...] = hidden()
    columns: tuple[tuple[str, tuple[Column, ...]], ...] = hidden()
    removed: tuple[str, ...] = hidden()
    remarks: tuple[str, ...] = hidden()
    people: int = hidden()
    known_happened: int = hidden()
    others: int = hidden(0)
    known_others: int = hidden(0)


def report(planned: Planned, found: Sequence[Found]) -> Imported:
    """Return what an import will do, as an answer."""
    return Imported(
        new=(*planned.new, *planned.happened, *planned.others),
        changed=tuple(planned.changed),
        unchanged=tuple(planned.unchanged),
        unclear=tuple(dict.fromkeys(slug for doubt in planned.unclear for slug in doubt.maybe)),
        skipped=tuple(planned.skipped),
        news=tuple(planned.news_notes),
        differences=tuple(planned.differences),
        passed_over=dict(planned.passed_over),
        told=tuple(planned.news),
        doubts=tuple(planned.unclear),
        unread=tuple(bad for source in found for bad in source.unread),
        columns=tuple((source.title, source.columns) for source in found),
        removed=tuple(planned.removed),
        remarks=tuple(planned.remarks),
        people=len(planned.new),
        known_happened=planned.known_happened,
        others=len(planned.others),
        known_others=planned.known_others,
    )


def spell_report(answer: Imported, *, done: bool, every: bool = False) -> Iterator[str]:
    """Yield the lines that say what an import did, or would do.

    Args:
        answer: what it did.
        done: whether it was done.
        every: list all of each, not only the first.
    """
    yield from _people(answer)
    if not (answer.new or answer.changed or answer.news):
        yield f"Nothing {'has changed' if done else 'would change'}."
    most = None if every else FEW
    yield from _listed("New", answer.new[: answer.people], most)
    yield from _listed("Changed", answer.changed, most)
    for news in answer.told[:most]:
        yield f"  {news.name}: {news.text}"
    yield from _more(answer.told, most)
    if answer.told and done:
        yield "  'hobnob today' says whom to congratulate."
    yield from _doubts(answer.doubts, most, done=done)
    if answer.differences:
        yield "Your notes say otherwise, and stay as they are:"
        for one in answer.differences[:most]:
            note = f"you have '{one.note}'" if one.note else "you removed it"
            yield f"  {one.person}: {one.key}: {note}, the file has '{one.source}'"
        yield from _more(answer.differences, most)
    yield from _listed("You removed these since, and they are not made again", answer.removed, most)
    yield from answer.remarks
    for title, columns in answer.columns:
        yield from _columns(title, columns)
    if answer.passed_over:
        parts = [f"{reason} ({number})" for reason, number in answer.passed_over.items()]
        yield f"Left out: {', '.join(parts)}."


def _people(answer: Imported) -> Iterator[str]:
    counts = (
        (answer.people, "new"), (len(answer.changed), "changed"),
        (len(answer.unchanged), "unchanged"), (len(answer.doubts), "unclear"),
        (len(answer.skipped), "skipped"),
    )  # fmt: skip
    yield f"People: {', '.join(f'{number} {word}' for number, word in counts)}."
    happened = len(answer.new) - answer.people - answer.others
    if happened or answer.known_happened:
        known = f", {answer.known_happened} known already" if answer.known_happened else ""
        yield f"Interactions: {happened} new{known}."
    if answer.others or answer.known_others:
        known = f", {answer.known_others} known already" if answer.known_others else ""
        yield f"Other notes: {answer.others} new{known}."
    if answer.told:
        yield f"News: {len(answer.told)} {'has' if len(answer.told) == 1 else 'have'} a new role."


def _listed(word: str, items: Sequence[str], most: int | None) -> Iterator[str]:
    if items:
        more = len(items) - len(items[:most])
        yield f"{word}: {', '.join(items[:most])}{f' … and {more} more' if more else ''}"


def _more(items: Sequence[object], most: int | None) -> Iterator[str]:
    if more := len(items) - len(items[:most]):
        yield f"  … and {more} more"


def _doubts(doubts: Sequence[Unclear], most: int | None, *, done: bool) -> Iterator[str]:
    if not doubts:
        return
    yield f"Unclear, so nothing {'was' if done else 'would be'} written for them:"
    for doubt in doubts[:most]:
        where = f" (line {doubt.line})" if doubt.line else ""
        yield f"  {doubt.name}{where} may be {join_words(doubt.maybe, 'or')}"
    yield from _more(doubts, most)
    yield (
        "  Give the note an address or the profile of the file, and import again; or make a note "
        "of its own with 'hobnob add person'."
    )


def _columns(title: str, columns: Iterable[Column]) -> Iterator[str]:
    # Many columns of an address book become one key: "First Name, Last Name → name".
    alike: dict[tuple[str, str], list[Column]] = {}
    for column in columns:
        if column.title:
            is_same = column.becomes == column.title
            how = column.how or ("the key of that name" if is_same else "")
            alike.setdefault(("" if is_same else column.becomes, how), []).append(column)
    if not alike:
        return
    yield f"{title}:"
    for (becomes, how), group in alike.items():
        number = f" ({group[0].count})" if group[0].count and len(group) == 1 else ""
        said = f"{becomes}: {how}" if becomes and how else becomes or how or "left out"
        yield f"  {', '.join(column.title for column in group)} → {said}{number}"
