"""The settings: the `hobnob` entry of a journal's `mkdocs.yml`.

The one rule: one table declares each setting; the command line, the MkDocs plugin and the
documentation use this table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hobnob import dates
from hobnob.errors import SettingsError
from hobnob.site_text import line_of, not_yaml, read_site_text

DEFAULT_CADENCE: Mapping[str, str] = {
    "inner": "3 weeks",
    "close": "2 months",
    "active": "6 months",
    "wide": "1 year",
}

DEFAULT_SUGGEST: Mapping[str, float] = {
    "due": 3,
    "close": 0.5,
    "dormant": 1,
    "weak": 1,
    "plan": 1,
    "place": 1,
    "occasion": 0.5,
    "mix": 0.4,
    "mutual": 3,
    "rest": 7,
}
"""The weights of the terms of `suggest`, then its other numbers; see its page of the manual."""

_SUGGEST_RANGES: Mapping[str, tuple[float, float]] = {
    "mix": (0, 1),
    "mutual": (1, 150),
    "rest": (0, 365),
}
_WEIGHT = (0.0, 100.0)
_LANGUAGES = Path(__file__).parent / "capture" / "languages"


def _today(value: Any) -> str:
    return dates.parse_date(str(value)) if value else ""


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"'{value}' is neither true nor false")


def _addresses(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    addresses = tuple(str(address).strip().lower() for address in values)
    for address in addresses:
        if "@" not in address.strip("@"):
            raise ValueError(f"'{address}' is not an e-mail address; write [tim@example.org]")
    return addresses


def _cadence(value: Any) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise ValueError("write a mapping of circles to intervals, such as {close: 2 months}")
    days = {}
    for circle, interval in {**DEFAULT_CADENCE, **value}.items():
        if circle not in DEFAULT_CADENCE:
            raise ValueError(f"'{circle}' is no circle; there are {', '.join(DEFAULT_CADENCE)}")
        try:
            days[circle] = dates.parse_interval(str(interval))
        except ValueError as error:
            raise ValueError(f"{circle}: {error}") from None
    return days


def _language(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not values:
        raise ValueError(f"name at least one language: {_languages()}")
    return tuple(dict.fromkeys(map(_one_language, values)))


def _one_language(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?", value):
        raise ValueError(f"'{value}' is no language; write {_languages()}")
    if not (_LANGUAGES / f"{value}.toml").is_file():
        raise ValueError(
            f"hobnob has no words for '{value}', only for {_languages()}. "
            f"To add a language, copy {_LANGUAGES / 'en.toml'} to {value}.toml in the same folder "
            "and translate its words"
        )
    return value


def _languages() -> str:
    return ", ".join(sorted(path.stem for path in _LANGUAGES.glob("*.toml")))


def _date_order(value: Any) -> str:
    if value in ("", "day", "month"):
        return str(value)
    raise ValueError(f"write 'day' or 'month', whichever comes first in 03/11/2026, not '{value}'")


def _suggest(value: Any) -> dict[str, float]:
    if not isinstance(value, Mapping):
        raise ValueError("write a mapping of names to numbers, such as {dormant: 2, mix: 0.5}")
    found = dict(DEFAULT_SUGGEST)
    for name, number in value.items():
        if name not in DEFAULT_SUGGEST:
            raise ValueError(f"'{name}' is unknown; there are {', '.join(DEFAULT_SUGGEST)}")
        least, most = _SUGGEST_RANGES.get(name, _WEIGHT)
        # In Python, True and False are numbers too.
        fits = isinstance(number, int | float) and not isinstance(number, bool)
        if not fits or not least <= number <= most:
            raise ValueError(f"{name}: '{number}' is not a number from {least:g} to {most:g}")
        found[name] = number
    return found


def _codes(value: Any) -> frozenset[str]:
    codes = value if isinstance(value, list) else [value] if value else []
    if all(isinstance(code, str) for code in codes):
        return frozenset(codes)
    raise ValueError("write a list of codes, such as [no-next-step, long-letter]")


def _counterparts(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError("write a mapping of words to words, such as {godmother: godchild}")
    found = {str(one).strip(): str(other).strip() for one, other in value.items()}
    for one, other in found.items():
        if not one or not other or isinstance(value.get(one), list | dict):
            raise ValueError(f"'{one}: {other}' is no pair of words; write {{godmother: godchild}}")
    return found


def _region(value: Any) -> str:
    # YAML 1.1 takes the code of Norway for a no.
    text = "NO" if value is False else str(value)
    if text and not re.fullmatch(r"[A-Za-z]{2}", text):
        raise ValueError(f"'{value}' is no country of two letters; write US, DE or IN")
    return text.upper()


EDITORS = ("vscode", "obsidian", "path")


def _editor_links(value: Any) -> str:
    if value in ("", *EDITORS):
        return str(value)
    raise ValueError(f"write {', '.join(EDITORS[:-1])} or {EDITORS[-1]}, not '{value}'")


def _folders(value: Any) -> frozenset[str]:
    folders = value if isinstance(value, list) else [value] if value else []
    if not all(isinstance(folder, str) for folder in folders):
        raise ValueError("write a list of folders, such as [Archive, people/old]")
    return frozenset(folder.strip().strip("/") for folder in folders) - {"", "."}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting: its name, its meaning, its default, and its reader.

    `read` raises ValueError; the message says how to correct the value.
    """

    name: str
    means: str
    default: Any
    example: str
    read: Callable[[Any], Any]


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="today",
        means="the day to use as today, for a demonstration with fixed dates",
        default="",
        example="2026-11-22",
        read=_today,
    ),
    Setting(
        name="cadence",
        means="how often to be in touch with the people of each circle",
        default={},
        example="{inner: 3 weeks, close: 2 months, active: 6 months, wide: 1 year}",
        read=_cadence,
    ),
    Setting(
        name="suggest",
        means="the weight of each reason in `hobnob suggest`; see [ties](ties.md)",
        default={},
        example="{dormant: 2, mix: 0.5, rest: 14}",
        read=_suggest,
    ),
    Setting(
        name="me",
        means="your own e-mail addresses; by them mail and calendars show which part is yours",
        default=[],
        example="[tim@example.org, tim@work.example]",
        read=_addresses,
    ),
    Setting(
        name="region",
        means="your country in two letters, for telephone numbers without one; an import compares "
        "them",
        default="",
        example="DE",
        read=_region,
    ),
    Setting(
        name="share",
        means="leave everything private out of the site",
        default=False,
        example="true",
        read=_flag,
    ),
    Setting(
        name="html",
        means="show the HTML in your ordinary pages as HTML; see [site](site.md#html-and-scripts)",
        default=False,
        example="true",
        read=_flag,
    ),
    Setting(
        name="commit",
        means="make each change a commit of git; see [history](versions.md)",
        default=False,
        example="true",
        read=_flag,
    ),
    Setting(
        name="editor_links",
        means="what opens a note from its page: `vscode`, `obsidian`, or `path` to copy its path; "
        "never on a shared site",
        default="",
        example="vscode",
        read=_editor_links,
    ),
    Setting(
        name="language",
        means="the language in which you log, or several; see [languages](languages.md)",
        default="en",
        example="[de, en]",
        read=_language,
    ),
    Setting(
        name="date_order",
        means="what comes first in 03/11/2026, `day` or `month`; the locale decides without it",
        default="",
        example="day",
        read=_date_order,
    ),
    Setting(
        name="counterparts",
        means="your own words for what two people are to each other; see "
        "[relations](relations.md#relations)",
        default={},
        example="{dog sitter: dog owner, chess partner: chess partner}",
        read=_counterparts,
    ),
    Setting(
        name="exclude",
        means="folders without notes and pages, by name or by path below the notes; folders called "
        "`Templates`, `templates` or `_…` need no entry",
        default=[],
        example="[Archive, people/old]",
        read=_folders,
    ),
    Setting(
        name="unchecked",
        means="codes of checks to skip; `hobnob check` shows the code of each finding",
        default=[],
        example="[no-next-step, long-letter]",
        read=_codes,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one journal, read and checked.

    Attributes:
        today: the ISO date to use as today, or "".
        cadence: days between contacts for each circle.
        share: whether private notes are left out of the site.
        html: whether HTML in ordinary pages is HTML, and not text.
        commit: whether each change is a commit.
        editor_links: what opens a note from its page: `vscode`, `obsidian`, `path`, or "".
        language: the languages in which the user logs, the usual one first.
        date_order: `day`, `month`, or "" if the locale decides.
        suggest: the weights and other numbers of `suggest`.
        me: the owner's e-mail addresses, in lower case.
        region: the country of telephone numbers that name none, in two capitals, or "".
        counterparts: pairs of words for what two people are to each other.
        exclude: folders that hold no notes: names, and paths relative to the notes.
        unchecked: codes of checks to skip.
    """

    today: str = ""
    cadence: Mapping[str, int] = field(default_factory=lambda: _cadence({}))
    suggest: Mapping[str, float] = field(default_factory=lambda: _suggest({}))
    me: tuple[str, ...] = ()
    region: str = ""
    share: bool = False
    html: bool = False
    commit: bool = False
    editor_links: str = ""
    language: tuple[str, ...] = ("en",)
    date_order: str = ""
    counterparts: Mapping[str, str] = field(default_factory=dict)
    exclude: frozenset[str] = frozenset()
    unchecked: frozenset[str] = frozenset()


def read_settings(options: Mapping[str, Any]) -> Settings:
    """Read the options of the plugin's entry.

    Raises:
        SettingsError: an option is not known, or its value cannot be used.
    """
    known = {setting.name: setting for setting in SETTINGS}
    values = {}
    for name, value in options.items():
        setting = known.get(name)
        if setting is None:
            raise SettingsError(
                f"mkdocs.yml: hobnob has no setting '{name}'; it has {', '.join(known)}"
            )
        try:
            values[name] = setting.read(setting.default if value is None else value)
        except ValueError as error:
            raise SettingsError(f"mkdocs.yml: hobnob: {name}: {error}") from None
    return Settings(**values)


@dataclass(frozen=True, kw_only=True)
class SiteFile:
    """The values of a journal's `mkdocs.yml` that hobnob needs."""

    docs_dir: str
    docs_line: int
    options: Mapping[str, Any]


def load_site_file(path: Path) -> SiteFile | None:
    """Read a `mkdocs.yml`; None if its plugins do not list hobnob.

    Tags that only MkDocs understands (`!ENV`, `!!python/name:`) are ignored.

    Raises:
        SettingsError: the file cannot be read or is not YAML, or its `docs_dir` is no name.
    """
    data = read_site_text(path)
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """A loader that reads a value with an unknown tag as None."""

        def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
            """Read a value; one that is not of its tag (`!!bool x`) is an error with a place."""
            try:
                return super().construct_object(node, deep)
            except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
                kind = node.tag.rpartition(":")[2]
                raise yaml.MarkedYAMLError(
                    problem=f"this value is no {kind}", problem_mark=node.start_mark
                ) from None

    Loader.add_multi_constructor("", lambda *_: None)
    # A date stays text, so a wrong date gives our message and not a YAML error.
    Loader.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_scalar)
    try:
        found = yaml.load(data, Loader)  # noqa: S506 - a safe loader, see above
    except (yaml.YAMLError, ValueError) as error:
        raise not_yaml(path, error) from None
    if not isinstance(found, dict):
        return None
    options = _plugin_options(found.get("plugins"))
    if options is None:
        return None
    line = line_of(data, "docs_dir")
    return SiteFile(docs_dir=_folder(found, f"{path}:{line}"), docs_line=line, options=options)


def _folder(found: Mapping[Any, Any], where: str) -> str:
    name = str(found.get("docs_dir") or "docs")
    if isinstance(found.get("docs_dir"), list | dict) or not name.isprintable():
        raise SettingsError(f"{where}: docs_dir: write the name of one folder, such as notes")
    return name


def _plugin_options(plugins: Any) -> Mapping[str, Any] | None:
    """Return the options of the hobnob entry of a plugins list or mapping, None without it."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if entry == "hobnob":
            return {}
        if isinstance(entry, dict) and "hobnob" in entry:
            options = entry["hobnob"] or {}
            if not isinstance(options, dict):
                raise SettingsError("mkdocs.yml: write the settings of hobnob as 'name: value'")
            return options
    return None
