"""Exclusions: the people who are not suggested, whatever the reasons for it.

The one rule: a reason to leave a person in peace is stronger than every reason to write.
"""

from __future__ import annotations

from hobnob import dates
from hobnob.index.index import Index
from hobnob.network.today.order import FRESH

_DECLINED = """
SELECT plan.target, who.target, interaction.outcome
FROM ref AS plan JOIN note ON note.id = plan.target
JOIN interaction ON interaction.id = plan.note
JOIN ref AS who ON who.note = plan.note AND who.field = 'people'
WHERE plan.field = 'plan' AND note.live
  AND coalesce(json_extract(note.data, '$.status'), 'active') = 'active'
  AND NOT interaction.draft AND interaction.date < :tomorrow
  AND interaction.outcome IN ('declined', 'agreed', 'won') AND who.target IS NOT NULL
ORDER BY interaction.date, plan.note
"""

_UNDER_WAY = """
SELECT DISTINCT ref.target FROM interaction CROSS JOIN ref ON ref.note = interaction.id
JOIN note ON note.id = ref.note
WHERE ref.field = 'people' AND ref.target IS NOT NULL AND note.live
  AND interaction.kind NOT IN ('news', 'note')
  AND (interaction.draft AND interaction.date >= :fresh OR interaction.date >= :tomorrow)
"""


def who_declined(index: Index) -> frozenset[int]:
    """Return the people who said no in an active plan, and did not change their answer since."""
    latest: dict[tuple[int, int], str] = {}
    for plan, person, outcome in index.rows(_DECLINED):
        latest[plan, person] = outcome
    return frozenset(person for (_, person), outcome in latest.items() if outcome == "declined")


def under_way(index: Index) -> frozenset[int]:
    """Return the people with a draft that waits, or with a fixed day.

    An old draft does not exclude a person for ever.
    """
    fresh = dates.add_days(index.today, -FRESH["draft"])
    return frozenset(index.column(_UNDER_WAY, fresh=fresh))
