"""What is measured, against what, and with what goal.

Rule: every batch is one run in turns, hobnob's commands beside their baseline; the goals are the
constants below and nowhere else.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp

from hobnob.index.kept import PREFIX
from tests.bench import baselines
from tests.bench.cards import write_cards
from tests.bench.generate import SIZES
from tests.bench.plain_project import load_notes, write_plain_project
from tests.bench.prose import SEARCH_WORD
from tests.bench.timing import Job, Outcome, Row, do_nothing, run_in_turns

START_GOAL = 1.3
"""`--version` and `--help`, to a Python that imports click."""
FRESH_GOAL = 1.5
"""A reading command with the index up to date, to a stat of every file and the import."""
LONG_GOAL = 1.4
"""The commands that ask of everybody, to the same."""
AGAIN_GOAL = 1.2
"""The same a second time on one day."""
EDITED_GOAL = 1.6
"""The same after one edit."""
NETWORK_GOAL = 0.5
"""Seconds, at L, for what goes through the whole network."""
IMPORT_GOAL = 2.0
"""Importing cards, to reading them."""
LOG_GOAL = 1.3
"""Logging a line, which also writes a note and its index, to showing a person."""
INDEX_GOAL = 0.8
"""The first index of L, to reading every note with python-frontmatter and libyaml."""
BUILD_GOAL = 0.2
"""The first build of M, to a plain one."""
EDIT_GOALS = {"M": 0.6, "L": 1.5}
"""Seconds for a build after one edit."""
REBUILD_GOAL = 0.03
"""A build of M with nothing changed, to a plain one."""
COMMAND_PEAK_GOAL = 300.0
"""MB, at L."""
BUILD_PEAK_GOAL = 500.0
"""MB, at L."""
GROWTH_GOAL = 1.0
"""From M to L: how much the time grows, by how much the notes grow."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """A hobnob command under test and the goal for its ratio, if it has one."""

    job: Job
    goal: float | None = None
    seconds_goal: float | None = None


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Works that share a baseline and run in turns with it.

    Attributes:
        extras: Further baselines, measured for the reader; nothing is divided by them.
    """

    size: str
    baseline: Job | None
    works: tuple[Work, ...]
    extras: tuple[Job, ...] = ()
    peak_goal: float | None = None


def measure_batch(batch: Batch, *, runs: int) -> list[Row]:
    """Run a batch in turns: a row for each baseline and each work."""
    base = (batch.baseline,) if batch.baseline else ()
    jobs = (*batch.extras, *base, *(work.job for work in batch.works))
    outcomes = run_in_turns(jobs, runs=runs)
    rows = [_row(batch.size, job, outcomes[job.name]) for job in (*batch.extras, *base)]
    return [*rows, *(_work_row(batch, work, outcomes) for work in batch.works)]


def _row(size: str, job: Job, outcome: Outcome) -> Row:
    return Row(
        size=size,
        work=job.name,
        seconds=outcome.seconds,
        peak_mb=outcome.peak_mb,
        problem=outcome.problem,
    )


def _work_row(batch: Batch, work: Work, outcomes: Mapping[str, Outcome]) -> Row:
    outcome = outcomes[work.job.name]
    baseline = batch.baseline
    if work.seconds_goal is not None:
        return _timed_row(batch, work, outcome, work.seconds_goal)
    return Row(
        size=batch.size,
        work=work.job.name,
        seconds=outcome.seconds,
        baseline=baseline.name if baseline else "",
        ratio=outcome.ratio_to(outcomes[baseline.name]) if baseline else None,
        goal=work.goal,
        peak_mb=outcome.peak_mb,
        peak_goal=batch.peak_goal,
        problem=outcome.problem,
    )


def _timed_row(batch: Batch, work: Work, outcome: Outcome, goal: float) -> Row:
    """Return the row of a work that is compared with the clock."""
    return Row(
        size=batch.size,
        work=work.job.name,
        seconds=outcome.seconds,
        baseline=f"{goal:g} seconds",
        ratio=outcome.seconds / goal if outcome.seconds else None,
        goal=1,
        peak_mb=outcome.peak_mb,
        peak_goal=batch.peak_goal,
        problem=outcome.problem,
    )


