"""People from the rows of a table, when the places of its columns are known.

The one rule: a row is a person, or it is counted among what was passed over or could not be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from hobnob.importers.columns.days import Day, order_shown, read_day
from hobnob.importers.columns.drafts import PersonDraft
from hobnob.importers.columns.place import PARTS, Place
from hobnob.importers.found import Column, Found, FoundPerson, Wanted
from hobnob.importers.tables import Table, TableRow
from hobnob.notes import values as v
from hobnob.notes.schema import PERSON

_COMPANIES = "companies without a person"
_NAMELESS = "people without a name"
_BLANK = "blank rows"
_DAY_TYPES = (v.BIRTHDAY, v.DATE, v.DAY)
_ORDERS = {"day": "the day comes first", "month": "the month comes first"}


class TableReader:
    """Makes people of the rows of one table."""

    def __init__(self, table: Table, places: Sequence[Place], wanted: Wanted, file: str) -> None:
        """Take a table with a place for each column.

        Args:
            table: the table.
            places: of its columns, in their order.
            wanted: what the user and the journal say.
            file: the name of the file, "" if the import has only one.
        """
        self._table = table
        self._places = places
        self._file = file
        self._today = wanted.day
        self._days = frozenset(at for at, place in enumerate(places) if _is_day(place.key))
        self._shown = order_shown(row.cells[at] for at in self._days for row in table.rows)
        self._order = self._shown or wanted.date_order
        # Several columns may be one to the reader; the first of them stands for all.
        first: dict[tuple[str, str], int] = {}
        self._stands = [
            first.setdefault((place.shown or table.titles[at], place.key), at)
            for at, place in enumerate(places)
        ]
        self._count: Counter[int] = Counter()
        self._unfit: Counter[int] = Counter()
        self._doubtful: dict[int, list[str]] = {}
        self._turned = 0
        self.people: list[FoundPerson] = []
        self.passed_over: Counter[str] = Counter()
        self.passed_lines: list[int] = []

    def read(self) -> None:
        """Read all rows."""
        for row in self._table.rows:
            self._read_row(row)
        if self._table.blank:
            self.passed_over[_BLANK] += self._table.blank

    def _read_row(self, row: TableRow) -> None:
        draft = PersonDraft()
        filled = [at for at, cell in enumerate(row.cells) if cell]
        self._count.update({self._stands[at] for at in filled})
        for at in filled:
            place, cell, stands = self._places[at], row.cells[at], self._stands[at]
            if not place.key:
                continue
            title = place.shown.partition(" - ")[0] or self._table.titles[at]
            label = row.cells[place.label_at] if place.label_at >= 0 else ""
            if at in self._days:
                day = read_day(cell, self._order, self._today)
                self._doubt(stands, cell, day)
                self._unfit[stands] += draft.add_day(place, title, cell, day, label)
            else:
                self._unfit[stands] += draft.add(place, title, cell, label)
        named = draft.read_name()
        if not named.name:
            is_company = named.is_company or bool(draft.org_names)
            self.passed_over[_COMPANIES if is_company else _NAMELESS] += 1
            self.passed_lines.append(row.line)
            return
        self._turned += named.is_turned
        self.people.append(draft.finish(named, line=row.line, file=self._file))

    def _doubt(self, at: int, cell: str, day: Day) -> None:
        if day.could_be:
            self._doubtful.setdefault(at, []).append(f"{cell} is {' or '.join(day.could_be)}")

    def columns(self) -> list[Column]:
        """Return what became of each column that holds something."""
        return [
            Column(
                title=place.shown or self._table.titles[at],
                becomes=place.becomes,
                how=self._how(at, place),
                count=self._count[at],
            )
            for at, place in enumerate(self._places)
            if self._count[at]
        ]  # fmt: skip

    def _how(self, at: int, place: Place) -> str:
        said = [place.how] if place.how else []
        if place.key == "shown":
            said.append("used where there is no other name")
        if PARTS.get(place.key) == "address" and not place.how:
            said.append("kept as a key of your own")
        if place.key == "name" and self._turned:
            verb = "are" if self._turned > 1 else "is"
            said.append(f"{self._turned} written 'Last, First' {verb} turned round")
        if at in self._days and self._shown:
            said.append(f"{_ORDERS[self._shown]}, as other dates of the file show")
        doubtful = self._doubtful.get(at, [])
        if doubtful:
            said.append(
                f"{len(doubtful)} could be two days ({doubtful[0]}), kept as a key of your own; "
                "set 'date_order' in mkdocs.yml first"
            )
        if unfit := self._unfit[at]:
            values = f"{unfit} values are" if unfit > 1 else "1 value is"
            said.append(f"{values} no {_type_of(place.key)}: kept as a key of your own")
        return "; ".join(said)


def _is_day(key: str) -> bool:
    if key.startswith("date:"):
        return True
    field = PERSON.by_name.get(key)
    return field is not None and any(field.type is kind for kind in _DAY_TYPES)


def _type_of(key: str) -> str:
    if key in ("phones", "flag") or key.startswith("date:"):
        return {"phones": "telephone number", "flag": "yes or no"}.get(key, "date")
    return PERSON.by_name[key].type.name


def join(
    kind: str,
    title: str,
    readers: Iterable[TableReader],
    tables: Sequence[Table],
    chosen: Mapping[str, Mapping[str, str]],
) -> Found:
    """Return what all tables of an import hold."""
    people: list[FoundPerson] = []
    columns: dict[tuple[str, str, str], Column] = {}
    passed_over: Counter[str] = Counter()
    lines: list[int] = []
    for reader in readers:
        people += reader.people
        passed_over.update(reader.passed_over)
        lines += reader.passed_lines
        for column in reader.columns():
            key = column.title, column.becomes, column.how
            count = column.count + (columns[key].count if key in columns else 0)
            columns[key] = Column(title=key[0], becomes=key[1], how=key[2], count=count)
    guessed = {table.charset.name: None for table in tables if not table.charset.certain}
    if guessed:
        title += f", read as {' and '.join(guessed)} (a guess: look at accents)"
    return Found(
        kind=kind,
        title=title,
        people=tuple(people),
        unread=tuple(found for table in tables for found in table.unread),
        columns=tuple(columns.values()),
        passed_over=dict(passed_over),
        passed_lines=tuple(lines),
        chosen=chosen,
    )
