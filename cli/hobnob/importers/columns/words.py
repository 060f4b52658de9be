"""The words by which columns and labels are known, in several languages.

The one rule: all words are data, in `titles.toml`; here they are only looked up.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from hobnob.names import fold, name_key

_NUMBER = re.compile(r"\d+")

MONTHS: Mapping[str, int] = {
    word: at
    for at, words in enumerate(
        (
            "jan january januar janner janvier janv enero ene janeiro gennaio gen januari",
            "feb february februar fevrier fevr febrero fevereiro fev febbraio februari",
            "mar march marz mrz mars marzo marco maart mrt",
            "apr april avril avr abril abr aprile",
            "may mai mayo maio maggio mag mei",
            "jun june juni juin junio junho giugno giu",
            "jul july juli juillet juil julio julho luglio lug",
            "aug august aout agosto ago augustus",
            "sep sept september septembre septiembre setembro set settembre",
            "oct october oktober okt octobre octubre outubro out ottobre ott",
            "nov november novembre noviembre novembro",
            "dec december dezember dez decembre diciembre dic dezembro dicembre",
        ),
        1,
    )
    for word in words.split()
}
"""The names of months, folded, with their numbers."""


@cache
def _languages() -> Mapping[str, Mapping[str, str]]:
    """Return for each language what each title means."""
    made = {}
    for language, meanings in _data().items():
        if language != "labels":
            made[language] = {
                name_key(title): key for key, titles in meanings.items() for title in titles
            }
    return made


@cache
def _labels() -> Mapping[str, str]:
    """Return for each word of a label what it says, such as `home` or `fax`."""
    return {fold(word): name for name, words in _data()["labels"].items() for word in words}


@cache
def _data() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = files("hobnob.importers.columns").joinpath("titles.toml").read_text("utf-8")
    return tomllib.loads(text)


def titles_in(language: str) -> Mapping[str, Sequence[str]]:
    """Return the titles that a language knows, by what they mean."""
    return _data()[language]


def order_languages(titles: Sequence[str]) -> list[str]:
    """Return the languages, the one with the most of the titles first."""
    keys = [_bare(name_key(title)) for title in titles]
    languages = _languages()
    # Of equal ones the first stays first: English.
    return sorted(languages, key=lambda name: -sum(key in languages[name] for key in keys))


def meaning_of(title: str, languages: Sequence[str]) -> tuple[str, str]:
    """Return what a title means ("" if it is not known), and its label: `home`, `work`, or "".

    >>> meaning_of("Business Street 2", ["en"]), meaning_of("Telefon (privat)", ["de"])
    (('street', 'work'), ('phones', 'home'))
    """
    key = name_key(title)
    words = _bare(key).split()
    labels = _labels()
    places = [labels[word] for word in words if word in labels]
    label = next((name for name in places if name in ("home", "work", "other", "fax", "pager")), "")
    without = [word for word in words if labels.get(word) not in ("home", "work", "other", "plain")]
    bare = [word for word in without if labels.get(word) != "small"]
    for language in languages:
        known = _languages()[language]
        for form in (key, " ".join(words)):
            if form in known:
                return known[form], label
    for language in languages:
        known = _languages()[language]
        for form in (" ".join(without), " ".join(bare)):
            if form in known:
                return known[form], label
    return "", label


@lru_cache(maxsize=1000)
def label_of(text: str) -> str:
    """Return what a label says: `home`, `work`, `other`, `mobile`, `fax`, `pager`, `plain`, or "".

    >>> label_of("* Home"), label_of("Work Fax"), label_of("Ferienhaus")
    ('home', 'fax', '')
    """
    labels = _labels()
    words = name_key(text).split()
    known = [labels[word] for word in words if word in labels]
    if len(known) < len(words) or not known:
        return ""
    for name in ("fax", "pager"):
        if name in known:
            return name
    return known[0]


def _bare(key: str) -> str:
    return " ".join(_NUMBER.sub(" ", key).split())
