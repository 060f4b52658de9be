"""The settings: the `hobnob` entry of a journal's `mkdocs.yml`.

The one rule: one table declares each setting once; the command line, the MkDocs plugin and the
documentation read it from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hobnob import dates
from hobnob.errors import SettingsError

DEFAULT_CADENCE: Mapping[str, str] = {
    "inner": "3 weeks",
    "close": "2 months",
    "active": "6 months",
    "wide": "1 year",
}


def _today(value: Any) -> str:
    return dates.parse_date(str(value)) if value else ""


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"'{value}' is neither true nor false")


def _cadence(value: Any) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise ValueError("write a mapping of circles to intervals, such as {close: 2 months}")
    days = {}
    for circle, interval in {**DEFAULT_CADENCE, **value}.items():
        if circle not in DEFAULT_CADENCE:
            raise ValueError(f"'{circle}' is no circle; there are {', '.join(DEFAULT_CADENCE)}")
        days[circle] = dates.parse_interval(str(interval))
    return days


def _language(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?", value):
        return value
    raise ValueError(f"'{value}' is no language; write en, or de, fr, … if there are words for it")


def _date_order(value: Any) -> str:
    if value in ("", "day", "month"):
        return str(value)
    raise ValueError(f"'{value}' is neither day nor month: which of them comes first in 03/11/2026")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting: its name, what it means, its default, and its reader.

    `read` raises ValueError with what would be right.
    """

    name: str
    means: str
    default: Any
    example: str
    read: Callable[[Any], Any]


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="today",
        means="a day to stand in for today: for demonstrations, whose dates should not age",
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
        name="share",
        means="leave all that is private off the site",
        default=False,
        example="true",
        read=_flag,
    ),
    Setting(
        name="language",
        means="the language in which you log: the words by which a line is understood",
        default="en",
        example="en",
        read=_language,
    ),
    Setting(
        name="date_order",
        means="which comes first in 03/11/2026, `day` or `month`; else the locale says",
        default="",
        example="day",
        read=_date_order,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one journal, read and checked.

    Attributes:
        today: an ISO date that stands in for today, or "".
        cadence: days between contacts for each circle.
        language: of the words by which a line is understood.
        date_order: `day`, `month`, or "" where the locale is to say.
    """

    today: str = ""
    cadence: Mapping[str, int] = field(default_factory=lambda: _cadence({}))
    share: bool = False
    language: str = "en"
    date_order: str = ""


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
    """What a journal's `mkdocs.yml` says that hobnob needs to know."""

    docs_dir: str
    options: Mapping[str, Any]


def load_site_file(path: Path) -> SiteFile | None:
    """Read a `mkdocs.yml`; None when its plugins do not list hobnob.

    Tags that only MkDocs understands (`!ENV`, `!!python/name:`) are passed over.

    Raises:
        SettingsError: the file cannot be read, or is not YAML.
    """
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """A loader to which an unknown tag is nothing worse than an unknown value."""

    Loader.add_multi_constructor("", lambda *_: None)
    # A date stays the text it is: a wrong one is told as ours are, not as a broken file.
    Loader.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_scalar)
    try:
        found = yaml.load(path.read_bytes(), Loader)  # noqa: S506 - a safe loader, see above
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise SettingsError(f"{path}: this is not YAML: {error}") from None
    if not isinstance(found, dict):
        return None
    options = _plugin_options(found.get("plugins"))
    if options is None:
        return None
    return SiteFile(docs_dir=str(found.get("docs_dir") or "docs"), options=options)


def _plugin_options(plugins: Any) -> Mapping[str, Any] | None:
    """Return the options of the hobnob entry of a plugins list or mapping, None without it."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if entry == "hobnob":
            return {}
        if isinstance(entry, dict) and "hobnob" in entry:
            options = entry["hobnob"] or {}
            if not isinstance(options, dict):
                raise SettingsError("mkdocs.yml: what stands under hobnob must be 'name: value'")
            return options
    return None
