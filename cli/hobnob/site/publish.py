"""Building and serving the site through MkDocs, for the commands.

The one rule: the results are those of `mkdocs build` and `mkdocs serve` in the journal's folder.
Only the messages are hobnob's.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hobnob.errors import HobnobError, UsageError
from hobnob.journal import SITE_FILE, Journal
from hobnob.site.build_cache import clear, day_of, inputs_of, name_of
from hobnob.site.incremental import cache_build
from hobnob.trust import require_trust

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_OURS = Path("assets", "hobnob")
"""The file that marks a folder as a site made by hobnob."""
_UNDER_WAY = ".hobnob-build"
"""A file that does so while a site is built; MkDocs leaves hidden files when it empties it."""
_MISREAD = (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError)
"""What MkDocs raises for values of settings that it does not expect."""


class BuildFailedError(HobnobError):
    """MkDocs could not make the site; the message is from MkDocs."""

    code = "build"


@contextmanager
def _plugin_options(today: str, share: bool) -> Iterator[None]:
    """Pass the options of the command line to the plugin."""
    # Material warns about MkDocs 2 on every run. hobnob stays on MkDocs 1 on purpose.
    variables = {"HOBNOB_TODAY": today, "NO_MKDOCS_2_WARNING": "1"}
    if share:
        variables["HOBNOB_SHARE"] = "1"
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update({name: value for name, value in variables.items() if value})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def build_site(
    journal: Journal,
    *,
    today: str = "",
    site_dir: Path | None = None,
    strict: bool = False,
    share: bool = False,
) -> Path:
    """Build the site; return its folder.

    Args:
        journal: the journal.
        today: the ISO date to pin, or "" for the reader's own day.
        site_dir: the folder of the site; None for the one in `mkdocs.yml` (`site`).
        strict: fail on any warning.
        share: leave out private notes.

    Raises:
        BuildFailedError: MkDocs refused.
        UntrustedError: `mkdocs.yml` would run something that nobody agreed to.
    """
    # MkDocs runs `!!python/…` while it reads the file, before any plugin.
    require_trust(journal.root / SITE_FILE)
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    from hobnob.site.theme import is_made_of_known_parts

    with _plugin_options(today, share), _log() as warnings:
        try:
            config = _load(
                journal,
                strict=strict or None,
                site_dir=str(site_dir.absolute()) if site_dir else None,
            )
            folder = Path(config.site_dir)
            _refuse_to_empty(folder)
            clear(journal)
            inputs = None
            if is_made_of_known_parts(config):
                inputs = inputs_of(journal, folder, day=day_of(journal, today), share=share)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                with _marked(folder):
                    build(config)
            finally:
                config.plugins.on_shutdown()
        except (MkDocsException, SystemExit) as error:
            raise BuildFailedError(f"the site could not be built: {_words(error)}") from None
        except OSError as error:
            where = f" {error.filename}:" if error.filename else ""
            raise BuildFailedError(
                f"the site could not be built:{where} {error.strerror or error}"
            ) from None
    writer = getattr(config.plugins.get("hobnob"), "writer", None)
    # The next build must show the warning again, so the cache is cleared.
    if inputs and writer and not warnings:
        cache_build(
            writer,
            inputs=inputs,
            named=name_of(site_dir),
            directory_urls=bool(config.use_directory_urls),
        )
    return folder


def _load(journal: Journal, **options: Any) -> MkDocsConfig:
    """Read the settings as MkDocs does.

    Raises:
        BuildFailedError: there is a value that MkDocs has no words for.
    """
    from mkdocs.config import load_config

    try:
        return load_config(str(journal.root / SITE_FILE), **options)
    except _MISREAD as error:
        raise BuildFailedError(
            f"{journal.root / SITE_FILE}: MkDocs cannot read a value in it: {error}"
        ) from error


def _refuse_to_empty(folder: Path) -> None:
    """Refuse a folder with anything but a site, because a build empties it first.

    Raises:
        UsageError: the folder has other files, or there can be no such folder.
    """
    if "\0" in str(folder):
        raise UsageError("site_dir: the name of a folder has no NUL; write a name such as site")
    ours = (folder / _OURS).is_dir() or (folder / _UNDER_WAY).is_file()
    if folder.is_dir() and any(folder.iterdir()) and not ours:
        raise UsageError(
            f"{folder} is not empty and has no site made by hobnob; a build would delete "
            "its files. Name another folder with --site-dir, or empty this one yourself"
        )


@contextmanager
def _marked(folder: Path) -> Iterator[None]:
    """Mark a folder while it is emptied and filled: a build that is killed leaves what is ours."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / _UNDER_WAY
    mark.touch()
    try:
        yield
    except BaseException:
        # A shared site that fails removes itself, as far as it is there.
        with suppress(OSError):
            if [*folder.iterdir()] == [mark]:
                mark.unlink()
                folder.rmdir()
        raise
    mark.unlink()


def serve_site(
    journal: Journal, *, host: str, port: int, today: str = "", share: bool = False,
    open_browser: bool = False,
) -> None:  # fmt: skip
    """Serve the site, and update it after each change of a note, until interrupted.

    Raises:
        BuildFailedError: MkDocs refused.
        UntrustedError: `mkdocs.yml` would run something that nobody agreed to.
    """
    require_trust(journal.root / SITE_FILE)
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import MkDocsException

    from hobnob.site.live import ending_gently

    with _plugin_options(today, share), _log(), ending_gently():
        try:
            serve(
                str(journal.root / SITE_FILE),
                dev_addr=f"{host}:{port}",
                open_in_browser=open_browser,
            )
        except (MkDocsException, SystemExit) as error:
            raise BuildFailedError(f"the site could not be served: {_words(error)}") from None
        except _MISREAD:
            _load(journal)
            raise


def _words(error: BaseException) -> str:
    message = getattr(error, "message", None) or str(error)
    # MkDocs prints the reason before it says that it stopped.
    return str(message).strip().replace("Aborted with a BuildError!", "") or "the reason is above"


def free_port(host: str, wanted: int, *, exact: bool) -> int:
    """Return a free port: the wanted one or, unless it must be exact, one of the next nineteen.

    Raises:
        UsageError: none is free.
    """
    for port in range(wanted, wanted + (1 if exact else 20)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError, OverflowError):
                probe.bind((host, port))
                return port
    raise UsageError(f"port {wanted} of {host} is taken; name another with --port")


@contextmanager
def _log() -> Iterator[list[str]]:
    """Show MkDocs' warnings on stderr, without its progress; also collect them in a list."""
    import click

    warnings: list[str] = []

    class Handler(logging.Handler):
        """Prints a log record as a message of hobnob."""

        def emit(self, record: logging.LogRecord) -> None:
            text = record.getMessage()
            if record.levelno >= logging.WARNING:
                warnings.append(text)
            elif not getattr(record, "hobnob_say", False):
                return
            # A request may contain anything, and it must not control the terminal.
            text = "".join(char if char.isprintable() or char in "\n\t" else " " for char in text)
            click.echo(f"hobnob: {text}", err=True)

    logger = logging.getLogger("mkdocs")
    handler = Handler(logging.INFO)
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield warnings
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]
