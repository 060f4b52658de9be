"""Incremental builds: from the build cache, without MkDocs.

The one rule: the result equals a full build. If that is not certain, the answer is None, and
everything must be built.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from hobnob.answers import Entry, Who
from hobnob.index.history import state_of
from hobnob.index.index import Index
from hobnob.index.kept import pack, unpack
from hobnob.network.today.need import Last, Need, Rank
from hobnob.parallel import available_workers
from hobnob.site import build_cache
from hobnob.site.build import Build
from hobnob.site.build_cache import CachedBuild
from hobnob.site.frames import Frames
from hobnob.site.load import Site
from hobnob.site.refresh import refresh
from hobnob.site.resources import template_dir
from hobnob.site.search import Named
from hobnob.site.writing import PageWriter

_OF_NEEDS = Need, Rank, Last, Who, Entry
"""The classes in needs."""


def build_again(
    index: Index, *, site_dir: Path | None, today: str, share: bool
) -> tuple[CachedBuild, int] | None:
    """Update the site of the last build.

    Args:
        index: the up-to-date index of the journal.
        site_dir: the folder of the site; None for the one in `mkdocs.yml`.
        today: the pinned ISO date, or "".
        share: leave out private notes.

    Returns:
        The new cached state and the number of pages written; None if everything must be built.
    """
    journal = index.journal
    cached = build_cache.load_cached_build(journal)
    if cached is None or cached.named != build_cache.name_of(site_dir):
        return None
    folder = Path(cached.site_dir)
    if not folder.is_dir() or cached.files != build_cache.files_of(folder):
        return None
    if cached.inputs != build_cache.inputs_of(
        journal, folder, day=build_cache.day_of(journal, today), share=share
    ):
        return None
    try:
        with closing(build_cache.cached_index(journal)) as db:
            if state_of(db) == state_of(index.db):
                return cached, 0
            return None if share else _refresh(index, db, cached)
    except (sqlite3.Error, OSError):
        return None


def _refresh(
    index: Index, before: sqlite3.Connection, cached: CachedBuild
) -> tuple[CachedBuild, int] | None:
    journal, folder = index.journal, Path(cached.site_dir)
    old = Site(Index(db=before, journal=journal, today=index.today))
    old.needs = unpack(cached.needs, *_OF_NEEDS)
    index.hold()
    try:
        build = Build(old, template_dir() / "pages")
        build.start(cached.urls)
        build.ordinary.extend(Named(**page) for page in cached.ordinary)
        writer = PageWriter(build, Frames(**cached.frames), folder)
        # From here until the end, the site differs from the cache.
        build_cache.clear(journal)
        done = refresh(
            writer, Site(index), directory_urls=cached.directory_urls, workers=available_workers()
        )
        if done is None:
            return None
        try:
            # Meanwhile, workers write pages. Only this process has the last state of the index.
            done.write_search(writer)
            written = done.write_pages()
        finally:
            done.pages.stop()
        if written is None:
            return None
        now = cache_build(
            writer, inputs=cached.inputs, named=cached.named, directory_urls=cached.directory_urls
        )
        return now, written
    finally:
        index.release()


def cache_build(
    writer: PageWriter, *, inputs: str, named: str, directory_urls: bool
) -> CachedBuild:
    """Cache a site that was just written; return the cached state.

    Args:
        writer: the writer of the site.
        inputs: the hash of the inputs before the build; see `CachedBuild`.
        named: the requested folder, "" for the one in `mkdocs.yml`.
        directory_urls: MkDocs' `use_directory_urls`.
    """
    build, folder = writer.build, writer.folder
    cached = CachedBuild(
        site_dir=str(folder),
        named=named,
        inputs=inputs,
        files=build_cache.files_of(folder),
        frames=writer.frames.as_data(),
        urls=build.urls,
        ordinary=[asdict(page) for page in build.ordinary],
        directory_urls=directory_urls,
        needs=pack(build.site.needs, *_OF_NEEDS),
    )
    build_cache.save(build.site.index.journal, cached, build.site.index)
    return cached
