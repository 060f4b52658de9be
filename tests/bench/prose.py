"""Texts: words in the frequencies of a language, with the links, tags and promises of a journal.

Rule: text is made of letters and full stops, so that no line becomes Markdown by accident; a tag
never opens a paragraph, because Markdown would make a heading of it.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.bench.society import Person
from tests.bench.words import Words

SEARCH_WORD = "vineyard"
"""A word that about one note in a hundred has: what `search` is timed with."""


def draw_text(rng: Random, words: Words, *, about: Person, mentioned: Person | None) -> str:
    """A text of 5 to 90 words, mostly short, in one paragraph or two."""
    tokens = rng.choices(words.vocabulary, cum_weights=words.cumulative, k=_draw_length(rng))
    if about.script.prose and rng.random() < 0.3:
        foreign = rng.choices(about.script.prose, k=min(8, len(tokens)))
        tokens[-len(foreign) :] = foreign
    if mentioned is not None and rng.random() < 0.18:
        tokens[rng.randrange(1, len(tokens))] = draw_link(rng, mentioned)
    if rng.random() < 0.12:
        tokens[rng.randrange(1, len(tokens))] = "#" + rng.choice(words.tags)
    sentences = _cut_into_sentences(rng, tokens)
    half = len(sentences) // 2
    if len(tokens) > 50:
        return " ".join(sentences[:half]) + "\n\n" + " ".join(sentences[half:])
    return " ".join(sentences)


def draw_link(rng: Random, person: Person) -> str:
    """A wikilink, bare or with the given name as its text."""
    return f"[[{person.slug}]]" if rng.random() < 0.3 else f"[[{person.slug}|{person.given}]]"


def draw_promise(rng: Random, words: Words, person: Person, day: date, last_day: date) -> str:
    """A task item, mine or theirs; the longer ago, the likelier it was kept."""
    age = (last_day - day).days
    mark = "x" if rng.random() < min(0.95, 0.3 + age / 200) else " "
    due = ""
    if rng.random() < 0.7:
        due_day = day + timedelta(days=rng.randint(3, 60))
        due = f" (by {due_day})" if rng.random() < 0.9 else f" 📅 {due_day}"
    if rng.random() < 0.3:
        return f"- [{mark}] [[{person.slug}]]: {rng.choice(words.theirs)}{due}"
    return f"- [{mark}] {rng.choice(words.promises)}{due}"


def _draw_length(rng: Random) -> int:
    return 5 + int(86 * rng.random() ** 2.2)


def _cut_into_sentences(rng: Random, tokens: list[str]) -> list[str]:
    sentences = []
    start = 0
    while start < len(tokens):
        end = start + rng.randint(5, 14)
        if len(tokens) - end < 5:
            end = len(tokens)
        first, second, *rest = tokens[start:end]
        if first.startswith("#"):
            first, second = second, first
        head = first if first.startswith("[") else first.capitalize()
        sentences.append(" ".join([head, second, *rest]) + ".")
        start = end
    return sentences
