"""What a browser asks for and complains of while a test looks at pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request, Response

_OF_A_SCRIPT = ("about", "blob", "data", "chrome-error")


@dataclass
class Watch:
    """Everything that was asked for, and everything that went wrong.

    Attributes:
        asked: every address the browser asked for, in order.
        wrong: errors on the console, of scripts, and of the content security policy.
        allowed: words of what a test means to go wrong.
    """

    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)

    def follow(self, context: BrowserContext) -> None:
        """Record what happens on every page of a context."""
        context.on("request", self._note_request)
        context.on("response", self._note_response)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self._note_error(error.error))

    def foreign(self) -> list[str]:
        """What was asked of any host but the one that serves the site, or of none."""
        return [url for url in self.asked if not _is_here(url)]

    def check(self) -> None:
        """Fail on anything foreign, and on anything wrong that was not meant to be."""
        assert self.foreign() == []
        assert [w for w in self.wrong if not any(word in w for word in self.allowed)] == []

    def _note_request(self, request: Request) -> None:
        self.asked.append(request.url)

    def _note_response(self, response: Response) -> None:
        self.sizes[response.url] = int(response.headers.get("content-length", "0"))

    def _note_console(self, message: ConsoleMessage) -> None:
        # What a content security policy stops is told on the console, and nowhere else.
        if message.type in {"error", "warning", "assert"}:
            where = message.page.url if message.page else ""
            self.wrong.append(f"{where}: {message.type}: {message.text}")

    def _note_error(self, error: Error) -> None:
        self.wrong.append(f"a script failed: {error}")


def _is_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"file", *_OF_A_SCRIPT} or parts.hostname == "127.0.0.1"
