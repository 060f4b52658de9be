"""A prompt that takes a line and completes names in it.

The one rule: this is the only module that knows prompt_toolkit, which is imported when somebody
sits at the prompt and not before.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer
from prompt_toolkit.completion import Completion as Shown
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.output import ColorDepth

from hobnob.cache import prepare_file
from hobnob.capture.completing import Words, complete
from hobnob.cli.layout import one_line

if TYPE_CHECKING:
    from hobnob.journal import Journal

_HISTORY = "lines"
"""The file, beside the index, of the lines that were typed at the prompt."""


class NameCompleter(Completer):
    """Completes names, slugs behind `[[`, tags behind `#` and plans behind `+`."""

    def __init__(self, words: Words) -> None:
        """Take what there is to complete to."""
        self.words = words

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Shown]:
        """Yield what may stand at the cursor."""
        for completion in complete(self.words, document.text_before_cursor):
            yield Shown(
                completion.text,
                start_position=-completion.back,
                display=one_line(completion.text),
                display_meta=one_line(completion.means),
            )


class LinePrompt:
    """Takes one line after the other, and keeps them for another time."""

    def __init__(
        self, journal: Journal, words: Words, message: str, *, color: bool, hint: str = ""
    ) -> None:
        """Begin.

        Args:
            journal: keeps the history in its cache.
            words: what there is to complete to.
            message: what stands before each line.
            color: whether there may be colors.
            hint: what stands below the line.
        """
        self._completer = NameCompleter(words)
        self._session: PromptSession[str] = PromptSession(
            message,
            completer=self._completer,
            complete_while_typing=True,
            history=_history(journal),
            bottom_toolbar=hint or None,
            reserve_space_for_menu=6,
            color_depth=None if color else ColorDepth.DEPTH_1_BIT,
        )

    def learn(self, words: Words) -> None:
        """Take what there is to complete to by now."""
        self._completer.words = words

    def ask(self, line: str = "") -> str:
        """Return a line; "" when somebody leaves, with Enter, Ctrl-D or Ctrl-C.

        Args:
            line: what stands there already, to be mended.
        """
        try:
            return self._session.prompt(default=line).strip()
        except (EOFError, KeyboardInterrupt):
            return ""


def _history(journal: Journal) -> History:
    """Return the lines of earlier times; a folder that cannot be written keeps none."""
    with suppress(OSError):
        path = prepare_file(journal.cache, _HISTORY)
        path.touch(mode=0o600)
        return FileHistory(path)
    return InMemoryHistory()
