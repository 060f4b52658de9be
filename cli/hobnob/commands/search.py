"""Look: find anything by its words; a misspelled name too.

The one rule: everything you type is words; there is no query language to learn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from hobnob.answers import to_json
from hobnob.cli.app import App
from hobnob.cli.filters import TEXT
from hobnob.cli.layout import (
    BOLD,
    BOLD_OFF,
    Column,
    cells,
    cut,
    embolden,
    one_line,
    safe,
    show_lines,
    table_lines,
    width,
)
from hobnob.cli.text import hanging, room
from hobnob.cli.verb import pass_app, verb
from hobnob.index.search import Hit, find_terms, search, terms_of, with_documents

if TYPE_CHECKING:
    from hobnob.model import Kind

_KINDS = ("person", "interaction", "plan", "org", "page")


@verb(prints="an array of notes, the best first, each with a `snippet` of its text")
@click.argument("words", type=TEXT, nargs=-1, required=True)
@click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True,
              help="Only notes of this kind; repeat it for more kinds.")  # fmt: skip
@click.option("--any", "any_word", is_flag=True,
              help="Some of WORDS are enough; notes with the most of them come first.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
              help="Show at most N.")  # fmt: skip
@pass_app
def command(
    app: App, /, *, words: tuple[str, ...], kinds: tuple[Kind, ...], any_word: bool, limit: int
) -> None:
    """Find notes by their words.

    A note must have all WORDS in its names, roles, places, tags, addresses, numbers, own keys or
    text. The beginning of a word is enough. Case and accents do not matter. A telephone number is
    found in any spelling. Names come first, then notes with the most matches.

    \b
    hobnob search compilers
    hobnob search 020 7946 0018
    hobnob search ada lunch --kind interaction
    hobnob search hoper
    hobnob search --any incident writing reading list
    """
    typed = " ".join(words)
    hits = app.ask(lambda index: search(index, typed, limit=limit, kinds=kinds, any_word=any_word))
    if not hits:
        only = f" of kind {' or '.join(kinds)}" if kinds else ""
        much = "any" if any_word else "all"
        hint = "a part of a word" if any_word else "--any, fewer words, or a part of one"
        app.say(f"nothing{only} has {much} of '{one_line(typed)}'; try {hint}")
    elif hits[0].guess:
        app.say(f"nothing for '{one_line(typed)}'; showing '{hits[0].guess}'")
    if app.json:
        app.print_json(map(to_json, with_documents(app.index, hits)))
    elif hits:
        show_lines(app, _rows(hits) if width() is None else _pages(hits, typed))


def _rows(hits: Sequence[Hit]) -> Iterator[str]:
    """Yield one line for each, for a pipe."""
    columns = [Column(title=title) for title in ("kind", "slug", "title", "text")]
    return table_lines(columns, [(hit.kind, hit.slug, hit.title, hit.snippet) for hit in hits])


def _pages(hits: Sequence[Hit], typed: str) -> Iterator[str]:
    """Yield each with its snippet beneath, the found words standing out, for a terminal."""
    for hit in hits:
        title = cut(one_line(hit.title), room())
        spans = [(a, b) for a, b, _ in find_terms(title, terms_of(hit.guess or typed))]
        slug = cut(one_line(f"{hit.kind}  {hit.slug}"), room())
        beside = cells(title) + cells(slug) + 2 <= room()
        shown = "".join(
            click.style(part, bold=True, underline=found) for part, found in _split(title, spans)
        )
        yield f"{shown}  {click.style(slug, dim=True)}" if beside else shown
        if hit.snippet:
            yield from embolden(hanging(_marked(hit), "  "))
        if not beside:
            yield "  " + click.style(cut(slug, room() - 2), dim=True)


def _split(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text in turn, and whether each is one of the spans."""
    at = 0
    for start, end in spans:
        if start >= at:
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at:], False


def _marked(hit: Hit) -> str:
    """Return the snippet, safe for a terminal, with invisible marks around the found words."""
    return "".join(
        f"{BOLD}{safe(part)}{BOLD_OFF}" if found else safe(part)
        for part, found in _split(hit.snippet, hit.marks)
    )
