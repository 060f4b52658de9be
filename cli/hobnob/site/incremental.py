"""Building a site again: from what the last build kept, without MkDocs.

The one rule: either the site is afterwards what a new build would make of it, or nothing is said
to be done and all must be built.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from hobnob.index.history import state_of
from hobnob.index.index import Index
from hobnob.site import build_cache
from hobnob.site.build import Build
from hobnob.site.build_cache import Kept
from hobnob.site.frames import Frames
from hobnob.site.load import Site
from hobnob.site.refresh import refresh_pages
from hobnob.site.resources import template_dir
from hobnob.site.search import Named
from hobnob.site.writing import Writer


def build_again(
    index: Index, *, site_dir: Path | None, today: str, share: bool
) -> tuple[Kept, int] | None:
    """Bring the site that the last build made up to date.

    Args:
        index: of the journal, up to date.
        site_dir: where the site is wanted; None for what `mkdocs.yml` says.
        today: an ISO date that is pinned, or "".
        share: leave out all that is private.

    Returns:
        What is kept of it now, and how many pages were written; None when all must be built.
    """
    journal = index.journal
    kept = build_cache.load_kept(journal)
    if kept is None or kept.named != build_cache.name_of(site_dir):
        return None
    folder = Path(kept.site_dir)
    if not folder.is_dir() or kept.files != build_cache.files_of(folder):
        return None
    if kept.makers != build_cache.makers_of(
        journal, folder, day=build_cache.day_of(journal, today), share=share
    ):
        return None
    try:
        with closing(build_cache.kept_index(journal)) as db:
            if state_of(db) == state_of(index.db):
                return kept, 0
            return None if share else _refresh(index, db, kept)
    except (sqlite3.Error, OSError):
        return None


def _refresh(index: Index, before: sqlite3.Connection, kept: Kept) -> tuple[Kept, int] | None:
    journal, folder = index.journal, Path(kept.site_dir)
    old = Site(Index(db=before, journal=journal, today=index.today))
    index.hold()
    try:
        build = Build(old, template_dir() / "pages")
        build.start(kept.urls)
        build.ordinary.extend(Named(**page) for page in kept.ordinary)
        writer = Writer(build, Frames(**kept.frames), folder)
        # From here on the site is not what was kept, until all of it is done.
        build_cache.forget(journal)
        done = refresh_pages(writer, Site(index), directory_urls=kept.directory_urls)
        if done is None:
            return None
        done.write_search(writer)
        now = keep_build(
            writer, makers=kept.makers, named=kept.named, directory_urls=kept.directory_urls
        )
        return now, done.written
    finally:
        index.release()


def keep_build(writer: Writer, *, makers: str, named: str, directory_urls: bool) -> Kept:
    """Keep a site that was just written for the next build; return what is kept.

    Args:
        writer: what wrote it.
        makers: of the journal, as they were before it was built; see `Kept`.
        named: the folder that was asked for, "" for what `mkdocs.yml` says.
        directory_urls: as MkDocs has it.
    """
    build, folder = writer.build, writer.folder
    kept = Kept(
        site_dir=str(folder),
        named=named,
        makers=makers,
        files=build_cache.files_of(folder),
        frames=writer.frames.as_data(),
        urls=build.urls,
        ordinary=[asdict(page) for page in build.ordinary],
        directory_urls=directory_urls,
    )
    build_cache.keep(build.site.index.journal, kept, build.site.index)
    return kept
