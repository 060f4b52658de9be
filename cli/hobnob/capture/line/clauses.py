"""A line as clauses: what happened, what was talked about, what was promised, what comes next.

The one rule: a clause ends at the next break, or at the next phrase that begins another clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from hobnob.capture.words.language import TokenRow
from hobnob.capture.words.phrases import PhraseMatch
from hobnob.names import fold

_NUMBERED = re.compile(r"\d{1,2}[./]\d{1,2}\Z|\d{4}-\d\d-\d\d\Z")
"""A day in figures."""

ClauseRole = Literal["main", "about", "said", "promise", "follow_up"]


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A stretch of tokens.

    Attributes:
        first: its first token.
        body: the first token behind the phrase that opened it; `first` where none did.
        after: the token behind it; a break is part of no clause.
        sentence: the number of its sentence, from 0.
        cue: the phrase that opened it.
    """

    role: ClauseRole
    first: int
    body: int
    after: int
    sentence: int
    cue: PhraseMatch | None = None


def split_clauses(row: TokenRow) -> tuple[Clause, ...]:
    """Split a line into its clauses."""
    return tuple(_Splitter(row).split())


def planned_at(row: TokenRow, clause: Clause, *lists: str) -> PhraseMatch | None:
    """Return the phrase at the start of a clause that says that I plan to do something.

    Args:
        row: the line.
        clause: the clause.
        lists: of which lists of the section `not_happened`; without any, `planned`.
    """
    at = clause.first
    while clause.role == "main" and at < clause.after:
        if found := row.find(at, "not_happened", *(lists or ("planned",))):
            return found
        dated = row.tokens[at].kind == "when"
        if not dated and not row.is_word(at, "not_happened", "mine", "hedges"):
            return None
        at += 1
    return None


