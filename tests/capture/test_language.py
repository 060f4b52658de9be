"""Word lists: English is complete, another language is one file, a mistake is told."""

from __future__ import annotations

import contextlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from hobnob.capture.days.meanings import PHRASES
from hobnob.capture.days.when import find_dates, parse_when
from hobnob.capture.line.line import Reading, read_line
from hobnob.capture.words import proofreading
from hobnob.capture.words.language import FOLDER, Language, LanguageError, load_language
from hobnob.errors import UsageError
from tests.capture.speaking import understand
from tests.conftest import TODAY, World

# Esperanto has rules and no exceptions, and nobody's journal is in it.
ESPERANTO = """
[words]
they = ["ŝi", "li", "ili"]
and = ["kaj"]
stops = ["kun", "pri", "kaj", "je"]

[clauses]
about = ["pri"]
follow_up = ["reparolu"]

[promises]
promised = ["promesis"]
theirs = ["promesis al mi"]

[dates]
months = [
  ["januaro"], ["februaro"], ["marto"], ["aprilo"], ["majo"], ["junio"],
  ["julio"], ["aŭgusto"], ["septembro"], ["oktobro"], ["novembro"], ["decembro"],
]
weekdays = [
  ["lundo", "lundon"], ["mardo", "mardon"], ["merkredo"], ["ĵaŭdo"], ["vendredo", "vendredon"],
  ["sabato"], ["dimanĉo"],
]
ordinals = ["a"]
by = ["ĝis"]
on = ["je"]

[dates.numbers]
tri = 3

[dates.units]
day = ["tago", "tagoj"]
week = ["semajno", "semajnoj"]

[dates.days]
"hieraŭ" = -1
"antaŭhieraŭ" = -2

[dates.phrases]
ago = ["antaŭ NUMBER UNIT"]
ahead = ["post NUMBER UNIT"]
weekday = ["WEEKDAY"]
last_weekday = ["lastan WEEKDAY"]
date = ["la DAY de MONTH", "la DAY de MONTH YEAR"]

[people]
before = ["kun"]

[kinds]
meal = ["tagmanĝo", "kafo"]
call = ["telefonis"]

[directions]
in = ["WHO telefonis"]

[places]
at = ["ĉe"]
"""


@pytest.fixture
def languages(tmp_path: Path) -> Path:
    (tmp_path / "eo.toml").write_text(ESPERANTO, encoding="utf-8")
    return tmp_path


def say(language: Language, text: str) -> Reading:
    return read_line(text, language, (), find_dates(text, TODAY, language, day_first=True))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("hieraŭ: tagmanĝo pri laboro", {"date": "2026-11-21", "kind": "meal"}),
        ("antaŭ tri tagoj: kafo", {"date": "2026-11-19", "kind": "meal"}),
        ("lastan lundon, kafo", {"date": "2026-11-16", "kind": "meal"}),
        ("la 3a de novembro: kafo", {"date": "2026-11-03", "kind": "meal"}),
        ("ŝi telefonis", {"kind": "call", "direction": "in"}),
        ("kafo, reparolu post 3 semajnoj", {"kind": "meal", "follow_up": "2026-12-13"}),
        ("kafo ĉe Luigi", {"kind": "meal", "place": "Luigi"}),
        ("kafo pri tagmanĝo", {"kind": "meal"}),
    ],
)
def test_another_language_is_one_file(languages: Path, line: str, said: dict[str, str]) -> None:
    reading = say(load_language("eo", languages), line)
    for key in ("date", "kind", "direction", "follow_up", "place"):
        assert getattr(reading, key) == said.get(key, ""), key


def test_promises_of_another_language(languages: Path) -> None:
    (promise,) = say(
        load_language("eo", languages), "kafo, promesis sendi la liston ĝis vendredo"
    ).promises
    assert (promise.text, promise.due, promise.owner) == ("sendi la liston", "2026-11-27", None)


def test_a_date_that_does_not_exist_is_told_in_any_language(languages: Path) -> None:
    with pytest.raises(UsageError, match="November has 30 days"):
        parse_when("la 31a de novembro", TODAY, load_language("eo", languages))


def test_people_of_another_language(languages: Path, world: World) -> None:
    world.person("Ana")
    world.person("Grace Hopper")
    with world.index() as index:
        said = understand(
            index, "hieraŭ: kafo kun grace pri Ana", language=load_language("eo", languages)
        )
    assert said.plain() == {
        "date": "2026-11-21", "kind": "meal", "people": ["grace-hopper"], "mentioned": ["ana"],
    }  # fmt: skip
    assert said.linked == "hieraŭ: kafo kun [[grace-hopper|grace]] pri [[ana|Ana]]"


