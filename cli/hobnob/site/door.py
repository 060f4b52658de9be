"""The door of a served site: who gets an answer, and what comes with each answer.

The one rule: a served site is for the user of this machine. A web page of somebody else, open in
the same browser, can read nothing of it: not under another name for this machine (DNS rebinding),
not as a script or a picture of its own, not in a frame.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Iterable
from time import monotonic_ns
from typing import Any

from mkdocs.livereload import _SCRIPT_TEMPLATE, LiveReloadServer

from hobnob.site.acting.gate import CONNECTION, FOLDER, Gate
from hobnob.site.notices import Notices, insert
from hobnob.site.theme import POLICY

_EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared, not listened on
_HERE = ("localhost", "127.0.0.1", "[::1]")
_HEADERS = (
    # The search is a script, which any page could load without this.
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
_RELOADING = re.compile(r"/livereload/([0-9]+)/([0-9]+)\.js")

Environment = dict[str, Any]
Start = Callable[..., Any]


def is_this_machine(host: str) -> bool:
    """Say whether only this machine can reach an address to listen on."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_answered(name: str, host: str, port: int) -> bool:
    """Say whether a request for a name is answered.

    Args:
        name: what the request says in `Host`, with its port.
        host: the address that the server listens on.
        port: its port.
    """
    asked, _, number = name.lower().rpartition(":")
    if not number.isdecimal():
        # Port 80 need not be said.
        asked, number = name.lower(), "80"
    if number != str(port):
        return False
    if asked in _HERE or asked == (f"[{host}]" if ":" in host else host).lower():
        return True
    if host not in _EVERYWHERE:
        return False
    try:
        # Nobody can let an address, unlike a name, lead somewhere else.
        ipaddress.ip_address(asked.strip("[]"))
    except ValueError:
        own = socket.gethostname().lower()
        return asked in {own, f"{own}.local"}
    return True


class Door:
    """Answers requests in place of MkDocs' server, with the help of it.

    Attributes:
        notices: what to show on the pages; it may be replaced at any time.
    """

    def __init__(
        self, server: LiveReloadServer, host: str, port: int, gate: Gate | None = None
    ) -> None:
        """Take the server, the address that it listens on, and what lets pages act, if they may."""
        # Whoever reaches the server could act, for the pages tell the token.
        self._gate = gate if is_this_machine(host) else None
        self.notices = Notices()
        self._server, self._host, self._port = server, host, port
        at = host if is_this_machine(host) else "127.0.0.1"
        self._url = f"http://{f'[{at}]' if ':' in at else at}:{port}{server.mount_path}"
        self._request = threading.local()
        self._answer = server._serve_request
        server.set_app(self)
        server.RequestHandlerClass = _with_connection(server.RequestHandlerClass)
        server._serve_request = self._find  # type: ignore[method-assign]
        server._inject_js_into_html = self._dress  # type: ignore[method-assign]
        self._error_page = server.error_handler
        server.error_handler = self._dress_error

    def __call__(self, environ: Environment, start_response: Start) -> Iterable[bytes]:
        """Answer a request."""

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            kinds = {value.partition(";")[0] for name, value in headers if name == "Content-Type"}
            # The policy would stop the browser's own viewer, which the site has no part in.
            policy = () if kinds == {"application/pdf"} else (("Content-Security-Policy", POLICY),)
            # A page that may act has the token, which is not to stay on the disk.
            kept = (("Cache-Control", "no-store"),) if self._gate and kinds == {"text/html"} else ()
            return start_response(status, [*headers, *_HEADERS, *policy, *kept], *more)

        if not is_answered(environ.get("HTTP_HOST", ""), self._host, self._port):
            start("421 Misdirected Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [
                b"This journal is shown only to the user of this machine, and this address is not "
                b"one of its names.\nOpen " + self._url.encode() + b" instead.\n"
            ]
        if self._gate and str(environ.get("PATH_INFO", "")).startswith(FOLDER):
            return self._gate.answer(environ, start)
        return self._server.serve_request(environ, start)

    def _find(self, environ: Environment, start_response: Start) -> Iterable[bytes] | None:
        """Return the answer of MkDocs' server; None if there is no such file."""
        self._request.file = ""
        try:
            path = environ["PATH_INFO"].encode("latin-1").decode()
        except UnicodeDecodeError:
            return None
        if reloading := _RELOADING.fullmatch(path):
            start_response("200 OK", [("Content-Type", "application/javascript")])
            epoch, request = reloading.groups()
            return [_SCRIPT_TEMPLATE.substitute(epoch=epoch, request_id=request).encode()]
        file = path.removeprefix(self._server.mount_path)
        self._request.file = f"{file}index.html" if path.endswith("/") else file
        try:
            return self._answer(environ, start_response)
        except (OSError, ValueError):
            # No file can have such a name.
            return None

    def _dress(self, page: bytes, epoch: int, *, found: bool = True) -> bytes:
        """Return a page with its notices, and with the script that waits for changes.

        MkDocs would write that script into the page, where the policy does not let it run.
        """
        page = insert(page, self.notices.banner(self._request.file, found=found))
        before, end, after = page.rpartition(b"</body>")
        script = b'<script src="/livereload/%d/%d.js"></script>' % (epoch, monotonic_ns())
        script = (self._gate.head if self._gate else b"") + script
        return before + script + end + after if end else page + script

    def _dress_error(self, code: int) -> bytes | None:
        page = self._error_page(code)
        if page is None:
            return None
        return self._dress(page, self._server._visible_epoch, found=False)


def _with_connection(kind: Any) -> Any:
    """Return a handler of requests whose environment has the socket, so that reading can end."""

    class Handler(kind):  # type: ignore[misc]
        """Answers one request."""

        def get_environ(self) -> Environment:
            """Return the environment of the request."""
            return {**super().get_environ(), CONNECTION: self.connection}

    return Handler
