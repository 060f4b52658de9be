"""Matching the words of a line with known names.

The one rule: words are a name if their capitals or their neighbours show it, or if they have no
other meaning. If two names overlap, the longer one wins. Only the text and the known names count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from hobnob.capture.names.context import MOST_WORDS, Context, Span, Spans
from hobnob.capture.names.text import Word
from hobnob.index.names import Known
from hobnob.name_forms import name_form_key, name_words


class FoundName(NamedTuple):
    """A found name, and the people it may mean.

    Attributes:
        doubt: why the words may be no name, in words; "" if they are clearly one.
    """

    span: Span
    people: tuple[Known, ...]
    doubt: str = ""


_PARTS = ("first", "leading", "initial")
"""Forms that are a part of a name, and may stand in small letters."""
Verdict = Literal["yes", "no", "in a row"]
"""Whether a row of words is a name: yes, no, or only in a row with other names."""


class Matcher:
    """Finds names in one text."""

    def __init__(
        self, context: Context, known: Mapping[str, Sequence[Known]], things: Sequence[Span] = ()
    ) -> None:
        """Take a text and the known names.

        Args:
            context: the text.
            known: the people with each name, by the key of its form.
            things: the rows of words that name an organization or a place.
        """
        self.context = context
        self.known = known
        self.things = Spans(things)

    def find(self) -> tuple[FoundName, ...]:
        """Return the names in the text, in order."""
        found: list[FoundName] = []
        open_: list[FoundName] = []
        for span in self.context.spans:
            people = self._called_so(span, self.known.get(name_form_key(span.text), ()))
            if not people or not _is_whole(self.context, span):
                continue
            # A last name counts only if its words name nobody in another way.
            nearer = tuple(person for person in people if person.how != "last")
            named = FoundName(span, nearer or people)
            named = named._replace(doubt=self._doubt(named))
            verdict = self._judge(named)
            if verdict == "yes":
                found.append(named)
            elif verdict == "in a row":
                open_.append(named)
        return _longest(self._with_rows(found, open_))

    def _called_so(self, span: Span, people: Sequence[Known]) -> tuple[Known, ...]:
        """Return the people whom words can mean: nobody is called "the" of "The Admiral".

        In small letters, a part of a name that is an everyday word needs a place where only a
        person can stand: "lunch with ben", but not "met new people".
        """
        context, words = self.context, self.context.words[span.first : span.last + 1]
        if context.has_capital(span.first):
            # Somebody may be called An; by the beginning of an alias, nobody is called The.
            joins = all(map(context.is_function_word, span.words))
            return tuple(known for known in people if not (joins and _is_of_alias(known, words)))
        ends = context.ends_name(span.last)
        everyday = all(map(context.is_function_word, span.words)) or (
            not ends and context.are_listed(span, "particles", "starters")
        )
        return tuple(
            known for known in people
            if known.how not in _PARTS
            or not (everyday or (not ends and _is_of_alias(known, words)))
        )  # fmt: skip

    def _doubt(self, named: FoundName) -> str:
        """Return why words may not mean these people, or "": "saw rose petals", "new guy Piotr"."""
        context, span = self.context, named.span
        if context.is_new(span.first):
            before = context.words[span.first - 2].start
            return f"'{context.view.text[before : span.end]}' may be somebody else"
        bold = (span.start, span.end) in context.view.bold
        if bold or any(known.how not in _PARTS for known in named.people):
            return ""
        if context.is_within(span):
            before = context.words[span.first - 1].start
            return f"'{context.view.text[before : span.end]}' may be a place"
        if context.has_capital(span.first):
            return ""
        words = context.words[span.first : span.last + 1]
        if all(_is_of_alias(known, words) for known in named.people):
            return "the beginning of an alias"
        thing = context.listed(context.key_before(span.first), "takes_things")
        if context.is_ordinary(span) and (thing or not context.ends_name(span.last)):
            return f"'{span.text}' is a word too"
        return ""

    def _with_rows(self, found: list[FoundName], open_: list[FoundName]) -> list[FoundName]:
        """Add the names that are in a row with others: `with George and grace`."""
        waiting = {named.span: named for named in open_}
        left, known = Spans(waiting), Spans(named.span for named in found)
        near = list(waiting)
        while near:
            span = near.pop()
            if span not in waiting or not self._is_joined(span, known):
                continue
            found.append(waiting.pop(span))
            known.add(span)
            # A settled name may settle the names beside it.
            near += (*left.before(span), *left.behind(span))
        return found

    def _is_joined(self, span: Span, known: Spans) -> bool:
        context = self.context
        if any(context.joint(other, span) for other in known.before(span)) and (
            context.is_followed_by_end(span.last)
            # "emailed Ana, hope to hear from her"
            and not context.listed(context.key_after(span.last), "infinitives")
        ):
            return True
        return any(context.joint(span, other) for other in known.behind(span)) and (
            context.begins_clause(span.first) or context.expects_person(span.first)
        )

    def _judge(self, named: FoundName) -> Verdict:
        context, span, words = self.context, named.span, self.context.words
        if words[span.first].fixed or self._is_escaped(span) or not self._has_initial(span):
            return "no"
        if self._is_thing(span) or self._is_of_longer_name(named):
            return "no"
        if (span.start, span.end) in context.view.bold:
            return "yes"
        if named.people[0].how == "last":
            return self._judge_last(named)
        ordinary = context.is_ordinary(span) or all(map(context.is_function_word, span.words))
        if not ordinary or self._is_full(named) or self._has_org(span):
            return "yes"
        return self._judge_ordinary(span)

    def _is_full(self, named: FoundName) -> bool:
        """Return whether words are somebody's full name, which wins over each word in it."""
        full = any(person.how == "full" for person in named.people)
        return full and named.span.last > named.span.first

    def _has_org(self, span: Span) -> bool:
        """Return whether an organization follows, as it does only behind a name: `mark (ibm)`."""
        before = self.context.key_before(span.first)
        if self.context.listed(before, "articles", "owners"):
            # "lost all hope at Acme"
            return False
        starts = self.context.org_starts(span.last)
        return any(thing.first == at for at in starts for thing in self.things.at(at))

    def _judge_ordinary(self, span: Span) -> Verdict:
        context = self.context
        before = context.key_before(span.first)
        capital = context.has_capital(span.first)
        # With a capital, it is a subject: "heard that Grace was promoted".
        opens_clause = capital and context.listed(before, "clauses")
        if (context.listed(before, "articles") and not opens_clause) or self._is_time(span):
            return "no"
        if context.is_within(span):
            return "no"
        if self._shows(span):
            return "yes"
        if context.listed(before, "owners") and not capital:
            return "no"
        return "yes" if self._is_meant(span, capital=capital) else "in a row"

    def _judge_last(self, named: FoundName) -> Verdict:
        """Return whether a last name alone is a person: unique with a capital, or with a title."""
        context, span = self.context, named.span
        if context.has_title(span.first):
            return "yes"
        words = context.words[span.first : span.last + 1]
        capital = words[-1].capital and not context.view.loud
        if len(named.people) > 1 or not capital:
            return "no"
        before = context.key_before(span.first)
        if context.listed(before, "articles") and not context.listed(before, "clauses"):
            return "no"
        if context.is_ordinary(span) and self._is_time(span):
            return "no"
        if self._shows(span) or self._is_meant(span, capital=True):
            return "yes"
        return "in a row"

    def _shows(self, span: Span) -> bool:
        """Return whether a capital shows that these ordinary words are a name."""
        return any(
            self.context.shows(at) and not self.context.words[at].shouted for at in span.words
        )

    def _is_meant(self, span: Span, *, capital: bool) -> bool:
        """Return whether the context shows that the words are a person."""
        context, first, last = self.context, span.first, span.last
        helps = context.listed(context.words[last].key, "helpers")
        if context.expects_person(first):
            return not helps or context.is_followed_by_end(last)
        if context.has_partner(span):
            return True
        if context.begins_clause(first) and context.does_something(last, capital=capital):
            return True
        if context.words[last].possessive:
            return not context.listed(context.words[last].key, "calendar")
        return capital and not helps and context.words[first].opens and self._is_label(span)

    def _is_label(self, span: Span) -> bool:
        """Return whether the words are a label: `Grace: lunch`, `Grace, George: lunch`."""
        context, behind = self.context, span.last + 1
        if behind == len(context.words):
            return span.first == 0 and not context.view.text[span.end :].strip(" .!?")
        between = context.words[behind].before
        if between.startswith(":") or between.strip() in ("-", "–", "—"):
            return True
        return between == ", " and context.words[behind].capital

    def _is_time(self, span: Span) -> bool:
        """Return whether the word is the name of a month or a day: `in May`, `April 3`."""
        context, first = self.context, span.first
        if first < span.last or not context.listed(context.words[first].key, "calendar"):
            return False
        if context.key_before(first).isdigit() or context.key_after(first)[:1].isdigit():
            return True
        before = context.key_before(first)
        return context.listed(before, "calendar_before") and not context.expects_person(first)

    def _has_initial(self, span: Span) -> bool:
        """Return whether a last letter alone can be an initial: not `Alejandra a few times`."""
        context, word = self.context, self.context.words[span.last]
        if span.first == span.last or len(word.text) > 1 or word.loose:
            return True
        behind = context.view.text[span.end :]
        plain = context.listed(word.key, "letters") and not context.shows(span.last)
        if plain or context.listed(word.key, "pronouns"):
            dotted = behind.startswith(".") and behind[1:].strip() != ""
            return word.capital and not context.view.loud and (dotted or word.possessive)
        return True

    def _is_escaped(self, span: Span) -> bool:
        """Return whether a backslash stands before the words, or before the name they end."""
        context = self.context
        for at in range(span.first, max(-1, span.first - MOST_WORDS), -1):
            if context.words[at].escaped:
                return True
            if not (context.touches(at) and context.words[at].capital):
                return False
        return False

    def _is_thing(self, span: Span) -> bool:
        """Return whether the words are an organization or a place, or a part of its name."""
        context = self.context
        for thing in self.things.at(span.first):
            if not (thing.first <= span.first and span.last <= thing.last):
                continue
            if (thing.first, thing.last) != (span.first, span.last):
                # At a person's house one meets the person.
                if context.words[span.last].possessive:
                    continue
                return True
            if context.listed(context.key_before(span.first), "places"):
                return not context.expects_person(span.first)
        return False

    def _is_of_longer_name(self, named: FoundName) -> bool:
        """Return whether the words belong to another person's longer name: `Grace Jones`."""
        span = named.span
        hows = {known.how for known in named.people}
        if "full" in hows and span.last > span.first:
            return False
        if "initial" not in hows and self._is_name_behind(span):
            return True
        return self._is_name_before(span, last=hows == {"last"})

    def _is_name_behind(self, span: Span) -> bool:
        context, at = self.context, span.last + 1
        while (
            context.touches(at)
            and context.listed(context.words[at].key, "particles")
            and context.words[at].text.islower()
        ):
            at += 1
        if not context.touches(at) or context.words[span.last].possessive:
            return False
        return self._is_of_name(at) and not context.listed(context.words[at].key, "titles")

    def _is_name_before(self, span: Span, *, last: bool) -> bool:
        context, at = self.context, span.first - 1
        if not context.touches(span.first) or context.words[at].possessive:
            return False
        key = context.words[at].key
        known = self.known.get(name_form_key(context.words[at].text), ())
        is_first = any(person.how != "last" for person in known)
        if last and is_first and context.words[at].capital and not context.view.loud:
            # "May Baker" is neither May Chen nor Tom Baker, though "may" is a word too.
            return True
        if context.listed(key, "titles", "starters") or context.expects_person(span.first):
            return False
        if context.opens(at):
            # Any word has a capital here: only words without another meaning are a name.
            plain = context.listed(key, "ordinary", "after", "calendar")
            named = (is_first or not plain) if last else (is_first and not plain)
            return context.words[at].capital and named
        return self._is_of_name(at)

    def _is_of_name(self, at: int) -> bool:
        """Return whether a word beside a name looks like another part of it."""
        word = self.context.words[at]
        if not word.text[0].isupper() or self.context.opens(at):
            return False
        if word.shouted or self.context.view.loud:
            return False
        if self.context.listed(word.key, "capitals", "calendar", "pronouns"):
            return False
        if self.context.is_relation(word.key):
            return False
        return not self.things.at(at)


