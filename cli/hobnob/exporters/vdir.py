"""A folder with a file a card, which other programs share (vdir): khard, vdirsyncer, a phone.

The one rule: a line that somebody else wrote is never lost. A card is found by its UID. Its lines
stay byte for byte where they say what the note says, and where the note has no place for them.

hobnob remembers the lines that were in a card after its last export. A line that contradicts the
note and was there already is replaced: the note has changed since. A line that is new was written
elsewhere: it stays, and is told. Without a memory the later of the two files counts. No file is
ever deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hobnob import cache
from hobnob.errors import UsageError, WriteError
from hobnob.exporters.exported import Exported
from hobnob.exporters.vcard import WHAT, Card, Person, load_people, render_new
from hobnob.exporters.vdir_memory import FolderMemory, short_hash
from hobnob.importers.vcard.cards import Card as Lines
from hobnob.importers.vcard.cards import make_card
from hobnob.importers.vcard.charsets import wide_charset
from hobnob.importers.vcard.lexer import (
    CardError,
    Line,
    make_line,
    parse_card,
    split_cards,
    unescape,
)
from hobnob.importers.vcard.updating import Kept, update
from hobnob.importers.vcard.writing import render_line
from hobnob.index.index import Index
from hobnob.journal import Journal

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@=+-]{0,150}\Z")
_LARGEST = 64_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Update:
    """What an export into a folder came to.

    Attributes:
        exported: the cards.
        differing: cards with lines that contradict the note and were written elsewhere, by file.
        unread: files that are no single card in UTF-8, and stay as they are, with the reason.
        left: cards that hobnob wrote of somebody who is no longer in the notes.
        others: how many more cards there are in the folder.
    """

    exported: Exported
    differing: tuple[tuple[str, str], ...]
    unread: tuple[tuple[str, str], ...]
    left: tuple[str, ...]
    others: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _File:
    """A file with one card.

    Attributes:
        physical: the lines of the file, with their ends.
    """

    path: Path
    physical: tuple[bytes, ...]
    card: Lines
    end: bytes


@dataclass(kw_only=True)
class _Folder:
    path: Path
    files: dict[str, _File] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)
    by_uid: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)


def export(
    index: Index, people: Sequence[int], folder: Path, version: str = "3.0", *,
    overwrite: bool = False, dry: bool = False,
) -> Update:  # fmt: skip
    """Write the cards of some people into a folder.

    Args:
        index: of the journal.
        people: the ids of their notes.
        folder: with the cards; it is made if it is missing.
        version: of new cards; the others keep theirs.
        overwrite: the note counts also where a card was changed elsewhere.
        dry: write nothing.

    Raises:
        UsageError: the folder cannot be one of cards.
        WriteError: a card cannot be written; those before it were.
    """
    _refuse(index.journal, folder)
    found = _load(folder)
    memory = FolderMemory(index.journal, folder)
    cards: list[Card] = []
    differing: list[tuple[str, str]] = []
    writes: list[tuple[Path, bytes]] = []
    for person in load_people(index, people):
        file = _file_of(person, found)
        if file is None:
            name = _new_name(person, found)
            data, state = render_new(person, version), "new"
            kept: list[Kept] = []
        else:
            name = file.path.name
            stays = None if overwrite else memory.stays(person, file.path, file.card)
            kept = update(file.card, person.contact, stays=stays)
            data = _rendered(file, kept, index.today)
            state = "unchanged" if data == b"".join(file.physical) else "changed"
            differing += [(name, one.line.title) for one in kept if one.differs]
        cards.append(
            Card(person=person.slug, uid=person.uids[0], file=name, state=state, data=data)
        )
        if state != "unchanged":
            writes.append((folder / name, data))
        memory.note(name, person.slug, data, [one.line for one in kept if one.differs])
    left = memory.left(index, found.files)
    others = len(found.files) - sum(card.state != "new" for card in cards) - len(left)
    if not dry:
        _write(folder, writes)
        memory.write()
    return Update(
        exported=Exported(
            format="vcard", entries=tuple(cards), what=WHAT, file=str(folder),
            data=b"".join(card.data for card in cards),
        ),
        differing=tuple(differing), unread=tuple(found.unread), left=left, others=others,
    )  # fmt: skip


def _refuse(journal: Journal, folder: Path) -> None:
    """Refuse a folder that cannot be one of cards.

    Raises:
        UsageError: it is no folder, or lies among the notes.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is no folder; --vdir takes a folder with a file a card")
    if folder.resolve().is_relative_to(journal.notes.resolve()):
        raise UsageError(f"{folder} lies among the notes, and would be on the site; choose a place "
                         "outside of them")  # fmt: skip


