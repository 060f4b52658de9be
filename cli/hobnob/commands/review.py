"""Look: a review of a week, a month or a year, and a page for your own words.

The one rule: your words on the page stay; a new review changes only hobnob's part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.layout import one_line, show, width, wrap
from hobnob.cli.params import dry_run
from hobnob.cli.text import hanging, heading, section
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import BadValueError, UsageError
from hobnob.network.reviews.periods import Period, Span, page_path, parse_period

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.network.reviews.review import Review


@verb(prints="the {hobnob.network.reviews.review.Review}")
@click.argument("named", metavar="[PERIOD]", default="")
@click.option("--week", is_flag=True, help="Look back on a week (the default).")
@click.option("--month", is_flag=True, help="Look back on a month.")
@click.option("--year", is_flag=True, help="Look back on a year.")
@click.option("--write", is_flag=True, help="Write it as a page of the journal, with room for your "
              "own words.")  # fmt: skip
@dry_run
@pass_app
def command(
    app: App, /, *, named: str, week: bool, month: bool, year: bool, write: bool, dry_run: bool
) -> None:
    """Look back on a week, a month or a year.

    It shows what happened, with whom you were in touch for the first time, which ties became warmer
    or quieter, promises kept and open, how far plans have come, and thanks given.

    PERIOD is 2026-W47, 2026-11 or 2026, or a day in it. The default is the week, month or year
    whose end is nearest: on Friday this week, on Monday the week before.

    --write makes the review a page of the journal, such as notes/reviews/2026-W47.md. If you write
    it again, only the part between hobnob's two marks changes. If you changed that part, nothing
    changes; if you deleted it, it comes back. 'hobnob help reviewing' explains the rules.

    \b
    hobnob review
    hobnob review --month --write
    hobnob review 2026-10
    """
    if dry_run and not write:
        raise UsageError("--dry-run shows what --write would write; give both")
    period = _period(app, named, _span(week=week, month=month, year=year))
    if not (write or app.json):
        show(app, (*app.ask(lambda index: _lines(index, period)), *_own_words(app, period)))
        return
    review = _review(app, period)
    if write:
        path = _write(app, review, dry=dry_run)
        if dry_run:
            return
        review = replace(review, path=path)
    if app.json:
        app.print_answer(review)
    else:
        app.out(review.path)


def _review(app: App, period: Period) -> Review:
    from hobnob.answers import Who
    from hobnob.index.promises import Promise
    from hobnob.network.reviews import review as of
    from hobnob.network.reviews.thanks_given import Given
    from hobnob.network.reviews.warmth import Warmth

    return app.ask_once(
        "review", [period.name], lambda index: of.load_review(index, period),
        of.Review, of.Happened, of.FirstTime, of.StageCount, of.StageChange, of.Progress,
        Promise, Given, Warmth, Who,
    )  # fmt: skip


def _span(**asked: bool) -> Span | None:
    spans = [name for name, given in asked.items() if given]
    if len(spans) > 1:
        raise UsageError(f"{' and '.join(f'--{name}' for name in spans)}: give one of them")
    return spans[0] if spans else None  # type: ignore[return-value]


def _period(app: App, named: str, span: Span | None) -> Period:
    try:
        period = parse_period(named.strip(), span, app.today)
    except ValueError as error:
        raise BadValueError(str(error)) from None
    if period.first > app.today:
        raise UsageError(f"{period.title} has not begun yet")
    return period


def _write(app: App, review: Review, *, dry: bool) -> str:
    """Write the page, or show the text that would be written; return its path."""
    from hobnob.change.files import ChangeSet
    from hobnob.change.review_page import draft_page
    from hobnob.cli.changing import carry_out

    draft = ChangeSet(app.journal)
    path = draft_page(app.index, draft, review)
    carry_out(app, draft, f"review {review.period}", dry=dry)
    return path


def _lines(index: Index, period: Period) -> list[str]:
    """Return the text of a review, without what only the disk says."""
    from hobnob.index.kept import keep

    return keep(
        index, "review", ["text", period.name, width()],
        lambda: list(_text(index, period)),
    )  # fmt: skip


def _text(index: Index, period: Period) -> Iterator[str]:
    from hobnob.network.reviews.phrases import parts_of, plain, summary_of
    from hobnob.network.reviews.review import load_review

    review = load_review(index, period)
    yield from heading(review.title)
    yield wrap(summary_of(review))
    yield ""
    for part in parts_of(index, review):
        lines = [text for line in part.lines for text in hanging(one_line(plain(line)))]
        yield from section(one_line(part.title), lines)
        if part.says:
            yield click.style(wrap(part.says), dim=True)
            yield ""


def _own_words(app: App, period: Period) -> Iterator[str]:
    path = page_path(app.journal, period.name)
    if (app.journal.root / path).is_file():
        yield click.style(wrap(f"{path} has your own words on it"), dim=True)