def measure_commands(journal: Path, size: str, *, runs: int) -> list[Row]:
    """Starting up, and the reading commands with the index up to date and after one edit."""
    batches = [
        start_batch(journal, size),
        reading_batch(journal, size),
        asking_batch(journal, size),
        again_batch(journal, size),
    ]
    rows = [row for batch in batches for row in measure_batch(batch, runs=runs)]
    with edited_note(journal) as edit:
        rows += measure_batch(editing_batch(journal, size, edit), runs=runs)
    with taken_back(journal) as undo:
        rows += measure_batch(logging_batch(journal, size, undo), runs=runs)
    return rows + measure_batch(network_batch(journal, size), runs=runs)


def measure_index(journal: Path, size: str, *, runs: int) -> list[Row]:
    """The first index of a journal."""
    return measure_batch(index_batch(journal, size), runs=runs)


def measure_build(journal: Path, size: str, project: Path, *, runs: int) -> list[Row]:
    """Builds of the site; L has no plain one to compare with: three minutes each.

    Args:
        journal: What to build.
        size: Its name.
        project: Where to write the plain project.
        runs: How often.
    """
    plain = None
    if size in ("S", "M"):
        write_plain_project(journal, project)
        plain = baselines.plain_build(project)
    with edited_note(journal) as edit:
        return measure_batch(build_batch(journal, size, plain, edit), runs=runs)


def start_batch(journal: Path, size: str) -> Batch:
    """Commands that need no journal."""
    return Batch(
        size=size,
        baseline=baselines.import_click(journal),
        extras=(baselines.bare_python(journal),),
        works=tuple(
            Work(job=_hobnob(journal, option), goal=START_GOAL)
            for option in ("--version", "--help")
        ),
        peak_goal=_at_l(size, COMMAND_PEAK_GOAL),
    )


def reading_batch(journal: Path, size: str) -> Batch:
    """Commands that read, with nothing changed since the last."""
    return Batch(
        size=size,
        baseline=baselines.stat_files_and_import_click(journal),
        extras=(baselines.stat_files(journal),),
        works=tuple(Work(job=job, goal=_at_l(size, FRESH_GOAL)) for job in _reading_jobs(journal)),
        peak_goal=_at_l(size, COMMAND_PEAK_GOAL),
    )


def asking_batch(journal: Path, size: str) -> Batch:
    """Commands that ask of everybody, each for the first time on a day."""
    forget = AnswerRemoval(journal)
    return Batch(
        size=size,
        baseline=baselines.stat_files_and_import_click(journal),
        works=tuple(
            Work(job=replace(_hobnob(journal, verb), prepare=forget), goal=_at_l(size, LONG_GOAL))
            for verb in _ASKING
        ),
        peak_goal=_at_l(size, COMMAND_PEAK_GOAL),
    )


def again_batch(journal: Path, size: str) -> Batch:
    """The same commands a second time."""
    return Batch(
        size=size,
        baseline=baselines.stat_files_and_import_click(journal),
        works=tuple(
            Work(
                job=_prepared(_hobnob(journal, verb), do_nothing, "again"),
                goal=_at_l(size, AGAIN_GOAL),
            )
            for verb in _ASKING
        ),
        peak_goal=_at_l(size, COMMAND_PEAK_GOAL),
    )


def editing_batch(journal: Path, size: str, edit: NoteEdit) -> Batch:
    """The same commands, each after an edit of one interaction."""
    return Batch(
        size=size,
        baseline=baselines.stat_files_and_import_click(journal),
        works=tuple(
            Work(job=_prepared(job, edit, "after an edit"), goal=_at_l(size, EDITED_GOAL))
            for job in _reading_jobs(journal)
        ),
        peak_goal=_at_l(size, COMMAND_PEAK_GOAL),
    )


def logging_batch(journal: Path, size: str, undo: Callable[[], None]) -> Batch:
    """A line logged, with names to be found in it, beside a command that reads."""
    name = busiest_name(journal)
    line = f"yesterday: lunch with {name} about the migration #cloud, follow up in 3 weeks"
    log, dry = _hobnob(journal, "log", line), _hobnob(journal, "log", line, "--dry-run")
    return Batch(
        size=size,
        # Not called as the row above it, for whose growth it would count twice.
        baseline=replace(_show(journal), name="show NAME"),
        works=(
            Work(
                job=Job(name="hobnob log LINE --dry-run", argv=dry.argv, cwd=journal),
                goal=_at_l(size, LOG_GOAL),
            ),
            Work(
                job=Job(name="hobnob log LINE", argv=log.argv, cwd=journal, prepare=undo),
                goal=_at_l(size, LOG_GOAL),
            ),
        ),
        peak_goal=_at_l(size, COMMAND_PEAK_GOAL),
    )