# ---------------------------------------------------------------- reading


def _load(folder: Path) -> _Folder:
    found = _Folder(path=folder)
    if not folder.is_dir():
        return found
    for path in sorted(folder.iterdir()):
        found.taken.add(path.name.lower())
        if path.name.startswith(".") or path.suffix.lower() != ".vcf":
            continue
        try:
            file = _read(path)
        except (CardError, OSError) as error:
            found.unread.append((path.name, str(getattr(error, "strerror", "") or error)))
            continue
        found.files[path.name] = file
        for line in file.card.lines:
            if line.name == "UID":
                found.by_uid.setdefault(unescape(line.value).strip(), path.name)
    return found


def _read(path: Path) -> _File:
    """Return the card of a file.

    Raises:
        CardError: it holds anything else than one card in UTF-8.
        OSError: it cannot be read.
    """
    if path.stat().st_size > _LARGEST:
        raise CardError(1, "it is too large")
    data = cache.read_plain(path)
    physical = tuple(data.splitlines(keepends=True)) if b"\n" in data else (data,)
    if wide_charset(data[:4]):
        raise CardError(1, "it is not written in UTF-8")
    plain = (physical[0].removeprefix(b"\xef\xbb\xbf"), *physical[1:])
    cards = list(split_cards(plain))
    if len(cards) != 1:
        raise CardError(1, f"it holds {len(cards)} cards, and not one")
    lines = parse_card(cards[0], _refuse_charset)
    end = b"\r\n" if b"\r\n" in data else b"\n"
    return _File(path=path, physical=physical, card=make_card(lines), end=end)


def _refuse_charset(data: bytes, charset: str) -> str:  # noqa: ARG001
    raise CardError(1, "it is not written in UTF-8")


def _file_of(person: Person, found: _Folder) -> _File | None:
    """Return the card of a person; nobody else gets it any more."""
    for uid in person.uids:
        if name := found.by_uid.pop(uid, None):
            return found.files[name]
    return None


def _new_name(person: Person, found: _Folder) -> str:
    stem = person.uids[0].removeprefix("urn:uuid:")
    if not _SAFE.match(stem):
        stem = short_hash(person.uids[0])
    name = f"{stem}.vcf"
    while name.lower() in found.taken:
        stem = short_hash(stem + person.slug)
        name = f"{stem}.vcf"
    found.taken.add(name.lower())
    return name


# ---------------------------------------------------------------- writing


def _rendered(file: _File, kept: Sequence[Kept], today: str) -> bytes:
    """Return a file with new lines in place of some; the others stay as they are, to the byte."""
    if all(one.before is one.line for one in kept) and len(kept) == sum(
        line.name != "VERSION" for line in file.card.lines
    ):
        return b"".join(file.physical)
    starts = [line.number for line in file.card.lines]
    last = len(file.physical)
    while last and not re.match(rb"\s*END[ \t]*:", file.physical[last - 1], re.IGNORECASE):
        last -= 1
    ends = dict(zip(starts, [*starts[1:], last or len(file.physical) + 1], strict=True))

    def raw(line: Line) -> bytes:
        return b"".join(file.physical[line.number - 1 : ends[line.number] - 1])

    waiting = list(kept)
    parts = list(file.physical[: starts[0] - 1]) if starts else list(file.physical[:1])
    revised = f"{today.replace('-', '')}T000000Z"

    def flush(until: Line | None) -> None:
        while waiting and (until is None or waiting[0].before is not until):
            one = waiting[0]
            if one.before is not None and until is not None:
                return
            parts.append(render_line(one.line, file.card.version, file.end))
            waiting.pop(0)

    for line in file.card.lines:
        if line.name == "VERSION":
            parts.append(raw(line))
            continue
        flush(line)
        if not (waiting and waiting[0].before is line):
            continue
        one = waiting.pop(0)
        if line.name == "REV":
            revision = make_line(line.title, revised)
            parts.append(render_line(revision, file.card.version, file.end))
        elif one.line is line:
            parts.append(raw(line))
        else:
            parts.append(render_line(one.line, file.card.version, file.end))
    flush(None)
    return b"".join([*parts, *file.physical[last - 1 if last else len(file.physical) :]])


def _write(folder: Path, writes: Iterable[tuple[Path, bytes]]) -> None:
    """Write files, each as a whole or not at all.

    Raises:
        WriteError: the disk does not take one.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in writes:
            cache.replace_file(path, data)
    except OSError as error:
        raise WriteError(
            f"cannot write {error.filename or folder}: {error.strerror or error}; the cards before "
            "it were written"
        ) from None
