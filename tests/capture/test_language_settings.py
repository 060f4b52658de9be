"""Which comes first, the day or the month, and in which words a journal is kept."""

from __future__ import annotations

import pytest

from hobnob.capture.words.language import LanguageError, is_day_first, load_language_settings
from hobnob.errors import SettingsError
from hobnob.settings import Settings, read_settings


@pytest.mark.parametrize(
    ("environment", "day_first"),
    [
        ({"LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "ja_JP"}, False),
        ({"LANG": "de_DE@euro"}, True),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "en_GB.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "en_US.UTF-8", "LC_TIME": "de_DE"}, False),
        ({"LANG": "en_CA.UTF-8"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "en"}, None),
        ({"LANG": ""}, None),
        ({}, None),
    ],
)
def test_the_locale_says_what_comes_first(
    environment: dict[str, str], day_first: bool | None
) -> None:
    assert is_day_first(environment) is day_first


def test_the_setting_wins_over_the_locale() -> None:
    american = {"LANG": "en_US.UTF-8"}
    assert load_language_settings(Settings(), american).day_first is False
    assert load_language_settings(Settings(date_order="day"), american).day_first is True
    assert (
        load_language_settings(Settings(date_order="month"), {"LANG": "de_DE"}).day_first is False
    )


def test_a_language_is_chosen_by_a_setting() -> None:
    assert load_language_settings(read_settings({"language": "en"}), {}).language.name == "en"
    with pytest.raises(SettingsError, match="no words for 'tlh', only for de, en"):
        read_settings({"language": "tlh"})
    with pytest.raises(LanguageError, match="no words for the language 'tlh'"):
        load_language_settings(Settings(language=("tlh",)), {})


@pytest.mark.parametrize(
    "options",
    [{"language": "../en"}, {"language": 3}, {"date_order": "year"}, {"language": "English"}],
)
def test_what_is_no_setting_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match=r"is no language|write 'day' or 'month'"):
        read_settings(options)
