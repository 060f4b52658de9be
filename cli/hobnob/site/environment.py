"""The environment of the page templates: their functions, filters and escaping.

The one rule: every value is text and is escaped, unless it is Markup that hobnob made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from hobnob.answers import Who
from hobnob.dates import MONTHS, WEEKDAYS, add_days
from hobnob.index.interactions import MonthCount
from hobnob.index.topics import Place, outer_place
from hobnob.names import name_key
from hobnob.network.asks import phrases as ask_phrases
from hobnob.network.graph import phrases as graph_phrases
from hobnob.network.introductions import phrases as introduction_phrases
from hobnob.network.mentions import Mention
from hobnob.network.organizations import Together
from hobnob.network.plans import phrases as plan_phrases
from hobnob.network.plans.plans import Plan, Target
from hobnob.network.ties import phrases as tie_phrases
from hobnob.network.today import phrases as today_phrases
from hobnob.site import avatars, charts, introduction_tree, markdown, plan_charts, texts, words
from hobnob.site.compiled import compiled_templates
from hobnob.site.links import Urls, page_uri, plain
from hobnob.site.loader import TemplateLoader
from hobnob.site.pages import section_pages
from hobnob.site.terms import excerpt
from hobnob.site.timeline import year_uri
from hobnob.site.year_chart import render_year
from hobnob.wording import spell_direction


def make_environment(templates: Path, urls: Urls) -> Environment:
    """Make the environment of the page templates."""
    env = Environment(
        loader=TemplateLoader(templates),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=plain_value,
        bytecode_cache=compiled_templates(Path(__file__)),
    )
    texts.install(env)
    env.globals.update(_addresses(urls), **_FUNCTIONS)
    env.filters.update(_FILTERS)
    return env


def _addresses(urls: Urls) -> dict[str, Any]:
    """Return the functions of templates that give the addresses of pages and files."""
    return {
        "url": urls.ref,
        "page": urls.page,
        "file": urls.page,
        "person_url": lambda slug: urls.page(page_uri("people", slug)),
        "org_url": lambda slug: urls.page(page_uri("orgs", slug)),
        "plan_url": lambda slug: urls.page(page_uri("plans", slug)),
        "tag_url": lambda slug: urls.page(page_uri("tags", slug)),
        "place_url": lambda slug: urls.page(page_uri("places", slug)),
        "appointment_url": urls.appointment,
        "card_url": urls.card,
        "entry_url": urls.entry,
    }


def plain_value(value: Any) -> Any:
    """Remove control characters from text, so that none can be taken for `ROOT`."""
    # Nearly all text is printable, and this test is fast.
    return plain(value) if type(value) is str and not value.isprintable() else value


def _join(values: Iterable[Any], between: str = "") -> str:
    """Join texts. Jinja's own filter would make Markup, which `plain_value` does not clean."""
    return between.join(map(str, values))


