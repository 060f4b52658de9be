"""Write: write down a meeting, a call or a letter in one line.

The one rule: a line that was logged is never lost and never logged twice; its file's name follows
from its content, so that two copies of a journal can log on the same day and still be merged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from hobnob.app import App
from hobnob.commands._names import PLAN, NoteName, Words
from hobnob.main import pass_app, verb
from hobnob.notes import values as v

if TYPE_CHECKING:
    from hobnob.errors import NotFoundError
    from hobnob.index.documents import Document
    from hobnob.index.index import Index

_EXAMPLE = 'hobnob log "Lunch about compilers" --with grace'
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


class _People(NoteName):
    """Names of people, with commas between them; the last one completes."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the people whose slug or name begins with what stands behind the last comma."""
        before, comma, last = incomplete.rpartition(",")
        found = super().shell_complete(ctx, param, last)
        return [CompletionItem(f"{before}{comma}{item.value}", help=item.help) for item in found]


class _Asks(Words):
    """Words of one type, with commas between them; the last one completes."""

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the words, or fail with what would be right."""
        return tuple(super(_Asks, self).convert(w, param, ctx) for w in value.split(",") if w)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the words that begin with what stands behind the last comma."""
        before, comma, last = incomplete.rpartition(",")
        found = super().shell_complete(ctx, param, last)
        return [CompletionItem(f"{before}{comma}{item.value}") for item in found]


def _many(*names: str, **settings: Any) -> Callable[[Any], Any]:
    return click.option(*names, multiple=True, **settings)


@verb()
@click.argument("text", required=False, default="")
@_many("--with", "who", metavar="WHO", type=_People("person"),
       help="Who it was with; several with commas, or give it again.")  # fmt: skip
@click.option("--date", "when", metavar="DATE",
              help="When: 2026-11-22, '2026-11-22 12:30', yesterday; else today.")  # fmt: skip
@click.option("--kind", type=Words(v.INTERACTION_KIND), metavar="KIND",
              help="letter, email, message, call, meeting, meal, event, gift, introduction, "
              "news or note.")  # fmt: skip
@click.option("--direction", type=Words(v.DIRECTION), metavar="out|in|both",
              help="Who began.")  # fmt: skip
@click.option("--outcome", type=Words(v.OUTCOME), metavar="OUTCOME",
              help="no-answer, declined, agreed or won.")  # fmt: skip
@_many("--asked", type=_Asks(v.ASK), metavar="WHAT", help="What you asked for: advice, …")
@_many("--gave", type=_Asks(v.ASK), metavar="WHAT", help="What you did for them: feedback, …")
@_many("--introduced", metavar="WHO", type=_People("person"),
       help="Whom they introduced you to.")  # fmt: skip
@click.option("--plan", metavar="PLAN", type=PLAN, help="The plan it belongs to.")
@click.option("--place", metavar="PLACE", help="Where.")
@_many("--tag", metavar="TAG", help="A word to find it by.")
@click.option("--follow-up", metavar="DATE", help="When to come back to it: a date, or '3 weeks'.")
@click.option("--draft", is_flag=True, help="It has not been sent, or has not happened, yet.")
@click.option("--private", is_flag=True, help="It stays off a site that is built to be shared.")
@click.option("--new", is_flag=True, help="Make a note for whoever has none yet.")
@click.option("--edit", is_flag=True, help="Open the new note in your editor.")
@click.option("--dry-run", is_flag=True, help="Show the note, and write nothing.")
@pass_app
def command(app: App, /, text: str, edit: bool, dry_run: bool, **typed: Any) -> int:
    """Write down a meeting, a call or a letter in one line.

    TEXT is kept as you type it. What you promise in it, as a line '- [ ] send her the paper',
    'hobnob list promises' remembers.

    \b
    hobnob log "Lunch about compilers" --with grace
    hobnob log "Rang" --with grace,george --kind call --outcome no-answer
    hobnob log "Congratulated her" --with grace --date yesterday --kind letter
    hobnob log "Will ask about the vendor" --with george --follow-up "3 weeks"
    """
    from hobnob.commands._writing import edit_and_check, load_at, remember_last, reopen_index

    entry = _read(app, text, edit, typed)
    if dry_run:
        _show_only(app, entry)
        return 0
    path, new = _write(app, entry)
    if not new:
        app.say(
            "this was logged already, word for word; nothing was written. If it happened twice, "
            f"give it a time: --date '{entry.day} 18:30'"
        )
    index = reopen_index(app)
    remember_last(index, path)
    if edit:
        return edit_and_check(app, path)
    document = load_at(index, path)
    if app.json:
        app.print_json({**document, "guesses": []})
        return 0
    _tell(app, index, entry, document, new)
    return 0


