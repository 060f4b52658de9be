"""Conditions in SQL that several questions share.

The one rule: each condition names the table `interaction` and takes no parameter, so any query can
use it.
"""

from __future__ import annotations

from hobnob.model import NO_CONTACT_KINDS, NO_CONTACT_OUTCOMES, OUT_BY_DEFAULT

_NO_CONTACT, _WRITTEN, _NOBODY = (
    ", ".join(f"'{word}'" for word in sorted(words))
    for words in (NO_CONTACT_KINDS, OUT_BY_DEFAULT, NO_CONTACT_OUTCOMES)
)

REACHES_OUT = f"""(NOT interaction.draft AND interaction.kind NOT IN ({_NO_CONTACT})
  AND interaction.direction <> 'in'
  AND (interaction.outcome NOT IN ({_NOBODY}) OR interaction.kind IN ({_WRITTEN})
    AND interaction.outcome <> 'cancelled'))"""
"""Whether I reached out in an interaction."""

MOMENT = "iif(length(interaction.date) = 10, interaction.date || '~', interaction.date)"
"""The date of reaching out, for comparison. A date without a time counts as the end of its day: so
thanks on the day itself count, and nothing on that day is later."""
