"""Timing commands side by side, and the table of what came out.

Rule: a time alone says little. What is compared runs in turns (A, B, A, B, …), a ratio is the
median of the ratios of each turn, and so a machine that slows down slows down both.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

LEAST_RUNS = 5
"""A median of fewer is luck."""

_LAUNCHER = str(Path(__file__).with_name("launch.py"))
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""`ru_maxrss` is in bytes on macOS, in KiB elsewhere."""

_HEADINGS = ("size", "work", "seconds", "baseline", "ratio", "goal", "peak MB", "goal MB", "")
_NUMBERS = frozenset({"seconds", "ratio", "goal", "peak MB", "goal MB"})


def do_nothing() -> None:
    """What a job has to do before it is run, if nothing."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A command to be timed; `prepare` is called before each run and not timed."""

    name: str
    argv: tuple[str, ...]
    cwd: Path
    prepare: Callable[[], None] = do_nothing


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of a command: wall time and peak resident memory (MB = 10^6 bytes)."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """All runs of a job, or the problem for which there are none."""

    runs: tuple[Run, ...] = ()
    problem: str = ""

    @property
    def seconds(self) -> float | None:
        """The median time."""
        return median(run.seconds for run in self.runs) if self.runs else None

    @property
    def peak_mb(self) -> float | None:
        """The highest peak: what the machine must have."""
        return max(run.peak_mb for run in self.runs) if self.runs else None

    def ratio_to(self, baseline: Outcome) -> float | None:
        """The median of the ratios of the runs of the same turn."""
        if not self.runs or not baseline.runs:
            return None
        pairs = zip(self.runs, baseline.runs, strict=True)
        return median(mine.seconds / theirs.seconds for mine, theirs in pairs)


class JobFailedError(Exception):
    """A command that should have been timed ended with an error; its last words say which."""

    def __init__(self, code: int, stderr: str) -> None:
        last = stderr.strip().splitlines()[-1:] or ["nothing on stderr"]
        super().__init__(f"exit {code}: {last[0]}")


def run_job(job: Job) -> Run:
    """Run a command once, its output thrown away.

    Raises:
        JobFailedError: It did not exit with 0.
    """
    job.prepare()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report")
        # -I and -S keep the launcher small; the command itself gets the environment as it is.
        done = subprocess.run(
            [sys.executable, "-I", "-S", _LAUNCHER, str(report), *job.argv],
            cwd=job.cwd,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
        seconds, peak, code = report.read_text(encoding="ascii").split()
    if code != "0":
        raise JobFailedError(int(code), done.stderr)
    return Run(seconds=float(seconds), peak_mb=int(peak) * _PEAK_UNIT / 1e6)


def run_in_turns(jobs: Sequence[Job], *, runs: int) -> dict[str, Outcome]:
    """Run every job once to warm up and then `runs` times, taking turns; results by job name.

    A job that fails is dropped at once and says why, the others go on.
    """
    results: dict[str, list[Run]] = {job.name: [] for job in jobs}
    problems: dict[str, str] = {}
    for turn in range(runs + 1):
        for job in jobs:
            if job.name in problems:
                continue
            try:
                run = run_job(job)
            except JobFailedError as error:
                problems[job.name] = str(error)
                continue
            if turn > 0:
                results[job.name].append(run)
    return {
        name: Outcome(problem=problems[name]) if name in problems else Outcome(runs=tuple(done))
        for name, done in results.items()
    }


def _environment() -> dict[str, str]:
    """The caller's, without what would point hobnob elsewhere, and with a fixed day."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("HOBNOB_")}
    return {**kept, "HOBNOB_TODAY": "2026-11-22", "NO_MKDOCS_2_WARNING": "1"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table; goals are upper bounds, None where there is none."""

    size: str
    work: str
    seconds: float | None = None
    baseline: str = ""
    ratio: float | None = None
    goal: float | None = None
    peak_mb: float | None = None
    peak_goal: float | None = None
    problem: str = ""

    @property
    def verdict(self) -> str:
        """Whether every goal is met; nothing where there is no goal to meet."""
        if self.problem:
            return self.problem
        goals = ((self.ratio, self.goal), (self.peak_mb, self.peak_goal))
        judged = [value <= goal for value, goal in goals if value is not None and goal is not None]
        if not judged:
            return ""
        return "met" if all(judged) else "missed"


def render_table(rows: Sequence[Row]) -> str:
    """The rows as aligned text."""
    table = [_HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(_HEADINGS))]
    return "\n".join(_align(line, widths) for line in table)


def render_markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    rule = tuple("---:" if heading in _NUMBERS else "---" for heading in _HEADINGS)
    lines = (_HEADINGS, rule, *(_cells(row) for row in rows))
    return "\n".join(f"| {' | '.join(map(_escape, line))} |" for line in lines)


def _escape(cell: str) -> str:
    return cell.replace("|", r"\|")


def _align(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if heading in _NUMBERS else cell.ljust(width)
        for cell, width, heading in zip(line, widths, _HEADINGS, strict=True)
    )
    return "  ".join(cells).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.size,
        row.work,
        _number(row.seconds, ".3f"),
        row.baseline,
        _number(row.ratio, ".3f"),
        _number(row.goal, "g"),
        _number(row.peak_mb, ".0f"),
        _number(row.peak_goal, "g"),
        row.verdict,
    )


def _number(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


def describe_machine(date: str) -> Mapping[str, str]:
    """What the figures were taken on, and when (the caller says)."""
    return {
        "date": date,
        "processor": f"{_cpu_model()}, {os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
    }


def _cpu_model() -> str:
    """The model by name, which `platform.processor` does not know on Linux."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