# ---------------------------------------------------------------- what was typed


@dataclass
class _Entry:
    """An interaction that is about to be written.

    Attributes:
        values: its front matter, references as slugs.
        names: the name of each slug in it.
        newcomers: slug and name of the people who get a note with it.
        text: its body.
    """

    values: dict[str, Any]
    text: str
    names: dict[str, str] = field(default_factory=dict)
    newcomers: dict[str, str] = field(default_factory=dict)

    @property
    def day(self) -> str:
        """The day (or month, or year) of it."""
        return str(self.values["date"])[:10]

    @property
    def note(self) -> str:
        """The note as it will stand in its file."""
        from hobnob.notes.write import render_note

        return render_note("interaction", self.values, {}, self.text)


def _read(app: App, text: str, edit: bool, typed: Mapping[str, Any]) -> _Entry:
    """Return what was typed, read by the declaration; nothing is written yet."""
    from hobnob.errors import UsageError

    text = _text(text)
    if not text and not edit:
        raise UsageError(f"what happened? A line of text, in quotes: {_EXAMPLE}")
    entry = _Entry(values=_values(app, typed), text=text)
    _name_people(app.index, entry, typed)
    if "people" not in entry.values:
        raise UsageError(f"with whom? Say it with --with: {_EXAMPLE}")
    if entry.day > app.today and not entry.values.get("draft"):
        entry.values["draft"] = True
        if not app.json:
            app.say(f"{entry.day} is still to come, so this is a draft: it counts once 'draft' "
                    "is taken out of the note")  # fmt: skip
    return entry


def _text(text: str) -> str:
    """Return the text of a body, as it was typed."""
    from hobnob.errors import UsageError
    from hobnob.notes.write import refuse_unwritable

    try:
        refuse_unwritable(text)
    except ValueError as error:
        raise UsageError(f"the text cannot be written: {error}") from None
    text = text.replace("\r\n", "\n").rstrip()
    return text.lstrip("\n") if text.strip() else ""


