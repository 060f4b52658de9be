"""vCards of invented people, as a telephone writes them.

Rule: every name and every address is another, so that an import makes a note of each.
"""

from __future__ import annotations

from random import Random

from tests.bench.words import load_words

_CARD = """\
BEGIN:VCARD
VERSION:3.0
N:{family};{given};;;
FN:{given} {family}
ORG:{org}
TITLE:{title}
TEL;TYPE=CELL:+44 7700 9{number:05}
EMAIL;TYPE=HOME:p{number}@mail.example
UID:urn:uuid:00000000-0000-4000-8000-{number:012}
END:VCARD
"""


def write_cards(count: int, *, seed: int = 1) -> str:
    """Return so many cards."""
    rng, words = Random(seed), load_words()
    return "".join(
        _CARD.format(
            given=rng.choice(words.scripts[0].given),
            family=f"{rng.choice(words.scripts[0].family)}-{rng.choice(words.vocabulary)}{_letters(number)}",
            org=f"{rng.choice(words.syllables).capitalize()} {rng.choice(words.org_endings)}",
            title=rng.choice(words.titles),
            number=number,
        )
        for number in range(count)
    ).replace("\n", "\r\n")


def _letters(number: int) -> str:
    """Return a number in letters, as a part of a name."""
    return chr(97 + number % 26) + (_letters(number // 26) if number >= 26 else "")
