"""The language settings of a journal: its language, and the order of day and month.

The one rule: the journal's settings come first, then the locale of the terminal. If neither gives
an order, a date that could be two days is an error.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from hobnob.capture.words.language import Language, load_language
from hobnob.settings import Settings

MONTH_FIRST = frozenset({
    "US", "PH", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW",
    "JP", "CN", "KR", "TW", "HU", "LT", "MN",
})  # fmt: skip
"""Territories whose short dates have the month before the day (Unicode CLDR, dateFormat short)."""
_EITHER = frozenset({"CA", "KE", "ZA"})
"""Territories where both are usual."""


@dataclass(frozen=True, kw_only=True)
class LanguageSettings:
    """The language of a journal, and the order of its dates.

    Attributes:
        day_first: whether 03/11/2026 is the third of November; None where nothing says.
    """

    language: Language
    day_first: bool | None


def load_language_settings(
    settings: Settings, environment: Mapping[str, str] = os.environ
) -> LanguageSettings:
    """Return the language settings of a journal.

    Raises:
        LanguageError: there are no words for the language of the settings.
    """
    order = settings.date_order
    day_first = order == "day" if order else is_day_first(environment)
    return LanguageSettings(language=load_language(settings.language), day_first=day_first)


def is_day_first(environment: Mapping[str, str]) -> bool | None:
    """Say whether the day comes first in dates, by the variables that POSIX has for it."""
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        if locale := environment.get(name, ""):
            territory = locale.partition(".")[0].partition("@")[0].partition("_")[2]
            return None if not territory or territory in _EITHER else territory not in MONTH_FIRST
    return None
