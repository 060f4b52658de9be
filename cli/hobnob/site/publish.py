"""Building and serving a journal's site through MkDocs, as the commands do it.

The one rule: what these do is what `mkdocs build` and `mkdocs serve` do in the journal's folder;
only the talking is hobnob's.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hobnob.errors import HobnobError, UsageError
from hobnob.journal import SITE_FILE, Journal
from hobnob.site.build_cache import day_of, forget, makers_of, name_of
from hobnob.site.incremental import keep_build

_OURS = Path("assets", "hobnob")
"""What tells a site of hobnob's making from any other folder."""


class BuildFailedError(HobnobError):
    """MkDocs could not make the site; the message is its own."""


@contextmanager
def _told(today: str, share: bool) -> Iterator[None]:
    """Let the plugin know what the command line said."""
    # Material warns of MkDocs 2 on every run; hobnob stays on MkDocs 1 by its own choice.
    told = {"HOBNOB_TODAY": today, "NO_MKDOCS_2_WARNING": "1"}
    if share:
        told["HOBNOB_SHARE"] = "1"
    before = {name: os.environ.get(name) for name in told}
    os.environ.update({name: value for name, value in told.items() if value})
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
    """Build the site; return the folder it is in.

    Args:
        journal: the journal.
        today: an ISO date to pin, or "" for the reader's own day.
        site_dir: where to, else what `mkdocs.yml` says (`site`).
        strict: fail on any warning.
        share: leave out all that is private.

    Raises:
        BuildFailedError: MkDocs refused.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from hobnob.site.theme import is_made_of_known_parts

    with _told(today, share), _log() as warnings:
        try:
            config = load_config(
                str(journal.root / SITE_FILE),
                strict=strict or None,
                site_dir=str(site_dir.absolute()) if site_dir else None,
            )
            folder = Path(config.site_dir)
            _refuse_to_empty(folder)
            forget(journal)
            makers = None
            if is_made_of_known_parts(config):
                makers = makers_of(journal, folder, day=day_of(journal, today), share=share)
            config.plugins.on_startup(command="build", dirty=False)
            try:
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
    # A warning is to be told again by the next build, so that one must come to it again.
    if makers and writer and not warnings:
        keep_build(
            writer,
            makers=makers,
            named=name_of(site_dir),
            directory_urls=bool(config.use_directory_urls),
        )
    return folder


def _refuse_to_empty(folder: Path) -> None:
    """Refuse a folder that holds something else than a site: a build begins by emptying it.

    Raises:
        UsageError: there is something else in it.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _OURS).is_dir():
        raise UsageError(
            f"{folder} is not empty and holds no site of hobnob's making; a build would delete "
            "what is there. Name another folder with --site-dir, or empty that one yourself"
        )


def serve_site(
    journal: Journal, *, host: str, port: int, today: str = "", share: bool = False,
    open_browser: bool = False,
) -> None:  # fmt: skip
    """Serve the site and make it again whenever a note changes, until interrupted.

    Raises:
        BuildFailedError: MkDocs refused.
    """
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import MkDocsException

    with _told(today, share), _log():
        try:
            serve(
                str(journal.root / SITE_FILE),
                dev_addr=f"{host}:{port}",
                open_in_browser=open_browser,
            )
        except (MkDocsException, SystemExit) as error:
            raise BuildFailedError(f"the site could not be served: {_words(error)}") from None


def _words(error: BaseException) -> str:
    message = getattr(error, "message", None) or str(error)
    # MkDocs has said what it is before it says that it stopped.
    return str(message).strip().replace("Aborted with a BuildError!", "") or "the reason is above"


def free_port(host: str, wanted: int, *, exact: bool) -> int:
    """Return a free port: the wanted one, or one of the next nineteen unless it must be exact.

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
    """Show MkDocs' warnings, and none of its progress, on stderr; give them in a list too."""
    import click

    warnings: list[str] = []

    class Handler(logging.Handler):
        """Prints a record the way hobnob speaks."""

        def emit(self, record: logging.LogRecord) -> None:
            warnings.append(record.getMessage())
            click.echo(f"hobnob: {record.getMessage()}", err=True)

    logger = logging.getLogger("mkdocs")
    handler = Handler(logging.WARNING)
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
