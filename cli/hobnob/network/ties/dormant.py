"""Dormant ties, and why they mattered.

The one rule: a dormant tie is an asset. The text tells the good facts: how often we met, whom they
introduced to me, what they did for me, and what I did for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.network.ties.ties import Tie
from hobnob.wording import ASKS, join_words

_BROUGHT = """
SELECT target, note FROM ref WHERE field = 'introduced_by'
  AND target IN (SELECT value FROM json_each(:people))
UNION
SELECT by.target, new.target FROM ref AS by JOIN ref AS new ON new.note = by.note
WHERE by.target IN (SELECT value FROM json_each(:people)) AND by.field = 'people'
  AND new.field = 'introduced' AND new.target <> by.target AND new.date < :tomorrow
"""

_FAVOURS = """
SELECT ref.target, each.value
FROM ref JOIN note ON note.id = ref.note JOIN interaction ON interaction.id = ref.note
JOIN json_each(note.data, '$.{key}') AS each
WHERE ref.target IN (SELECT value FROM json_each(:people)) AND ref.field = 'people'
  AND ref.date < :tomorrow AND NOT interaction.draft AND interaction.outcome <> 'cancelled'
  AND {more}
"""
_HELPED = _FAVOURS.format(key="asked", more="interaction.outcome IN ('agreed', 'won')")
_GAVE = _FAVOURS.format(key="gave", more="TRUE")


@dataclass(frozen=True, kw_only=True)
class Past:
    """The past between a person and me.

    Attributes:
        brought: (slug, name) of the people they introduced to me.
        helped: the favours I asked for and they agreed to, with counts, in the format's words.
        gave: the favours I did for them.
    """

    tie: Tie
    brought: tuple[tuple[str, str], ...] = ()
    helped: Mapping[str, int] = field(default_factory=dict)
    gave: Mapping[str, int] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """The amount to remember; it orders a list and is never shown."""
        favours = sum(self.helped.values()) + sum(self.gave.values())
        return self.tie.contacts + 3 * len(self.brought) + 2 * favours

    @property
    def best_help(self) -> str:
        """Their most frequent help, in the words of later: "their advice"."""
        word = next(iter(self.helped))
        return _THEIRS.get(word, f"their {word}")

    @property
    def text(self) -> str:
        """Why the tie mattered, in words that are true on any day."""
        met = f"in touch {_times(self.tie.contacts)} {self.tie.span}"
        parts = [met] if self.tie.contacts else []
        if self.brought:
            names = [name for _, name in self.brought]
            parts.append(f"introduced you to {_join(names, 3)}")
        if self.helped:
            parts.append(f"helped you with {_join(_spell(self.helped))}")
        if self.gave:
            parts.append(f"you helped with {_join(_spell(self.gave))}")
        return "; ".join(parts)


_THEIRS = {"introduction": "the introduction", "referral": "their referral",
           "meeting": "what you met about", "favour": "their favour", "job": "the job",
           "sale": "what they bought", "money": "what they gave to"}  # fmt: skip


def load_past(index: Index, ties: Iterable[Tie]) -> list[Past]:
    """Return the past between each of some people and me, in their order."""
    ties = tuple(ties)
    people = [tie.id for tie in ties]
    brought: dict[int, list[int]] = {}
    for person, other in index.rows(_BROUGHT, people=people):
        brought.setdefault(person, []).append(other)
    notes = heads(index, {other for others in brought.values() for other in others})
    helped, gave = (_favours(index, query, people) for query in (_HELPED, _GAVE))
    return [
        Past(
            tie=tie,
            brought=tuple(sorted(((notes[o].slug, notes[o].name) for o in brought.get(tie.id, ())
                                  if o in notes), key=lambda pair: (pair[1], pair[0]))),
            helped=dict(helped[tie.id].most_common()) if tie.id in helped else {},
            gave=dict(gave[tie.id].most_common()) if tie.id in gave else {},
        )
        for tie in ties
    ]  # fmt: skip


def _favours(index: Index, query: str, people: Sequence[int]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    for person, word in index.rows(query, people=people):
        if word:
            found.setdefault(person, Counter())[str(word)] += 1
    return found


def _spell(favours: Mapping[str, int]) -> list[str]:
    """Return favours in words: "advice (twice)", "an introduction"."""
    return [
        ASKS.get(word, word) + ("" if many == 1 else f" ({_times(many)})")
        for word, many in favours.items()
    ]


def _times(many: int) -> str:
    return {1: "once", 2: "twice"}.get(many, f"{many} times")


def _join(words: list[str], most: int = 4) -> str:
    """Join words as in a sentence; if there are many, only the first."""
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} others"]
    return join_words(words)
