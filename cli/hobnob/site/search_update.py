"""Updating the files of a site's search after some notes changed.

The one rule: afterwards the files equal the result of `search.make_search` for the journal. The
files themselves list the terms, so only the few that changed are read and written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hobnob.index.interactions import ids_by_day
from hobnob.site import search
from hobnob.site.load import Site
from hobnob.site.search import FOLDER, PER_SHARD, Dated, Named
from hobnob.site.search_texts import dated_texts, named_texts

MOST = 400
"""The most interactions with changed terms or numbers; above this, all is written anew."""

Url = Callable[[str], str]
EntryUrl = Callable[[str, str], str]


class TooMuchError(Exception):
    """So much has changed that the search must be written anew."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """The journal on one side of a comparison, with the addresses of its site."""

    site: Site
    url: Url
    entry_url: EntryUrl
    ordinary: Sequence[Named] = ()

    def named(self) -> list[Named]:
        """Return the documents that are found by name."""
        return [*named_texts(self.site, self.url), *self.ordinary]

    def order(self) -> list[str]:
        """Return the slugs of all interactions in the order of their numbers."""
        return list(ids_by_day(self.site.index))

    def dated_all(self) -> Iterator[Dated]:
        """Return all interactions."""
        return dated_texts(self.site, self.entry_url)

    def dated(self, slugs: Collection[str]) -> dict[str, Dated]:
        """Return some interactions, by slug."""
        return {text.slug: text for text in dated_texts(self.site, self.entry_url, slugs)}


@dataclass
class _Change:
    """What one term loses and gains: numbers of interactions, and of documents with a name."""

    gone: set[int] = field(default_factory=set)
    come: set[int] = field(default_factory=set)
    named_gone: set[int] = field(default_factory=set)
    named_come: set[int] = field(default_factory=set)

    def apply(self, value: str) -> str:
        """Return the documents of a term after the change; "" if none are left."""
        dated, _, named = value.partition(".")
        numbers = (set(search.decode_gaps(dated)) - self.gone) | self.come
        others = (set(search.decode_gaps(named)) - self.named_gone) | self.named_come
        return search.encode_documents(sorted(numbers), sorted(others))


def update_search(
    folder: Path, old: Look, new: Look, entries: Iterable[str], *, retold: bool = False
) -> Iterator[Path]:
    """Write the files that changed, and delete those that are no longer needed.

    Args:
        folder: of the site.
        old: the journal at the time the files were written.
        new: the journal as it is now.
        entries: slugs of the interactions that may have changed.
        retold: whether nothing but their texts has changed.

    Yields:
        Each file that was written.

    Raises:
        TooMuchError: all must be written anew; nothing is written yet.
        OSError, ValueError, KeyError: a file is not as expected.
    """
    after = new.order()
    before = after if retold else old.order()
    numbers, numbers_now = _numbers(before), _numbers(after)
    slugs = {slug for slug in entries if slug in numbers or slug in numbers_now}
    slugs |= _moved(before, after)
    if len(slugs) > MOST:
        raise TooMuchError(len(slugs))
    changes: defaultdict[str, _Change] = defaultdict(_Change)
    for slug, entry in old.dated(slugs).items():
        for term in search.dated_terms(entry):
            changes[term].gone.add(numbers[slug])
    for slug, entry in new.dated(slugs).items():
        for term in search.dated_terms(entry):
            changes[term].come.add(numbers_now[slug])
    names = None if retold else new.named()
    if names is not None:
        _change_named(changes, old.named(), names)
    there = set(_read(folder / FOLDER / "names.js")[0]["shards"])
    shards = _change_shards(folder / FOLDER, there, changes)
    empty = {shard for shard, terms in shards.items() if not terms}
    files = {
        f"t-{shard}.js": search.terms_script(shard, terms)
        for shard, terms in shards.items()
        if terms
    }
    gone: set[str] = set()
    now = there.union(shards) - empty
    if names is not None or now != there:
        listed = search.names_scripts(new.named() if names is None else names, now, len(after))
        listing = dict(listed)
        gone = {path.name for path in (folder / FOLDER).glob("n-*.js")} - listing.keys()
        files |= {
            name: text for name, text in listing.items() if not _is(folder / FOLDER / name, text)
        }
    blocks = {numbers_now[slug] // PER_SHARD for slug in slugs if slug in numbers_now}
    if len(before) != len(after):
        blocks.add(max(len(after) - 1, 0) // PER_SHARD)
    for block in sorted(blocks):
        inside = after[block * PER_SHARD : (block + 1) * PER_SHARD]
        found = new.dated(inside)
        if inside:
            files[f"d-{block}.js"] = search.docs_script(block, [found[slug] for slug in inside])
    for name, text in files.items():
        path = folder / FOLDER / name
        path.write_text(text, encoding="utf-8", newline="")
        yield path
    gone |= {f"d-{block}.js" for block in range(_blocks(len(after)), _blocks(len(before)))}
    for name in gone | {f"t-{shard}.js" for shard in empty}:
        (folder / FOLDER / name).unlink(missing_ok=True)


def _numbers(order: Sequence[str]) -> dict[str, int]:
    return {slug: number for number, slug in enumerate(order)}


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the documents that are new, are gone, or have another number."""
    moved: set[str] = set()
    for number in range(max(len(before), len(after))):
        one = before[number] if number < len(before) else ""
        other = after[number] if number < len(after) else ""
        if one != other:
            moved |= {one, other} - {""}
            if len(moved) > MOST:
                raise TooMuchError(len(moved))
    return moved


def _blocks(entries: int) -> int:
    return -(-entries // PER_SHARD)


def _change_named(
    changes: Mapping[str, _Change], old: Iterable[Named], new: Iterable[Named]
) -> None:
    # Two addresses with one number share their documents, so compare all of that number.
    before, after = _named_terms(old), _named_terms(new)
    for number in before.keys() | after.keys():
        gone, come = before.get(number, set()), after.get(number, set())
        if gone != come:
            was = {term for text in gone for term in search.named_terms(*text)}
            now = {term for text in come for term in search.named_terms(*text)}
            for term in was - now:
                changes[term].named_gone.add(number)
            for term in now - was:
                changes[term].named_come.add(number)


def _named_terms(named: Iterable[Named]) -> dict[int, set[tuple[str, str]]]:
    texts: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for one in named:
        texts[search.number_of(one.url)].add((one.about, one.text))
    return texts


def _change_shards(
    folder: Path, there: Collection[str], changes: Mapping[str, _Change]
) -> dict[str, dict[str, str]]:
    """Return the shards of some terms after the change; a shard without terms is empty."""
    shards: dict[str, dict[str, str]] = {}
    for term, change in changes.items():
        shard = search.shard_of(term)
        if shard not in shards:
            shards[shard] = _read(folder / f"t-{shard}.js")[1] if shard in there else {}
        if value := change.apply(shards[shard].pop(term, "")):
            shards[shard][term] = value
    return shards


def _is(path: Path, text: str) -> bool:
    """Say whether a file is there with this text."""
    return path.is_file() and path.read_bytes() == text.encode()


def _read(path: Path) -> list[Any]:
    """Return the data of a script of the search."""
    text = path.read_text(encoding="utf-8")
    data = json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]")
    if not isinstance(data, list):
        raise TypeError(path.name)
    return data