def _by_note(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Return mentions by the note in which they stand, in order."""
    return [list(group) for _, group in groupby(mentions, lambda mention: mention.source)]


def _by_first(rows: Iterable[Together]) -> dict[Who, list[tuple[Who, str]]]:
    """Return whom each was with and when, in order; a pair stands with its first."""
    found: dict[Who, list[tuple[Who, str]]] = {}
    for row in rows:
        one, other = row.people
        span = words.spell_span(row.since or "", row.until or "")
        found.setdefault(one, []).append((other, f" ({span})" if span else ""))
    return found


def _weekday(day: str) -> str:
    """Return the day of the week of an ISO date, or "" for a month or a year."""
    return WEEKDAYS[date.fromisoformat(day[:10]).weekday()] if len(day) >= 10 else ""


def _turn(day: str, many: int) -> int:
    """Return which of several things has its turn on a day; `today.js` counts in the same way."""
    return date.fromisoformat(day).toordinal() % many


def entry_lead(kind: str, direction: str) -> str:
    """Return the word between a kind and its people: a letter *to*, a call *with*, news *of*."""
    if kind in {"news", "note"}:
        return "of" if kind == "news" else "about"
    if kind in words.DIRECTED:
        return spell_direction(direction)
    return "with"


def _linkable(address: str) -> bool:
    """Say whether a value can be a link: only http and https can."""
    return address.lower().startswith(("http://", "https://"))


def _address(link: str) -> str:
    """Return a link for reading: without its scheme and the slash at the end."""
    return link.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def _phone(number: str) -> str:
    """Return a telephone number for a `tel:` link."""
    return re.sub(r"[^\d+*#;,]", "", number)


def _mailto(address: str) -> str:
    """Return an e-mail address for a `mailto:` link (RFC 6068)."""
    return quote(address, safe="@+!$'*~")


def calendar(
    months: Iterable[MonthCount],
) -> list[tuple[str, list[MonthCount], MonthCount | None]]:
    """Return each year, newest first, with its twelve months and what has a year alone."""
    counts = {item.month: item for item in months}
    years = sorted({month[:4] for month in counts}, reverse=True)
    return [(year, list(_year(year, counts)), counts.get(year)) for year in years]


def _year(year: str, counts: dict[str, MonthCount]) -> Iterator[MonthCount]:
    for number in range(1, 13):
        month = f"{year}-{number:02}"
        yield counts.get(month) or MonthCount(month, 0)


def board(plan: Plan) -> list[tuple[str, Sequence[Target]]]:
    """Return the people by stage, as in the funnel; then the introduced, and who declined."""
    names = [stage.name for stage in plan.stages]
    board: list[tuple[str, Sequence[Target]]] = [
        (name, [t for t in plan.targets if t.stage == name and not t.declined]) for name in names
    ]
    board.append(("by introduction", plan.introduced))
    board.append(("declined", [t for t in plan.targets if t.declined]))
    return [(name, targets) for name, targets in board if targets]


def shared(texts: Iterable[str]) -> str:
    """Return the text that occurs most often, "" if none occurs twice."""
    common = Counter(texts).most_common(1)
    return common[0][0] if common and common[0][1] > 1 else ""


def nested(places: Mapping[str, Place]) -> Iterator[tuple[str, Place, bool]]:
    """Yield places with their slugs; a place within another follows it, marked so.

    What happened within a place is counted with it, as on its page.
    """
    slugs = {place.key: slug for slug, place in places.items()}
    within: dict[str, list[str]] = {}
    for slug, place in places.items():
        outer = slugs.get(name_key(outer_place(place.place)), "")
        within.setdefault("" if outer == slug else outer, []).append(slug)

    def walk(outer: str) -> Iterator[tuple[str, Place, bool]]:
        for slug in within.get(outer, ()):
            inner = [places[slug], *(places[one] for one in within.get(slug, ()))]
            yield slug, replace(
                places[slug], interactions=sum(place.interactions for place in inner),
                residents=sum(place.residents for place in inner),
                last=max(place.last for place in inner),
            ), bool(outer)  # fmt: skip
            yield from walk(slug)

    yield from walk("")


def upto(
    groups: Iterable[tuple[Any, list[Any]]], most: int
) -> list[tuple[Any, list[Any], list[Any]]]:
    """Return the first groups with so many rows in all: the name, its rows, those to show."""
    shown = []
    for name, rows in groups:
        if most <= 0:
            break
        shown.append((name, rows, rows[:most]))
        most -= len(rows)
    return shown


def used(known: Iterable[str], used: Iterable[str]) -> list[str]:
    """Return the known words that are in use, in their order, then others that are."""
    present = {word for word in used if word}
    return [word for word in known if word in present] + sorted(present - set(known))


def distinct(groups: Iterable[Iterable[str]]) -> list[str]:
    """Return all words of some groups, each once, in order."""
    return sorted({word for group in groups for word in group})


_FUNCTIONS: dict[str, Any] = {
    "month_names": MONTHS,
    "due": lambda day: Markup(markdown.due_html(day)),  # noqa: S704
    "years_chart": charts.render_years,
    "shade": charts.shade,
    "calendar": calendar,
    "board": board,
    "upto": upto,
    "used": used,
    "year_uri": year_uri,
    "nested": nested,
    "shared": shared,
    "distinct": distinct,
    "section_pages": section_pages,
    "circle_words": words.CIRCLES,
    "introduction_tree": introduction_tree.render_introductions,
    "most_in_tree": introduction_tree.MOST,
    "funnel_chart": plan_charts.render_funnel,
    "wins_chart": plan_charts.render_wins,
    "year_chart": render_year,
    "phrases": {
        "asks": ask_phrases,
        "graph": graph_phrases,
        "introductions": introduction_phrases,
        "plans": plan_phrases,
        "ties": tie_phrases,
        "today": today_phrases,
    },
}
"""What templates may call, beside addresses."""

_FILTERS: dict[str, Any] = {
    **{
        name.removeprefix("spell_"): getattr(words, name)
        for name in dir(words)
        if name.startswith("spell_")
    },
    "monogram": avatars.monogram,
    "tint": avatars.tint,
    "count_words": words.count_words,
    "weekday": _weekday,
    "plus_days": add_days,
    "turn": _turn,
    "circle": lambda circle: words.CIRCLES.get(circle, circle),
    "status": lambda status: words.STATUSES.get(status, status),
    "join": _join,
    "lead": entry_lead,
    "linkable": _linkable,
    "address": _address,
    "phone": _phone,
    "mailto": _mailto,
    "excerpt": excerpt,
    "by_note": _by_note,
    "by_first": _by_first,
    "capital": lambda text: text[:1].upper() + text[1:],
}
"""What templates may make of a value."""
