"""Drafts from a template: one for each person, and none for those who have had it.

The one rule: nothing is written here. A template that cannot be used is an error; what is not
known of one person leaves that person out, and says what it was.
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
from hobnob.letters.remarks import LOOKS, Acquaintance, Remark, look_at
from hobnob.letters.sandbox import LetterTemplate, MissingError, TemplateError
from hobnob.letters.values import load_values
from hobnob.letters.vocabulary import Vocabulary
from hobnob.network.asks.asks import remark_on_direct_ask
from hobnob.network.letters.drafts import LetterDraft
from hobnob.network.letters.recipients import Skipped, who_has_it
from hobnob.notes.frontmatter import split_note
from hobnob.notes.write import refuse_unwritable, render_note

_NAMED = 20
"""People whom a remark names at most."""
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
    """A draft that can be written.

    Attributes:
        note: the interaction, once it is written.
        warnings: what to think of before it goes out.
        text: of its file.
    """

    note: Document = spread()
    warnings: tuple[Remark, ...] = ()
    text: str = hidden()
    draft: LetterDraft = hidden()

    @property
    def person(self) -> Who:
        """To whom it is."""
        return self.draft.people[0]

    @property
    def path(self) -> str:
        """Where it stands, or will, relative to the journal."""
        return self.draft.path


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """Somebody of whom the template says what is not known.

    Attributes:
        field: as the template has it.
        line: in the file of the template; None in its subject.
    """

    person: Who
    field: str
    line: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """What was drafted from a template, and for whom nothing was.

    Attributes:
        drafted: the interactions, each with `warnings`: a list of `code` and `message`.
        skipped: who gets none: `reason` is `draft` or `sent` for those who have it already, and
            `empty` for those to whom it says nothing.
        missing: of whom something is not known that the letter says; `line` is null for its
            subject.
        remark: what there is to say of asking outright.
    """

    drafted: tuple[Drafted, ...]
    skipped: tuple[Skipped, ...]
    missing: tuple[Missing, ...]
    remark: TextOrNone = ""


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
    named = {p.id: Who(p.id, p.slug, p.name) for p in heads(index, people).values()}
    have_it = who_has_it(index, named, letter=order.letter, plan=order.plan, again=order.again)
    skipped = [have_it[person] for person in people if person in have_it]
    wanted = [person for person in people if person not in have_it]
    sheet = _Sheet(index, order)
    drafted, missing = [], []
    for person, known in zip(
        wanted, load_values(index, wanted, order.plan, order.news), strict=True
    ):
        try:
            drafted.append(sheet.draft(named[person], known))
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
    """Yield drafts with what to think of before they go out."""
    drafts = [item.draft for item in drafted]
    codes = [code for code in LOOKS if code not in index.journal.settings.unchecked]
    warnings: dict[str, list[Remark]] = defaultdict(list)
    for remark in look_at(drafts, Acquaintance(index, drafts), codes):
        warnings[remark.path].append(remark)
    for item in drafted:
        yield replace(item, warnings=tuple(warnings[item.path]))


def _remark(index: Index, drafted: Sequence[Drafted]) -> str:
    """Return what there is to say of asking outright people who were never asked for advice."""
    if not drafted:
        return ""
    people = [item.person.slug for item in drafted[:_NAMED]]
    return remark_on_direct_ask(index, people, drafted[0].draft.asked, index.today)


# ---------------------------------------------------------------- one template


class _Sheet:
    """A template, ready to be filled in."""

    def __init__(self, index: Index, order: Order) -> None:
        self._index = index
        self._order = order
        template, keys = head(index, order.letter), values(index, order.letter)
        self._slug, self._path = template.slug, template.path
        body = texts(index, [order.letter])[order.letter]
        asked = keys.get("asked") or ()
        self._asked = order.asked or tuple([asked] if isinstance(asked, str) else asked)
        self._plan = head(index, order.plan).slug if order.plan else ""
        self._above = self._body_line() - 1
        self._vocabulary = Vocabulary(index)
        if not body.strip():
            raise LetterError(self._path, self._above + 1, "it says nothing below its front matter")
        self._subject = self._read(str(keys.get("subject") or ""), subject=True)
        self._body = self._read(body)
        self._taken: set[str] = set()

    def draft(self, person: Who, known: Mapping[str, Any]) -> Drafted:
        """Fill it in for one person.

        Raises:
            MissingError: something that it says is not known of them.
            _EmptyError: it says nothing to them.
            LetterError: it cannot be used at all.
        """
        subject = " ".join(self._fill(self._subject, known, subject=True).split())
        body = _EMPTY_LINES.sub("\n\n", self._fill(self._body, known)).strip("\n")
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
            note={}, text=text,
            draft=LetterDraft(
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
            if why := self._vocabulary.why_not(error.field, with_plan=self._order.plan is not None):
                raise LetterError(self._path, error.line, why) from None
            raise

    def _error(self, error: TemplateError, subject: bool) -> LetterError:
        return LetterError(self._path, 0 if subject else error.line + self._above, error.why)
