"""The reviews that were written into the journal.

The one rule: a review is an ordinary page in its folder that has the name of a period; any other
page there is just a page.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob import dates
from hobnob.index.index import Index
from hobnob.index.notes import of_kinds, texts
from hobnob.network.excerpts import plain_text
from hobnob.network.reviews.periods import FOLDER, Period, period_named
from hobnob.network.reviews.written import own_words
from hobnob.notes.body import excerpt

ARCHIVE = f"{FOLDER}/index.md"
"""The source of the page that lists them."""
_LONGEST = 180


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewRow:
    """A review that was written into the journal.

    Attributes:
        uri: its source.
        year: under which it stands.
        words: how the user's own words on it begin.
    """

    uri: str
    title: str
    year: str
    words: str


def review_at(uri: str) -> Period | None:
    """Return the period of the review that a source is, None for any other source."""
    folder, _, name = uri.rpartition("/")
    return period_named(name.removesuffix(".md")) if folder == FOLDER else None


def is_review(path: str) -> bool:
    """Return whether a path in the journal is that of a review."""
    return review_at("/".join(path.split("/")[-2:])) is not None


def load_reviews(index: Index, prefix: str) -> tuple[ReviewRow, ...]:
    """Return the reviews, the latest first; of those that end on a day, the longest.

    Args:
        index: the index.
        prefix: of the notes' folder in the journal, as `notes/`.
    """
    uris = {
        page.id: page.path.removeprefix(prefix)
        for page in of_kinds(index, "page")
        if page.path.startswith(f"{prefix}{FOLDER}/")
    }
    bodies = texts(index, uris)
    periods = [(uri, note, period) for note, uri in uris.items() if (period := review_at(uri))]
    periods.sort(key=lambda found: _order(found[2]), reverse=True)
    return tuple(
        ReviewRow(
            uri=uri,
            title=period.title,
            year=period.last[:4],
            words=excerpt(plain_text(index, own_words(bodies[note])), _LONGEST),
        )
        for uri, note, period in periods
    )


def _order(period: Period) -> tuple[str, int]:
    return period.last, dates.days_between(period.first, period.last)
