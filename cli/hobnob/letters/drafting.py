"""Drafts from a template: one for each person who has not had it yet.

The one rule: nothing is written here. A template that cannot be used is an error. If something is
not known about one person, that person gets no draft, and the answer says what is missing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hobnob.answers import Document, TextOrNone, Who, hidden, spread
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.index.notes import head, heads, texts, values
from hobnob.index.slugs import free_slug
from hobnob.journal import note_path, short_slug
from hobnob.letters.greetings import greeting_of
from hobnob.letters.letter import RecipientFacts, Remark
from hobnob.letters.remarks import REMARKS, remarks_on
from hobnob.letters.sandbox import LetterTemplate, MissingError, TemplateError
from hobnob.letters.values import load_values
from hobnob.letters.vocabulary import Vocabulary
from hobnob.network.asks.asks import remark_on_direct_ask
from hobnob.network.letters.drafts import LetterDraft
from hobnob.network.letters.recipients import Skipped, already_written
from hobnob.notes.frontmatter import split_note
from hobnob.notes.write import refuse_unwritable, render_note

_NAMED = 20
"""The most people that a remark names."""
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRequest:
    """A request for drafts.

    Attributes:
        letter: the id of the template.
        plan: the id of the plan, if any.
        kind: letter, email or message.
        asked: what it asks for; empty for the template's own value.
        again: also draft for people who were sent it before.
        news: the news that prompts it; empty for the latest open news of each person.
    """

    letter: int
    plan: int | None = None
    kind: str = "letter"
    asked: tuple[str, ...] = ()
    again: bool = False
    news: str = ""


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """A person about whom the template uses something unknown.

    Attributes:
        field: the name in the template.
        line: the line in the template's file; None for its subject.
    """

    person: Who
    field: str
    line: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """The drafts from a template, and the people without one.

    Attributes:
        drafted: the interactions, each with its `greeting`, null if it has none, and `warnings`: a
            list of `code`, `message`, `path` and `line`.
        skipped: the people who get none: `reason` is `draft` or `sent` if they have it already, and
            `empty` if its text is empty for them.
        missing: the people about whom the letter uses something unknown; `line` is null for its
            subject.
        remark: advice on asking directly.
    """

    drafted: tuple[Drafted, ...]
    skipped: tuple[Skipped, ...]
    missing: tuple[Missing, ...]
    remark: TextOrNone = ""


class _EmptyError(Exception):
    """The text of the template is empty for one person."""


class LetterError(UsageError):
    """A template from which no draft can be made for anybody."""

    code = "letter"

    def __init__(self, path: str, line: int, why: str) -> None:
        where = f"{path}:{line}" if line else f"{path}: subject"
        super().__init__(f"{where}: {why}; nothing was drafted")


def draft_letters(index: Index, people: Sequence[int], request: DraftRequest) -> Batch:
    """Return the drafts of a letter to some people, each once, in their order.

    Raises:
        LetterError: the template cannot be used.
    """
    people = list(dict.fromkeys(people))
    named = {p.id: Who(p.id, p.slug, p.name) for p in heads(index, people).values()}
    have_it = already_written(
        index, named, letter=request.letter, plan=request.plan, again=request.again
    )
    skipped = [have_it[person] for person in people if person in have_it]
    wanted = [person for person in people if person not in have_it]
    filler = _TemplateFiller(index, request)
    drafted, missing = [], []
    for person, known in zip(
        wanted, load_values(index, wanted, request.plan, request.news), strict=True
    ):
        try:
            drafted.append(filler.draft(named[person], known))
        except MissingError as error:
            missing.append(
                Missing(person=named[person], field=error.field, line=error.line or None)
            )
        except _EmptyError:
            skipped.append(Skipped(person=named[person], reason="empty"))
    return Batch(
        drafted=tuple(_with_warnings(index, drafted)),
        skipped=tuple(skipped),
        missing=tuple(missing),
        remark=_remark(index, drafted),
    )


def _with_warnings(index: Index, drafted: Sequence[Drafted]) -> Iterator[Drafted]:
    """Yield the drafts with their remarks."""
    drafts = [item.draft for item in drafted]
    codes = [code for code in REMARKS if code not in index.journal.settings.unchecked]
    warnings: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks_on(drafts, RecipientFacts(index, drafts), codes):
        warnings[remark.path].append(remark)
    for item in drafted:
        located = tuple(remark.located(item.text) for remark in warnings[item.path])
        yield replace(item, warnings=located)


def _remark(index: Index, drafted: Sequence[Drafted]) -> str:
    """Return the advice on asking people directly who were never asked for advice."""
    if not drafted:
        return ""
    people = [item.person.slug for item in drafted[:_NAMED]]
    return remark_on_direct_ask(index, people, drafted[0].draft.asked, index.today)


# ---------------------------------------------------------------- one template


class _TemplateFiller:
    """A template, ready to fill in."""

    def __init__(self, index: Index, request: DraftRequest) -> None:
        self._index = index
        self._request = request
        template, keys = head(index, request.letter), values(index, request.letter)
        self._slug, self._path = template.slug, template.path
        body = texts(index, [request.letter])[request.letter]
        asked = keys.get("asked") or ()
        self._asked = request.asked or tuple([asked] if isinstance(asked, str) else asked)
        self._plan = head(index, request.plan).slug if request.plan else ""
        self._above = self._body_line() - 1
        self._vocabulary = Vocabulary(index)
        if not body.strip():
            raise LetterError(
                self._path, self._above + 1, "there is no text below its front matter"
            )
        self._subject = self._read(str(keys.get("subject") or ""), subject=True)
        self._body = self._read(body)
        self._taken: set[str] = set()

    def draft(self, person: Who, known: Mapping[str, Any]) -> Drafted:
        """Fill it in for one person.

        Raises:
            MissingError: it uses something that is not known about them.
            _EmptyError: its text is empty for them.
            LetterError: it cannot be used for anybody.
        """
        subject = " ".join(self._fill(self._subject, known, subject=True).split())
        body = _EMPTY_LINES.sub("\n\n", self._fill(self._body, known)).strip("\n")
        if not body.strip():
            raise _EmptyError
        request = self._request
        keys: dict[str, Any] = {
            "date": self._index.today, "kind": request.kind, "people": [person.slug],
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
        draft = LetterDraft(
            slug=slug, path=shown, date=self._index.today, kind=request.kind, people=(person,),
            subject=subject, asked=self._asked, body=body, letter=self._slug, plan=self._plan,
        )  # fmt: skip
        return Drafted(note={}, text=text, draft=draft, greeting=greeting_of(draft.text).text)

    def _free_slug(self, person: Who) -> str:
        """Return a slug made of day, kind, person and template.

        If two copies of a journal draft the same letter to the same person, they make the same
        file. So there is one draft after a merge.
        """
        wanted = short_slug(f"{self._index.today} {self._request.kind} {person.slug} {self._slug}")
        slug = free_slug(self._index, "interaction", wanted, self._taken)
        self._taken.add(slug)
        return slug

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
        self, template: LetterTemplate, known: Mapping[str, Any], *, subject: bool = False
    ) -> str:
        try:
            return template.render(known)
        except TemplateError as error:
            raise self._error(error, subject) from None
        except MissingError as error:
            error.line = 0 if subject else error.line + self._above
            has_plan = self._request.plan is not None
            if why := self._vocabulary.why_not(error.field, with_plan=has_plan):
                raise LetterError(self._path, error.line, why) from None
            raise

    def _error(self, error: TemplateError, subject: bool) -> LetterError:
        return LetterError(self._path, 0 if subject else error.line + self._above, error.why)
