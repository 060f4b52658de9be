"""Which words of a line are names, given who is known.

The one rule: pure. A row of words is a name when the line says so: by its capitals, by what
stands around it, or since the words can be nothing else. Where two rows overlap, the longer wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from hobnob.capture.names.context import MOST_WORDS, Scene, Span, Spans
from hobnob.index.names import Known
from hobnob.name_forms import spoken_key


class Named(NamedTuple):
    """A name that was found, and whom it may mean."""

    span: Span
    people: tuple[Known, ...]


Verdict = Literal["yes", "no", "in a row"]
"""Whether a row of words is a name: yes, no, or only where it stands in a row with names."""


class Matcher:
    """Finds names in one text."""

    def __init__(
        self, scene: Scene, known: Mapping[str, Sequence[Known]], things: Sequence[Span] = ()
    ) -> None:
        """Take a text and what is known.

        Args:
            scene: the text.
            known: by the key of a form, who is named by it.
            things: the rows of words that name an organization or a place.
        """
        self.scene = scene
        self.known = known
        self.things = Spans(things)

    def find(self) -> tuple[Named, ...]:
        """Return the names of the text, in its order."""
        found: list[Named] = []
        open_: list[Named] = []
        for span in self.scene.spans:
            people = self.known.get(spoken_key(span.text))
            if not people or not _is_whole(self.scene, span):
                continue
            named = Named(span, _settled(people))
            verdict = self._judge(named)
            if verdict == "yes":
                found.append(named)
            elif verdict == "in a row":
                open_.append(named)
        return _longest(self._with_rows(found, open_))

    def _with_rows(self, found: list[Named], open_: list[Named]) -> list[Named]:
        """Add the names that stand in a row with others: `with George and grace`."""
        waiting = {named.span: named for named in open_}
        left, known = Spans(waiting), Spans(named.span for named in found)
        near = list(waiting)
        while near:
            span = near.pop()
            if span not in waiting or not self._is_joined(span, known):
                continue
            found.append(waiting.pop(span))
            known.add(span)
            # One that is settled may settle those beside it.
            near += (*left.before(span), *left.behind(span))
        return found

    def _is_joined(self, span: Span, known: Spans) -> bool:
        scene = self.scene
        if any(scene.joint(other, span) for other in known.before(span)) and (
            scene.is_followed_by_end(span.last)
        ):
            return True
        return any(scene.joint(span, other) for other in known.behind(span)) and (
            scene.begins_clause(span.first) or scene.expects_person(span.first)
        )

    def _judge(self, named: Named) -> Verdict:
        scene, span, words = self.scene, named.span, self.scene.words
        if words[span.first].fixed or self._is_escaped(span) or not self._has_initial(span):
            return "no"
        if self._is_thing(span) or self._is_of_longer_name(named):
            return "no"
        if _is_bold(scene, span):
            return "yes"
        if named.people[0].how == "last":
            return self._judge_last(named)
        if not scene.is_ordinary(span):
            return "yes"
        return self._judge_ordinary(span)

    def _judge_ordinary(self, span: Span) -> Verdict:
        scene, lists = self.scene, self.scene.lists
        before = scene.key_before(span.first)
        capital = scene.words[span.first].capital and not scene.view.loud
        # With a capital it is whoever does something: "heard that Grace was promoted".
        opens_clause = capital and before in lists.clauses
        if (before in lists.articles and not opens_clause) or self._is_time(span):
            return "no"
        if self._shows(span):
            return "yes"
        if before in lists.owners and not capital:
            return "no"
        return "yes" if self._is_meant(span, capital=capital) else "in a row"

    def _judge_last(self, named: Named) -> Verdict:
        """A last name alone is a person where it is unique and has its capital, or a title."""
        scene, span = self.scene, named.span
        if scene.has_title(span.first):
            return "yes"
        words = scene.words[span.first : span.last + 1]
        capital = words[-1].capital and not scene.view.loud
        if len(named.people) > 1 or not capital:
            return "no"
        before = scene.key_before(span.first)
        if before in scene.lists.articles - scene.lists.clauses:
            return "no"
        if scene.is_ordinary(span) and self._is_time(span):
            return "no"
        if self._shows(span) or self._is_meant(span, capital=True):
            return "yes"
        return "in a row"

    def _shows(self, span: Span) -> bool:
        """Whether a capital says that these ordinary words are a name."""
        return any(
            self.scene.shows(at) and not self.scene.words[at].shouted
            for at in range(span.first, span.last + 1)
        )

    def _is_meant(self, span: Span, *, capital: bool) -> bool:
        """Whether what stands around the words makes a person of them."""
        scene, first, last = self.scene, span.first, span.last
        helps = scene.keys[last] in scene.lists.helpers
        if scene.expects_person(first):
            return not helps or scene.is_followed_by_end(last)
        if scene.has_partner(span):
            return True
        if scene.begins_clause(first) and scene.does_something(last, capital=capital):
            return True
        if scene.words[last].possessive:
            return scene.keys[last] not in scene.lists.calendar
        return capital and not helps and scene.words[first].opens and self._is_label(span)

    def _is_label(self, span: Span) -> bool:
        """Whether the words stand for themselves: `Grace: lunch`, `Grace, George: lunch`."""
        scene, behind = self.scene, span.last + 1
        if behind == len(scene.words):
            return span.first == 0 and not scene.view.text[span.end :].strip(" .!?")
        between = scene.words[behind].before
        if between.startswith(":"):
            return True
        return between == ", " and scene.words[behind].capital

    def _is_time(self, span: Span) -> bool:
        """Whether the word is the name of a month or a day: `in May`, `April 3`."""
        scene, first = self.scene, span.first
        if first < span.last or scene.keys[first] not in scene.lists.calendar:
            return False
        if scene.key_before(first).isdigit() or scene.key_after(first)[:1].isdigit():
            return True
        before = scene.key_before(first)
        return before in scene.lists.calendar_before and not scene.expects_person(first)

    def _has_initial(self, span: Span) -> bool:
        """Whether a single letter at the end can be an initial: not `Alejandra a few times`."""
        scene, word, key = self.scene, self.scene.words[span.last], self.scene.keys[span.last]
        if span.first == span.last or len(word.text) > 1 or word.loose:
            return True
        lists = scene.lists
        behind = scene.view.text[span.end :]
        if key in lists.pronouns or (key in lists.letters and not scene.shows(span.last)):
            dotted = behind.startswith(".") and behind[1:].strip() != ""
            return word.capital and not scene.view.loud and (dotted or word.possessive)
        return True

    def _is_escaped(self, span: Span) -> bool:
        """Whether a backslash stands before it, or before the name that it ends."""
        scene = self.scene
        for at in range(span.first, max(-1, span.first - MOST_WORDS), -1):
            if scene.words[at].escaped:
                return True
            if not (scene.touches(at) and scene.words[at].capital):
                return False
        return False

    def _is_thing(self, span: Span) -> bool:
        """Whether it is part of the name of an organization or a place, or is one itself."""
        scene = self.scene
        for thing in self.things.at(span.first):
            if not (thing.first <= span.first and span.last <= thing.last):
                continue
            if (thing.first, thing.last) != (span.first, span.last):
                # At somebody's house one is with them.
                if scene.words[span.last].possessive:
                    continue
                return True
            if scene.key_before(span.first) in scene.lists.places:
                return not scene.expects_person(span.first)
        return False

    def _is_of_longer_name(self, named: Named) -> bool:
        """Whether somebody else is meant, who has another name too: `Grace Jones`."""
        span = named.span
        hows = {known.how for known in named.people}
        if "full" in hows and span.last > span.first:
            return False
        if "initial" not in hows and self._is_name_behind(span):
            return True
        return self._is_name_before(span, last=hows == {"last"})

    def _is_name_behind(self, span: Span) -> bool:
        scene, at = self.scene, span.last + 1
        while (
            scene.touches(at)
            and scene.keys[at] in scene.lists.particles
            and scene.words[at].text.islower()
        ):
            at += 1
        if not scene.touches(at) or scene.words[span.last].possessive:
            return False
        return self._is_of_name(at) and scene.keys[at] not in scene.lists.titles

    def _is_name_before(self, span: Span, *, last: bool) -> bool:
        scene, at = self.scene, span.first - 1
        if not scene.touches(span.first) or scene.words[at].possessive:
            return False
        key, lists = scene.keys[at], scene.lists
        if key in lists.titles or scene.expects_person(span.first) or key in lists.starters:
            return False
        if scene.opens(at):
            # Here any word has a capital: only what can be nothing else is a name.
            known = self.known.get(spoken_key(scene.words[at].text), ())
            is_first = any(person.how != "last" for person in known)
            plain = key in lists.ordinary or key in lists.after or key in lists.calendar
            named = (is_first or not plain) if last else (is_first and not plain)
            return scene.words[at].capital and named
        return self._is_of_name(at)

    def _is_of_name(self, at: int) -> bool:
        """Whether a word beside a name looks like another part of it."""
        word, key = self.scene.words[at], self.scene.keys[at]
        if not self._is_cased_capital(at) or word.shouted or self.scene.view.loud:
            return False
        lists = self.scene.lists
        if key in lists.capitals or key in lists.calendar or key in lists.pronouns:
            return False
        return not self.things.at(at)

    def _is_cased_capital(self, at: int) -> bool:
        first = self.scene.words[at].text[0]
        return first.isupper() and not self.scene.opens(at)


def _settled(people: Sequence[Known]) -> tuple[Known, ...]:
    """Return those who are named by it; a last name only where it is nothing else."""
    nearer = tuple(person for person in people if person.how != "last")
    return nearer or tuple(people)


def _is_bold(scene: Scene, span: Span) -> bool:
    return (span.start, span.end) in scene.view.bold


def _is_whole(scene: Scene, span: Span) -> bool:
    """Whether a row of words is no part of a longer word."""
    first, last = scene.words[span.first], scene.words[span.last]
    if first.glued[0] or last.glued[1]:
        return False
    if not (first.loose or last.loose):
        return True
    words = scene.words
    left = first.loose and span.first > 0 and not first.before and words[span.first - 1].loose
    behind = words[span.last + 1] if span.last + 1 < len(words) else None
    right = last.loose and behind is not None and not behind.before and behind.loose
    if not (left or right):
        return True
    count = span.last - span.first + 1
    if "\uac00" <= first.text[0] <= "\ud7a3":
        # Korean hangs its particles on a name, and puts nothing before it.
        return not left and count > 1
    return count > (1 if first.text[0] >= "\u2e80" else 2)


def _longest(found: Iterable[Named]) -> tuple[Named, ...]:
    """Of names that overlap, keep the longest; of equal ones the first."""
    kept: list[Named] = []
    used: set[int] = set()
    for named in sorted(found, key=lambda n: (n.span.first - n.span.last, n.span.first)):
        words = range(named.span.first, named.span.last + 1)
        if used.isdisjoint(words):
            kept.append(named)
            used.update(words)
    return tuple(sorted(kept, key=lambda n: n.span.first))