def _is_of_alias(known: Known, words: Sequence[Word]) -> bool:
    """Return whether words are a part of an alias of somebody's, and of no other name of theirs."""
    if known.how != "first":
        return False
    own = {name_form_key(word) for word in name_words(known.name)}
    return not own.issuperset(name_form_key(word.text) for word in words)


def _is_whole(context: Context, span: Span) -> bool:
    """Return whether a row of words is not a part of a longer word."""
    first, last = context.words[span.first], context.words[span.last]
    if first.glued[0] or last.glued[1]:
        return False
    if not (first.loose or last.loose):
        return True
    words = context.words
    left = first.loose and span.first > 0 and not first.before and words[span.first - 1].loose
    behind = words[span.last + 1] if span.last + 1 < len(words) else None
    right = last.loose and behind is not None and not behind.before and behind.loose
    if not (left or right):
        return True
    count = span.last - span.first + 1
    if "\uac00" <= first.text[0] <= "\ud7a3":
        # Korean puts particles after a name, and nothing before it.
        return not left and count > 1
    return count > (1 if first.text[0] >= "\u2e80" else 2)


def _longest(found: Iterable[FoundName]) -> tuple[FoundName, ...]:
    """Of overlapping names, keep the longest; of equal ones, the first."""
    kept: list[FoundName] = []
    used: set[int] = set()
    for named in sorted(found, key=lambda n: (n.span.first - n.span.last, n.span.first)):
        if used.isdisjoint(named.span.words):
            kept.append(named)
            used.update(named.span.words)
    return tuple(sorted(kept, key=lambda n: n.span.first))
