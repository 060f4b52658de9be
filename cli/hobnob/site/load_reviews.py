"""The reviews that were written into the journal, from the index to views.

The one rule: a review is an ordinary page in its folder that has the name of a period; any other
page there is just a page.
"""

from __future__ import annotations

from hobnob import dates
from hobnob.change.review_page import FOLDER, own_words
from hobnob.index.index import Index
from hobnob.network.excerpts import plain_text
from hobnob.network.reviews.periods import Period, period_named
from hobnob.notes.body import excerpt as shorten
from hobnob.site.directory import Directory
from hobnob.site.views import ReviewRow

ARCHIVE = f"{FOLDER}/index.md"
"""The source of the page that lists them."""
_LONGEST = 180


def review_at(uri: str) -> Period | None:
    """Return the period of the review that a source is, None for any other source."""
    folder, _, name = uri.rpartition("/")
    return period_named(name.removesuffix(".md")) if folder == FOLDER else None


def load_reviews(index: Index, directory: Directory) -> tuple[ReviewRow, ...]:
    """Return the reviews, the latest first; of those that end on a day, the longest."""
    start = f"{directory.prefix}{FOLDER}/"
    rows = index.all(
        "SELECT path, body FROM note WHERE kind = 'page' AND live AND substr(path, 1, ?) = ?",
        (len(start), start),
    )
    found = []
    for path, body in rows:
        uri = path.removeprefix(directory.prefix)
        if period := review_at(uri):
            words = shorten(plain_text(index, own_words(body)), _LONGEST)
            row = ReviewRow(uri=uri, title=period.title, year=period.last[:4], words=words)
            found.append((period.last, dates.days_between(period.first, period.last), row))
    found.sort(key=lambda one: one[:2], reverse=True)
    return tuple(row for *_, row in found)
