"""Giving a promise another due date, in the form in which its note writes one.

The one rule: only the date changes. A promise without one gets `(by DATE)` at the end of its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hobnob.model import Task
from hobnob.notes.body import read_body
from hobnob.notes.promises import due_dates

_BLOCK_NAME = re.compile(r"(?:[ \t]+\^[\w-]+)?[ \t\r]*\Z")
"""What Obsidian ends a line with to link to it; it has to stay at the end."""


def set_due(body: str, task: Task, day: str) -> str | None:
    """Return a body in which a task is due on another day; None if there is no safe way.

    Args:
        body: the body.
        task: one of its tasks.
        day: an ISO date.
    """
    wanted = [
        _essence(replace(other, due=day) if other == task else other)
        for other in read_body(body).tasks
    ]
    return next(
        (new for new in _tries(body, task, day) if _essences(read_body(new).tasks) == wanted), None
    )


def _tries(body: str, task: Task, day: str) -> Iterator[str]:
    lines = body.split("\n")
    begin = sum(len(line) + 1 for line in lines[: task.line])
    end = begin + sum(len(line) + 1 for line in lines[task.line : task.end])
    for at, until in due_dates(body[begin:end]):
        yield f"{body[: begin + at]}{day}{body[begin + until :]}"
    if not task.due:
        line = lines[task.line]
        found = _BLOCK_NAME.search(line)
        at = begin + (found.start() if found else len(line))
        yield f"{body[:at]} (by {day}){body[at:]}"


def _essences(tasks: Sequence[Task]) -> list[tuple[object, ...]]:
    return [_essence(task) for task in tasks]


def _essence(task: Task) -> tuple[object, ...]:
    return task.text, task.state, task.owner, task.due, task.line, task.mark
