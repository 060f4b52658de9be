"""Remarks on a letter before it is sent.

The one rule: a remark gives its reason, and is about the letter, never about its author. There are
no remarks on sent letters.

The remarks follow the method of Tim's essay: dare to be oblique, say why them, promise the call
that you will make, keep it short.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from hobnob.answers import hidden
from hobnob.index.index import Index
from hobnob.letters.language import LetterLanguage, language_of, sentences, simple
from hobnob.model import DIRECT_ASKS
from hobnob.names import words_of
from hobnob.network.letters.drafts import LetterDraft, without_promises
from hobnob.network.letters.recipient_facts import letters_to, reasons_to_write, written_to
from hobnob.wording import ASKS

MOST_WORDS = 150
"""The most words of a first letter: people read as much before they decide to read on."""
_TELLING = 8
"""From this number of words on, a letter in any language has room to say something."""
_SAME_LEAST = 6
"""From this number of words on, a repeated sentence is noticed: "I hope you are well" may come
again."""

# Links and task boxes of Markdown and plain HTML tags are no placeholders.
_PLACEHOLDER = re.compile(
    r"""\{\{.*?\}\} | \{%.*?%\} | \{[A-Za-z_ ]{2,30}\}
      | (?<!\[)\[(?!\[)[A-Z][\w '’/-]{1,40}\](?![\](:])
      | (?<![\w/])<(?!/|(?:b|i|u|s|p|br|hr|em|sub|sup|strong)\b)[A-Za-z][\w '’-]{0,30}>
      | \bX{3,}\b | \b(?:TODO|TBD|FIXME|TKTK|TK)\b | _{4,} | \blorem\ ipsum\b""",
    re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A remark on a letter.

    Attributes:
        code: the code of its check.
        message: the remark.
        path: the path of the draft.
        line: the line of the body, from 0; None for the whole letter.
        key: the key of the front matter that it is about, or "".
    """

    code: str
    message: str
    path: str = hidden()
    line: int | None = hidden(None)
    key: str = hidden("")


class RecipientFacts:
    """Facts about the recipients of letters, loaded when a remark needs them."""

    def __init__(self, index: Index, drafts: Iterable[LetterDraft]) -> None:
        """Take the drafts."""
        self._index = index
        self._people = {who.id for draft in drafts for who in draft.people if who.id}

    @cached_property
    def written_to(self) -> frozenset[int]:
        """The people who got a letter, an e-mail or a message before."""
        return written_to(self._index, self._people)

    @cached_property
    def about(self) -> dict[int, frozenset[str]]:
        """The words by which a letter may give its reason, simplified, by person."""
        found = reasons_to_write(self._index, self._people)
        return {p: frozenset(simple(w) for w in words if w) for p, words in found.items()}

    @cached_property
    def sentences(self) -> dict[int, dict[str, str]]:
        """The sentences of earlier letters, simplified, with the day of the latest, by person."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for person, day, body in letters_to(self._index, self._people):
            text = without_promises(body)
            found[person] |= {simple(sentence): day for _, sentence in sentences(text)}
        return found


class Letter:
    """A draft, with what the remarks need."""

    def __init__(self, draft: LetterDraft, known: RecipientFacts) -> None:
        """Take a draft, and the facts about its people."""
        self.draft = draft
        self.known = known
        self.language: LetterLanguage | None = language_of(draft.text)

    @property
    def is_judged(self) -> bool:
        """Whether a remark can say what it lacks: its language is known, or it is very short.

        An empty draft is not begun yet and lacks nothing.
        """
        return self.language is not None or 0 < len(words_of(self.draft.text)) < _TELLING

    def says(self, name: str) -> bool:
        """Say whether it has a phrase of a group."""
        return self.language is not None and self.language.says(name, self.draft.text)

    @property
    def is_first(self) -> bool:
        """Whether it is the first letter to one of its people."""
        return any(who.id not in self.known.written_to for who in self.draft.people)

    @property
    def first(self) -> str:
        """The name of a first letter."""
        return f"the first letter to {' and '.join(who.name for who in self.draft.people)}"

    def remark(self, code: str, message: str, *, line: int | None = None, key: str = "") -> Remark:
        """Return a remark on it."""
        return Remark(code=code, path=self.draft.path, message=message, line=line, key=key)


def asks_outright(letter: Letter) -> Iterator[Remark]:
    """Remark on a first letter that asks directly."""
    if not letter.is_first:
        return
    instead = "ask for advice instead: nearly everyone has half an hour, and an opinion"
    for what in letter.draft.asked:
        if what in DIRECT_ASKS:
            message = f"asks for {ASKS[what]} (asked: {what}); {instead}"
            yield letter.remark("asks-outright", f"{letter.first} {message}", key="asked")
            return
    if letter.language is None:
        return
    for line, sentence in sentences(letter.draft.text, letter.language):
        for what, words in letter.language.asks_in(sentence):
            for_what = letter.language.words[what]
            message = f"asks for {for_what} ('{words}'); {instead}"
            yield letter.remark("asks-outright", f"{letter.first} {message}", line=line)
            return


def no_reason(letter: Letter) -> Iterator[Remark]:
    """Remark on a first letter that does not say why it is to this person."""
    if not letter.is_first or not letter.is_judged:
        return
    text = simple(letter.draft.text)
    named = {
        word for who in letter.draft.people for word in letter.known.about.get(who.id or 0, ())
    }
    if letter.says("reason") or any(_has(text, word) for word in named):
        return
    yield letter.remark(
        "no-reason", f"{letter.first} does not say why you write to this person; "
        "what you read, saw or heard of them is enough",
    )  # fmt: skip


def _has(text: str, words: str) -> bool:
    """Say whether a text contains some words as whole words."""
    return len(words) > 2 and bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text))


def no_next_step(letter: Letter) -> Iterator[Remark]:
    """Remark on a first letter that does not say what comes next."""
    if not letter.is_first or not letter.is_judged:
        return
    if not letter.says("next_step"):
        yield letter.remark(
            "no-next-step", f"{letter.first} leaves the next step to them; say "
            "when you will ring, and ring",
        )  # fmt: skip


def long_letter(letter: Letter) -> Iterator[Remark]:
    """Remark on a first letter that is too long to be read at once."""
    count = len(words_of(letter.draft.text))
    if letter.is_first and count > MOST_WORDS:
        yield letter.remark(
            "long-letter", f"{letter.first} has {count} words; a letter "
            f"of {MOST_WORDS} or fewer is read at once",
        )  # fmt: skip


def placeholder(letter: Letter) -> Iterator[Remark]:
    """Remark on each placeholder once."""
    seen: set[str] = set()
    for found in _PLACEHOLDER.finditer(letter.draft.subject):
        if found[0] not in seen:
            seen.add(found[0])
            yield letter.remark("placeholder", _fill_in(found), key="subject")
    for number, line in enumerate(letter.draft.text.split("\n")):
        for found in _PLACEHOLDER.finditer(line):
            if found[0] not in seen:
                seen.add(found[0])
                yield letter.remark("placeholder", _fill_in(found), line=number)


def _fill_in(found: re.Match[str]) -> str:
    return f"'{found[0]}' is still to be filled in"


def said_before(letter: Letter) -> Iterator[Remark]:
    """Remark on sentences that the same person has read before."""
    for line, sentence in sentences(letter.draft.text):
        if len(words_of(sentence)) < _SAME_LEAST:
            continue
        for who in letter.draft.people:
            day = letter.known.sentences.get(who.id or 0, {}).get(simple(sentence))
            if day:
                short = sentence if len(sentence) <= 60 else f"{sentence[:59].rstrip()}…"
                message = f"{who.name} has read '{short}' before, in your letter of {day}"
                yield letter.remark("said-before", message, line=line)


MakeRemarks = Callable[[Letter], Iterator[Remark]]

REMARKS: Mapping[str, MakeRemarks] = {
    "asks-outright": asks_outright,
    "no-reason": no_reason,
    "no-next-step": no_next_step,
    "long-letter": long_letter,
    "placeholder": placeholder,
    "said-before": said_before,
}
"""The remarks by the codes of their checks."""


def remarks_on(
    drafts: Iterable[LetterDraft], known: RecipientFacts, codes: Iterable[str] = REMARKS
) -> Iterator[Remark]:
    """Yield the remarks on the letters among some drafts.

    Args:
        drafts: the drafts.
        known: the facts about their people.
        codes: the codes of the wanted remarks.
    """
    makers = [REMARKS[code] for code in codes]
    for draft in drafts:
        if draft.is_letter and draft.people:
            letter = Letter(draft, known)
            for make in makers:
                yield from make(letter)