class _Splitter:
    def __init__(self, row: TokenRow) -> None:
        self.row = row
        self.tokens = row.tokens
        self.clauses: list[Clause] = []
        self.sentence = 0
        self.never = self.covered("promises", "never")
        self.never_follow_up = self.covered("clauses", "never_follow_up") | self.agreed()
        self.open("main", 0)

    def covered(self, section: str, key: str) -> frozenset[int]:
        """Return the tokens that some phrases are made of."""
        found = self.row.find_all(section, key)
        return frozenset(at for match in found for at in range(match.first, match.after))

    def agreed(self) -> frozenset[int]:
        """Return the tokens of what is agreed: of "agreed to meet again on Friday"."""
        found = self.row.find_all("clauses", "agreeing", "settled")
        return frozenset(at for match in found for at in range(match.first, match.after + 2))

    def open(self, role: ClauseRole, first: int, cue: PhraseMatch | None = None) -> None:
        self.role, self.first, self.cue = role, first, cue
        self.body = cue.after if cue else first

    def close(self, after: int) -> None:
        if after > self.first:
            self.clauses.append(
                Clause(role=self.role, first=self.first, body=min(self.body, after), after=after,
                       sentence=self.sentence, cue=self.cue)
            )  # fmt: skip

    def split(self) -> list[Clause]:
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.kind == "break":
                if not (self.goes_on(at) or self.is_of_date(at)):
                    self.close(at)
                    self.sentence += token.ends_sentence
                    more = self.promised_more(at + 1) if self.role == "promise" else None
                    self.open("promise" if more else "main", at + 1, more)
                at += 1
                continue
            opened = self.opening(at)
            if opened:
                role, first, cue = opened
                self.close(first)
                self.open(role, first, cue)
                at = max(cue.after, at + 1) if cue else at + 1
            else:
                at += 1
        self.close(len(self.tokens))
        return self.clauses

    def is_of_date(self, at: int) -> bool:
        """Say whether a period belongs to a date: "am 3. November"."""
        if self.tokens[at].key != "." or not re.fullmatch(r"\d{1,2}", self.row.key(at - 1)):
            return False
        months = self.row.language.section("dates").get("months", ())
        return any(self.row.key(at + 1) == fold(word) for words in months for word in words)

    def goes_on(self, at: int) -> bool:
        """Say whether a clause goes on behind a break: "re: the budget", "versprochen, …"."""
        key = self.tokens[at].key
        if self.cue is None or at != self.body or self.cue.meaning in ("do", "do_by"):
            return False
        return ":" in key or (key == "," and self.role == "promise")

    def opening(self, at: int) -> tuple[ClauseRole, int, PhraseMatch | None] | None:
        """Return the clause that begins at a token, if one does."""
        find = self.row.find
        follow_up = promise = None
        if at not in self.never_follow_up:
            follow_up = find(at, "clauses", "follow_up")
        if at not in self.never:
            promise = find(
                at, "promises", "promised", "mine", "owed", "theirs", "owing", "will", "need", "owe"
            )
        if promise and (self.is_told_before(at) or self.is_no_promise(promise)):
            promise = None
        if promise is None and (to_do := self.to_do(at)):
            return "promise", self.first, to_do
        if promise and promise.meaning == "need" and self.is_led(at, "hedges", "mine"):
            return "promise", self.first, promise
        # "call Ana again on Friday" is one thing to do.
        doing = self.cue is not None and self.cue.meaning in ("do", "do_by")
        again = None if doing else find(at, "clauses", "follow_up_dated")
        dated = None if follow_up or promise else again
        if dated and at not in self.never_follow_up and self.is_dated_soon(dated.after, at):
            follow_up = dated
        if follow_up and not (promise and promise.after > follow_up.after):
            return "follow_up", self.with_and(at), follow_up
        if promise:
            return "promise", self.with_and(at), promise
        if self.role == "promise":
            more = self.promised_more(at)
            return ("promise", at, more) if more else None
        if self.role == "follow_up":
            return None
        if at > self.first and self.row.is_word(at, "words", "and"):
            verbs = self.role in ("about", "said") and find(at + 1, "clauses", "starts")
            return ("main", at + 1, None) if verbs else None
        for role in ("about", "said"):
            if self.role != role and (cue := find(at, "clauses", role)):
                return ("about" if role == "about" else "said"), at, cue
        return None

    def is_no_promise(self, cue: PhraseMatch) -> bool:
        """Say whether a phrase of what is to come promises nothing: "she will be away"."""
        settled = self.row.find(cue.first, "clauses", "settled")
        meets = settled and self.row.find(settled.after - 1, "clauses", "meet")
        # "I'll meet Ana on Friday" is an appointment, but not "I'll meet Ana".
        if settled and meets and self.is_dated(settled.after):
            return True
        if cue.meaning == "will":
            if cue.first in self.never_follow_up:
                return True
            return self.row.is_word(cue.after, "promises", "states")
        if cue.meaning not in ("need", "owe"):
            return False
        before = cue.first - 1
        return before >= 0 and (
            self.tokens[before].kind == "who" or self.row.is_word(before, "words", "they", "who")
        )

    def to_do(self, at: int) -> PhraseMatch | None:
        """Return the phrase with which a sentence says what I am to do: "ask Ana for the list"."""
        if not self.is_led(at, "hedges"):
            return None
        # "Friday: send Ana the list"
        before = self.tokens[: self.first]
        if (
            before
            and not before[-1].ends_sentence
            and any(t.kind in ("word", "who") for t in before)
        ):
            return None
        if do := self.row.find(at, "promises", "do"):
            return do
        call = None if self.first else self.row.find(at, "promises", "do_by")
        return call if call and self.is_still_to_do(call) else None

    def is_led(self, at: int, *lists: str) -> bool:
        """Say whether only a day and words of some lists stand before what I am to do."""
        return all(
            self.tokens[before].kind == "when" or self.row.is_word(before, "not_happened", *lists)
            for before in range(self.first, at)
        )

    def is_still_to_do(self, cue: PhraseMatch) -> bool:
        """Say whether "call Ana" is still to do: its day shows it, and nothing that happened.

        The words of a date are looked at, not its meaning: a row may have it as one token.
        """
        following = [*self.row.tokens[cue.after :]]
        end = next((at for at, token in enumerate(following) if token.ends_sentence), None)
        words = [word for token in following[:end] for word in token.key.split()]
        known = self.row.language.words
        if not words or words[0] in (":", "'s"):
            return False
        past, endings = known("dates", "past"), tuple(known("dates", "past_endings"))
        if any(
            word in past or word.lstrip("0123456789") in known("promises", "done")
            or (endings and word.endswith(endings) and word not in known("dates", "not_past"))
            for word in words
        ):  # fmt: skip
            return False
        days = self.row.language.section("dates").get("weekdays", ())
        shown = known("promises", "still").union(*(map(fold, names) for names in days))
        thing = words[0] in known("promises", "articles")
        return thing or any(word in shown or _NUMBERED.match(word) for word in words)

    def is_dated(self, first: int) -> bool:
        """Say whether a day stands in what follows, before the next break."""
        for at in range(first, len(self.tokens)):
            token = self.tokens[at]
            if token.kind == "break":
                return False
            if token.kind == "when" or token.key in self.row.language.date_words:
                return True
        return False

    def is_dated_soon(self, first: int, cue: int) -> bool:
        """Say whether a day follows soon: "ping him 15 Jan", "try again in a week"."""
        if cue == self.first and not self.clauses:
            return False
        for at in range(first, min(first + 4, len(self.tokens))):
            token = self.tokens[at]
            if token.kind == "break":
                return False
            if token.kind == "when" or token.key in self.row.language.date_words:
                return True
            if token.key[:1].isdigit():
                return True
        return False

    def promised_more(self, at: int) -> PhraseMatch | None:
        """Return the phrase with which another promise begins behind one."""
        if more := self.row.find(at, "promises", "and_to"):
            return more
        more = self.row.find(at, "promises", "and_thing")
        return more if more and self.is_due_soon(more.after) else None

    def is_due_soon(self, first: int) -> bool:
        """Say whether a thing has a day by which it is due: "the deck by Monday"."""
        by = self.row.language.words("dates", "by")
        for at in range(first, min(first + 5, len(self.tokens))):
            token = self.tokens[at]
            if token.kind == "break" or self.row.is_word(at, "present", "is"):
                return False
            if token.key.partition(" ")[0] in by and at > first:
                return True
        return False

    def is_told_before(self, at: int) -> bool:
        """Say whether a promise is only recalled: "the list that she promised to send"."""
        is_word, before = self.row.is_word, at - 1
        if before <= self.first:
            return False
        subject = is_word(before, "words", "they") or is_word(before, "promises", "mine_too")
        if not subject and self.tokens[before].kind != "who":
            return False
        before -= 1
        before -= is_word(before, "promises", "that")
        for article in (before - 1, before - 2):
            if article > 0 and is_word(article, "promises", "articles"):
                stops = is_word(article - 1, "words", "stops", "prepositions")
                return self.tokens[article - 1].kind != "break" and not stops
        return False

    def with_and(self, at: int) -> int:
        """Return where a clause begins whose phrase stands at a token: an "and" goes with it."""
        before = at - 1
        joined = before > self.first and self.row.is_word(before, "words", "and")
        return before if joined else at
