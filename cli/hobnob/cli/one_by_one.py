"""Going through people with one key each: what `triage` and `duplicates --ask` share.

The one rule: each key writes at once, as a change of its own, and `u` takes the last one back. The
index follows later, before it is asked about what has changed, so that the next person comes at
once; if hobnob is killed before that, the next command reads what has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from hobnob.cli.app import App
from hobnob.cli.keys import Keys
from hobnob.cli.layout import count, cut, one_line, wrap_words
from hobnob.cli.text import ago, room
from hobnob.errors import HobnobError
from hobnob.index.documents import load_documents
from hobnob.index.imported import IMPORTED_HEADING
from hobnob.index.index import Index
from hobnob.index.lookup import shown_text
from hobnob.index.notes import by_slug, plain_texts

if TYPE_CHECKING:
    from hobnob.change.files import ChangeSet
    from hobnob.transaction import Change

_GLUE, _KEY = "\u00a0", "\u2007"
"""Blanks where no line breaks: within a choice, and behind its key."""
_KEYS = re.compile(f"(.){_KEY}")
_PREFER = {"k": "keep", "o": "other"}


class Steps:
    """The changes of one sitting, which can be taken back one after the other."""

    def __init__(self, app: App, keys: Keys) -> None:
        """Begin with no change."""
        self.app, self.keys = app, keys
        self._made: list[tuple[int, Change]] = []
        self._ahead: list[str] = []

    @property
    def index(self) -> Index:
        """The index, up to date with all that was written here."""
        paths, self._ahead = self._ahead, []
        if paths:
            self.app.index.follow(list(dict.fromkeys(paths)))
        return self.app.index

    def write(self, at: int, draft: ChangeSet, what: str) -> bool:
        """Make a change; return whether it was made. If it cannot be, say why.

        Args:
            at: where in the list it was made, for the way back.
            draft: the change.
            what: it in words, for `undo --list`.
        """
        from hobnob.transaction import commit

        try:
            change = commit(self.app.journal, draft.changes(), what)
        except HobnobError as error:
            tell(f"{error}", fg="red")
            return False
        if change is not None:
            self._made.append((at, change))
            self._ahead += change.paths
        return True

    def take_back(self, at: int) -> int:
        """Take the last change back; return where in the list it was made, else `at`."""
        from hobnob.transaction import History, plan_undo, undo

        if not self._made:
            tell("there is nothing to take back yet")
            return at
        was_at, change = self._made[-1]
        history = History(self.app.journal)
        try:
            done = history.find(change.id)
            undone = undo(self.app.journal, done,
                          planned=plan_undo(self.app.journal, history, [done]))  # fmt: skip
        except HobnobError as error:
            tell(f"{error}", fg="red")
            return at
        self._made.pop()
        self.app.index.follow(list(dict.fromkeys([*self._ahead, *undone.paths])))
        self._ahead = []
        tell(f"taken back: {change.what}")
        return was_at

    def merge(self, at: int, keep: str, other: str) -> bool:
        """Merge two people; ask whose values win if they differ. Return whether it was done."""
        from hobnob.change.merge import DifferingError, merge_notes

        index = self.index
        kept, gone = by_slug(index, "person", keep), by_slug(index, "person", other)
        if kept is None or gone is None:
            tell("one of the two notes is gone")
            return False
        prefer: Any = None
        while True:
            try:
                merging = merge_notes(index, kept.id, gone.id, prefer=prefer)
            except DifferingError as error:
                for key, (left, right) in error.differing.items():
                    tell(f"  {key}: {one_line(str(left))}  |  {one_line(str(right))}")
                choices = {"k": "keep the left", "o": "take the right", "n": "neither"}
                prefer = _PREFER.get(self.choose("They differ. ", choices))
                if prefer is None:
                    return False
                continue
            except HobnobError as error:
                tell(f"{error}", fg="red")
                return False
            return self.write(at, merging.draft, f"merge {keep} {other}")

    def choose(self, question: str, choices: Mapping[str, str]) -> str:
        """Return one of some keys. Ctrl-D and Ctrl-C are `q`, if there is such a key."""
        from hobnob.cli.keys import END

        tell_keys(question, choices)
        while True:
            try:
                key = self.keys.read().lower()
            except KeyboardInterrupt:
                if "q" in choices:
                    return "q"
                raise
            if key == END:
                key = list(choices)[-1]
            if key in choices:
                return key
            if key.strip():
                tell(f"'{one_line(key)}' is none of the keys: {' '.join(choices)}")

    def is_over(self) -> bool:
        """Ask behind the last one whether that is all; False to take the last key back."""
        if not self._made:
            return True
        return self.choose("That was the last.", {"u": "undo", "q": "end"}) == "q"

    def say_end(self) -> None:
        """Say how many changes there are, and how they are taken back."""
        _ = self.index
        if self._made:
            first = self._made[0][1].id
            self.app.say(
                f"{count(len(self._made), 'change')}: 'hobnob undo' takes back the last, "
                f"'hobnob undo --since {first}' all of them"
            )


def tell(text: str, **style: Any) -> None:
    """Print a line for the person at the terminal."""
    click.secho(text, err=True, **style)


def tell_keys(question: str, choices: Mapping[str, str]) -> None:
    """Print the keys, each before what it does."""
    words = question.split()
    for key, says in choices.items():
        words += ["", f"{key}{_KEY}{says.replace(' ', _GLUE)}"]
    for line in wrap_words(words if question else words[1:], "", "", room(), whole=True):
        tell(
            _KEYS.sub(lambda m: click.style(m[1], bold=True) + " ", line.rstrip()).replace(
                _GLUE, " "
            )
        )


def describe_person(index: Index, note: int, today: str) -> Iterator[str]:
    """Yield what is known of a person, in two lines that fit the terminal."""
    (found,) = load_documents(index, [note])
    get = found.get
    name = one_line(str(get("name") or found["slug"]))
    role = ", ".join(filter(None, (get("title"), get("org"))))
    facts = [role, str(get("location") or ""), ", ".join(get("relation", ()))]
    rest = cut(one_line(" · ".join(filter(None, facts))), max(room() - len(name) - 3, 0))
    yield click.style(name, bold=True) + (f"   {rest}" if rest else "")
    met = " ".join(filter(None, (str(get("met_on") or ""), str(get("met_at") or ""))))
    last = ""
    if get("last_contact"):
        last = f"{count(found['contacts'], 'contact')}, last {ago(found['last_contact'], today)}"
    plain = IMPORTED_HEADING.sub("", plain_texts(index, [note]).get(note, ""))
    text = shown_text(index, plain)
    facts = [
        last, f"met {met}" if met else "", " ".join(f"#{tag}" for tag in get("tags", ())),
        ", ".join(get("emails", ())[:1]), text, ", ".join(get("phones", ())[:1]),
        ", ".join(get("links", ())[:1]),
    ]  # fmt: skip
    known = one_line(" · ".join(filter(None, facts))) or "nothing more is written yet"
    yield "  " + click.style(cut(known, room() - 2), dim=True)
