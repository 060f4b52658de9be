"""A review as `--json` prints it.

The one rule: every number can be counted again from the notes that are named.
"""

from __future__ import annotations

from typing import Any

from hobnob.answers import to_json
from hobnob.network.reviews.review import Review


def review_document(review: Review) -> dict[str, Any]:
    """Return the document of a review."""
    period = review.period
    return {
        "period": period.name,
        "first": period.first,
        "last": period.last,
        "until": review.until,
        "contacts": len(review.contacts),
        "kinds": review.kinds,
        "people": [who.slug for who in review.people],
        "happened": [
            {
                "note": row.slug, "date": row.date, "kind": row.kind or None,
                "people": [who.slug for who in row.people],
                "is_contact": row.slug in review.contacts,
            }
            for row in review.happened
        ],
        "first_time": [{"person": who.slug, "date": date} for who, date in review.first_time],
        "warmed": [{"person": one.person.slug, "why": one.why} for one in review.warmed],
        "quieter": [{"person": one.person.slug, "why": one.why} for one in review.quieter],
        "kept": to_json(review.kept),
        "promised": to_json(review.promised),
        "came_due": to_json(review.came_due),
        "plans": [
            {
                "plan": plan.slug,
                "happened": plan.happened,
                "stages": [
                    {"name": name, "before": before, "count": now}
                    for name, before, now in plan.stages
                ],
                "steps": [
                    {"person": step.slug or step.name, "before": step.before, "stage": step.now,
                     "declined": step.declined}
                    for step in plan.steps
                ],
            }
            for plan in review.plans
        ],
        "thanks": [
            {"introducer": one.introducer.slug, "introduced": one.introduced.slug,
             "note": one.note, "date": one.date}
            for one in review.thanks
        ],
    }  # fmt: skip
