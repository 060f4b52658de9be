"""Full-text search: ranked, names before bodies, by prefix; it finds misspelled names too.

The one rule: hobnob looks for every word that the user types, and never reads FTS5's own syntax.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from hobnob.answers import Document, hidden, spread
from hobnob.index.beside import beside_texts
from hobnob.index.documents import iter_documents, texts_of
from hobnob.index.index import Index
from hobnob.index.lookup import describe_interaction, shown_text
from hobnob.model import Kind
from hobnob.names import fold, search_text, word_spans, words_of
from hobnob.phones import PHONE, SIGN, phone_keys, words_of_number

_AROUND = 60
"""Characters shown before the first found word. Twice as many are shown after it."""
_ALIKE = 0.75
"""How similar a word must be to a name to match it: the ratio of `difflib`."""
_MOST_WORDS = 50
"""The most words that are looked for; the rest of a longer text is ignored."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A found note.

    Attributes:
        note: its document; empty if it was not requested.
        title: its name; for an interaction, its date and people.
        snippet: a piece of its text on one line, around the first found word.
        marks: (start, end) of each found word in the snippet.
        guess: the name that was searched instead, if no note had the words as typed.
    """

    note: Document = spread()
    snippet: str
    id: int = hidden()
    kind: str = hidden()
    slug: str = hidden()
    title: str = hidden()
    marks: tuple[tuple[int, int], ...] = hidden()
    guess: str = hidden("")


def match_expression(text: str, *, least: int = 2) -> str:
    """Return the FTS5 expression that asks for all words of a text, each as a prefix.

    The index separates the characters of scripts without spaces. They must follow each other.

    Args:
        text: words.
        least: the fewest letters of a prefix. A single letter is usually a word of its own, such as
            the initial of a name.
    """
    words, phones = _typed(text)
    parts = [*_phrases(words, least), *(_phone_expression(phone, least) for phone in phones)]
    return " AND ".join(parts) or '""'


def _typed(text: str) -> tuple[list[str], list[str]]:
    """Return the words of what was typed, and its telephone numbers."""
    return words_of(PHONE.sub(" ", text)), PHONE.findall(text)


def _phrases(words: Iterable[str], least: int) -> Iterator[str]:
    for word in list(dict.fromkeys(words))[:_MOST_WORDS]:
        phrase = " ".join(part for part in re.split(r"['’\s]", search_text(word)) if part)
        if phrase:
            beginning = "" if len(phrase) < least and phrase.isascii() else "*"
            yield f'"{phrase}"{beginning}'


def _number(word: str) -> str:
    return f'"{SIGN}{word}"*'


def _phone_expression(phone: str, least: int) -> str:
    """Ask for a number in any spelling, or for its digits as they stand: it may be no number."""
    as_typed = " AND ".join(_phrases(words_of(phone), least))
    return f"({' OR '.join((f'({as_typed})', *map(_number, phone_keys(phone))))})"


def notes_with(
    index: Index, kind: Kind, *, tag: str = "", text: str = "", person: int | None = None
) -> set[int]:
    """Return the notes of a kind that have a tag, some words, and a person among their people."""
    rows = index.rows(
        """SELECT id FROM note WHERE kind = :kind AND live
             AND (:tag = '' OR id IN (SELECT note FROM tag WHERE tag = :tag))
             AND (:text = '' OR id IN (SELECT rowid FROM words WHERE words MATCH :text))
             AND (:person IS NULL OR id IN
               (SELECT note FROM ref WHERE target = :person AND field = 'people'))""",
        kind=kind,
        tag=fold(tag.removeprefix("#")),
        text=match_expression(text) if text else "",
        person=person,
    )
    return {note for (note,) in rows}


def search(
    index: Index, text: str, *, limit: int = 20, kinds: Sequence[Kind] = (), any_word: bool = False
) -> list[Hit]:
    """Return the notes that have all words of a text, best first.

    Notes that have all words in their name come first. Then each group is sorted by bm25 (Robertson
    and Zaragoza 2009). A word in a name weighs ten times a word in the body; a role, place or tag
    weighs four times. Of equal notes, the latest comes first.

    Args:
        index: the index.
        text: words.
        limit: how many at most.
        kinds: only notes of these kinds; all kinds when empty.
        any_word: some of the words are enough; notes with the most of them come first.
    """
    if any_word:
        return _search_any(index, text, limit, kinds)
    for expression in dict.fromkeys((match_expression(text), match_expression(text, least=1))):
        if hits := _search(index, expression, terms_of(text), limit, kinds):
            return hits
    for other in _respelled(index, text):
        if hits := _search(index, match_expression(other), terms_of(other), limit, kinds):
            return [replace(hit, guess=other) for hit in hits]
    return []


def _search_any(index: Index, text: str, limit: int, kinds: Sequence[Kind]) -> list[Hit]:
    """Return the notes with any of the words, those with the most words first, then as `search`."""
    words, phones = _typed(text)
    parts = [*_phrases(words, 2), *(_phone_expression(phone, 2) for phone in phones)]
    found: Counter[int] = Counter()
    for part in parts:
        sql = "SELECT rowid FROM words WHERE words MATCH :words"
        found.update(index.column(sql, words=part))
    expression = " OR ".join(parts) or '""'
    hits: list[Hit] = []
    # How many words a note has comes before how well it has them.
    for most in sorted(set(found.values()), reverse=True):
        if len(hits) < limit:
            among = [note for note, count in found.items() if count == most]
            hits += _search(index, expression, terms_of(text), limit - len(hits), kinds, among)
    return hits


def _respelled(index: Index, text: str) -> Iterator[str]:
    """Replace each word that no note has by a similar word from a name."""
    import difflib

    shown: dict[str, str] = {}
    for name, key in index.rows(
        """SELECT note.name, name.key FROM name JOIN note ON note.id = name.note
           WHERE note.live AND note.kind IN ('person', 'org', 'plan') AND name.rank < 3"""
    ):
        shown.update((fold(word), word) for word in words_of(name))
        shown.update((word, shown.get(word, word)) for word in key.split())
    choices: list[list[str]] = []
    for word in list(dict.fromkeys(words_of(text)))[:_MOST_WORDS]:
        found = _search(index, match_expression(word), [], 1, ())
        near = [] if found else difflib.get_close_matches(fold(word), shown, n=3, cutoff=_ALIKE)
        choices.append([shown[key] for key in near] or [shown.get(fold(word), word)])
    for words in islice(product(*choices), 9):
        if fold(other := " ".join(words)) != fold(text):
            yield other


def _search(
    index: Index, expression: str, terms: Sequence[str], limit: int, kinds: Sequence[Kind],
    among: Sequence[int] = (),
) -> list[Hit]:  # fmt: skip
    if expression == '""':
        return []
    only = "AND note.kind IN (SELECT value FROM json_each(:kinds))" if kinds else ""
    only += " AND note.id IN (SELECT value FROM json_each(:among))" if among else ""
    # The ranking reads no note: only the bodies of the notes shown are loaded.
    rows = index.rows(
        f"""SELECT note.id, note.kind, note.slug, note.name, coalesce(note.plain, note.body),
              note.data FROM (
              SELECT words.rowid AS found, named.id IS NULL AS place, bm25(words, 10.0, 4.0, 1.0)
                AS score FROM words LEFT JOIN (SELECT rowid AS id FROM words
                  WHERE words MATCH :names)
                AS named ON named.id = words.rowid WHERE words MATCH :words)
            JOIN note ON note.id = found WHERE note.live {only}
            ORDER BY place, round(score, 1), note.slug DESC LIMIT :limit""",
        names=f"{{name}} : ({expression})",
        words=expression,
        kinds=kinds,
        among=among,
        limit=limit,
    )
    hits = []
    for note, kind, slug, name, plain, data in rows:
        title = name or (describe_interaction(index, note) if kind == "interaction" else slug)
        snippet, marks = make_snippet(*_source_text(index, kind, title, plain, data, terms), terms)
        hits.append(
            Hit(note={}, snippet=snippet, id=note, kind=kind, slug=slug, title=title, marks=marks)
        )
    return hits


def with_documents(index: Index, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield each found note with its document."""
    documents = iter_documents(index, [hit.id for hit in hits])
    return (replace(hit, note=note) for hit, note in zip(hits, documents, strict=True))


