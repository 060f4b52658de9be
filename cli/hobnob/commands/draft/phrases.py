"""What `draft` says: what was drafted, for whom not and why, and what to think of.

The one rule: what is the same for many is said once, with their names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from hobnob.cli.app import App
from hobnob.cli.layout import count, one_line, wrap
from hobnob.index.index import Index
from hobnob.letters.drafting import Batch
from hobnob.letters.remarks import LOOKS, Remark, look_at
from hobnob.letters.waiting import Acquaintance
from hobnob.network.asks.asks import remark_on_direct_ask

_NAMED = 3
"""People who are named before the others are counted."""
_LISTED = 20
"""Drafts that are listed, each with its file."""


def tell(app: App, batch: Batch, *, dry: bool) -> None:
    """Print what became of an order; of a dry run, all but the drafts, which were shown."""
    if batch.drafted and not dry:
        for one in batch.drafted[:_LISTED]:
            app.out(f"Drafted to {one_line(one.person.name)}: {one.path}")
        if len(batch.drafted) > _LISTED:
            rest = count(len(batch.drafted) - _LISTED, "other")
            app.out(f"… and to {rest}: hobnob drafts")
    for sentence in _skipped(batch):
        app.say(one_line(sentence))
    _tell_lacking(app, batch)
    for text in (*_thoughts(app.index, batch), _direct(app.index, batch)):
        if text:
            app.say(wrap(one_line(text)))


def as_json(index: Index, batch: Batch) -> dict[str, Any]:
    """Return what became of an order, as `--json` prints it."""
    from hobnob.index.documents import load_at

    thoughts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for remark in _remarks(index, batch):
        thoughts[remark.path].append({"code": remark.code, "message": remark.message})
    return {
        "drafted": [
            {**load_at(index, one.path), "warnings": thoughts.get(one.path, [])}
            for one in batch.drafted
        ],
        "skipped": [
            {"person": one.person.slug, "reason": one.why, "note": one.note, "date": one.date}
            for one in batch.passed
        ] + [
            {"person": who.slug, "reason": "empty", "note": None, "date": None}
            for who in batch.empty
        ],
        "missing": [
            {"person": one.person.slug, "field": one.field, "line": one.line or None}
            for one in batch.lacking
        ],
        "remark": _direct(index, batch) or None,
    }  # fmt: skip


def _skipped(batch: Batch) -> Iterable[str]:
    for why, says in (("draft", "a draft of it waits already for"), ("sent", "it went already to")):
        those = [one for one in batch.passed if one.why == why]
        if not those:
            continue
        on = f"on {those[0].date}; " if len(those) == 1 else ""
        dated = f" ({on}--again drafts it once more)" if why == "sent" else ""
        yield f"{says} {_names([one.person.name for one in those])}{dated}; no other is drafted"


def _tell_lacking(app: App, batch: Batch) -> None:
    by_field: dict[tuple[str, int], list[str]] = defaultdict(list)
    for one in batch.lacking:
        by_field[one.field, one.line].append(one.person.name)
    for (field, line), names in by_field.items():
        where = f"line {line}" if line else "its subject"
        what = "there is no open news of" if field == "news" else f"'{field}' is not known of"
        app.say(one_line(f"{_left_out(names)}: {what} them, and the letter says it ({where})"))
    if batch.empty:
        names = [who.name for who in batch.empty]
        app.say(one_line(f"{_left_out(names)}: to them the letter says nothing at all"))


def _left_out(names: Sequence[str]) -> str:
    return f"{_names(names)} {'is' if len(names) == 1 else 'are'} left out"


def _thoughts(index: Index, batch: Batch) -> Iterable[str]:
    """Yield what to think of; what is the same for many letters once, each placeholder by name."""
    alike: dict[tuple[str, str], dict[str, Remark]] = defaultdict(dict)
    for remark in _remarks(index, batch):
        what = remark.message if remark.code == "placeholder" else ""
        alike[remark.code, what].setdefault(remark.path, remark)
    for (code, _), remarks in alike.items():
        first, *others = remarks.values()
        more = f" (and {count(len(others), 'other letter')})" if others else ""
        yield f"{first.message}{more} [{code}]"


def _remarks(index: Index, batch: Batch) -> list[Remark]:
    drafts = [one.waiting for one in batch.drafted]
    codes = [code for code in LOOKS if code not in index.journal.settings.unchecked]
    return list(look_at(drafts, Acquaintance(index, drafts), codes))


def _direct(index: Index, batch: Batch) -> str:
    """Return what the essay says of asking outright those who were never asked for advice."""
    if not batch.drafted:
        return ""
    asked = batch.drafted[0].waiting.asked
    people = [one.person.slug for one in batch.drafted]
    return remark_on_direct_ask(index, people[:_LISTED], asked, index.today)


def _names(names: Sequence[str]) -> str:
    if len(names) > _NAMED + 1:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} others"
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
