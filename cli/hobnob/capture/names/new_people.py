"""Names in a line that fit nobody in the journal.

The one rule: a name in bold makes a new person. Other text that looks like a name is only reported,
and only if it is more likely a person than a place, a firm or an ordinary word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hobnob.capture.names.context import LONGEST, Context, Span, Spans

_MOST_WORDS = 4
_PLAIN = (
    "starters", "after", "after_capital", "calendar", "articles", "clauses", "pronouns", "titles",
)  # fmt: skip
"""The lists of words that may begin any sentence."""
_SHORTEST = 3
"""The fewest letters in a word that could be a misspelled name."""
_FAR = 5
"""The most words from a name back to the phrase that announces it."""
_DETERMINERS = ("articles", "owners")
"""The function words that may stand before a name, within its phrase."""


def find_bold_names(
    context: Context, names: Sequence[Span], things: Sequence[Span]
) -> Iterator[Span]:
    """Yield bold texts that are a person's name, if no part of them is a known name."""
    used = {at for name in names for at in name.words}
    spans = Spans(things)
    for span in context.spans:
        if (span.start, span.end) not in context.view.bold or len(span.words) > _MOST_WORDS:
            continue
        if not used.isdisjoint(span.words) or context.words[span.first].fixed:
            continue
        # A single bold word may be only emphasis.
        is_plain = span.first == span.last and not _has_cue(context, span)
        if not is_plain and _is_name(context, span, spans):
            yield span


def find_unknown(context: Context, names: Sequence[Span], things: Sequence[Span]) -> Iterator[Span]:
    """Yield words that look like a person's name, but are not a known name.

    Args:
        context: the text.
        names: the rows of words that are names already.
        things: the rows of words that name an organization or a place.
    """
    # "with tomaz and Zbigniew": a name may be joined to one that is not quite right.
    found, spans = Spans([*names, *find_doubtful(context, names)]), Spans(things)
    for span in _capital_rows(context, {at for name in names for at in name.words}):
        if not _is_apart(context, span) or not _is_name(context, span, spans):
            continue
        if _is_likely(context, span) or any(
            context.joint(name, span) and context.is_followed_by_end(span.last)
            for name in found.before(span)
        ):
            found.add(span)
            yield span


def find_possible(
    context: Context, names: Sequence[Span], things: Sequence[Span]
) -> Iterator[Span]:
    """Yield words with capitals soon behind a phrase that announces a person."""
    spans, used = Spans(things), {at for name in names for at in name.words}
    for span in _capital_rows(context, used):
        shown = context.shows(span.first) and _is_apart(context, span)
        if not shown or not _is_name(context, span, spans):
            continue
        at = span.first - 1
        while span.first - at <= _FAR and _is_of_phrase(context, at):
            if context.expects_person(at):
                yield span
                break
            at -= 1


def _is_of_phrase(context: Context, at: int) -> bool:
    """Return whether a word belongs to the same phrase as the next one: "my friend's mum Zofia"."""
    touching = at >= 0 and context.touches(at + 1)
    joins = touching and context.is_function_word(at)
    return touching and not (joins and not context.listed(context.words[at].key, *_DETERMINERS))


def find_doubtful(context: Context, names: Sequence[Span]) -> Iterator[Span]:
    """Yield words without capitals in the place of a person's name that are not known names."""
    used = {at for name in names for at in name.words}
    row = Spans(names)
    for at, word in enumerate(context.words):
        plain = at in used or word.capital or word.fixed or len(word.text) < _SHORTEST
        if plain or context.is_function_word(at) or context.listed(word.key, "ordinary"):
            continue
        span = Span(at, at, word.start, word.bare, word.text)
        joined = any(context.joint(name, span) for name in row.before(span))
        if not joined and context.begins_clause(at):
            joined = any(context.joint(span, name) for name in row.behind(span))
        acts = context.begins_clause(at) and context.does_something(at, capital=False)
        if joined or acts or context.expects_person(at):
            row.add(span)
            yield span


