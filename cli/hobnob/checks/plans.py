"""Plans: what they set out to do, and what was done."""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import Finding, check
from hobnob.index.index import Index
from hobnob.names import link_target


@check("warning")
def never_written(index: Index) -> Iterator[Finding]:
    """A target of an active plan who was never written to since its start.

    **Why it matters.** A plan is its letters. A name that was put on the list and then forgotten
    is the cheapest chance there is.

    **Put it right** by writing: a letter, an e-mail or a message that went out on or after the
    plan's `start` counts, whether or not it names the plan, and a contact that names the plan
    counts as well; a draft does not. Or take the name off the list, or set the plan's `status` to
    `paused`: plans that are not active are left alone, and so is one that has not begun.

    ```
    status: active
    start: 2026-09-14
    people: [grace-hopper]      # no letter to her since 2026-09-14
    ```
    """
    rows = index.all(
        """
        WITH plan AS (
          SELECT id, path, coalesce(json_extract(data, '$.start'), '') AS start FROM note
          WHERE kind = 'plan' AND live
            AND coalesce(json_extract(data, '$.status'), 'active') = 'active')
        SELECT plan.path, plan.start, target.raw,
          EXISTS (SELECT 1 FROM ref AS mine JOIN interaction AS waits ON waits.id = mine.note
                  WHERE mine.target = target.target AND mine.field = 'people' AND waits.draft)
        FROM plan JOIN ref AS target ON target.note = plan.id AND target.field = 'people'
        WHERE target.target IS NOT NULL AND plan.start < :tomorrow AND NOT EXISTS (
          SELECT 1 FROM ref AS mine JOIN interaction AS went ON went.id = mine.note
            JOIN note ON note.id = went.id
          WHERE mine.target = target.target AND mine.field = 'people' AND note.live
            AND NOT went.draft AND went.date < :tomorrow
            AND substr(went.date, 1, length(plan.start)) >= substr(plan.start, 1, length(went.date))
            AND (went.kind IN ('letter', 'email', 'message') AND went.direction <> 'in'
              OR went.contact AND EXISTS (SELECT 1 FROM ref AS whose WHERE whose.note = went.id
                AND whose.field = 'plan' AND whose.target = plan.id)))""",
        {"tomorrow": index.tomorrow},
    )
    for path, start, raw, waits in rows:
        since = f" since the plan began ({start})" if start else ""
        draft = "; a draft is waiting to be sent" if waits else ""
        message = f"people: {link_target(raw)} was never written to{since}{draft}"
        yield Finding(path=path, at=("people", raw), message=message)


@check("error")
def plan_dates(index: Index) -> Iterator[Finding]:
    """A plan whose deadline is before its start.

    **Put it right** by correcting `start` or `deadline`.

    ```
    start: 2026-09-14
    deadline: 2026-03-31        # 2027-03-31
    ```
    """
    rows = index.all(
        """SELECT path, start, deadline FROM (
             SELECT path, json_extract(data, '$.start') AS start,
               json_extract(data, '$.deadline') AS deadline
             FROM note WHERE kind = 'plan' AND live)
           WHERE substr(deadline, 1, length(start)) < substr(start, 1, length(deadline))"""
    )
    for path, start, deadline in rows:
        message = f"deadline: {deadline} is before the start ({start})"
        yield Finding(path=path, at=("deadline",), message=message)
