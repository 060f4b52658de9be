"""The formats that the journal can be exported to.

The one rule: a format is one module beside this and one row here; it is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from hobnob.exporters.exported import Exported
from hobnob.index.index import Index


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format.

    Attributes:
        name: on the command line, and of its module.
        means: what it holds, and for which programs.
        begins: how every file of it begins; another file is never overwritten by one.
    """

    name: str
    means: str
    begins: bytes

    @property
    def export(self) -> Callable[[Index], Exported]:
        """What makes it of a journal."""
        found: Callable[[Index], Exported] = import_module(f"hobnob.exporters.{self.name}").export
        return found


FORMATS: Mapping[str, Format] = {
    row.name: row
    for row in (
        Format(
            name="calendar",
            means="birthdays, follow-ups, promises and whom to be in touch with, for any calendar",
            begins=b"BEGIN:VCALENDAR",
        ),
    )
}