def _capital_rows(context: Context, used: set[int]) -> Iterator[Span]:
    """Yield the rows of words with capitals that are not known names."""
    at, words = 0, context.words
    while at < len(words):
        last = at
        if at in used or not _is_capital(context, at):
            at += 1
            continue
        while following := _next_of_name(context, last, used):
            last = following
        # The first word of a sentence always has a capital. It counts only as a part of a name.
        first = at + (at < last and context.opens(at) and _is_plain(context, at))
        start, end = words[first].start, words[last].bare
        yield Span(first, last, start, end, context.view.text[start:end])
        at = last + 1


def _next_of_name(context: Context, last: int, used: set[int]) -> int:
    """Return the next word of a name, after a `van` or `de`; 0 if there is none."""
    at = last + 1
    while at < len(context.words) and _follows(context, at):
        if at in used:
            break
        if _is_capital(context, at):
            return at
        is_particle = context.listed(context.words[at].key, "particles")
        if not is_particle or context.words[at].text[0].isupper():
            break
        at += 1
    return 0


def _is_apart(context: Context, span: Span) -> bool:
    """Return whether a row of words is short enough, not in a longer word, and not escaped."""
    words = context.words[span.first : span.last + 1]
    return (
        len(words) <= _MOST_WORDS
        and words[-1].end - words[0].start <= LONGEST
        and not (words[0].glued[0] or words[-1].glued[1])
        and not any(word.escaped for word in words)
    )


def _is_likely(context: Context, span: Span) -> bool:
    """Return whether the words around a row show that it is a person."""
    if _has_cue(context, span):
        return True
    before = context.key_before(span.first)
    if context.listed(before, "articles", "owners", "places"):
        return False
    return span.last > span.first


def _has_cue(context: Context, span: Span) -> bool:
    """Return whether the line shows that a person stands there."""
    if context.expects_person(span.first) or context.has_title(span.first):
        return True
    if context.shows(span.first) and context.listed(context.key_before(span.first), "relations"):
        return True
    if context.opens(span.first) and _is_plain(context, span.first):
        return False
    if not (context.shows(span.first) or context.begins_clause(span.first)):
        return False
    before = context.key_before(span.first)
    return not context.listed(before, "articles") and context.does_something(
        span.last, capital=False
    )


def _is_name(context: Context, span: Span, things: Spans) -> bool:
    """Return whether words could be a person's name; a `van` or `de` may be in the middle."""
    if any(things.at(at) for at in span.words):
        return False
    ends = (span.first, span.last)
    for at in span.words:
        word, key = context.words[at], context.words[at].key
        if not word.text[0].isalpha() or (word.text[0].islower() and at in ends):
            return False
        if word.shouted and not context.view.loud:
            return False
        if not all(c.isalpha() or c in "'’ʼ" or not c.isascii() for c in word.text):
            return False
        if context.listed(key, "capitals", "things"):
            return False
    if span.first == span.last:
        return not _is_plain(context, span.first) and len(context.words[span.first].text) > 1
    return not context.listed(context.words[span.first].key, "articles")


def _is_plain(context: Context, at: int) -> bool:
    """Return whether a word may begin any sentence."""
    # `You've` is as common as `You`.
    key = context.words[at].key.split("'")[0]
    return context.is_cue(key) or context.listed(key, *_PLAIN)


def _is_capital(context: Context, at: int) -> bool:
    word = context.words[at]
    if not word.text[0].isupper() or word.fixed or context.view.loud:
        return False
    plain = context.listed(word.key, "capitals", "calendar", "pronouns", "titles")
    return not plain and not context.is_relation(word.key)


def _follows(context: Context, at: int) -> bool:
    """Return whether a word continues the name before it."""
    if context.words[at - 1].possessive:
        return False
    return context.touches(at) or context.goes_on(at)
