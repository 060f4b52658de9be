"""Telephone numbers in a text: how they are found, and how they are compared.

The one rule: the same number is the same however it is spaced, and with or without its country.
`+44 20 7946 0018`, `0044 (0)20-7946-0018` and `020 79460018` are one. The script of the site's
search does the same.
"""

from __future__ import annotations

import re

PHONE = re.compile(
    # The set comes first, because Python's search jumps from one of its characters to the next.
    r"[+(\d](?<!\w.)\(?\d?(?:(?:[ \t\u00a0\u202f.\-\u2010-\u2013/]|\(0\)|[()]){0,3}\d){5,}"
)
"""What may be a number: six digits or more, with at most three signs between two of them. Five
digits are enough after a plus or a bracket."""

SIGN = "\u01be"
"""The letter before a number among the words of the search, so that no year or other count begins
a number. It is in no alphabet of today."""

_TRUNK = re.compile(r"\(0\)")
_GROUP = re.compile(r"\d+")
_LEAST = 5
"""The fewest digits by which a number is found; fewer would be found everywhere."""

_COUNTRY = re.compile(r"[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}")
"""The code of a country: one digit, two or three (ITU-T E.164, list of assigned codes)."""


def phone_keys(number: str) -> tuple[str, ...]:
    """Return the digits of a number by which it is compared, without its country.

    A number that is long and has no sign of a country may begin with one; then it has two keys.

    >>> phone_keys("+44 (0)20 7946 0018"), phone_keys("442079460018")
    (('2079460018',), ('442079460018', '2079460018'))
    """
    return _keys(_groups(number), number.lstrip("(").startswith("+"))


def phone_words(text: str) -> list[str]:
    """Return the words by which the numbers of a text are found: their keys and their ends.

    Each begins with `SIGN`. The end of a number begins where a group of its digits does, as
    numbers are typed without their area.

    >>> phone_words("Call +1 (212) 555-0100.")
    ['ƾ2125550100', 'ƾ5550100']
    """
    found: dict[str, None] = {}
    # A card has a number twice: as one of the phones, and as a line that is kept.
    for number in dict.fromkeys(PHONE.findall(text)):
        found.update(dict.fromkeys(SIGN + word for word in words_of_number(number)))
    return list(found)


def words_of_number(number: str) -> tuple[str, ...]:
    """Return the key of one number and its ends, without `SIGN`; see `phone_words`."""
    groups = _groups(number)
    ends = ("".join(groups[at:]) for at in range(1, len(groups)))
    return tuple(dict.fromkeys((*phone_keys(number), *(end for end in ends if len(end) > _LEAST))))


def _groups(number: str) -> list[str]:
    """Return the digits of a number as they stand together, in ASCII."""
    plain = number if number.isascii() else "".join(map(_ascii, number))
    return _GROUP.findall(_TRUNK.sub(" ", plain))


def _ascii(c: str) -> str:
    return str(int(c)) if c.isdecimal() else c


def _keys(groups: list[str], abroad: bool) -> tuple[str, ...]:
    digits = "".join(groups)
    if not abroad and digits.startswith("00"):
        digits, abroad = digits[2:], True
    country = _COUNTRY.match(digits)
    national = digits[country.end() if country else 0 :].lstrip("0")
    whole = digits.lstrip("0")
    # In most countries a number without its country has ten digits at most.
    maybe = not abroad and len(digits) > 10 and digits[0] != "0"
    keys = (national,) if abroad else (whole, national) if maybe else (whole,)
    return tuple(key for key in keys if len(key) >= _LEAST)
