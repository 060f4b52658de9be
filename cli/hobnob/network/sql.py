"""Conditions in SQL that several questions share.

The one rule: each is written for the table `interaction` under its own name, and without a
parameter, so that any query can take it.
"""

from __future__ import annotations

from hobnob.model import NO_CONTACT_KINDS, OUT_BY_DEFAULT

_NO_CONTACT, _WRITTEN = (
    ", ".join(f"'{kind}'" for kind in sorted(kinds)) for kinds in (NO_CONTACT_KINDS, OUT_BY_DEFAULT)
)

REACHES_OUT = f"""(NOT interaction.draft AND interaction.kind NOT IN ({_NO_CONTACT})
  AND interaction.direction <> 'in'
  AND (interaction.outcome <> 'no-answer' OR interaction.kind IN ({_WRITTEN})))"""
"""Whether I reached out in an interaction."""

MOMENT = "iif(length(interaction.date) = 10, interaction.date || '~', interaction.date)"
"""A date as the clock of reaching out shows it: a day without a time is over at its end, so that a
word of thanks on the day itself counts, and nothing of that day is later than it."""
