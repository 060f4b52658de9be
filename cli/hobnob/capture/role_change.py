"""A new role of somebody that a line tells of, as the command that records it.

The one rule: the line is only read; nothing is changed. A place may look like an organization, so
"moved to Bath" says nothing without a title, unless somebody's role names Bath.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from shlex import quote

from hobnob.capture.entry import NewEntry
from hobnob.capture.words.language import Language, load_language_settings
from hobnob.index.index import Index
from hobnob.index.orgs import list_orgs
from hobnob.names import name_key

_WHO = r"\[\[(?P<who>[^\[\]|]+)(?:\|[^\[\]]*)?\]\]"
_ISO = r"\d{4}(?:-\d\d){0,2}"


def role_commands(index: Index, entry: NewEntry) -> Iterator[str]:
    """Yield a `hobnob move` for each new role that a line tells of, ready to type."""
    language = load_language_settings(index.journal.settings).of(entry.text)
    words = language.section("moves")
    if not words:
        return
    verbs = [verb for key in ("to", "moved", "joins", "joined") for verb in words[key]]
    told = re.compile(
        rf"{_WHO}\s+(?P<verb>{_any(verbs)})\s+(?P<rest>[^.,;:!?()\n]+)", re.IGNORECASE
    )
    matches = list(told.finditer(entry.text))
    known = {name_key(row.name) for row in list_orgs(index)} if matches else set()
    for match in matches:
        verb = " ".join(match["verb"].lower().split())
        past = verb in words["moved"] or verb in words["joined"]
        rest, since = _without_date(match["rest"], index.today, language, past=past)
        org, title = _split(rest, words["as"])
        joins = verb in words["joins"] or verb in words["joined"]
        if org and "[[" not in org and (title or joins or name_key(org) in known):
            parts = ["hobnob move", quote(match["who"]), f"--org {quote(org)}"]
            parts += [f"--title {quote(title)}"] if title else []
            parts += [f"--since {since}"] if since else []
            yield " ".join(parts)


def _without_date(text: str, today: str, language: Language, *, past: bool) -> tuple[str, str]:
    """Return a text without its date, and the date: an ISO date, month or year; "" for none.

    A month without a year is the last one for what has happened, and the next one for the rest.
    """
    months = language.section("dates")["months"]
    named = _any(name for names in months for name in names)
    began = _any(language.section("moves")["from"])
    found = re.search(
        rf"\s+(?:{began})\s+(?:(?P<iso>{_ISO})|(?P<month>{named})(?:\s+(?P<year>\d{{4}}))?)\b",
        text,
        re.IGNORECASE,
    )
    if not found:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    if found["iso"]:
        return rest, found["iso"]
    month = next(at for at, names in enumerate(months, 1) if found["month"].lower() in names)
    year = int(found["year"] or today[:4])
    if not found["year"]:
        this = int(today[5:7])
        year += -1 if past and month > this else 1 if not past and month < this else 0
    return rest, f"{year}-{month:02}"


def _split(text: str, words: Iterable[str]) -> tuple[str, str]:
    """Split a text at a word such as "as" into the organization and the title."""
    org, *title = re.split(
        rf"\s+(?:{_any(words)})\s+(?:(?:an?|the|their|his|her)\s+)?", text, maxsplit=1,
        flags=re.IGNORECASE,
    )  # fmt: skip
    return " ".join(org.split()), " ".join("".join(title).split())


def _any(phrases: Iterable[str]) -> str:
    """Return a pattern of some phrases, the longest first."""
    longest = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)
