"""The names that a template may say, and why it may not say another.

The one rule: a name is wrong when it can be known of nobody. What is not known of one person is no
fault of the template.
"""

from __future__ import annotations

from functools import lru_cache

from hobnob.index.index import Index
from hobnob.letters.sandbox import LetterTemplate, TemplateError
from hobnob.letters.values import KNOWN
from hobnob.names import nearest


class Vocabulary:
    """The names of a journal."""

    def __init__(self, index: Index) -> None:
        """Take the index; the user's own keys are asked for when a name is none of ours."""
        self._index = index
        self._own_keys = lru_cache(self._load_own_keys)

    def why_not(self, field: str, *, with_plan: bool = True) -> str:
        """Return why a field can be known of nobody, "" when it may be of somebody.

        Args:
            field: as a template has it: `person.first_name`.
            with_plan: whether the letter is for a plan, or may be.
        """
        above, _, name = field.rpartition(".")
        if not with_plan and "plan" in (field, above):
            return "it speaks of its plan; say which one, with --plan"
        if above not in KNOWN or name in KNOWN[above] or name in self._own_keys(above):
            return ""
        close = nearest(name, KNOWN[above] | self._own_keys(above), 1)
        there = f"{above}.{close[0]}" if above and close else "".join(close)
        hint = f"did you mean {there}?" if close else f"there are {', '.join(sorted(KNOWN[above]))}"
        return f"there is no '{field}' that a letter may say; {hint}"

    def faults(self, source: str) -> list[tuple[int, str]]:
        """Return what is wrong with a template, each with its line from 1, and each name once."""
        try:
            template = LetterTemplate(source)
        except TemplateError as error:
            return [(error.line, error.why)]
        found: dict[str, int] = {}
        for line, field in template.said:
            if why := self.why_not(field):
                found.setdefault(why, line)
        return [(line, why) for why, line in found.items()]

    def _load_own_keys(self, above: str) -> frozenset[str]:
        """Return the keys of the user's own that notes of a kind have."""
        if above not in ("person", "plan"):
            return frozenset()
        rows = self._index.db.execute(
            """SELECT DISTINCT json_each.key FROM note, json_each(note.data)
               WHERE note.kind = ? AND note.live""",
            (above,),
        )
        return frozenset(key for (key,) in rows)
