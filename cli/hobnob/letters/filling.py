"""A template, filled in for one person.

The one rule: a template that cannot be used for anybody is an error with its line; what is not
known about one person is told by its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hobnob.answers import Document, TextOrNone, Who, hidden, spread
from hobnob.errors import UsageError
from hobnob.index.documents import texts_of
from hobnob.index.index import Index
from hobnob.index.notes import head, texts, values
from hobnob.index.slugs import free_slug
from hobnob.journal import note_path, short_slug
from hobnob.letters.greetings import greeting_of
from hobnob.letters.letter import Remark
from hobnob.letters.sandbox import LetterTemplate, MissingError, TemplateError
from hobnob.letters.vocabulary import Vocabulary
from hobnob.network.letters.drafts import LetterDraft
from hobnob.notes.frontmatter import split_note
from hobnob.notes.write import refuse_unwritable, render_note

_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateText:
    """A template as it is written.

    Attributes:
        slug: the slug of its note; "" for one that hobnob brings.
        path: the path of its note, or what it is called.
        above: how many lines of its file stand above the body.
        asked: what it asks for.
    """

    slug: str = ""
    path: str
    subject: str
    body: str
    above: int = 0
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A draft that can be written.

    Attributes:
        note: the interaction; empty until it is written.
        greeting: how it greets the person; null if it begins otherwise.
        warnings: the remarks on it.
        text: the text of its file.
    """

    note: Document = spread()
    greeting: TextOrNone = ""
    warnings: tuple[Remark, ...] = ()
    text: str = hidden()
    draft: LetterDraft = hidden()

    @property
    def person(self) -> Who:
        """Its recipient."""
        return self.draft.people[0]

    @property
    def path(self) -> str:
        """Its path, relative to the journal."""
        return self.draft.path


class EmptyError(Exception):
    """The text of the template is empty for one person."""


class LetterError(UsageError):
    """A template from which no draft can be made for anybody."""

    code = "letter"

    def __init__(self, path: str, line: int, why: str) -> None:
        where = f"{path}:{line}" if line else f"{path}: subject"
        super().__init__(f"{where}: {why}; nothing was drafted")


def load_template(index: Index, letter: int) -> TemplateText:
    """Return a template of the journal.

    Raises:
        LetterError: there is nothing in it.
    """
    note, keys = head(index, letter), values(index, letter)
    body = texts(index, [letter])[letter]
    above = _body_line(index, note.path) - 1
    if not body.strip():
        raise LetterError(note.path, above + 1, "there is no text below its front matter")
    return TemplateText(
        slug=note.slug, path=note.path, subject=str(keys.get("subject") or ""), body=body,
        above=above, asked=texts_of(keys.get("asked")),
    )  # fmt: skip


def _body_line(index: Index, path: str) -> int:
    """Return the line of the file on which the template begins."""
    try:
        data = (index.journal.root / path).read_bytes()
        return split_note(data.decode("utf-8").removeprefix("\ufeff")).body_line
    except (OSError, ValueError):
        return 1


class TemplateFiller:
    """A template, ready to fill in."""

    def __init__(
        self, index: Index, template: TemplateText, *, kind: str, asked: tuple[str, ...] = (),
        plan: str = "", keys: Mapping[str, Any] | None = None, introduces: bool = False,
    ) -> None:  # fmt: skip
        """Read it.

        Args:
            index: the index.
            template: the template.
            kind: letter, email or message.
            asked: what the drafts ask for.
            plan: the slug of their plan, or "".
            keys: other keys of the drafts.
            introduces: whether it introduces two people to each other.

        Raises:
            LetterError: it is no template.
        """
        self._index = index
        self._template = template
        self._kind, self._asked, self._plan, self._keys = kind, asked, plan, keys or {}
        self._introduces = introduces
        self._vocabulary = Vocabulary(index)
        self._subject = self._read(template.subject, subject=True)
        self._body = self._read(template.body)
        self._taken: set[str] = set()

    def fill(self, person: Who, known: Mapping[str, Any], name: str = "") -> Drafted:
        """Fill it in for one person.

        Args:
            person: the person.
            known: the values.
            name: what the end of the slug says; "" for the name of the template.

        Raises:
            MissingError: it uses something that is not known about them.
            EmptyError: its text is empty for them.
            LetterError: it cannot be used for anybody.
        """
        subject = " ".join(self._fill(self._subject, known, subject=True).split())
        body = _EMPTY_LINES.sub("\n\n", self._fill(self._body, known)).strip("\n")
        if not body.strip():
            raise EmptyError
        letter = self._template.slug
        keys: dict[str, Any] = {
            "date": self._index.today, "kind": self._kind, "people": [person.slug],
            **({"asked": list(self._asked)} if self._asked else {}), **self._keys,
            **({"plan": self._plan} if self._plan else {}),
            **({"subject": subject} if subject else {}),
            **({"letter": letter} if letter else {}), "draft": True,
        }  # fmt: skip
        try:
            refuse_unwritable(body)
            text = render_note("interaction", keys, {}, body)
        except ValueError as error:
            raise LetterError(self._template.path, self._template.above + 1, str(error)) from None
        slug = self._free_slug(person, name or letter)
        path = note_path(self._index.journal, "interaction", slug)
        shown = self._index.journal.relative(path)
        draft = LetterDraft(
            slug=slug, path=shown, date=self._index.today, kind=self._kind, people=(person,),
            subject=subject, asked=self._asked, body=body, letter=letter, plan=self._plan,
        )  # fmt: skip
        return Drafted(note={}, text=text, draft=draft, greeting=greeting_of(draft.text).text)

    def _free_slug(self, person: Who, name: str) -> str:
        """Return a slug made of day, kind, person and template.

        If two copies of a journal draft the same letter to the same person, they make the same
        file. So there is one draft after a merge.
        """
        wanted = short_slug(f"{self._index.today} {self._kind} {person.slug} {name}")
        slug = free_slug(self._index, "interaction", wanted, self._taken)
        self._taken.add(slug)
        return slug

    def _read(self, source: str, *, subject: bool = False) -> LetterTemplate:
        try:
            return LetterTemplate(source)
        except TemplateError as error:
            raise self._error(error, subject) from None

    def _fill(
        self, template: LetterTemplate, known: Mapping[str, Any], *, subject: bool = False
    ) -> str:
        try:
            return template.render(known)
        except TemplateError as error:
            raise self._error(error, subject) from None
        except MissingError as error:
            error.line = 0 if subject else error.line + self._template.above
            why = self._vocabulary.why_not(
                error.field, with_plan=bool(self._plan), introduces=self._introduces
            )
            if why:
                raise LetterError(self._template.path, error.line, why) from None
            raise

    def _error(self, error: TemplateError, subject: bool) -> LetterError:
        line = 0 if subject else error.line + self._template.above
        return LetterError(self._template.path, line, error.why)
