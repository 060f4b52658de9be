"""The gate before the deeds of a served page: who may ask, and in which form.

The one rule: only a page of this very site is heard. Each request carries the token that the pages
were served with, says the site itself as its origin, is a POST of JSON, and is short. A page of
somebody else in the same browser can neither read the token nor send such a request.

- `Host` was checked already (see `door`), so a name that was made to lead here does not help.
- A page of another site can send a form to this machine, but no JSON and no header of its own,
  unless this server agreed to it beforehand. It agrees to nothing.
- Where others can reach the server, there is no gate at all: they would get the token as well.
- The gate is closed while the site is shared or nothing may be written. Each request asks anew,
  since the settings may change while the site is served.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, nullcontext
from hashlib import blake2b
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from threading import Lock
from typing import Any

from hobnob.clock import clock_today
from hobnob.errors import (
    BadValueError,
    HobnobError,
    NoJournalError,
    NotFoundError,
    ReadOnlyError,
)
from hobnob.git.auto import heard
from hobnob.index.index import Index
from hobnob.index.store import open_index
from hobnob.journal import PENDING, open_journal
from hobnob.safety import is_read_only, refuse_to_write
from hobnob.site.acting.asked import Asked, parse_asked
from hobnob.site.acting.deeds import DEEDS, READS, Done
from hobnob.transaction import recover

log = logging.getLogger("mkdocs.plugins.hobnob")

CONNECTION = "hobnob.connection"
"""The key of the socket in the environment of a request."""
FOLDER = "/.hobnob/"
"""The addresses of the gate; no page of a site begins like that."""
_LONGEST = 64_000
"""Bytes of a request."""
_PATIENCE = 10
"""Seconds to wait for the rest of a request."""
_SHARED = "nothing was written: the site is shared now (share: true in mkdocs.yml)"
_STATUS = {2: "400 Bad Request", 3: "404 Not Found", 4: "409 Conflict"}
"""The status for the exit code of an error."""
_FAILED = "500 Internal Server Error"
_BUG = (
    "This is a bug in hobnob, not in your notes. The terminal where the site is served says more. "
    "No note was written in part."
)
_FILES = {"acting.js": "text/javascript", "acting.css": "text/css"}

Environment = Mapping[str, Any]
Start = Callable[..., Any]


class RefusedError(Exception):
    """A request that does not come from a page of this site, or not in the right form.

    Attributes:
        status: the line of the answer.
    """

    def __init__(self, status: str, why: str) -> None:
        super().__init__(why)
        self.status = status


class Gate:
    """Answers the requests of served pages.

    Attributes:
        token: what each request must carry; another one each time that serving begins.
    """

    def __init__(self, root: Path, today: str = "", closed: Callable[[], str] = lambda: "") -> None:
        """Take a journal.

        Args:
            root: its folder.
            today: the day to use as today; "" for the clock.
            closed: says why nobody is heard at the moment; "" if pages may act.
        """
        self.token = token_urlsafe(32)
        self._root, self._today, self._closed = root, today, closed
        self._one_at_a_time = Lock()
        self._made: set[str] = set()

    @property
    def head(self) -> bytes:
        """What a page needs to act, for its end; it is in no file of the site."""
        if self._closed() or is_read_only():
            return b""
        # What a page of one journal keeps in the browser is not shown by another at this address.
        journal = blake2b(str(self._root.resolve()).encode(), digest_size=8).hexdigest()
        return (
            f'<script src="{FOLDER}acting.js" data-token="{self.token}" '
            f'data-journal="{journal}"></script>'
        ).encode()

    def answer(self, environ: Environment, start_response: Start) -> Iterable[bytes]:
        """Answer a request for an address of the gate."""
        name = str(environ.get("PATH_INFO", "")).removeprefix(FOLDER)
        if name in _FILES and environ.get("REQUEST_METHOD") == "GET":
            data = Path(__file__).with_name(name).read_bytes()
            start_response("200 OK", [("Content-Type", f"{_FILES[name]}; charset=utf-8")])
            return [data]
        try:
            if name != "act":
                raise RefusedError("404 Not Found", "there is nothing here")
            status, value = self._act(read_request(environ, self.token))
        except RefusedError as refused:
            status, value = refused.status, {"code": "refused", "message": str(refused)}
        except HobnobError as error:
            status, value = _STATUS.get(error.exit_code, _FAILED), _error_as_json(error)
            if isinstance(error, ReadOnlyError):
                status = "403 Forbidden"
        except Exception as error:  # the page must get an answer that it can show
            log.error("A page asked for what failed, a bug in hobnob: %r", error)
            log.debug("unexpected", exc_info=error)
            status, value = _FAILED, {"code": "bug", "message": _BUG}
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Cache-Control", "no-store"),
        ]
        start_response(status, headers)
        return [json.dumps(value, ensure_ascii=False).encode()]

    def _act(self, asked: Asked) -> tuple[str, Mapping[str, Any]]:
        name = asked.text("do")
        deed = DEEDS.get(name)
        if deed is None:
            raise BadValueError(f"a page cannot do '{name}'")
        if why := self._closed():
            raise ReadOnlyError(f"nothing was written: {why}")
        refuse_to_write()
        if name == "undo" and asked.text("change") not in self._made:
            raise NotFoundError(
                "change", asked.text("change"), hint="'hobnob undo --list' in a terminal lists all"
            )
        # To read a line may take a second; nobody waits for it.
        with nullcontext() if name in READS else self._one_at_a_time:
            index = self._open()
            with closing(index.db), heard() as sentences:
                done = deed(index, asked)
        if done.change and name != "undo":
            self._made.add(done.change.id)
        return "200 OK", _as_json(done, () if name in READS else sentences)

    def _open(self) -> Index:
        journal = open_journal(self._root)
        if journal is None:
            raise NoJournalError(str(self._root))
        if journal.settings.share:
            raise ReadOnlyError(_SHARED)
        if (journal.cache / PENDING).is_dir():
            recover(journal)
        today = self._today or journal.settings.today or clock_today()
        return Index(db=open_index(journal), journal=journal, today=today)


def read_request(environ: Environment, token: str) -> Asked:
    """Return what a page of this site asks for.

    Args:
        environ: the request, whose `Host` is known to be this server.
        token: the token of the pages.

    Raises:
        RefusedError: it does not come from such a page.
        BadValueError: it is no JSON object.
    """
    if environ.get("REQUEST_METHOD") != "POST":
        raise RefusedError("405 Method Not Allowed", "only POST acts")
    origin = str(environ.get("HTTP_ORIGIN", "")).lower()
    if origin != f"http://{environ.get('HTTP_HOST', '')}".lower():
        raise RefusedError("403 Forbidden", "the request comes from another site")
    if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
        raise RefusedError("403 Forbidden", "the request comes from another site")
    given = str(environ.get("HTTP_X_HOBNOB_TOKEN", ""))
    if not compare_digest(given.encode(), token.encode()):
        raise RefusedError("403 Forbidden", "this page is of an earlier run; load it again")
    kind = str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip().lower()
    if kind != "application/json":
        raise RefusedError("415 Unsupported Media Type", "a request is JSON")
    length = str(environ.get("CONTENT_LENGTH", ""))
    if not (length.isascii() and length.isdecimal()):
        raise RefusedError("411 Length Required", "the request does not say how long it is")
    if len(length) > len(str(_LONGEST)) or int(length) > _LONGEST:
        raise RefusedError("413 Content Too Large", f"a request has at most {_LONGEST:,} bytes")
    if connection := environ.get(CONNECTION):
        connection.settimeout(_PATIENCE)
    try:
        return parse_asked(environ["wsgi.input"].read(int(length)))
    except TimeoutError:
        raise RefusedError("408 Request Timeout", "the request does not end") from None
    finally:
        if connection:
            connection.settimeout(None)


def _as_json(done: Done, sentences: Iterable[str]) -> Mapping[str, Any]:
    """Return the answer; the sentences say what git could not commit."""
    change = {"change": done.change.id} if done.change else {}
    return {"said": "; ".join([done.said, *sentences]), **change, **done.more}


def _error_as_json(error: HobnobError) -> Mapping[str, Any]:
    return {
        "code": error.code, "message": str(error), "candidates": list(error.candidates),
    }  # fmt: skip
