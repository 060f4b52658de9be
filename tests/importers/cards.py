"""Cards for tests: fixtures by their oddity, and the way through a note without a journal."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from hobnob.exporters.vcard import Person, _person, render_new
from hobnob.importers.found import Found, FoundPerson, Wanted
from hobnob.importers.vcard import read

FILES = Path(__file__).parent / "files" / "vcard"
DAY = "2026-11-22"


def found_in(path: Path, **wanted: Any) -> Found:
    return read([path], Wanted(day=DAY, **wanted))


def through_note(person: FoundPerson, notes: Path) -> Person:
    """Return somebody as a note of theirs would be exported."""
    index = cast(Any, SimpleNamespace(journal=SimpleNamespace(notes=notes), today=DAY))
    lines = "".join(f"\n- {how or 'related'}: {who}" for who, how in person.relations)
    document = {
        **person.values, **person.extra, "slug": "who", "path": "people/who.md",
        "source": [person.source], "text": person.text + lines,
    }  # fmt: skip
    if person.photo:
        (notes / "photo").write_bytes(person.photo)
        document["photo"] = "photo"
    return _person(index, document, {"who": person.name})


def again(person: FoundPerson, notes: Path, version: str = "3.0") -> bytes:
    """Return the card that a note of somebody gives."""
    return render_new(through_note(person, notes), version)


_HEAD = re.compile(r'((?:[^":]|"[^"]*")*):(.*)', re.DOTALL)
_PARAM = re.compile(r';([\w-]+)=((?:"[^"]*"|[^";])*)')


def properties(data: bytes) -> Counter[tuple[str, ...]]:
    """Return name, parameters and value of each line; an independent library unfolds them."""
    from icalendar.parser import Contentlines

    found: Counter[tuple[str, ...]] = Counter()
    for line in Contentlines.from_ical(data):  # type: ignore[no-untyped-call]
        match = _HEAD.match(line)
        if match is None:
            continue
        params = sorted(
            f"{name.upper()}={item}".lower()
            for name, items in _PARAM.findall(match[1])
            for item in ([items] if name.upper() not in ("TYPE",) else items.split(","))
        )
        params = sorted(param.replace('"', "") for param in params)
        # What Google escapes, others do not.
        value = re.sub(r'\\([:",;])', r"\1", match[2]).strip()
        found[(match[1].partition(";")[0].upper(), *params, value)] += 1
    return found
