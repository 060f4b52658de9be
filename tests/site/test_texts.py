"""Every text of the site is marked, stands in the catalogue, and can be translated."""

from __future__ import annotations

import re
from gettext import NullTranslations
from pathlib import Path

import pytest
from jinja2 import Environment

from hobnob.site import texts
from hobnob.site.environment import plain_value
from tests.make_texts import CATALOGUE, make, sources, texts_of
from tests.site.building import Built, build, copy_sample
from tests.site.unmarked import unmarked_in_script, unmarked_in_template

NO_TEXTS = re.compile(
    r"use strict|Enter|Esc|Escape|hobnob \w+|no (cards|palette)|hover: none|figcaption span"
)
"""Strings of scripts that are words of a language, but not of the reader's."""


class Bracketed(NullTranslations):
    """A translation from which one sees what it translated."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


def test_the_catalogue_has_every_text() -> None:
    assert CATALOGUE.read_bytes() == make(), "run python -m tests.make_texts"


@pytest.mark.parametrize("suffix", [".html", ".js"])
def test_every_text_is_marked(suffix: str) -> None:
    find = unmarked_in_template if suffix == ".html" else unmarked_in_script
    found = {path.name: find(path.read_text(encoding="utf-8")) for path in sources(suffix)}
    unmarked = {
        (name, text)
        for name, some in found.items()
        for text in some
        if not NO_TEXTS.fullmatch(text)
    }
    assert unmarked == set()


def test_what_is_not_marked_is_found() -> None:
    template = """<p title="Of {{ x }}" class="no">{{ "Here" if x else _("there") }}, <b>a{{ x }}</b>
        <kbd>hobnob log</kbd>{% set y = "Some words" %}{{ counted("%(num)s day", "days", 1) }}</p>"""
    assert unmarked_in_template(template) == ["Of ￼", "Here￼,", "a￼", "Here", "Some words"]
    script = """var a = _("One"); b.textContent = "Two"; counted("three x", "threes x", 3); `${a} four five`; $(".p a")"""
    assert unmarked_in_script(script) == ["Two", "four five"]


def test_a_value_within_a_text_is_escaped_and_loses_its_control_characters() -> None:
    env = Environment(autoescape=True, finalize=plain_value)
    texts.install(env)
    template = env.from_string(
        """{{ _("to %(who)s: 5%%", who=x) }} {{ counted("one", "%(num)s of %(who)s", 1200, who=x) }}"""
    )
    assert template.render(x="<i>\x02'") == "to &lt;i&gt;&#39;: 5% 1,200 of &lt;i&gt;&#39;"


def test_a_translation_changes_every_text_of_the_templates_and_nothing_else(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "translations", Bracketed)
    site = build(copy_sample(tmp_path / "journal"), tmp_path / "site")
    sentences = {
        text for path in sources(".html") for text in texts_of(path)
        if isinstance(text, str) and "%" not in text and "<" not in text and " " in text
    }  # fmt: skip
    for path in site.paths:
        if not path.endswith(".html"):
            continue
        page = site.text(path)
        assert page != (plain := re.sub("[⟦⟧]", "", page))
        assert plain == built.text(path)
        rest = re.findall(">([^<>]+)<", re.sub("⟦[^⟦⟧]*⟧", "", page))
        assert not sentences & set(map(str.strip, rest))
