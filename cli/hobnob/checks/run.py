"""Running the checks: all problems of a journal, each with its place.

The one rule: problems of reading come from the index. For all others, only the notes with a problem
are opened again, to find line and column. What follows from the problem of one note, which may be
hundreds of references to it, is told once, with that note.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hobnob.checks.catalogue import all_checks
from hobnob.checks.places import load_places
from hobnob.checks.table import CheckPage, Finding
from hobnob.index.check_queries import reading_problems
from hobnob.index.index import Index
from hobnob.model import Problem

Wanted = Callable[[str], bool]
"""Whether to return the problems of the note at a path, relative to the journal."""


def find_problems(index: Index, wanted: Wanted = lambda _: True) -> list[Problem]:
    """Return all problems, by path, line and column."""
    found = [problem for problem in reading_problems(index) if wanted(problem.path)]
    by_path: dict[str, list[tuple[CheckPage, Finding]]] = {}
    following: dict[tuple[CheckPage, str], list[str]] = {}
    unchecked = index.journal.settings.unchecked
    for check in all_checks().values():
        if check.page.code in unchecked:
            continue
        for finding in check.find(index):
            if finding.because and wanted(finding.because):
                following.setdefault((check.page, finding.because), []).append(finding.path)
            elif wanted(finding.path):
                by_path.setdefault(finding.path, []).append((check.page, finding))
    for path, findings in by_path.items():
        places = load_places(index.journal.root / path)
        for page, finding in findings:
            line, column = places.of(finding.at)
            found.append(
                Problem(
                    path=path, line=line, column=column, code=page.code,
                    message=finding.message, severity=page.severity,
                )
            )  # fmt: skip
    places_of_causes = {problem.path: (problem.line, problem.column) for problem in found}
    for (page, path), sources in following.items():
        line, column = places_of_causes.get(path, (1, 1))
        found.append(
            Problem(
                path=path, line=line, column=column, code=page.code,
                message=_tell_following(sources), severity=page.severity,
            )
        )  # fmt: skip
    return sorted(found, key=lambda p: (p.path, p.line, p.column, p.code, p.message))


def _tell_following(sources: Sequence[str]) -> str:
    """Say how many references lead to a note that is left out; `sources` are their notes."""
    many, notes = len(sources), len(set(sources))
    if notes == 1:
        return "another note refers to this one; that leads nowhere until you fix it"
    return f"{many} references in {notes} notes lead here, and nowhere until you fix this note"
