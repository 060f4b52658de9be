"""Look: who needs you today, and why.

The one rule: nothing here is ticked. Everything follows from the log and disappears when you log
something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from hobnob.cli.app import App
from hobnob.cli.filters import limit
from hobnob.cli.verb import pass_app, verb

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.network.today.need import Need

_NARROW = 70
"""The width of a terminal below which who, why and when have no room beside the text."""

_MOST_LINES = 3
"""The most lines of one text."""
_LETTERS = 5
"""The most people with news whom one command for letters names."""
_LINES = 15
"""The number of lines without `--all`: a day has no room for more."""


@verb(prints="{list[hobnob.network.today.need.Need]}; so does `hobnob` alone, in a journal")
@click.option("--days", type=click.IntRange(0, 3660), metavar="N",
              help="Also show the next N days; default birthdays in a week.")  # fmt: skip
@click.option("--all", "everything", is_flag=True,
              help="Show everything, also what rests or is held back for another day.")  # fmt: skip
@limit
@click.option("--format", "form", type=click.Choice(("plain", "markdown")),
              help="For a notification or a mail: one sentence a line, or a list.")  # fmt: skip
@pass_app
def command(
    app: App, /, *, days: int | None = None, everything: bool = False,
    limit: int | None = None, form: str | None = None,
) -> None:  # fmt: skip
    """Show who needs you today: whom to write to, what you promised, what is coming up.

    The list has due promises (yours and theirs), follow-ups, birthdays, news to congratulate on,
    thanks owed, drafts, appointments, the next move of each plan, and people to be in touch with
    again. What can't wait comes first: the first five are the ones to do. Lines that wait in the
    inbox are counted above them. 'hobnob' alone shows the same.

    Each line has a number for 'hobnob done', 'sent', 'happened', 'accept', 'snooze' and 'show';
    '--format' shows none. What a day has no room for is counted. '--all' shows it too, and who
    rests, last.

    \b
    hobnob today
    hobnob today --days 14
    hobnob today --format plain
    hobnob today --json | jq -r '.[].people[0]'
    """
    from hobnob.capture.inbox.waiting import count_waiting
    from hobnob.cli.layout import show, width
    from hobnob.cli.listed import numbered_lines, remember_numbers
    from hobnob.index.kept import keep

    wanted = _Wanted(days, limit, everything, form or "", None if form or app.json else width())
    if app.json:
        needs = app.ask(lambda index: _needs(index, wanted))
        remember_numbers(app.journal, app.today, numbered_lines(needs))
        app.print_answer(needs)
        return

    def find(index: Index) -> _Shown:
        waiting = count_waiting(index)
        return keep(
            index, "today", [*wanted, waiting], lambda: _shown(index, wanted, waiting), _Shown
        )

    shown = app.ask(find)
    if shown.numbers:
        remember_numbers(app.journal, app.today, shown.numbers)
    if shown.lines:
        show(app, shown.lines)
    for text in shown.says:
        app.say(text)


class _Wanted(NamedTuple):
    """What was asked for; see the options."""

    days: int | None
    limit: int | None
    everything: bool
    form: str
    width: int | None

    @property
    def most(self) -> int | None:
        """How many needs a screen has room for."""
        return None if self.width is None or self.limit or self.everything else _LINES


class _Shown(NamedTuple):
    """A list as it is printed.

    Attributes:
        numbers: the list by its numbers, as it is remembered; none with `--format`.
        says: the notices below.
    """

    lines: list[str]
    numbers: list[str]
    says: list[str]


def _needs(index: Index, wanted: _Wanted) -> tuple[Need, ...]:
    """Return the needs to print as JSON."""
    from hobnob.answers import Entry, Who
    from hobnob.capture.inbox.waiting import count_waiting
    from hobnob.index.kept import keep
    from hobnob.network.today.need import Last, Need, Rank

    waiting = count_waiting(index)
    return keep(
        index, "today", ["json", *wanted, waiting], lambda: _find(index, wanted, waiting)[0],
        Need, Who, Entry, Last, Rank,
    )  # fmt: skip


def _find(index: Index, wanted: _Wanted, waiting: int) -> tuple[tuple[Need, ...], int]:
    """Return the needs to show, with their texts and numbers, and how many there are.

    Args:
        index: the index.
        wanted: what was asked for.
        waiting: how many lines wait in the inbox.
    """
    from hobnob.network.today.today import describe, today_needs

    needs = today_needs(index, wanted.days, inbox=waiting, resting=wanted.everything)
    needs = needs[: wanted.limit]
    return describe(index, needs[: wanted.most], numbered=True), len(needs)


def _shown(index: Index, wanted: _Wanted, waiting: int) -> _Shown:
    from hobnob.cli.listed import numbered_lines
    from hobnob.network.today.phrases import NOTHING

    needs, total = _find(index, wanted, waiting)
    if wanted.form:
        # A notification or a mail numbers nothing: the numbers stay those of the list on screen.
        lines = [_sentence(need, index.today, wanted.form) for need in needs]
        # A mailer or a notifier sends any output, so print nothing if there is nothing to say.
        return _Shown(lines, [], [] if needs else [NOTHING])
    if not needs:
        return _Shown([NOTHING], [], list(_say_nobody(index)))
    lay_out = _table if wanted.width is None or wanted.width >= _NARROW else _stack
    lines = list(lay_out(needs, index.today))
    if more := total - len(needs):
        lines.append(click.style(f"and {more:,} more: hobnob today --all", dim=True))
    return _Shown(lines, list(numbered_lines(needs)), list(_say_letter(index, needs)))


def _say_nobody(index: Index) -> Iterator[str]:
    from hobnob.network.today.today import has_people

    if not has_people(index):
        yield 'nobody is here yet: hobnob add person "Grace Hopper"'


def _say_letter(index: Index, needs: Sequence[Need]) -> Iterator[str]:
    """Say how to congratulate the people who have news."""
    from hobnob.network.letters.templates import letter_of_congratulation

    slugs = [need.people[0].slug for need in needs if need.reason == "news" and need.people]
    if not slugs:
        return
    some = ",".join(dict.fromkeys(slugs[:_LETTERS]))
    if letter := letter_of_congratulation(index):
        yield f"to congratulate: hobnob draft {letter} --to {some}"
    else:
        # One note a person: a note with both would say that they were together.
        for slug in some.split(","):
            yield f'to congratulate: write, then hobnob log "Congratulated them" --with {slug}'


def _table(needs: Sequence[Need], today: str) -> Iterator[str]:
    """Yield the lines of the list; on a terminal, each name appears once."""
    from hobnob.cli.layout import Column, table_lines, width
    from hobnob.network.today.phrases import what, when, whom, why

    # The text shrinks first; names shrink only if they take more than a quarter.
    columns = [
        # Never leave out the number that 'done' takes.
        Column(title="", align="right", style={"dim": True}),
        Column(
            title="who", shrink=3, least=max(14, min(30, (width() or 0) // 4)), style={"bold": True}
        ),
        Column(title="why", drop=1),
        Column(title="when", drop=2),
        # What to do is what one looks for, so it has several lines before it is cut.
        Column(title="what", shrink=2, least=20, wraps=True, lines=_MOST_LINES),
        Column(title="note"),
    ]
    texts = [what(need, today) for need in needs]
    if width() is None:
        rows = [
            (str(need.n), whom(need), why(need), _day(need), text, need.note)
            for need, text in zip(needs, texts, strict=True)
        ]
        return table_lines(columns, rows)
    rows, before = [], ""
    for need, text in zip(needs, texts, strict=True):
        names = whom(need, 2)
        named = "" if names == before else names
        rows.append((str(need.n), named, why(need), when(need, today), text, ""))
        before = names
    return table_lines(columns, rows)


def _day(need: Need) -> str:
    """Return the date for a pipe: "" for a promise in a note without one."""
    return "" if need.is_undated and not need.since else need.date


def _stack(needs: Sequence[Need], today: str) -> Iterator[str]:
    """Yield the list for a narrow terminal: who, why and when, and the text below."""
    from hobnob.cli.layout import cut, one_line, wrap
    from hobnob.cli.text import room
    from hobnob.network.today.phrases import what, when, whom, why

    for need in needs:
        reason = f"{why(need)}, {when(need, today)}"
        number = f"{need.n}. "
        name = cut(one_line(whom(need, 2)), room() - len(number))
        head = wrap(f"{number}{name}: {reason}")
        # A wrapped name cannot be styled.
        begins = number + name
        styled = click.style(number, dim=True) + click.style(name, bold=True)
        yield styled + head[len(begins) :] if head.startswith(begins) else head
        if text := one_line(what(need, today)):
            yield wrap(cut(text, 2 * (room() - 4)), indent="  ")


def _sentence(need: Need, today: str, form: str) -> str:
    """Return a need as a sentence, in plain text or Markdown."""
    from hobnob.cli.layout import one_line
    from hobnob.network.today.phrases import what, when, whom, why

    names, text = one_line(whom(need)), one_line(what(need, today))
    reason = f"{why(need)}, {when(need, today)}"
    if form == "markdown":
        names, text = f"- **{_escaped(names)}**", _escaped(text)
    return f"{names}: {reason}: {text}" if text else f"{names}: {reason}"


def _escaped(text: str) -> str:
    """Escape a text for Markdown."""
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", text)
