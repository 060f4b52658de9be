"""What is wrong with notes, shown on the pages of a served site while you write.

The one rule: notices are put into a page when it is served. They are in no file of the site, so a
built site never has them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from hobnob.index.check_queries import reading_problems
from hobnob.index.dependants import date_of
from hobnob.index.index import Index
from hobnob.index.notes import Head, at_path
from hobnob.model import Problem
from hobnob.site.build import Build
from hobnob.site.directory import SECTIONS
from hobnob.site.links import month_uri, page_file, page_uri, part_uris, plain

_MOST = 5
"""Notices on one page."""
_NOTICE = Markup("<li><code>{where}</code> {message}</li>")
_BANNER = Markup(
    '<aside class="hb-broken" aria-label="Problems in notes"><p>hobnob cannot read a part of your '
    "notes. It is missing on the site until it is corrected.</p><ul>{notices}</ul>{more}</aside>"
)
_FAILED = Markup(
    '<aside class="hb-broken" aria-label="The site is not up to date"><p>The site is as it was '
    "before your last change: {why}</p></aside>"
)


@dataclass(frozen=True, kw_only=True)
class Notices:
    """The problems to show on a served site.

    Attributes:
        problems: all of them; those that appeared last come first.
        by_page: those of single notes, by the files of their pages.
        failure: why the site could not be built, "" if it could.
    """

    problems: tuple[Problem, ...] = ()
    by_page: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    failure: str = ""

    def banner(self, file: str, *, found: bool = True) -> bytes:
        """Return the banner of a page as HTML, empty if there is nothing to show.

        Args:
            file: the page, as the path of its file in the site.
            found: whether there is such a page. If not, a broken note may be the reason.
        """
        own = self.by_page.get(file, ())
        shown = own
        if file == "index.html" or not found:
            shown = (*own, *(problem for problem in self.problems if problem not in own))
        html = _FAILED.format(why=plain(self.failure)) if self.failure else Markup("")
        return (html + _list(shown)).encode("utf-8", errors="xmlcharrefreplace")


def _list(problems: tuple[Problem, ...]) -> Markup:
    if not problems:
        return Markup("")
    notices = Markup("").join(
        _NOTICE.format(
            where=f"{plain(problem.path)}:{problem.line}", message=plain(problem.message)
        )
        for problem in problems[:_MOST]
    )
    left = len(problems) - _MOST
    more = f"<p>and {left} more; see <code>hobnob check</code></p>" if left > 0 else ""
    return _BANNER.format(notices=notices, more=Markup(more))  # noqa: S704 - a number


def find_notices(build: Build, *, known: Collection[Problem], directory_urls: bool) -> Notices:
    """Return the notices of a build.

    Args:
        build: the build.
        known: the problems that were there when serving began; newer ones come first.
        directory_urls: MkDocs' `use_directory_urls`.
    """
    index = build.site.index
    problems = sorted(
        reading_problems(index), key=lambda one: (one in known, one.path, one.line, one.column)
    )
    prefix = build.site.directory.prefix
    by_page: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        for uri in _pages(index, at_path(index, problem.path), problem.path.removeprefix(prefix)):
            file = page_file(uri, directory_urls=directory_urls)
            by_page[file] = (*by_page.get(file, ()), problem)
    return Notices(problems=tuple(problems), by_page=by_page)


def _pages(index: Index, note: Head | None, path: str) -> Iterable[str]:
    """Return the sources of the pages of a note, which may be missing."""
    if note is None or note.kind == "page":
        return (path,)
    if note.kind == "interaction":
        date = date_of(index, note.id)
        return (month_uri(date), *part_uris(date)) if date else ()
    section = SECTIONS.get(note.kind)
    return (page_uri(section, note.slug),) if section else ()


def insert(page: bytes, banner: bytes) -> bytes:
    """Put a banner above the content of a page."""
    before, main, after = page.partition(b"<main")
    return before + banner + main + after if main else page
