"""The files of the site's own search: names, terms and excerpts.

The one rule: the browser loads little for one search, whatever the size of the journal, and an edit
of one note changes few files.

Each file is a script that gives its data to `hobnobSearch`, because a page opened from a folder may
load only scripts. The files are

- `names.js`: what the palette shows before typing: the sections; and the list of the other files;
- `n-*.js`: people, organizations, plans, tags, places and pages, about `PER_FILE` to a file;
- `t-*.js`: a shard: the terms that begin with the same two letters, each with its documents;
- `d-*.js`: the text shown for each document, `PER_SHARD` to a file.

Interactions are numbered by time: a new one comes last and changes no other number, and the newest
have the highest numbers. The number of any other document is a hash of its address, and no other
note can change it; the number says which `n-*.js` holds the document, so the browser can load the
few people it saw last without the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hobnob.site.scripts import render_script
from hobnob.site.terms import excerpt, terms_of

FOLDER = "search"
PER_SHARD = 32
PER_FILE = 400
"""The most documents in one file of names, on average: some 40 kB."""

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {char: value for value, char in enumerate(DIGITS)}
_BEGINNING = 75
"""Letters of an entry that are shown. A line of the palette holds about a hundred, and what is
found further on is told beside them."""

_KINDS = ("people", "orgs", "plans", "tags", "places", "pages")
"""In the order in which `search.js` shows them; it knows them by their place."""
_SECTION = "sections"


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A document that is found by its name.

    Attributes:
        kind: people, orgs, plans, tags, places or pages; sections are the pages to go to.
        url: from the top of the site.
        about: a line below the name: a role, a goal.
        also: other names and addresses that find it, one a line.
        text: its body as plain text; matches come after names.
        mark: the number of the tint and the monogram of a person: "3AL".
        last: the date of the last contact.
    """

    kind: str
    name: str
    url: str
    about: str = ""
    also: str = ""
    text: str = ""
    mark: str = ""
    last: str = ""


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
    for file, text in names_scripts(names, shards, len(entries)):
        yield f"{FOLDER}/{file}", text
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


def names_scripts(
    named: Iterable[Named], shards: Iterable[str], entries: int
) -> Iterator[tuple[str, str]]:
    """Return `names.js` and the files of names: their file names and their contents.

    Args:
        named: what has a name, and the sections in their order.
        shards: the existing shards.
        entries: the number of interactions.
    """
    every = list(named)
    sections = [item for item in every if item.kind == _SECTION]
    names = sorted(
        (item for item in every if item.kind != _SECTION),
        key=lambda item: (_KINDS.index(item.kind), item.name, item.url),
    )
    # A power of two, so that a new person seldom moves all others to another file.
    files = 1 << (max(0, len(names) - 1) // PER_FILE).bit_length()
    yield (
        "names.js",
        _script(
            "names",
            {
                "sections": _sections_data(sections),
                "files": files,
                "shards": sorted(shards),
                "end": "/" if any(item.url.endswith("/") for item in every) else ".html",
                "entries": entries,
                "per": PER_SHARD,
            },
        ),
    )
    rows: list[list[list[object]]] = [[] for _ in range(files)]
    for item in names:
        rows[number_of(item.url) % files].append(_named_data(item))
    for file, some in enumerate(rows):
        yield f"n-{file}.js", _script("rows", file, some)


def terms_script(shard: str, terms: Mapping[str, str]) -> str:
    """Return the file of a shard: its terms, each with its documents."""
    return _script("terms", shard, dict(sorted(terms.items())))


def docs_script(number: int, entries: Iterable[Dated]) -> str:
    """Return the file of some consecutive interactions.

    Neighbours are of one month, and most slugs begin with the date: neither is written again.
    """
    rows, before = [], ""
    for entry in entries:
        page, _, anchor = entry.url.partition("#")
        url = entry.url.removeprefix(page) if page == before else entry.url
        # A month alone may stand before other letters than those of a day.
        date = "" if anchor[:10] == entry.date else entry.date
        rows.append([url, date, entry.kind, entry.title, excerpt(entry.text, _BEGINNING)])
        before = page
    return _script("docs", number, rows)


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


def _sections_data(sections: Sequence[Named]) -> list[list[str]]:
    """Return the sections, each with its key: the first letter of its name that is still free."""
    taken: set[str] = set()
    rows = []
    for section in sections:
        letters = filter(str.isalpha, section.name.lower())
        key = next((letter for letter in letters if letter not in taken), "")
        taken.add(key)
        rows.append([section.name, section.url, key])
    return rows


def _named_data(item: Named) -> list[object]:
    """Return the data of a document with a name, without empty values at the end.

    An address in the folder of its kind is shortened to its stem, because there may be thousands.
    """
    stem = item.url.removeprefix(f"{item.kind}/").removesuffix("/").removesuffix(".html")
    url = stem if item.url in _addresses(item.kind, stem) else item.url
    row: list[object] = [
        _KINDS.index(item.kind), item.name, url, item.about, item.also, item.mark, item.last
    ]  # fmt: skip
    while not row[-1]:
        row.pop()
    return row


def _addresses(kind: str, stem: str) -> tuple[str, str]:
    return f"{kind}/{stem}.html", f"{kind}/{stem}/"


def _script(call: str, *values: object) -> str:
    return render_script(f"hobnobSearch.{call}", *values)
