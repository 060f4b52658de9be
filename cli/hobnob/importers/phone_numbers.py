"""Telephone numbers as they are compared between sources.

The one rule: two numbers are the same only if that is certain: with their country, where both are
numbers that can be called, else digit by digit. `hobnob.phones` finds more, for the search.
"""

from __future__ import annotations

from functools import lru_cache

_LEAST = 6
"""The fewest digits that identify anybody."""


@lru_cache(maxsize=50_000)
def number_key(number: str, region: str = "") -> str:
    """Return the key of a number, "" for one that identifies nobody.

    Args:
        number: as it is written.
        region: two letters, the country of a number that names none; "" if it is not known.
    """
    import phonenumbers

    try:
        read = phonenumbers.parse(number, region.upper() or None)
        if phonenumbers.is_valid_number(read):
            return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164))
    except phonenumbers.NumberParseException:
        pass
    digits = "".join(str(int(c)) for c in number if c.isdecimal())
    return digits.removeprefix("00") if len(digits) >= _LEAST else ""
