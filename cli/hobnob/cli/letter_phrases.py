"""The messages about new drafts: the drafts, the people left out and why, and reminders.

The one rule: a fact about many people is printed once, with their names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from hobnob.cli.app import App
from hobnob.cli.layout import count, one_line, wrap
from hobnob.letters.drafting import Batch
from hobnob.letters.letter import Remark
from hobnob.wording import join_words

_NAMED = 3
"""The number of people who are named; the others are counted."""
_LISTED = 20
"""The number of drafts that are listed, each with its file."""
_GREETINGS = 100
"""The number of greetings that are shown; the others are counted."""
_EACH = ("placeholder", "greeting", "same-letter")
"""The remarks that are printed one by one; of all others the first stands for the rest."""
_REMARKS = 10
"""The number of those that are printed; the others are counted."""


def print_greetings(app: App, batch: Batch) -> None:
    """Print all greetings in one line, so that a wrong one is seen at once."""
    if not batch.drafted:
        return
    said = [one_line(item.greeting) for item in batch.drafted if item.greeting]
    shown = said[:_GREETINGS]
    if len(said) > len(shown):
        shown.append(f"and {count(len(said) - len(shown), 'other')}")
    without = [item.person.name for item in batch.drafted if not item.greeting]
    line = f"Greetings: {', '.join(shown)}" if said else "Greetings: none"
    if said and without:
        line += f"; none for {one_line(_names(without))}"
    app.out(line)


def print_batch(app: App, batch: Batch, *, dry: bool) -> None:
    """Print the result of an order; a dry run has already shown its drafts."""
    if batch.drafted and not dry:
        for item in batch.drafted[:_LISTED]:
            app.out(f"Drafted to {one_line(item.person.name)}: {item.path}")
        if len(batch.drafted) > _LISTED:
            rest = count(len(batch.drafted) - _LISTED, "other")
            app.out(f"… and to {rest}: hobnob drafts")
    for sentence in _skipped(batch):
        app.say(one_line(sentence))
    for sentence in _left_out(batch):
        app.say(one_line(sentence))
    for text in (*_warnings(batch), batch.remark):
        if text:
            app.say(wrap(one_line(text)))


def _skipped(batch: Batch) -> Iterable[str]:
    reasons = (("draft", "a draft is waiting already"), ("sent", "it was sent already"))
    for reason, why in reasons:
        those = [item for item in batch.skipped if item.reason == reason]
        if not those:
            continue
        on = f"on {those[0].date}; " if len(those) == 1 else ""
        dated = f" ({on}--again drafts it once more)" if reason == "sent" else ""
        names = _names([item.person.name for item in those])
        yield f"no new draft for {names}: {why}{dated}"


def _left_out(batch: Batch) -> Iterable[str]:
    by_field: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for item in batch.missing:
        by_field[item.field, item.line].append(item.person.name)
    for (field, line), names in by_field.items():
        where = f"line {line}" if line else "its subject"
        notes = "the note does" if len(names) == 1 else "their notes do"
        what = f"{notes} not have it"
        if field in ("news", "why"):
            what = "there is no open news of them" if field == "news" else "you did not say --why"
        yield f"no draft for {_names(names)}: the letter uses '{field}' ({where}), but {what}"
    if empty := [item.person.name for item in batch.skipped if item.reason == "empty"]:
        yield f"no draft for {_names(empty)}: the letter would be empty"


def _warnings(batch: Batch) -> Iterable[str]:
    """Yield the reminders, those on greetings first; one that many letters share appears once."""
    alike: dict[tuple[str, str], dict[str, Remark]] = defaultdict(dict)
    remarks = [remark for item in batch.drafted for remark in item.warnings]
    for remark in sorted(remarks, key=lambda remark: remark.code != "greeting"):
        what = remark.message if remark.code in _EACH else ""
        alike[remark.code, what].setdefault(remark.path, remark)
    shown: Counter[str] = Counter()
    for (code, _), same in alike.items():
        shown[code] += 1
        if shown[code] > _REMARKS:
            continue
        first, *others = same.values()
        more = f" (and {count(len(others), 'other letter')})" if others else ""
        yield f"{first.text}{more} [{code}]"
    for code, number in shown.items():
        if number > _REMARKS:
            yield f"{number - _REMARKS} more: hobnob check [{code}]"


def _names(names: Sequence[str]) -> str:
    if len(names) > _NAMED + 1:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} others"
    return join_words(names)
