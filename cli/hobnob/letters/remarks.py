"""Remarks on a letter before it is sent.

The one rule: a remark gives its reason, and is about the letter, never about its author. There are
no remarks on sent letters.

The remarks follow the method of Tim's essay: dare to be oblique, say why them, promise the call
that you will make, keep it short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from hobnob.letters.greetings import why_wrong
from hobnob.letters.language import sentences, simple
from hobnob.letters.leftovers import find_leftovers, gaps_in
from hobnob.letters.letter import Letter, RecipientFacts, Remark
from hobnob.model import DIRECT_ASKS
from hobnob.names import words_of
from hobnob.network.letters.drafts import LetterDraft, without_promises
from hobnob.notes.body import without_comments
from hobnob.wording import ASKS

MOST_WORDS = 150
"""The most words of a first letter: people read as much before they decide to read on."""
_SAME_LEAST = 6
"""From this number of words on, a repeated sentence is noticed: "I hope you are well" may come
again."""


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
    """Remark on each thing that is left over, once."""
    draft, seen = letter.draft, set[str]()
    for gap in gaps_in(without_comments(draft.subject)):
        if gap not in seen:
            seen.add(gap)
            yield letter.remark("placeholder", f"'{gap}' is still to be filled in", key="subject")
    for left in find_leftovers(draft.body, letter.known.instructions.get(draft.letter, ())):
        if left.text not in seen:
            seen.add(left.text)
            yield letter.remark("placeholder", left.why, line=left.line)


def greeting(letter: Letter) -> Iterator[Remark]:
    """Remark on a greeting that looks wrong. The key `greeting` is for a letter to one alone."""
    said, people = letter.greeting, letter.draft.people
    for who in people:
        own = letter.known.greetings.get(who.id or 0, "") if len(people) == 1 else ""
        for why in why_wrong(said.text, who.name, own, is_org=who.id in letter.known.organizations):
            message = f"it greets {who.name} with '{said.text}', but {why}"
            yield letter.remark("greeting", message, line=said.line)


def same_letter(letter: Letter) -> Iterator[Remark]:
    """Remark on a letter that the same person was sent within the last year, or will be."""
    for who in letter.draft.people:
        if found := _sent_to(letter, who.id or 0):
            yield letter.remark("same-letter", f"{who.name} {found}")


def _sent_to(letter: Letter, person: int) -> str:
    """Return how a person has the same letter already, "" if they do not."""
    draft, known = letter.draft, letter.known
    text = _words(without_promises(draft.body))
    same = [
        (one.date, one.slug)
        for one in known.earlier.get(person, ())
        if one.note != draft.id and text and _words(without_promises(one.body)) == text
    ]
    made = [one for one in known.made.get((draft.letter, person), ()) if one.note != draft.id]
    same += [(one.date[:10], one.slug) for one in made if not one.draft]
    if same and max(same)[0] >= known.a_year_ago:
        date, slug = max(same)
        return f"was sent this letter on {date} already ({slug})"
    other = next((one.slug for one in made if one.draft and draft.id), "")
    return f"has another draft of this letter ({other})" if other else ""


def _words(text: str) -> str:
    return " ".join(words_of(simple(text)))


def said_before(letter: Letter) -> Iterator[Remark]:
    """Remark on sentences that the same person has read before.

    Of a letter that they have read as a whole, `same_letter` says it once.
    """
    people = [who for who in letter.draft.people if not _sent_to(letter, who.id or 0)]
    for line, sentence in sentences(letter.draft.text) if people else ():
        if len(words_of(sentence)) < _SAME_LEAST:
            continue
        for who in people:
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
    "greeting": greeting,
    "same-letter": same_letter,
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
