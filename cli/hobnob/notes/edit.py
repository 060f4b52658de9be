"""Changing an existing note as a careful person would: only the lines that must change.

The one rule: the rest stays byte for byte (comments, order, quoting, indentation, blank lines, line
ends, a byte-order mark, keys that hobnob does not know). Every edit is read back. An edit that
would change anything else is refused, and the note stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import yaml

from hobnob.errors import UsageError
from hobnob.model import Kind, Task
from hobnob.names import WIKILINK
from hobnob.notes import edit_rows
from hobnob.notes import edit_values as ev
from hobnob.notes.body import read_body
from hobnob.notes.edit_due import set_due
from hobnob.notes.edit_head import Change, FrontMatter, KeyEntry, RefusalError, find_comments
from hobnob.notes.edit_rows import add_role, change_rows, pair_lines, row_lines
from hobnob.notes.edit_swap import swap_texts, swapped
from hobnob.notes.frontmatter import read_head, split_note
from hobnob.notes.keys import keys_meant
from hobnob.notes.loose import bare_link, split_value
from hobnob.notes.naming import NAMED
from hobnob.notes.nodes import FrontMatterError, Scalar, plain_value
from hobnob.notes.schema import SCHEMAS, Field
from hobnob.notes.values import TEXT
from hobnob.notes.write import refuse_unwritable, render_key, render_scalar

_BOM = "\ufeff"
_BARE_LF = re.compile(r"(?<!\r)\n")


class UnusualNoteError(UsageError):
    """A note whose form does not allow a safe change."""

    code = "unusual-note"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path}: {why}; this is too unusual to change safely. "
            f"Please change it in your editor: 'hobnob edit' opens it"
        )


class NoteText:
    r"""The text of one note while it is being changed.

    Attributes:
        read: the original bytes, compared with the file before it is replaced.

    Example:
        >>> note = NoteText("person", "notes/people/ada.md", b"---\nname: Ada\n---\n")
        >>> note.set("org", "Analytical")
        >>> note.data
        b'---\nname: Ada\norg: Analytical\n---\n'
    """

    def __init__(self, kind: Kind, path: str, data: bytes) -> None:
        """Take a note.

        Raises:
            UnusualNoteError: it has no readable front matter.
        """
        self.kind = kind
        self.path = path
        self.read = data
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise UnusualNoteError(path, "it is not UTF-8; save it as UTF-8") from None
        self._bom = _BOM if text.startswith(_BOM) else ""
        self._take(text.removeprefix(_BOM))
        self._first = self._inline_values()

    @property
    def data(self) -> bytes:
        """The note as it is now."""
        return (self._bom + self._text).encode()

    @property
    def body(self) -> str:
        """The text below the front matter."""
        return self._text[self._body_at :]

    # ------------------------------------------------------------ front matter

    def values(self) -> dict[str, Any]:
        """Return the keys with texts, or lists and mappings of texts; no value is None.

        A text that means a list (`people: Ada, Bob`) is one here.
        """
        return {key: self._as_read(key, value) for key, value in self._values.items()}

    def _as_read(self, key: str, value: Any) -> Any:
        field = self._field(key)
        if isinstance(value, list) and field is not None and field.type.refers:
            if field.many:
                return [_link_in(item) or item for item in value]
            return _link_in(value) or value
        if not isinstance(value, str):
            return value
        items = split_value(self._field(key), value, quoted=key not in self._bare)
        return items if len(items) > 1 else value

    def set(self, key: str, value: Any) -> None:
        """Set the value of a key: a text, a flag, or a list of texts. Nothing else changes.

        A new value keeps the quotes of the old one; unchanged list items keep their text. An equal
        value changes nothing. None or an empty list removes the key.

        Raises:
            UnusualNoteError: there is no safe way to do it.
        """
        entry = self._find(key)
        field = self._field(key)
        wanted = _as_texts(value)
        if entry is None:
            if wanted is not None and wanted != []:
                self._insert(key, self._rendered(key, value), wanted)
            return
        if wanted is not None and ev.same(field, self._as_read(key, self._values[key]), wanted):
            return
        if self._quote_links(key):
            entry = self._find(key)
            assert entry is not None  # noqa: S101 - its links were just quoted
        first = self._first.get(key)
        if first and ev.same(field, first[0], wanted) and self._head.inline(entry):
            # It had this value when it was read, so restore it as it was written.
            changes = ev.replace_inline(self._head, entry, first[1])
        elif wanted is None or wanted == []:
            self.remove(key)
            return
        else:
            change: Any = ev.set_list if isinstance(wanted, list) else ev.set_one
            changes = self._try(change, entry, field, wanted)
        self._change(key, changes, lambda now: ev.same(field, now, wanted))

    def make_list(self, key: str) -> None:
        """Put brackets around the single value of a list key.

        Raises:
            UnusualNoteError: there is no safe way to do it.
        """
        entry = self._find(key)
        if entry is None or not isinstance(entry.value, yaml.ScalarNode) or not entry.value.value:
            return
        if not self._head.inline(entry):
            # A text of several lines is not a single item with forgotten brackets.
            return
        pen, text = ev.Pen(self._head, self._field(key)), entry.value.value
        said = self._as_read(key, text)
        items = [pen.keep(entry.value)]
        if isinstance(said, list):
            items = [pen.write(item, flow=True) for item in said]
        changes = ev.replace_inline(self._head, entry, f"[{', '.join(items)}]")
        wanted = said if isinstance(said, list) else [text]
        self._change(key, changes, lambda now: bool(now == wanted))

    def value_as_written(self, key: str) -> Any:
        """Return the value of a key, where a text that means a list is a text."""
        return self._values.get(key)

    def is_text(self, key: str) -> bool:
        """Return whether a key has a single text, not yet a list in brackets or in lines."""
        return isinstance(self._values.get(key), str)

    def written_key(self, key: str) -> str:
        """Return how the note writes a key, "" if it is not there."""
        entry = self._find(key)
        return str(entry.name.value) if entry else ""

    def spell_key(self, key: str) -> None:
        """Write a key as it is declared: `birthday` for `Birthday`.

        Raises:
            UnusualNoteError: there is no safe way to do it.
        """
        entry = self._find(key)
        if entry is not None and entry.name.value != key:
            value = self._values[key]
            change = Change(entry.name.start_mark.index, entry.name.end_mark.index, key)
            self._change(key, [change], lambda now: bool(now == value))

    def remove(self, key: str) -> None:
        """Remove a key with the lines of its value; do nothing if it is not there.

        Raises:
            UnusualNoteError: there is no safe way to do it.
        """
        entry = self._find(key)
        if entry is not None:
            self._change(key, [Change(entry.start, entry.end, "")], lambda now: now is None)

    def take_key(self, source: NoteText, key: str) -> None:
        """Take a key from another note as it is written, with the comments directly above it.

        It replaces the value here, if there is one.

        Raises:
            UnusualNoteError: there is no safe way to do it.
        """
        theirs, own = source._find(key), self._find(key)
        head = source._head
        if theirs is None or head.indent != self._head.indent:
            raise UnusualNoteError(source.path, f"'{key}' cannot be copied as it is written")
        start = source._above(theirs.start)
        lines = [line.rstrip("\r") for line in head.text[start : theirs.below].split("\n")]
        if not lines[-1]:
            lines.pop()
        wanted = source._values[key]
        changes = [self._head.insert_lines(own.start if own else self._place(key), lines)]
        if own:
            changes.append(Change(own.start, own.end, ""))
        self._change(key, changes, lambda now: bool(now == wanted))

    def comments(self) -> list[tuple[str, str]]:
        """Return each comment of the front matter, with the lines that it belongs to."""
        return list(find_comments(self._head))

    def lines_of(self, key: str) -> str:
        """Return the lines of a key as they are written; "" if it is not there.

        Raises:
            UnusualNoteError: it is there twice, or in a form that must not be changed.
        """
        entry = self._find(key)
        return self._head.text[entry.start : entry.end] if entry else ""

    def add_comments(self, lines: Sequence[str]) -> None:
        """Add comment lines at the end of the front matter.

        Raises:
            UnusualNoteError: there is no safe way to do it.
        """
        said, body, text = self._said, self.body, self._text
        self._take(self._changed([self._head.insert_lines(len(self._head.text), lines)]))
        if self._said != said or self.body != body:
            self._take(text)
            raise UnusualNoteError(self.path, "no comment can be added to its front matter")

    def replace_items(self, key: str, swap: Callable[[str], str | None], part: str = "") -> bool:
        """Replace texts anywhere in the value of a key; return whether any changed.

        If an item becomes equal to another, it is dropped.

        Args:
            key: the key.
            swap: returns the new text for an old one, or None to leave it.
            part: in a list of mappings such as `roles`, change only the values of this part.

        Raises:
            UnusualNoteError: there is no safe way to do it.
        """
        entry = self._find(key)
        if entry is None:
            return False
        value = self._values[key]
        if isinstance(self._as_read(key, value), list) and isinstance(value, str):
            text = self._text
            self.make_list(key)
            if self.replace_items(key, swap, part):
                return True
            self._take(text)
            return False
        swap = _also_bare_links(swap)
        before = self._values[key]
        changes = self._try(swap_texts, entry, self._field(key), swap, part)
        if not changes:
            return False
        wanted = swapped(before, swap, part)
        text = self._text
        self._change(key, changes, lambda now: now == wanted)
        try:
            self._drop_twins(key, before)
        except UnusualNoteError:
            self._take(text)
            raise
        return True

    def insert_role(self, role: dict[str, str], until: str) -> None:
        """Put a role at the top of `roles`, and end the role that was open until now.

        A single `org` and `title` become the older role; if there are none, `roles` is created.

        Raises:
            UnusualNoteError: the roles are not a block list, or there is no safe way to do it.
        """
        entry = self._find("roles")
        role = {part: text for part, text in role.items() if text}
        if not role:
            raise UsageError(f"{self.path}: a role needs something in it, such as an org")
        if entry is None:
            self._first_roles(role, until)
            return
        before = self._values["roles"] or []
        changes = self._try(add_role, entry, self._field("roles"), role, until)
        old = [dict(row) if isinstance(row, dict) else row for row in before]
        if old and until and not old[0].get("until"):
            old[0]["until"] = until
        self._change("roles", changes, lambda now: now == [role, *old])

    def set_rows(self, key: str, rows: list[dict[str, str]]) -> None:
        """Write a list of mappings such as `roles` as a new block list; an empty one removes it.

        Raises:
            UnusualNoteError: a comment in it would be lost, or there is no safe way to do it.
        """
        rows = [dict(row) for row in rows if row]
        entry, field = self._find(key), self._field(key)
        if not rows:
            self.remove(key)
        elif entry is None:
            lead = f"{self._head.indent}  - "
            lines = [x for row in rows for x in row_lines(self._head, field, row, lead)]
            self._insert(key, [f"{self._name(key)}:", *lines], rows)
        elif self._values[key] != rows:
            changes = self._try(edit_rows.set_rows, entry, field, rows)
            self._change(key, changes, lambda now: now == rows)

    def change_rows(
        self, key: str, *, removed: Collection[int] = (), added: Sequence[dict[str, str]] = ()
    ) -> None:
        """Remove rows of a list of mappings such as `relations`, and add others at its end.

        Args:
            key: the key.
            removed: the numbers of the rows to remove, from 0.
            added: the rows to add.

        Raises:
            UnusualNoteError: a comment would be lost, or there is no safe way to do it.
        """
        entry = self._find(key)
        before = self._values.get(key) if entry else None
        if entry is None or not isinstance(before, list):
            self.set_rows(key, list(added))
            return
        kept = [row for at, row in enumerate(before) if at not in removed]
        if not kept and not added:
            self.remove(key)
            return
        changes = self._try(change_rows, entry, self._field(key), removed, added)
        self._change(key, changes, lambda now: now == [*kept, *added])

    def set_pairs(self, key: str, pairs: dict[str, str]) -> None:
        """Set the pairs of a mapping key such as `expect`; unchanged pairs keep their place.

        Raises:
            UnusualNoteError: there is no safe way to do it.
        """
        entry, field = self._find(key), self._field(key)
        if not pairs:
            self.remove(key)
        elif entry is None:
            pen = ev.Pen(self._head, field)
            lines = pair_lines(pen, pairs, f"{self._head.indent}  ")
            self._insert(key, [f"{self._name(key)}:", *lines], pairs)
        elif self._values[key] != pairs:
            changes = self._try(edit_rows.set_pairs, entry, field, pairs)
            self._change(key, changes, lambda now: now == pairs)

    # ------------------------------------------------------------ body

    def tick(self, line: int, mark: int, done: bool) -> None:
        """Tick a task, or open it again.

        Args:
            line: of the file, from 1.
            mark: the column of the sign in its box, from 1.
            done: whether the promise was kept.

        Raises:
            UsageError: there is no such task.
        """
        task = self._task(line, mark)
        # Count lines as editors do: `splitlines` would also break at U+2028.
        lines = self._text.split("\n")
        if task.state != ("kept" if done else "open"):
            row = lines[line - 1]
            lines[line - 1] = f"{row[: mark - 1]}{'x' if done else ' '}{row[mark:]}"
            self._take("\n".join(lines))

    def set_due(self, line: int, mark: int, day: str) -> None:
        """Give a task another due date.

        Args:
            line: of the file, from 1.
            mark: the column of the sign in its box, from 1.
            day: an ISO date.

        Raises:
            UsageError: there is no such task.
            UnusualNoteError: nothing safe can be done to its line.
        """
        body = set_due(self.body, self._task(line, mark), day)
        if body is None:
            why = f"line {line}: the due date cannot be told from the text"
            raise UnusualNoteError(self.path, why)
        self._take(self._text[: self._body_at] + body)

    def _task(self, line: int, mark: int) -> Task:
        above = self._text.count("\n", 0, self._body_at) + 1
        tasks = read_body(self.body).tasks
        task = next((t for t in tasks if (above + t.line, t.mark) == (line, mark)), None)
        if task is None:
            raise UsageError(
                f"{self.path}:{line}: there is no task on this line; one is written '- [ ] …'"
            )
        return task

    def set_body(self, body: str) -> None:
        """Replace the body; in a note with CRLF, the LF of new lines becomes CRLF.

        Raises:
            UsageError: a note cannot hold the text.
        """
        self._refuse_unwritable(body)
        if body == self.body:
            return
        head, old = self._text[: self._body_at], self.body
        newline = self._newline_at_end(head)
        if newline == "\r\n" and "\r" not in body and not _BARE_LF.search(old):
            body = body.replace("\n", "\r\n")
        self._take(head + ("" if head.endswith("\n") or not body else newline) + body)

    def append(self, text: str) -> None:
        """Add text at the end of the body, on lines of its own.

        Raises:
            UsageError: a note cannot hold the text.
        """
        self._refuse_unwritable(text)
        newline = self._newline_at_end(self._text)
        lead = "" if self._text.endswith("\n") else newline
        text = text.replace("\r\n", "\n").removesuffix("\n")
        self._take(self._text + lead + text.replace("\n", newline) + newline)

    # ------------------------------------------------------------ how

    def _take(self, text: str) -> None:
        """Store a text as the note's own, and find its front matter."""
        try:
            split = split_note(text)
            if split.head is None:
                raise RefusalError(
                    "it has no front matter, which begins with '---' on the first line"
                    + ("; 'hobnob check --fix' adds it" if self.kind in NAMED else "")
                )
            # This refuses endless nesting, so that YAML is safe to compose below.
            read = read_head(split.head)
            at = text.index("\n") + 1
            head = FrontMatter(split.head, self._newline_at_end(text[:at]))
        except FrontMatterError as error:
            why = f"line {error.line}: {error}"
            raise UnusualNoteError(self.path, why) from None
        except (yaml.YAMLError, RecursionError):
            raise UnusualNoteError(self.path, "its front matter is not YAML") from None
        except RefusalError as refusal:
            raise UnusualNoteError(self.path, str(refusal)) from None
        keys = [key.text for key, _ in read.entries]
        if keys != [e.name.value for e in head.entries]:
            raise UnusualNoteError(self.path, "its front matter has keys that are not texts")
        self._text, self._head_at, self._head = text, at, head
        self._body_at = len(text) - len(split.body)
        self._meant = keys_meant(self.kind, keys)
        self._said = [(self._meant.get(k.text, k.text), plain_value(n)) for k, n in read.entries]
        self._values = dict(self._said)
        # Only a text on its own, without quotes, can be a list.
        self._bare = {
            self._meant.get(key.text, key.text)
            for key, node in read.entries
            if isinstance(node, Scalar) and not node.quoted
        }

    def _quote_links(self, key: str) -> bool:
        """Quote the links of a reference that stand without quotes; return whether there are any.

        Raises:
            UnusualNoteError: there is no safe way to do it.
        """
        entry, wanted = self._find(key), self._as_read(key, self._values[key])
        if entry is None or wanted == self._values[key] or isinstance(self._values[key], str):
            return False
        changes = []
        for node in _sequences(entry.value):
            raw = self._head.raw(node)
            if WIKILINK.fullmatch(raw):
                new = (
                    f'["{raw}"]' if node is entry.value and isinstance(wanted, list) else f'"{raw}"'
                )
                at = node.start_mark.index
                changes.append(Change(at, at + len(raw), new))
        self._change(key, changes, lambda now: bool(now == wanted))
        return True

    def _inline_values(self) -> dict[str, tuple[Any, str]]:
        """Return the values on one line, and how they are written."""
        found = {}
        for entry in self._head.entries:
            written = str(entry.name.value)
            key = self._meant.get(written, written)
            value = self._values[key]
            if value is not None and self._head.inline(entry):
                found[key] = value, self._head.raw(entry.value)
        return found

    @staticmethod
    def _newline_at_end(text: str) -> str:
        """Return the kind of the last line end in a text."""
        at = text.rfind("\n")
        return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"

    def _field(self, key: str) -> Field | None:
        schema = SCHEMAS.get(self.kind)
        return schema.by_name.get(key) if schema else None

    def _find(self, key: str) -> KeyEntry | None:
        try:
            written = (name for name, meant in self._meant.items() if meant == key)
            return self._head.find(next(written, key))
        except RefusalError as refusal:
            raise UnusualNoteError(self.path, str(refusal)) from None

    def _try(self, change: Callable[..., list[Change]], entry: KeyEntry, *how: Any) -> list[Change]:
        """Compute changes; errors use the words of this note."""
        try:
            return change(self._head, entry, *how)
        except RefusalError as refusal:
            raise UnusualNoteError(self.path, str(refusal)) from None
        except ValueError as error:
            raise UsageError(f"{self.path}: {entry.name.value}: {error}") from None

    def _refuse_unwritable(self, text: str) -> None:
        try:
            refuse_unwritable(text)
        except ValueError as error:
            raise UsageError(f"{self.path}: {error}") from None

    def _drop_twins(self, key: str, before: Any) -> None:
        """Keep an item once if a replacement made it equal to another."""
        now = self._values[key]
        if not isinstance(now, list) or not all(isinstance(item, str) for item in now):
            return
        once = list(dict.fromkeys(now))
        if len(once) < len(now) and len(set(before)) == len(before):
            entry = self._find(key)
            assert entry is not None  # noqa: S101 - its value was just read
            changes = self._try(ev.set_list, entry, None, once)
            self._change(key, changes, lambda said: said == once)

    def _first_roles(self, role: dict[str, str], until: str) -> None:
        """Create `roles`, from the short keys `org` and `title` if there are any."""
        head, field = self._head, self._field("roles")
        lead = f"{head.indent}  - "
        inner = " " * len(lead)
        lines = row_lines(head, field, role, lead)
        older: dict[str, str] = {}
        changes, taken = [], []
        for key in ("org", "title"):
            entry, value = self._find(key), self._values.get(key)
            if entry is None or value is None:
                continue
            if not isinstance(value, str) or not head.inline(entry):
                raise UnusualNoteError(self.path, f"its '{key}' is not one text on one line")
            older[key] = value
            # Its line moves unchanged, with its quotes and its comment.
            taken.append(head.text[entry.name.start_mark.index : entry.line].rstrip("\r\n"))
            changes.append(Change(entry.start, entry.end, ""))
        if older and until:
            older["until"] = until
            row = row_lines(head, field, {"until": until}, lead)
            taken.append(row[0][len(lead) :])
        lines += [(inner if n else lead) + line for n, line in enumerate(taken)]
        place = self._place("roles")
        changes.append(head.insert_lines(place, [f"{head.indent}roles:", *lines]))
        wanted = [role, older] if older else [role]
        self._change("roles", changes, lambda now: now == wanted, moved=tuple(older))

    def _insert(self, key: str, lines: Sequence[str], wanted: Any) -> None:
        """Put a new key at its place in the declaration."""
        field = self._field(key)
        at = self._place(key)
        lead = self._head.indent
        lines = [lead + lines[0], *lines[1:]]
        change = self._head.insert_lines(at, lines)
        self._change(key, [change], lambda now: now == wanted or ev.same(field, now, wanted))

    def _place(self, key: str) -> int:
        """Return the place of a new key: after the keys declared before it, or before the rest."""
        schema = SCHEMAS.get(self.kind)
        order = [field.name for field in schema.fields] if schema else []
        entries = self._head.entries
        if key not in order:
            return len(self._head.text)
        place = order.index(key)
        names = [self._meant.get(e.name.value, e.name.value) for e in entries]
        before = [e for e, name in zip(entries, names, strict=True) if name in order[:place]]
        if before:
            return before[-1].below
        later = order[place + 1 :]
        after = [e for e, name in zip(entries, names, strict=True) if name in later] or entries
        return self._above(after[0].start) if after else len(self._head.text)

    def _above(self, at: int) -> int:
        """Return the start of the comments directly above a line."""
        text = self._head.text
        while at and text[self._head.line_start(at - 1) : at].startswith("#"):
            at = self._head.line_start(at - 1)
        return at

    def _name(self, key: str) -> str:
        return render_scalar(key, flow=False)

    def _rendered(self, key: str, value: Any) -> list[str]:
        """Return the lines of a new key."""
        field = self._field(key) or Field(name=self._name(key), type=TEXT, means="")
        try:
            if isinstance(value, str):
                written = ev.Pen(self._head, field).write(value, flow=False)
                return [f"{field.name}: {written}"]
            lead = self._head.indent
            first, *rest = render_key(field, value)
        except ValueError as error:
            raise UsageError(f"{self.path}: {key}: {error}") from None
        return [first, *(lead + line for line in rest)]

    def _change(
        self,
        key: str,
        changes: Sequence[Change],
        right: Callable[[Any], bool],
        moved: Sequence[str] = (),
    ) -> None:
        """Change the front matter, unless that would do more or less than requested.

        Args:
            key: the key that is changed.
            changes: the changes to make.
            right: whether a value of the key, or None, is the wanted one.
            moved: other keys that change with it.
        """
        text, body, said = self._text, self.body, self._others((key, *moved))
        try:
            self._take(self._changed(changes))
            keys = [name for name, _ in self._said]
            fine = right(self._values.get(key)) and self._others((key,)) == said
            fine = fine and self.body == body and keys.count(key) < 2
        except UnusualNoteError:
            fine = False
        if not fine:
            self._take(text)
            raise UnusualNoteError(self.path, f"'{key}' stands in an unusual place or form")

    def _changed(self, changes: Sequence[Change]) -> str:
        pieces, at = [], 0
        for change in sorted(changes, key=lambda c: c[:2]):
            if change.start < at:
                raise UnusualNoteError(self.path, "two changes meet in one place")
            pieces += [self._head.text[at : change.start], change.new]
            at = change.end
        pieces.append(self._head.text[at:])
        rest = self._text[self._head_at + len(self._head.text) :]
        return self._text[: self._head_at] + "".join(pieces) + rest

    def _others(self, keys: Sequence[str]) -> list[tuple[str, Any]]:
        """Return all keys except some, as they read, in order."""
        return [(key, value) for key, value in self._said if key not in keys]