# ---------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[kinds\n", "xx.toml: this is not TOML: "),
        ("[kindz]\n", "xx.toml: there is no list 'kindz'; did you mean kinds"),
        ("[kinds]\nmeel = []\n", "there is no list 'kinds.meel'; did you mean meal"),
        ("[kinds]\nmeal = 'lunch'\n", "kinds.meal: this must be a list of phrases in quotes"),
        ("[kinds]\nmeal = [1]\n", "kinds.meal: this must be a list of phrases in quotes"),
        ("[kinds]\nmeal = ['']\n", "kinds.meal: a phrase is empty"),
        ("[kinds]\ncall = ['WHOM rang']\n", "kinds.call: 'WHOM rang': WHOM stands for nothing; WHO would"),
        ("kinds = ['lunch']\n", "kinds: this must be a table: write [kinds]"),
        ("[dates]\nmonths = [['jan']]\n", "dates.months: there must be 12 lists"),
        ("[dates.days]\ngestern = 'x'\n", "dates.days: 'gestern' must be a number; it is 'x'"),
        ("[dates.feasts]\nweihnachten = '25.12.'\n", "dates.feasts: 'weihnachten' must be a month and a day, such as 12-25"),
        ("[dates.units]\nmoon = ['mond']\n", "there is no list 'dates.units.moon'; there are day, week"),
        ("[dates.phrases]\nago = ['vor N UNIT']\nlater = []\n", "there is no list 'dates.phrases.later'"),
        ("[dates.phrases]\nago = ['vor NUM UNIT']\n", "'vor NUM UNIT': NUM stands for nothing; NUMBER, UNIT"),
    ],
)  # fmt: skip
def test_a_mistake_says_what_would_be_right(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "xx.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LanguageError, match=re.escape(said)):
        load_language("xx", tmp_path)


def test_a_language_that_is_not_there_says_which_are() -> None:
    with pytest.raises(LanguageError, match="no words for the language 'tlh'; there are those of"):
        load_language("tlh")


# ---------------------------------------------------------------- the files that are shipped


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_what_is_shipped_has_no_mistake(path: Path) -> None:
    english = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    assert proofreading.proofread(sections, english) == []


def test_english_has_every_list_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[tuple[str, str]] = set()

    def watch(name: str) -> None:
        real = getattr(Language, name)

        def watched(language: Language, section: str, *keys: str) -> Any:
            asked.update((section, key) for key in keys)
            return real(language, section, *keys)

        monkeypatch.setattr(Language, name, watched)

    watch("words")
    watch("phrases")
    english = Language("en", load_language().sections)
    from tests.capture.test_lines import LINES

    for _, line in LINES:
        with contextlib.suppress(UsageError):
            say(english, line["text"])
    assert not [pair for pair in sorted(asked) if pair[1] not in english.section(pair[0])]
    assert set(english.section("dates")["phrases"]) == PHRASES


def test_lists_of_single_words_have_no_phrases() -> None:
    english = load_language("en")
    for section, key in (
        ("words", "and"), ("words", "with"), ("words", "they"), ("words", "who"), ("words", "stops"),
        ("words", "prepositions"), ("words", "joining"), ("dates", "not_after"), ("dates", "parts"),
        ("dates", "counted"), ("dates", "doubtful"), ("dates", "ordinals"), ("kinds", "not_after"),
        ("kinds", "articles"), ("outcomes", "not_after"), ("asks", "not_me"), ("asks", "articles"),
        ("asks", "joining"), ("asks", "theirs"), ("present", "hosted"), ("present", "is"),
        ("places", "articles"), ("places", "not_after"), ("introductions", "by"),
    ):  # fmt: skip
        assert not [word for word in english.section(section)[key] if " " in word], (section, key)


def test_words_are_kept_for_the_same_text_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    file, kept = tmp_path / "en.toml", tmp_path / "state" / "hobnob" / "words" / "en"

    def words() -> frozenset[str]:
        load_language.cache_clear()
        return load_language("en", tmp_path).words("kinds", "call")

    file.write_text("[kinds]\ncall = ['rang']\n")
    assert words() == {"rang"}
    kept.write_text(kept.read_text().replace("rang", "kept"))
    assert words() == {"kept"}
    file.write_text("[kinds]\ncall = ['phoned']\n")
    assert words() == {"phoned"}
    kept.write_bytes(kept.read_bytes()[:-3])
    assert words() == {"phoned"}
    load_language.cache_clear()
