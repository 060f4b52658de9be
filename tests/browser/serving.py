"""A site served under a sub-path, as most hosts serve one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SUB_PATH = "/some/where/"


@dataclass(frozen=True)
class Served:
    """A site that is being served."""

    root: Path
    url: str

    def at(self, path: str = "") -> str:
        """The address of a page, by its path from the top of the site."""
        return self.url + path


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, under: str, **options: Any) -> None:
        self.under = under
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        """Answer only under the sub-path; what is not there is the site's own page for that."""
        inside = self.path.startswith(self.under)
        self.path = "/" + self.path.removeprefix(self.under) if inside else self.path
        file = Path(self.translate_path(self.path))
        if inside and (file.is_file() or (file / "index.html").is_file()):
            super().do_GET()
            return
        page = Path(self.directory) / "404.html"
        body = page.read_bytes() if inside and page.is_file() else b"not here"
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serve(root: Path, under: str = SUB_PATH) -> Iterator[Served]:
    """Serve a folder under a path of a free port."""
    handler = partial(_Handler, directory=str(root), under=under)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield Served(root, f"http://127.0.0.1:{server.server_address[1]}{under}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
