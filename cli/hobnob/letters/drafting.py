"""Drafts from a template: one for each person, and none for those who have had it.

The one rule: nothing is written here. A template that cannot be used is an error; what is not
known of one person leaves that person out, and says what it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hobnob.answers import Who
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.journal import note_path, short_slug
from hobnob.letters.recipients import Passed, who_has_it
from hobnob.letters.sandbox import LetterTemplate, MissingError, TemplateError
from hobnob.letters.values import load_values
from hobnob.letters.vocabulary import Vocabulary
from hobnob.letters.waiting import Waiting
from hobnob.notes.frontmatter import split_note
from hobnob.notes.write import refuse_unwritable, render_note

_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What is to be drafted.

    Attributes:
        letter: id of the template.
        plan: id of the plan, if any.
        kind: letter, email or message.
        asked: what it asks for; nothing: what the template says.
        again: also for those to whom it was sent.
        news: what prompts it; nothing: the latest open news of each.
    """

    letter: int
    plan: int | None = None
    kind: str = "letter"
    asked: tuple[str, ...] = ()
    again: bool = False
    news: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A draft that can be written: where, and what."""

    person: Who
    path: str
    text: str
    waiting: Waiting


@dataclass(frozen=True, kw_only=True, slots=True)
class Lacking:
    """Somebody of whom the template says what is not known.

    Attributes:
        field: as the template has it.
        line: in the file of the template; 0 in its subject.
    """

    person: Who
    field: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """What becomes of an order, for each of the people in one of these.

    Attributes:
        empty: those to whom the template says nothing.
    """

    drafted: tuple[Drafted, ...] = ()
    passed: tuple[Passed, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    empty: tuple[Who, ...] = ()


class _EmptyError(Exception):
    """To one person the template says nothing."""


class LetterError(UsageError):
    """A letter of which no draft can be made, for anybody."""

    def __init__(self, path: str, line: int, why: str) -> None:
        where = f"{path}:{line}" if line else f"{path}: subject"
        super().__init__(f"{where}: {why}; nothing was drafted")


def draft_letters(index: Index, people: Sequence[int], order: Order) -> Batch:
    """Return the drafts of a letter to some people, each once, in their order.

    Raises:
        LetterError: the template cannot be used.
    """
    people = list(dict.fromkeys(people))
    named = {
        note: Who(note, slug, name)
        for note, slug, name in index.db.execute(
            """SELECT note.id, slug, name FROM json_each(?) AS wanted
               JOIN note ON note.id = wanted.value""",
            (json.dumps(people),),
        )
    }
    passed = who_has_it(index, named, letter=order.letter, plan=order.plan, again=order.again)
    wanted = [person for person in people if person not in passed]
    sheet = _Sheet(index, order)
    drafted, lacking, empty = [], [], []
    for person, values in zip(
        wanted, load_values(index, wanted, order.plan, order.news), strict=True
    ):
        try:
            drafted.append(sheet.draft(named[person], values))
        except MissingError as error:
            lacking.append(Lacking(person=named[person], field=error.field, line=error.line))
        except _EmptyError:
            empty.append(named[person])
    return Batch(
        drafted=tuple(drafted),
        passed=tuple(passed[person] for person in people if person in passed),
        lacking=tuple(lacking),
        empty=tuple(empty),
    )


# ---------------------------------------------------------------- one template


class _Sheet:
    """A template, ready to be filled in."""

    def __init__(self, index: Index, order: Order) -> None:
        self._index = index
        self._order = order
        self._slug, self._path, data, body = index.db.execute(
            "SELECT slug, path, data, body FROM note WHERE id = ?", (order.letter,)
        ).fetchone()
        values = json.loads(data)
        asked = values.get("asked") or ()
        self._asked = order.asked or tuple([asked] if isinstance(asked, str) else asked)
        self._plan = self._slug_of(order.plan)
        self._above = self._body_line() - 1
        self._vocabulary = Vocabulary(index)
        if not body.strip():
            raise LetterError(self._path, self._above + 1, "it says nothing below its front matter")
        self._subject = self._read(str(values.get("subject") or ""), subject=True)
        self._body = self._read(body)
        self._taken = {
            slug
            for (slug,) in index.db.execute(
                "SELECT slug FROM note WHERE kind = 'interaction' AND slug GLOB ? || '*'",
                (index.today,),
            )
        }

    def draft(self, person: Who, values: Mapping[str, Any]) -> Drafted:
        """Fill it in for one person.

        Raises:
            MissingError: something that it says is not known of them.
            _EmptyError: it says nothing to them.
            LetterError: it cannot be used at all.
        """
        subject = " ".join(self._fill(self._subject, values, subject=True).split())
        body = _EMPTY_LINES.sub("\n\n", self._fill(self._body, values)).strip("\n")
        if not body.strip():
            raise _EmptyError
        order = self._order
        keys: dict[str, Any] = {
            "date": self._index.today, "kind": order.kind, "people": [person.slug],
            **({"asked": list(self._asked)} if self._asked else {}),
            **({"plan": self._plan} if self._plan else {}),
            **({"subject": subject} if subject else {}),
            "letter": self._slug, "draft": True,
        }  # fmt: skip
        try:
            refuse_unwritable(body)
            text = render_note("interaction", keys, {}, body)
        except ValueError as error:
            raise LetterError(self._path, self._above + 1, str(error)) from None
        slug = self._free_slug(person)
        path = note_path(self._index.journal, "interaction", slug)
        shown = self._index.journal.relative(path)
        return Drafted(
            person=person, path=shown, text=text,
            waiting=Waiting(
                slug=slug, path=shown, date=self._index.today, kind=order.kind, people=(person,),
                subject=subject, asked=self._asked, body=body, letter=self._slug, plan=self._plan,
            ),
        )  # fmt: skip

    def _free_slug(self, person: Who) -> str:
        """Return the name of the draft's file: day, kind, person and template say what it is.

        Two copies of a journal that draft the same letter to the same person make the same file,
        so that there is one draft of it when they are merged.
        """
        wanted = short_slug(f"{self._index.today} {self._order.kind} {person.slug} {self._slug}")
        slug, number = wanted, 1
        while slug in self._taken or note_path(self._index.journal, "interaction", slug).exists():
            number += 1
            slug = f"{wanted}-{number}"
        self._taken.add(slug)
        return slug

    def _slug_of(self, note: int | None) -> str:
        return str(self._index.one("SELECT slug FROM note WHERE id = ?", (note,)) or "")

    def _body_line(self) -> int:
        """Return the line of the file on which the template begins."""
        try:
            data = (self._index.journal.root / self._path).read_bytes()
            return split_note(data.decode("utf-8").removeprefix("\ufeff")).body_line
        except (OSError, ValueError):
            return 1

    def _read(self, source: str, *, subject: bool = False) -> LetterTemplate:
        try:
            return LetterTemplate(source)
        except TemplateError as error:
            raise self._error(error, subject) from None

    def _fill(
        self, template: LetterTemplate, values: Mapping[str, Any], *, subject: bool = False
    ) -> str:
        try:
            return template.render(values)
        except TemplateError as error:
            raise self._error(error, subject) from None
        except MissingError as error:
            error.line = 0 if subject else error.line + self._above
            if why := self._vocabulary.why_not(error.field, with_plan=self._order.plan is not None):
                raise LetterError(self._path, error.line, why) from None
            raise

    def _error(self, error: TemplateError, subject: bool) -> LetterError:
        return LetterError(self._path, 0 if subject else error.line + self._above, error.why)
