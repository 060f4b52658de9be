"""What the manual says about mornings works as it stands there."""

from __future__ import annotations

import os
import plistlib
import re
import shlex
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from hobnob.docs.manual import TOPICS

PAGE = next(topic for topic in TOPICS if topic.name == "mornings").render()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.S)


def unit(name: str) -> ConfigParser:
    """Return a unit of systemd, which is written as an ini file."""
    for text in blocks("ini"):
        parser = ConfigParser(interpolation=None, strict=True)
        parser.optionxform = str  # type: ignore[assignment, method-assign]
        parser.read_string(text)
        if name in parser:
            return parser
    raise AssertionError(name)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a hobnob that says what it is told to, and what would show a notification."""
    home = tmp_path / "home"
    for path, text in {
        ".local/bin/hobnob": '#!/bin/sh\necho "$*" > "$HOME/asked"\ncat "$HOME/says"\n',
        "bin/notify-send": '#!/bin/sh\nprintf "%s" "$2" > "$HOME/shown"\n',
        "bin/osascript": '#!/bin/sh\nfor last; do :; done\nprintf "%s" "$last" > "$HOME/shown"\n',
    }.items():
        file = home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755)
    return home


def run(home: Path, command: list[str], says: str) -> str | None:
    """Run a command; return what was shown, or None."""
    (home / "says").write_text(says)
    (home / "shown").unlink(missing_ok=True)
    path = f"{home / 'bin'}:{os.environ['PATH']}"
    subprocess.run(command, env={"HOME": str(home), "PATH": path}, check=True, timeout=60)
    shown = home / "shown"
    return shown.read_text() if shown.exists() else None


def systemd_command(home: Path) -> list[str]:
    line = unit("Service")["Service"]["ExecStart"]
    assert re.findall(r"%(.)", line) == ["h"] * line.count("%")
    return [part.replace("%h", str(home)).replace("$$", "$") for part in shlex.split(line)]


def plist() -> dict[str, object]:
    (text,) = blocks("xml")
    found = plistlib.loads(text.encode())
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("by", ["systemd", "launchd"])
def test_a_notification_shows_the_first_five_and_runs_nothing(home: Path, by: str) -> None:
    arguments = plist()["ProgramArguments"]
    assert isinstance(arguments, list)
    command = systemd_command(home) if by == "systemd" else arguments
    says = "".join(f'line {n} "; touch $HOME/pwned; $(touch $HOME/pwned)\n' for n in range(7))
    shown = run(home, command, says)
    assert shown is not None
    assert shown.splitlines() == says.splitlines()[:5]
    assert not (home / "pwned").exists()
    asked = (home / "asked").read_text().split()
    assert asked == ["--journal", str(home / "journal"), "--quiet", "today", "--format", "plain"]
    assert run(home, command, "") is None


def test_the_line_for_cron_is_one(home: Path) -> None:
    (text,) = blocks("cron")
    settings, line = text.splitlines()
    assert re.fullmatch(r"[A-Z]+=\S+", settings)
    *when, command = line.split(" ", 5)
    bounds = (59, 23, 31, 12, 7)
    for field, most in zip(when, bounds, strict=True):
        assert field == "*" or all(int(part) <= most for part in field.split("-"))
    # In a crontab it would end the command.
    assert "%" not in command
    assert run(home, ["/bin/sh", "-c", command], "") is None
    assert (home / "asked").read_text().startswith("--journal")


def test_the_timer_of_systemd_comes_every_morning() -> None:
    timer = unit("Timer")
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", timer["Timer"]["OnCalendar"])
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_the_agent_of_launchd_comes_every_morning() -> None:
    found = plist()
    assert found["Label"] == "hobnob.today"
    assert found["StartCalendarInterval"] == {"Hour": 7, "Minute": 30}


def test_what_is_for_a_shell_is_one(tmp_path: Path) -> None:
    for text in blocks("sh"):
        script = tmp_path / "x.sh"
        script.write_text(text)
        subprocess.run(["/bin/sh", "-n", str(script)], check=True, timeout=60)


def test_the_options_in_the_examples_are_there() -> None:
    from hobnob.commands.today import command

    names = {name for param in command.params for name in param.opts}
    for option in re.findall(
        r"hobnob(?: --journal \S+)?(?: --quiet)? today ((?:--\w+ ?\w* ?)+)", PAGE
    ):
        assert {part for part in option.split() if part.startswith("--")} <= names