def _source_text(
    index: Index, kind: str, title: str, plain: str, data: str, terms: Sequence[str]
) -> tuple[str, bool]:
    """Return the text for a snippet, and whether the snippet starts at its beginning.

    A person found by name is introduced by role and place. A note found by a tag or a place has
    that before its text.
    """
    text = shown_text(index, plain)
    values = json.loads(data)
    beside = beside_texts(kind, values)
    if terms and {term for _, _, term in find_terms(title, terms)} >= set(terms):
        lead = [part for key, part in beside if key in ("now", "location")]
        return " · ".join(filter(None, [*lead, text] if kind == "person" else [text])), True
    if find_terms(text, terms):
        return text, False
    if kind in ("person", "org"):
        beside = [*(("aliases", alias) for alias in texts_of(values.get("aliases"))), *beside]
    found = [(key, part) for key, part in beside if find_terms(part, terms)]
    pieces = (*(_spell_found(key, part, terms) for key, part in found), text)
    return " · ".join(filter(None, pieces)), True


_PLAIN_KEYS = frozenset(
    ("now", "roles", "goal", "place", "location", "aliases", "domains", "subject")
)
"""Keys that need not be named, as their values say what they are."""


def _spell_found(key: str, text: str, terms: Sequence[str]) -> str:
    """Return a found value with its key; of a long one, the piece with the terms."""
    short = text if len(text) <= 2 * _AROUND else make_snippet(text, False, terms)[0]
    if key == "tags":
        return f"#{short}"
    return short if key in _PLAIN_KEYS else f"{key}: {short}"


