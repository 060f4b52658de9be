"""Contacts of Emacs (`org-contacts`): headings with properties in a file of Org.

The one rule: a heading with a property that only contacts have is a person; other headings are
counted. The lines below the properties are the text of the note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hobnob.errors import UsageError
from hobnob.importers.as_markdown import as_markdown
from hobnob.importers.found import Column, Found, FoundPerson, Unread, Wanted
from hobnob.names import fold

_HEADING = re.compile(r"(\*+)\s+(.*?)(?:\s+:([\w@#%:]+):)?\s*\Z")
_PROPERTY = re.compile(r"\s*:([^:\s]+?)\+?:\s*(.*?)\s*\Z")
_LINK = re.compile(r"\[\[(?:mailto:|tel:)?([^\]]+?)\](?:\[[^\]]*\])?\]")
_KEYS = {
    "EMAIL": "emails", "PHONE": "phones", "ALIAS": "aliases", "NICKNAME": "aliases",
    "BIRTHDAY": "birthday", "ADDRESS": "location", "URL": "links", "COMPANY": "org", "ORG": "org",
    "TITLE": "title", "ROLE": "title",
}  # fmt: skip
_OF_CONTACTS = frozenset(("EMAIL", "PHONE", "ALIAS", "NICKNAME", "BIRTHDAY", "ADDRESS"))
_OF_ORG = frozenset(
    ("ID", "CREATED", "CUSTOM_ID", "LAST_READ_MAIL", "ICON", "IGNORE", "VISIBILITY")
)
_MOST_BYTES = 64_000_000
_IS_ORG = re.compile(r"^\*+ .+\n(?:.*\n){0,4}?\s*:PROPERTIES:\s*$", re.MULTILINE | re.IGNORECASE)


def recognize(path: Path, start: bytes) -> bool:
    """Say whether a file is one of Org with contacts in it."""
    text = start.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    names = {match[1].upper() for line in text.split("\n") if (match := _PROPERTY.match(line))}
    return not path.is_dir() and bool(_IS_ORG.search(text)) and bool(names & _OF_CONTACTS)


def read(paths: Sequence[Path], _wanted: Wanted) -> Found:
    """Read files of Org.

    Raises:
        UsageError: a file cannot be read.
    """
    people: list[FoundPerson] = []
    unread: list[Unread] = []
    columns: Counter[str] = Counter()
    passed_over: Counter[str] = Counter()
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
        if len(data) > _MOST_BYTES:
            raise UsageError(f"{path} is larger than {_MOST_BYTES // 1_000_000} MB")
        for line, title, tags, lines in _headings(data.decode("utf-8-sig", "replace")):
            properties, text, wrong = _properties(lines)
            if wrong:
                unread.append(Unread(line=line, file=path.name, message=wrong))
            elif not {key for key, _ in properties} & _OF_CONTACTS:
                passed_over["headings that are no contacts"] += 1
            else:
                columns.update(dict.fromkeys((key for key, _ in properties), 1))
                people.append(_person(line, path.name, title, tags, properties, text))
    return Found(
        kind="org",
        title="Contacts of Org",
        people=tuple(people),
        unread=tuple(unread),
        columns=tuple(
            Column(title=key, becomes=_KEYS.get(key, "" if key in _OF_ORG else key.lower()),
                   count=count)
            for key, count in columns.items()
        ),
        passed_over=dict(passed_over),
    )  # fmt: skip


def _headings(text: str) -> list[tuple[int, str, tuple[str, ...], list[str]]]:
    """Return the headings: the line, the title, the tags, and the lines below."""
    found: list[tuple[int, str, tuple[str, ...], list[str]]] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        match = _HEADING.match(line)
        if match:
            tags = tuple(filter(None, (match[3] or "").split(":")))
            found.append((number, _LINK.sub(_shown, match[2]).strip(), tags, []))
        elif found:
            found[-1][3].append(line)
    return found


def _shown(match: re.Match[str]) -> str:
    _, bracket, shown = match[0].rstrip("]").rpartition("][")
    return shown if bracket else match[1]


def _properties(lines: Sequence[str]) -> tuple[list[tuple[str, str]], str, str]:
    """Return the properties of a heading, the text below them, and what is wrong."""
    found: list[tuple[str, str]] = []
    text: list[str] = []
    is_inside = False
    for line in lines:
        word = line.strip().upper()
        if word == ":PROPERTIES:":
            is_inside = True
        elif word == ":END:":
            is_inside = False
        elif is_inside and (match := _PROPERTY.match(line)):
            found.append((match[1].upper(), match[2]))
        elif not is_inside:
            text.append(line)
    return found, "\n".join(text).strip("\n"), "':PROPERTIES:' has no ':END:'" if is_inside else ""


def _person(
    line: int, file: str, title: str, tags: tuple[str, ...],
    properties: Sequence[tuple[str, str]], text: str,
) -> FoundPerson:  # fmt: skip
    values: dict[str, Any] = {"tags": list(tags)}
    extra: dict[str, Any] = {}
    role: dict[str, str] = {}
    source = ""
    for key, told in properties:
        where = _KEYS.get(key, "")
        if not told or (key in _OF_ORG and key != "ID"):
            continue
        if key == "ID":
            source = f"org:{told}"
        elif where in ("org", "title"):
            role[where] = told
        elif where in ("emails", "phones", "links"):
            # In links of Org blanks may stand, and between several addresses.
            plain = _LINK.sub(r"\1", told)
            parts = re.split(r"[,;]\s*" if where == "phones" else r"[,;\s]+", plain)
            values.setdefault(where, []).extend(filter(None, parts))
        elif where == "aliases":
            values.setdefault(where, []).extend(part.strip() for part in told.split(","))
        elif where:
            values[where] = told.strip("<>[]").split(" ")[0] if where == "birthday" else told
        else:
            extra[fold(key)] = told
    if role:
        values["roles"] = [role]
    return FoundPerson(
        line=line, file=file, source=source, name=title, extra=extra,
        values={key: value for key, value in values.items() if value}, text=as_markdown(text),
    )  # fmt: skip