def network_batch(journal: Path, size: str) -> Batch:
    """Who knows whom, and who may be one person, each for the first time on a day."""
    name, forget = busiest_name(journal), AnswerRemoval(journal)

    def job(verb: str, *words: str, shown: str = "") -> Job:
        argv = _hobnob(journal, verb, *words).argv
        return Job(name=f"hobnob {verb}{shown}", argv=argv, cwd=journal, prepare=forget)

    jobs = (
        job("path", name, shown=" NAME"),
        job("ties", name, shown=" NAME"),
        job("ties"),
        job("graph"),
        job("near", "Lisbon", shown=" Lisbon"),
        job("duplicates"),
    )
    return Batch(
        size=size,
        baseline=None,
        works=tuple(Work(job=job, seconds_goal=_at_l(size, NETWORK_GOAL)) for job in jobs),
        peak_goal=_at_l(size, COMMAND_PEAK_GOAL),
    )


def index_batch(journal: Path, size: str) -> Batch:
    """A command that finds no index."""
    job = _prepared(_hobnob(journal, "stats"), Removal(journal, (".hobnob",)), "first index")
    return Batch(
        size=size,
        baseline=baselines.read_files(journal),
        works=(Work(job=job, goal=_at_l(size, INDEX_GOAL)),),
        peak_goal=_at_l(size, COMMAND_PEAK_GOAL),
    )


def measure_import(journal: Path, size: str, folder: Path, *, runs: int) -> list[Row]:
    """Importing as many cards as four journals have people, into an empty journal.

    Args:
        journal: whose size counts.
        size: its name.
        folder: where the cards and the empty journal go.
        runs: how often.
    """
    cards, empty = folder / "cards.vcf", folder / "empty"
    cards.write_text(write_cards(4 * SIZES[size].people), encoding="utf-8")
    (empty / "notes").mkdir(parents=True)
    shutil.copy(journal / "mkdocs.yml", empty)
    job = replace(
        _hobnob(empty, "import", str(cards), "--yes"),
        name=f"hobnob import of {4 * SIZES[size].people:,} cards",
        prepare=SettingAside(empty, (".hobnob", "notes/people"), folder / "aside"),
    )
    batch = Batch(
        size=size,
        baseline=baselines.parse_cards(cards),
        works=(Work(job=job, goal=_at_l(size, IMPORT_GOAL)),),
        peak_goal=_at_l(size, COMMAND_PEAK_GOAL),
    )
    return measure_batch(batch, runs=runs)


def build_batch(journal: Path, size: str, plain: Job | None, edit: NoteEdit) -> Batch:
    """Builds, in the order that makes each turn's second find nothing changed since its first."""
    build = _hobnob(journal, "build")
    cold = _prepared(build, Removal(journal, (".hobnob", "site")), "first")
    again = _prepared(build, do_nothing, "nothing changed")
    return Batch(
        size=size,
        baseline=plain,
        works=(
            Work(job=cold, goal=BUILD_GOAL if size == "M" else None),
            Work(job=again, goal=REBUILD_GOAL if size == "M" else None),
            Work(job=_prepared(build, edit, "after an edit"), seconds_goal=EDIT_GOALS.get(size)),
        ),
        peak_goal=_at_l(size, BUILD_PEAK_GOAL),
    )


def growth_rows(rows: Sequence[Row]) -> list[Row]:
    """How hobnob's times grow with the journal, by how much that grows: 1 is linear."""
    return [row for one, other in pairwise(SIZES) for row in _growth(rows, one, other)]


def _growth(rows: Sequence[Row], small: str, large: str) -> Iterator[Row]:
    growth = _notes(large) / _notes(small)
    before = {row.work: row.seconds for row in rows if row.size == small}
    for row in rows:
        seconds = before.get(row.work)
        if row.size == large and row.work.startswith("hobnob") and row.seconds and seconds:
            yield Row(
                size=f"{small} to {large}",
                work=row.work,
                baseline=f"notes, {growth:.1f} times",
                ratio=row.seconds / seconds / growth,
                goal=GROWTH_GOAL,
            )