def _values(app: App, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the front matter but for the people."""
    from hobnob.commands._writing import find_slug
    from hobnob.notes.schema import INTERACTION
    from hobnob.notes.write import parse_value, split_list

    values: dict[str, Any] = {"date": parse_when(typed["when"] or "today", app.today)}
    for key in ("kind", "direction", "outcome"):
        if typed[key]:
            values[key] = typed[key]
    for key in ("asked", "gave"):
        if words := dict.fromkeys(word for some in typed[key] for word in some):
            values[key] = list(words)
    tags = [tag for some in typed["tag"] for tag in split_list(some)]
    if tags:
        field_ = INTERACTION.by_name["tags"]
        values["tags"] = list(dict.fromkeys(parse_value(field_, tag) for tag in tags))
    if typed["plan"]:
        values["plan"] = find_slug(app.index, typed["plan"], "plan")
    if typed["place"] and typed["place"].strip():
        values["place"] = _text(" ".join(typed["place"].split()))
    if typed["follow_up"]:
        values["follow_up"] = parse_follow_up(typed["follow_up"], app.today)
    values |= {key: True for key in ("draft", "private") if typed[key]}
    return values


def parse_when(text: str, today: str) -> str:
    """Read when something was: an ISO date or moment, or `yesterday`, with or without a time.

    Raises:
        UsageError: it is no date, or none that exists.
    """
    from hobnob import dates
    from hobnob.errors import UsageError

    first, _, rest = text.strip().partition(" ")
    if first.lower() in _DAYS:
        text = f"{dates.add_days(today, _DAYS[first.lower()])} {rest}".strip()
    try:
        return dates.parse_moment(text)
    except ValueError as error:
        raise UsageError(f"--date: {error}; 'today' and 'yesterday' are understood too") from None


def parse_follow_up(text: str, today: str) -> str:
    """Read when to come back to something: an ISO date, `tomorrow`, or how long from today.

    Raises:
        UsageError: it is neither.
    """
    from hobnob import dates
    from hobnob.errors import UsageError

    text = text.strip()
    if text.lower() in _DAYS:
        return dates.add_days(today, _DAYS[text.lower()])
    try:
        return dates.add_days(today, dates.parse_interval(text.lower().removeprefix("in ")))
    except ValueError:
        pass
    try:
        return dates.parse_date(text)
    except ValueError as error:
        raise UsageError(f"--follow-up: {error}, or how long from today: '3 weeks'") from None


def _name_people(index: Index, entry: _Entry, typed: Mapping[str, Any]) -> None:
    """Find the people who were named, in the order in which they were."""
    from hobnob.commands._writing import find_slug, free_slug, plain_name
    from hobnob.errors import NotFoundError
    from hobnob.journal import short_slug
    from hobnob.notes.write import split_list

    for key, option in (("people", "who"), ("introduced", "introduced")):
        slugs = []
        for name in (name for some in typed[option] for name in split_list(some)):
            try:
                slugs.append(find_slug(index, name, "person"))
            except NotFoundError as error:
                if not typed["new"]:
                    raise _unknown(error, name) from None
                shown = plain_name(name)
                known = {who: slug for slug, who in entry.newcomers.items()}
                slug = known.get(shown) or free_slug(index, "person", short_slug(shown))
                entry.newcomers[slug] = shown
                slugs.append(slug)
        if slugs:
            entry.values[key] = list(dict.fromkeys(slugs))
    marks = ",".join("?" * len(named := [*entry.values.get("people", ()),
                                         *entry.values.get("introduced", ())]))  # fmt: skip
    rows = index.all(
        f"SELECT slug, name FROM note WHERE kind = 'person' AND slug IN ({marks})",  # noqa: S608
        named,
    )
    entry.names = {**dict(rows), **entry.newcomers}


def _unknown(error: NotFoundError, name: str) -> NotFoundError:
    """Return the error of a person who is not there, with both ways to put it right."""
    from hobnob.commands._writing import quoted
    from hobnob.errors import NotFoundError

    hint = f"'hobnob add person {quoted(name)}' makes the note, and so does --new here"
    return NotFoundError("person", name, error.nearest, hint)


# ---------------------------------------------------------------- the note


def _path_of(app: App, entry: _Entry, letters: int) -> Any:
    from hobnob.journal import note_path

    return note_path(app.journal, "interaction", stem_of(entry.values, entry.text, letters))


def stem_of(values: Mapping[str, Any], text: str, letters: int = 4) -> str:
    """Return the stem of a new interaction's file: the day, what it was, with whom, and a hash.

    The hash, of all that is logged, keeps apart what two copies of a journal log on one day with
    the same person; four letters of base 32 meet by chance once in a million.
    """
    from base64 import b32encode
    from hashlib import blake2b

    from hobnob.journal import short_slug
    from hobnob.notes.write import render_note

    people = values.get("people", ())
    told = render_note("interaction", values, {}, text).encode()
    mark = b32encode(blake2b(told, digest_size=20).digest()).decode().lower()[:letters]
    word = _word(values, text)
    parts = (str(values["date"])[:10], word if word not in people[:1] else "", *people[:1])
    return f"{short_slug(' '.join(filter(None, parts)))}-{mark}"


def _word(values: Mapping[str, Any], text: str) -> str:
    """Return a word for what it was: the kind, or the word with which the text begins."""
    import re

    if kind := values.get("kind"):
        return str(kind)
    first = re.match(r"[a-z]{3,16}\b", text.lower())
    return first[0] if first and first[0] not in values.get("people", [""])[0].split("-") else ""


def _write(app: App, entry: _Entry) -> tuple[str, bool]:
    """Write the note, and those of newcomers; return its path, and whether it is new.

    Under the name that follows from its content there may be this very note, logged before, or
    one that was changed since: then a longer hash makes a name for the new one.
    """
    from hobnob.errors import ExistsError
    from hobnob.journal import note_path
    from hobnob.notes.write import render_note
    from hobnob.transaction import FileChange, commit

    newcomers = [
        FileChange(
            path=note_path(app.journal, "person", slug), before=None,
            after=render_note("person", {"name": name}).encode(),
        )
        for slug, name in entry.newcomers.items()
    ]  # fmt: skip
    note = entry.note.encode()
    for letters in range(4, 33, 2):
        path = _path_of(app, entry, letters)
        shown = app.journal.relative(path)
        if path.is_file():
            if path.read_bytes() == note:
                return shown, False
            continue
        entry_file = FileChange(path=path, before=None, after=note)
        commit(app.journal, [*newcomers, entry_file], f"log {path.stem}")
        return shown, True
    raise ExistsError(shown)


# ---------------------------------------------------------------- what was understood

_PHRASES = {
    "letter": ("a letter to", "a letter from", "letters with"),
    "email": ("an e-mail to", "an e-mail from", "e-mails with"),
    "message": ("a message to", "a message from", "messages with"),
    "call": ("a call to", "a call from", "a call with"),
    "meeting": ("a meeting with",) * 3,
    "meal": ("a meal with",) * 3,
    "event": ("an event with",) * 3,
    "gift": ("a gift for", "a gift from", "gifts with"),
    "introduction": ("an introduction by",) * 3,
    "news": ("news of",) * 3,
    "note": ("a note about",) * 3,
}


def _sentence(app: App, entry: _Entry, new: bool) -> str:
    """Say in one short paragraph what was understood."""
    from hobnob.commands._writing import join_words
    from hobnob.model import default_direction

    values = entry.values
    kind = values.get("kind", "")
    direction = values.get("direction") or default_direction(kind)
    who = join_words(_names(entry, "people"))
    begin = "A draft" if values.get("draft") else "Logged" if new else "Logged before"
    day = _spell_day(values["date"], app.today)
    place = f" at {values['place']}" if "place" in values else ""
    if kind:
        phrase = _PHRASES[kind][("out", "in", "both").index(direction)]
        said = [f"{begin}: {phrase} {who}{place}, {day}"]
    else:
        said = [f"{begin}: {day} with {who}{place}"]
    if "outcome" in values:
        said.append({"no-answer": "no answer this time"}.get(values["outcome"], values["outcome"]))
    for key, verb_ in (("asked", "asked for"), ("gave", "gave")):
        if key in values:
            said.append(f"{verb_} {join_words(values[key])}")
    if "introduced" in values:
        said.append(f"they introduced you to {join_words(_names(entry, 'introduced'))}")
    if "plan" in values:
        said.append(f"for the plan {values['plan']}")
    if "tags" in values:
        said.append(" ".join(f"#{tag}" for tag in values["tags"]))
    if "follow_up" in values:
        said.append(f"to follow up {_spell_day(values['follow_up'], app.today)}")
    if values.get("private"):
        said.append("private")
    return "; ".join(said) + "."


def _names(entry: _Entry, key: str) -> Sequence[str]:
    return [entry.names.get(slug) or slug for slug in entry.values[key]]


def _spell_day(when: str, today: str) -> str:
    """Say a day as one would: `yesterday`, `on 3 November 2026`; with its time, if it has one."""
    from hobnob import dates

    day, _, time = when.partition("T")
    at = f" at {time}" if time else ""
    if len(day) < 10:
        return f"in {day}"
    if abs(dates.days_between(today, day)) <= 1:
        return dates.spell_since(day, today) + at
    date = dates.first_day(day)
    return f"on {date.day} {date:%B} {date.year}{at} ({dates.spell_since(day, today)})"


def _tell(app: App, index: Index, entry: _Entry, document: Document, new: bool) -> None:
    """Print what was understood, where it stands, and something to be glad of."""
    from hobnob.terminal import one_line, wrap

    app.out(wrap(one_line(_sentence(app, entry, new))))
    for slug, name in entry.newcomers.items():
        app.out(f"{one_line(name)} has a note now: hobnob edit {slug}")
    app.out(document["path"])
    if new and not app.quiet and (fact := _glad(index, entry, document)):
        app.out(wrap(one_line(fact)))


def _glad(index: Index, entry: _Entry, document: Document) -> str:
    """Return a fact about the one this was with, counted from the journal, or ""."""
    if not document["is_contact"] or entry.day[:4] != index.today[:4] or not document["people"]:
        return ""
    slug = document["people"][0]
    name = entry.names.get(slug) or slug
    dates_ = [
        str(date)
        for (date,) in index.all(
            """SELECT ref.date FROM ref JOIN note ON note.id = ref.target
               WHERE note.kind = 'person' AND note.slug = ? AND ref.field = 'people'
                 AND ref.contact = 1 AND ref.date < ? ORDER BY ref.date""",
            (slug, index.tomorrow),
        )
    ]
    if len(dates_) == 1:
        return f"Your first contact with {name} here: a good beginning."
    before = max((date for date in dates_ if date[:4] < entry.day[:4]), default="")
    this_year = sum(date[:4] == entry.day[:4] for date in dates_)
    if this_year == 1 and before:
        return f"Your first contact with {name} since {before[:4]}: good to be back."
    return f"Your {_ordinal(this_year)} contact with {name} this year."


def _ordinal(number: int) -> str:
    """Return `1st`, `2nd`, `11th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _show_only(app: App, entry: _Entry) -> None:
    """Print the note that would be written."""
    from hobnob.index.rows import make_rows
    from hobnob.journal import note_path
    from hobnob.notes.read import read_note
    from hobnob.terminal import safe

    path = app.journal.relative(_path_of(app, entry, 4))
    if not app.json:
        for slug in entry.newcomers:
            app.say(f"would write {app.journal.relative(note_path(app.journal, 'person', slug))}")
        app.say(f"would write {path}:")
        app.out(safe(entry.note).rstrip("\n"))
        return
    note = read_note("interaction", path.rsplit("/", 1)[-1].removesuffix(".md"), path,
                     entry.note.encode())  # fmt: skip
    row = make_rows(note, 0).interaction
    app.print_json({
        "type": "interaction", "slug": note.slug, "path": path, **note.values,
        "is_contact": bool(row and row[6] and entry.day <= app.today),
        "text": note.body.strip(), "guesses": [],
    })  # fmt: skip
