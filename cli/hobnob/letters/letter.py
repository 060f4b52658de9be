"""A letter before it is sent, with the facts that the remarks on it need.

The one rule: facts are loaded once for all letters, and only when a remark needs them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from hobnob.answers import hidden
from hobnob.dates import add_days
from hobnob.index.index import Index
from hobnob.index.notes import by_slugs, texts
from hobnob.letters.greetings import Greeting, greeting_of
from hobnob.letters.language import LetterLanguage, language_of, sentences, simple
from hobnob.names import words_of
from hobnob.network.letters.drafts import LetterDraft, without_promises
from hobnob.network.letters.recipient_facts import (
    Earlier,
    greetings_of,
    letters_to,
    named_as_orgs,
    reasons_to_write,
    written_to,
)
from hobnob.network.letters.templates import Made, letters_made
from hobnob.notes.body import comments_of
from hobnob.notes.frontmatter import split_note
from hobnob.notes.nodes import FrontMatterError

_TELLING = 8
"""From this number of words on, a letter in any language has room to say something."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A remark on a letter.

    Attributes:
        code: the code of its check.
        message: the remark.
        path: the path of the draft.
        line: its line in that file; null for the whole letter.
        body_line: the line of the body, from 0; None for the whole letter.
        key: the key of the front matter that it is about, or "".
    """

    code: str
    message: str
    path: str = ""
    line: int | None = None
    body_line: int | None = hidden(None)
    key: str = hidden("")

    @property
    def text(self) -> str:
        """The remark, with its place if it is about a line."""
        return f"{self.path}:{self.line}: {self.message}" if self.line else self.message

    def located(self, text: str) -> Remark:
        """Return it with its line in the text of its file."""
        try:
            split = split_note(text.removeprefix("\ufeff"))
        except FrontMatterError:
            return self
        if self.body_line is not None:
            return replace(self, line=split.body_line + self.body_line)
        key = (
            re.search(rf"^{self.key}[ \t]*:", split.head or "", re.MULTILINE) if self.key else None
        )
        return replace(self, line=key.string.count("\n", 0, key.start()) + 2) if key else self


class RecipientFacts:
    """Facts about the recipients of letters and about the templates, loaded when needed."""

    def __init__(self, index: Index, drafts: Iterable[LetterDraft]) -> None:
        """Take the drafts."""
        self._index = index
        drafts = tuple(drafts)
        self._people = {who.id for draft in drafts for who in draft.people if who.id}
        self._letters = {draft.letter for draft in drafts if draft.letter}

    @cached_property
    def written_to(self) -> frozenset[int]:
        """The people who got a letter, an e-mail or a message before."""
        return written_to(self._index, self._people)

    @cached_property
    def about(self) -> dict[int, frozenset[str]]:
        """The words by which a letter may give its reason, simplified, by person."""
        found = reasons_to_write(self._index, self._people)
        return {p: frozenset(simple(w) for w in words if w) for p, words in found.items()}

    @cached_property
    def earlier(self) -> dict[int, tuple[Earlier, ...]]:
        """The letters to each person, the earliest first."""
        found: dict[int, tuple[Earlier, ...]] = defaultdict(tuple)
        for letter in letters_to(self._index, self._people):
            found[letter.person] += (letter,)
        return found

    @cached_property
    def sentences(self) -> dict[int, dict[str, str]]:
        """The sentences of earlier letters, simplified, with the day of the latest, by person."""
        return {
            person: {
                simple(sentence): letter.date
                for letter in letters
                for _, sentence in sentences(without_promises(letter.body))
            }
            for person, letters in self.earlier.items()
        }

    @cached_property
    def made(self) -> dict[tuple[str, int], tuple[Made, ...]]:
        """The letters made from the templates, by the template's slug and the person."""
        slugs = {head.id: head.slug for head in by_slugs(self._index, "letter", self._letters)}
        found: dict[tuple[str, int], tuple[Made, ...]] = defaultdict(tuple)
        for letter in letters_made(self._index) if slugs else ():
            if letter.template in slugs and letter.person in self._people:
                found[slugs[letter.template], letter.person] += (letter,)
        return found

    @cached_property
    def instructions(self) -> dict[str, tuple[str, ...]]:
        """The comments of each template, by its slug."""
        slugs = {head.id: head.slug for head in by_slugs(self._index, "letter", self._letters)}
        return {
            slugs[note]: tuple(comment for _, comment in comments_of(body))
            for note, body in texts(self._index, slugs).items()
        }

    @cached_property
    def greetings(self) -> dict[int, str]:
        """The key `greeting` of each person who has it."""
        return greetings_of(self._index, self._people)

    @cached_property
    def organizations(self) -> frozenset[int]:
        """The people whose name is that of an organization."""
        return named_as_orgs(self._index, self._people)

    @property
    def a_year_ago(self) -> str:
        """The day from which a letter counts as sent lately."""
        return add_days(self._index.today, -365)


class Letter:
    """A draft, with what the remarks need."""

    def __init__(self, draft: LetterDraft, known: RecipientFacts) -> None:
        """Take a draft, and the facts about its people."""
        self.draft = draft
        self.known = known
        self.language: LetterLanguage | None = language_of(draft.text)

    @property
    def is_judged(self) -> bool:
        """Whether a remark can say what it lacks: its language is known, or it is very short.

        An empty draft is not begun yet and lacks nothing.
        """
        return self.language is not None or 0 < len(words_of(self.draft.text)) < _TELLING

    def says(self, name: str) -> bool:
        """Say whether it has a phrase of a group."""
        return self.language is not None and self.language.says(name, self.draft.text)

    @property
    def is_first(self) -> bool:
        """Whether it is the first letter to one of its people."""
        return any(who.id not in self.known.written_to for who in self.draft.people)

    @property
    def first(self) -> str:
        """The name of a first letter."""
        return f"the first letter to {' and '.join(who.name for who in self.draft.people)}"

    @cached_property
    def greeting(self) -> Greeting:
        """Its greeting."""
        return greeting_of(self.draft.text)

    def remark(self, code: str, message: str, *, line: int | None = None, key: str = "") -> Remark:
        """Return a remark on it."""
        return Remark(code=code, path=self.draft.path, message=message, body_line=line, key=key)
