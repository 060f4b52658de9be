"""How a letter greets a person, and whether its greeting looks right.

The one rule: the key `greeting` of the person wins, and what you wrote yourself is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hobnob.letters.given_names import given_name
from hobnob.name_forms import name_words, split_titles, spoken_titles
from hobnob.names import name_key

_LONGEST = 60
"""The most characters of a greeting on a line of its own."""
_ENDS = " \t,:;!，、：！،"
# These are called by their first name behind the title: Sir Ian.
_WITH_FIRST = frozenset(("sir", "dame"))
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?)+|[A-Z]{1,2}|[B-DF-HJ-NP-TV-XZ]{3}")
_ABBREVIATED = re.compile(r"\w{2,}\.")
# Words that only organizations have in their names, and what stands behind such a name.
_OFFICE = frozenset(
    ("info", "office", "support", "team", "jobs", "careers", "recruiting", "recruitment", "gmbh",
     "holdings", "limited", "corporation", "ltd", "llc", "llp", "plc")
)  # fmt: skip
_LEGAL_FORMS = frozenset(
    (
        "Inc",
        "Corp",
        "AG",
        "KG",
        "SA",
        "SE",
        "SRL",
        "SARL",
        "BV",
        "NV",
        "OY",
        "AB",
        "ApS",
        "KK",
        "Co",
    )
)
# These need a name behind them.
_BARE = frozenset(
    ("dear", "liebe", "lieber", "cher", "chere", "estimado", "estimada", "querido", "querida",
     "caro", "cara", "gentile", "beste", "kaere", "kara", "drogi", "droga", "prezado", "prezada")
)  # fmt: skip
_SENTENCE_END = re.compile(r"(?:[?…。？]|(?<!\b\w)\.)\Z")


class Greeting(NamedTuple):
    """The greeting of a letter.

    Attributes:
        text: it, without the comma at its end; "" if there is none.
        line: its line in the text, from 0.
    """

    text: str
    line: int


def greet(person: Mapping[str, Any], first_name: str, *, is_friend: bool = False) -> str:
    """Return the greeting for a person: `Dear Grace`.

    The title is used with the family name, but not for a friend: `Dear Dr. Weiß`.

    Args:
        person: the keys of the note.
        first_name: the first name, "" if it is not known.
        is_friend: whether they are a friend, or family.
    """
    if own := clean_greeting(str(person.get("greeting") or "")):
        return own
    name = str(person.get("name") or "")
    titles = spoken_titles(str(person.get("prefix") or ""), name)
    last = given_name(name, " ".join(titles)).last
    if titles and titles[-1].lower() in _WITH_FIRST:
        return f"Dear {titles[-1]} {first_name or last}"
    if titles and last and not (is_friend and first_name):
        return f"Dear {' '.join(titles)} {last}"
    # "Lady King" has no first name.
    return f"Dear {first_name or split_titles(name).name}"


def clean_greeting(text: str) -> str:
    """Return a greeting on one line, without the comma at its end."""
    return " ".join(text.split()).rstrip(_ENDS)


def greeting_of(text: str) -> Greeting:
    """Return the greeting of a letter: its first line, if it is short and stands alone.

    >>> greeting_of("Dear Grace,\\n\\nHow are you?\\n").text
    'Dear Grace'
    """
    lines = text.split("\n")
    at = next((number for number, line in enumerate(lines) if line.strip()), 0)
    first = lines[at].strip()
    is_alone = first[-1:] in tuple(",:!，：！،") or not "".join(lines[at + 1 : at + 2]).strip()
    is_sentence = _SENTENCE_END.search(first) is not None
    if len(first) > _LONGEST or not is_alone or is_sentence:
        return Greeting("", at)
    return Greeting(clean_greeting(first), at)


def why_wrong(greeting: str, name: str, own: str, *, is_org: bool = False) -> Iterator[str]:
    """Yield what looks wrong with a greeting.

    Args:
        greeting: the greeting.
        name: the person's name.
        own: the key `greeting` of the person's note, "" without one.
        is_org: whether an organization has this name.
    """
    if own:
        if name_key(clean_greeting(own)) != name_key(greeting):
            yield f"the note says '{own}'"
        return
    called = _called(greeting, name)
    if greeting and not called and name_key(greeting) in _BARE:
        yield "it has no name"
    if not called:
        return
    if is_org or _is_organization(name):
        yield "this looks like an organization"
    elif any(c.isdigit() or c in "@/_|\\" for c in called):
        yield "this does not look like a name"
    elif _INITIALS.fullmatch(called):
        yield "these look like initials"
    elif _ABBREVIATED.fullmatch(called):
        yield "this looks like a title or an abbreviation"
    elif called.isupper():
        yield "it is in capitals"
    elif called.islower():
        yield "the name begins with a small letter"
    elif (parts := given_name(name)).is_unsure and called == parts.first:
        yield "this may be the family name"


def _called(greeting: str, name: str) -> str:
    """Return the words of a greeting that are of the name."""
    keys = {name_key(word) for word in name_words(name)}
    return " ".join(word for word in greeting.split() if name_key(word) in keys).strip(_ENDS)


def _is_organization(name: str) -> bool:
    words = name.replace(",", " ").split()
    is_legal = len(words) > 1 and words[-1].rstrip(".") in _LEGAL_FORMS
    is_office = any(name_key(word.replace(".", "")) in _OFFICE for word in words)
    return is_legal or is_office