def _link_in(value: Any) -> str:
    """Return the link that a list in a list means: `[[ada]]` without quotes; "" for none."""
    if not isinstance(value, list):
        return ""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return bare_link(value) if isinstance(value, str) else ""


def _sequences(node: yaml.Node) -> Iterator[yaml.SequenceNode]:
    """Yield the lists in a value, an outer one before its inner ones, but none in a link."""
    if not isinstance(node, yaml.SequenceNode):
        return
    yield node
    only = node.value[0] if len(node.value) == 1 else None
    is_link = node.flow_style and isinstance(only, yaml.SequenceNode) and len(only.value) == 1
    if (
        is_link
        and isinstance(only, yaml.SequenceNode)
        and isinstance(only.value[0], yaml.ScalarNode)
    ):
        return
    for item in node.value:
        yield from _sequences(item)


def _also_bare_links(swap: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Return a swap that also knows the inside of a link without quotes: `ada|Ada`."""

    def also(text: str) -> str | None:
        new = swap(text)
        if new is None and "|" in text and (link := bare_link(text)):
            new = swap(link)
            return new[2:-2] if new and new.startswith("[[") else None
        return new

    return also


def _as_texts(value: Any) -> Any:
    """Return a value with its flags as texts."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return [_as_texts(item) for item in value]
    return None if value is None else str(value)
