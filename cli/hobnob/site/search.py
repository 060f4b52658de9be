"""The files of the site's own search: names, terms and excerpts.

The one rule: the browser loads little for one search, whatever the size of the journal, and an edit
of one note changes few files.

Each file is a script that gives its data to `hobnobSearch`, because a page opened from a folder may
load only scripts. The files are

- `names.js`: people, organizations, plans and pages, in full, and the list of shards;
- `t-*.js`: a shard: the terms that begin with the same two letters, each with its documents;
- `d-*.js`: the text shown for each document, `PER_SHARD` to a file.

Interactions are numbered by time: a new one comes last and changes no other number, and the newest
have the highest numbers. The number of any other document is a hash of its address, and no other
note can change it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hobnob.site.scripts import render_script
from hobnob.site.terms import excerpt, terms_of

FOLDER = "search"
PER_SHARD = 32

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {char: value for value, char in enumerate(DIGITS)}
_KINDS = ("people", "orgs", "plans", "pages")


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A document that is found by its name.

    Attributes:
        kind: people, orgs, plans or pages.
        url: from the top of the site.
        about: a line below the name: a role, a goal.
        also: other names and addresses that find it, not shown.
        text: its body as plain text; matches come after names.
    """

    kind: str
    name: str
    url: str
    about: str = ""
    also: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """An interaction.

    Attributes:
        url: from the top of the site, with its anchor.
        title: kind and people, as the page shows them.
        words: other words that find it: place, tags.
        text: its body as plain text.
    """

    slug: str
    date: str
    kind: str
    title: str
    url: str
    words: str = ""
    text: str = ""


def make_search(named: Iterable[Named], dated: Iterable[Dated]) -> Iterator[tuple[str, str]]:
    """Return the files of the search: their paths on the site, and their contents."""
    names = list(named)
    entries = sorted(dated, key=lambda item: (item.date, item.slug))
    in_entries: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for term in dated_terms(entry):
            in_entries[term].append(number)
    in_named: defaultdict[str, set[int]] = defaultdict(set)
    for item in names:
        for term in named_terms(item.about, item.text):
            in_named[term].add(number_of(item.url))
    shards: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for term in in_entries.keys() | in_named.keys():
        documents = encode_documents(in_entries[term], sorted(in_named[term]))
        shards[shard_of(term)][term] = documents
    yield f"{FOLDER}/names.js", names_script(names, shards, len(entries))
    for shard, terms in shards.items():
        yield f"{FOLDER}/t-{shard}.js", terms_script(shard, terms)
    for start in range(0, len(entries), PER_SHARD):
        number = start // PER_SHARD
        yield f"{FOLDER}/d-{number}.js", docs_script(number, entries[start : start + PER_SHARD])


def dated_terms(entry: Dated) -> set[str]:
    """Return the terms that find an interaction."""
    return terms_of(f"{entry.title} {entry.words} {entry.text}")


def named_terms(about: str, text: str) -> set[str]:
    """Return the terms that find a document with a name, besides its name."""
    return terms_of(f"{about} {text}")


def names_script(named: Iterable[Named], shards: Iterable[str], entries: int) -> str:
    """Return `names.js`.

    Args:
        named: people, organizations, plans and pages.
        shards: the existing shards.
        entries: the number of interactions.
    """
    names = sorted(named, key=lambda item: (_KINDS.index(item.kind), item.name, item.url))
    return _script("names", _names_data(names, shards, entries))


def terms_script(shard: str, terms: Mapping[str, str]) -> str:
    """Return the file of a shard: its terms, each with its documents."""
    return _script("terms", shard, dict(sorted(terms.items())))


def docs_script(number: int, entries: Iterable[Dated]) -> str:
    """Return the file of some consecutive interactions."""
    return _script("docs", number, [_entry_data(entry) for entry in entries])


def number_of(url: str) -> int:
    """Return the number of a document with a name: a hash of its address (FNV-1a, 30 bits).

    Two documents with one number are always found together, which does no harm.
    """
    value = 2166136261
    for byte in url.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value & 0x3FFFFFFF


def shard_of(term: str) -> str:
    """Return the shard of a term: its first two letters by their numbers in Unicode.

    So the name is safe on every file system. A term of one letter, such as a Chinese character,
    shares its shard with its neighbours in Unicode.
    """
    first, *second = map(ord, term[:2])
    return f"{first:x}-{second[0]:x}" if second else f"{first // 64:x}"


def encode_documents(dated: Sequence[int], named: Sequence[int]) -> str:
    """Encode the documents of a term: interactions, then a stop, then documents with a name."""
    return encode_gaps(dated) + (f".{encode_gaps(named)}" if named else "")


def encode_gaps(numbers: Sequence[int]) -> str:
    """Encode rising numbers as the gaps between them: five bits a character, low ones first.

    A character of 32 or more means that its number continues.
    """
    out = []
    last = -1
    for number in numbers:
        gap = number - last - 1
        last = number
        while gap > 31:
            out.append(DIGITS[32 + (gap & 31)])
            gap >>= 5
        out.append(DIGITS[gap])
    return "".join(out)


def decode_gaps(text: str) -> list[int]:
    """Decode the output of `encode_gaps`."""
    numbers = []
    last, gap, shift = -1, 0, 0
    for char in text:
        value = _VALUES[char]
        gap |= (value & 31) << shift
        shift += 5
        if value < 32:
            last += gap + 1
            numbers.append(last)
            gap = shift = 0
    return numbers


def _names_data(
    names: Sequence[Named], shards: Iterable[str], entries: int
) -> Mapping[str, object]:
    return {
        "kinds": {kind: [_named_data(n) for n in names if n.kind == kind] for kind in _KINDS},
        "shards": sorted(shards),
        "end": "/" if any(n.url.endswith("/") for n in names) else ".html",
        "entries": entries,
        "per": PER_SHARD,
    }


def _named_data(item: Named) -> list[str]:
    """Return the data of a document with a name, without empty values at the end.

    An address in the folder of its kind is shortened to its stem, because there may be thousands.
    """
    stem = item.url.removeprefix(f"{item.kind}/").removesuffix("/").removesuffix(".html")
    url = stem if item.url in _addresses(item.kind, stem) else item.url
    row = [item.name, url, item.about, item.also]
    while not row[-1]:
        row.pop()
    return row


def _addresses(kind: str, stem: str) -> tuple[str, str]:
    return f"{kind}/{stem}.html", f"{kind}/{stem}/"


def _entry_data(entry: Dated) -> list[str]:
    return [entry.url, entry.date, entry.kind, entry.title, excerpt(entry.text)]


def _script(call: str, *values: object) -> str:
    return render_script(f"hobnobSearch.{call}", *values)