def _notes(size: str) -> int:
    return SIZES[size].people + SIZES[size].interactions


def _at_l(size: str, goal: float) -> float | None:
    """A goal that is only set for the largest journal."""
    return goal if size == "L" else None


# -- jobs -----------------------------------------------------------------------------------------


_PROGRAM = "import sys; from hobnob.cli.main import main; sys.exit(main())"
"""What the installed `hobnob` runs. `python -m` would look for its module first: 3 ms of its own."""


def _hobnob(journal: Path, *words: str) -> Job:
    return Job(
        name=" ".join(("hobnob", *words)),
        argv=(sys.executable, "-c", _PROGRAM, *words),
        cwd=journal,
    )


def _reading_jobs(journal: Path) -> tuple[Job, ...]:
    return (
        _hobnob(journal, "list", "people", "--json"),
        _show(journal),
        _hobnob(journal, "search", SEARCH_WORD),
        _hobnob(journal, "stats"),
    )


_ASKING = ("today", "suggest", "circles", "bridges", "review", "list")
"""The verbs that ask of everybody."""


def _show(journal: Path) -> Job:
    argv = _hobnob(journal, "show", busiest_name(journal)).argv
    return Job(name="hobnob show NAME", argv=argv, cwd=journal)


def busiest_name(journal: Path) -> str:
    """Whoever was met most often in the last year: the longest page there is to show."""
    year = max(path.name for path in (journal / "notes" / "interactions").iterdir())
    recent = load_notes(journal, f"interactions/{year}")
    leads = Counter(note.list_of("people")[0] for note in recent)
    slug = leads.most_common(1)[0][0]
    people = {note.slug: note for note in load_notes(journal, "people")}
    return str(people[slug].fields["name"])


def _prepared(job: Job, prepare: Callable[[], None], what: str) -> Job:
    return Job(name=f"{job.name}, {what}", argv=job.argv, cwd=job.cwd, prepare=prepare)


@dataclass(frozen=True)
class Removal:
    """Takes folders out of a journal, so that the next command starts from nothing."""

    journal: Path
    folders: tuple[str, ...]

    def __call__(self) -> None:
        for folder in self.folders:
            shutil.rmtree(self.journal / folder, ignore_errors=True)


@dataclass(frozen=True)
class SettingAside:
    """Moves folders out of a journal, so that the next command starts from nothing.

    ext4 gives no inode to a new file for some time after a removal, and looks at each of them
    again for every file: after the removal of 20,000 files, making as many takes ten times as long.
    """

    journal: Path
    folders: tuple[str, ...]
    aside: Path

    def __call__(self) -> None:
        self.aside.mkdir(exist_ok=True)
        place = Path(mkdtemp(dir=self.aside))
        for folder in self.folders:
            if (self.journal / folder).exists():
                (self.journal / folder).rename(place / Path(folder).name)


@dataclass(frozen=True)
class AnswerRemoval:
    """Takes away what was kept for the rest of the day."""

    journal: Path

    def __call__(self) -> None:
        for path in (self.journal / ".hobnob").glob(f"{PREFIX}*"):
            path.unlink()


class NoteEdit:
    """Edits the latest interaction, each time differently."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._original = path.read_bytes()
        self._count = 0

    def __call__(self) -> None:
        self._count += 1
        self.path.write_bytes(self._original + f"\nRead again, {self._count}.\n".encode())

    def undo(self) -> None:
        """Put the note back as it was."""
        self.path.write_bytes(self._original)


@contextmanager
def taken_back(journal: Path) -> Iterator[Callable[[], None]]:
    """What takes back the line that was logged last, so that it is a new one each time."""

    def undo() -> None:
        argv = _hobnob(journal, "undo").argv
        subprocess.run(argv, cwd=journal, capture_output=True, check=False)

    try:
        yield undo
    finally:
        undo()


@contextmanager
def edited_note(journal: Path) -> Iterator[NoteEdit]:
    """An edit that leaves no trace in a journal that is measured again."""
    edit = NoteEdit(max((journal / "notes" / "interactions").rglob("*.md")))
    try:
        yield edit
    finally:
        edit.undo()