def terms_of(text: str) -> list[str]:
    """Return the words to look for, folded, as `find_terms` needs them."""
    words, phones = _typed(text)
    parts = (part for word in words for part in re.split("['’]", fold(word)))
    return list(dict.fromkeys((*filter(None, parts), *phones)))[:_MOST_WORDS]


def find_terms(text: str, terms: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return where a text has words that begin with the terms, and which term each is.

    In a script without spaces a term may stand anywhere, and only the term itself is marked.
    """
    found = _find_phones(text, [term for term in terms if PHONE.fullmatch(term)])
    taken = {at for start, end, _ in found for at in range(start, end)}
    kinds = [(term, " " in search_text(term)) for term in terms if not PHONE.fullmatch(term)]
    for start, end in word_spans(text, _WORD):
        if start in taken:
            continue
        word = fold(text[start:end])
        for term, unspaced in kinds:
            if unspaced and len(word) == end - start and (at := word.find(term)) >= 0:
                found.append((start + at, start + at + len(term), term))
                break
            if word.startswith(term) and (len(term) > 1 or word == term):
                found.append((start, end, term))
                break
    return sorted(found)


def _find_phones(text: str, terms: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return where a text has one of some telephone numbers, in any spelling."""
    wanted = [(term, phone_keys(term)) for term in terms]
    return [
        (*match.span(), term)
        for match in (PHONE.finditer(text) if wanted else ())
        for term, keys in wanted
        if any(word.startswith(keys) for word in words_of_number(match[0]))
    ]


def make_snippet(
    text: str, from_start: bool, terms: Sequence[str]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a piece of a text on one line, and where the terms stand in it.

    The piece is the one with the most terms; of equal ones, the first.

    Args:
        text: plain text, with wikilinks as the reader sees them.
        from_start: take the beginning instead.
        terms: folded beginnings of words.
    """
    plain = " ".join(text.split())
    found = find_terms(plain, terms)
    first = 0
    if found and not from_start:
        first = _richest(found)
    start = max(0, first - _AROUND)
    if start:
        start = plain.find(" ", start, first) + 1 or start
    end = min(len(plain), max(first, start + _AROUND) + _AROUND * 2)
    if end < len(plain):
        end = max(plain.rfind(" ", first + _AROUND, end), 0) or end
    lead, tail = "…" if start else "", "…" if end < len(plain) else ""
    shift = len(lead) - start
    marks = tuple((a + shift, b + shift) for a, b, _ in found if start <= a and b <= end)
    return f"{lead}{plain[start:end].strip()}{tail}", marks


def _richest(found: Sequence[tuple[int, int, str]]) -> int:
    """Return where the first piece with the most terms begins.

    Each place enters and leaves the piece once, so a long text costs no more than its length.
    """
    inside: Counter[str] = Counter()
    first, most, end = 0, 0, 0
    for start, _, term in found:
        while end < len(found) and found[end][0] < start + 2 * _AROUND:
            inside[found[end][2]] += 1
            end += 1
        if len(inside) > most:
            first, most = start, len(inside)
        inside[term] -= 1
        if not inside[term]:
            del inside[term]
    return first
