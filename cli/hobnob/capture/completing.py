"""Completing names in a line that is being typed.

The one rule: completions follow from the text before the cursor; this module does not know keys
or screens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hobnob.index.index import Index
from hobnob.index.names import people_by_contacts, tags_by_use
from hobnob.index.notes import of_kinds
from hobnob.names import name_key

_LINK = re.compile(r"\[\[([^\[\]|]*)\Z")
_TAG = re.compile(r"(?:(?<=\s)|\A)#([^\s#]*)\Z")
_PLAN = re.compile(r"(?:(?<=\s)|\A)\+([\w-]*)\Z")
# Up to three words. You are typing the last one; a name may be completed in its middle.
_WORDS = re.compile(r"(?:[^\W\d_][\w'’.-]*\s+){0,2}[^\W\d_][\w'’-]+\Z")
MOST = 50
"""Completions that are offered at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """Something that may stand at the cursor.

    Attributes:
        back: how many characters before the cursor it takes the place of.
        text: what stands there then.
        means: what it is, in a few words.
    """

    back: int
    text: str
    means: str = ""


class NamedNote(NamedTuple):
    """A note by its name; the key is the name as it is compared, with a blank before each word."""

    name: str
    slug: str
    key: str


def named(name: str, slug: str) -> NamedNote:
    """Return a note that may be completed to."""
    return NamedNote(name, slug, f" {name_key(name)}")


@dataclass(frozen=True, kw_only=True)
class Words:
    """What there is to complete to.

    Attributes:
        people: everybody, the likeliest first.
        plans: all plans.
        tags: all tags, the most frequent first.
    """

    people: Sequence[NamedNote] = ()
    plans: Sequence[NamedNote] = ()
    tags: Sequence[str] = ()


def load_words(index: Index) -> Words:
    """Return what there is in a journal; those whom I met most often come first."""
    return Words(
        people=[named(*row) for row in people_by_contacts(index)],
        plans=[named(plan.name, plan.slug) for plan in of_kinds(index, "plan")],
        tags=tags_by_use(index),
    )


def complete(words: Words, before: str) -> list[Completion]:
    """Return what may stand at the cursor.

    Args:
        words: what there is to complete to.
        before: the line up to the cursor.
    """
    if match := _LINK.search(before):
        found = _by_slug([*words.people, *words.plans], match[1], "]]")
    elif match := _PLAN.search(before):
        found = _by_slug(words.plans, match[1], "")
    elif match := _TAG.search(before):
        typed = name_key(match[1])
        found = (
            Completion(back=len(match[1]), text=tag)
            for tag in words.tags
            if name_key(tag).startswith(typed)
        )
    else:
        found = _names(words.people, before)
    return [completion for completion, _ in zip(found, range(MOST), strict=False)]


def _by_slug(notes: Iterable[NamedNote], typed: str, behind: str) -> Iterator[Completion]:
    wanted = f" {name_key(typed)}"
    for note in notes:
        if note.slug.startswith(typed) or wanted in note.key:
            yield Completion(back=len(typed), text=note.slug + behind, means=note.name)


def _names(people: Iterable[NamedNote], before: str) -> Iterator[Completion]:
    """Yield the names that what was typed last begins, of one word or of several."""
    match = _WORDS.search(before)
    if match is None:
        return
    # The ends of it from each of its words on, the longest first.
    tails = [match[0][word.start() :] for word in re.finditer(r"\S+", match[0])]
    wanted = [(tail, f" {name_key(tail)}") for tail in tails]
    for note in people:
        tail = next((tail for tail, key in wanted if key in note.key), None)
        if tail is not None and not before.endswith(note.name):
            yield Completion(back=len(tail), text=note.name, means=note.slug)
