"""Single keys and short lines from a terminal.

The one rule: no key is lost. What is typed ahead waits, and the terminal is as it was afterwards,
whatever happens.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from types import TracebackType
from typing import Any

import click

from hobnob.cli.layout import one_line

END = "\x04"
"""Ctrl-D, and what stands for the end of the input."""
_ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]*[@-~]|O.|.)?", re.DOTALL)
_BACK = ("\x7f", "\x08")


class Keys:
    """Reads keys one by one, while it is entered."""

    def __init__(self) -> None:
        """Begin with nothing typed."""
        self._typed = ""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._before: Any = None

    def __enter__(self) -> Keys:
        """Let the terminal hand over each key at once."""
        self._listen()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        """Give the terminal back as it was."""
        if sys.platform != "win32" and self._before is not None:
            import termios

            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._before)

    def read(self) -> str:
        """Return the next key; "" for one without a letter, such as an arrow.

        Raises:
            KeyboardInterrupt: it is Ctrl-C.
        """
        while not self._typed:
            self._typed = self._more()
        if escape := _ESCAPE.match(self._typed):
            # An arrow is several letters, which come together.
            self._typed = self._typed[escape.end() :]
            return ""
        key, self._typed = self._typed[0], self._typed[1:]
        if key == "\x03":
            raise KeyboardInterrupt
        return key

    def ask(self, question: str) -> str:
        """Return a line that is typed behind a question; "" if it is left with Escape or Ctrl-D."""
        line = ""
        _write(question + " ")
        while True:
            key = self.read()
            if key in ("\r", "\n", END, ""):
                _write("\n")
                return "" if key in (END, "") else line.strip()
            if key in _BACK:
                line = line[:-1]
                _write(f"\r{question} {one_line(line)}\x1b[K" if line else f"\r{question} \x1b[K")
            elif key.isprintable():
                line += key
                _write(key)

    def _more(self) -> str:
        if sys.platform == "win32":
            return click.getchar()
        # After a stop with Ctrl-Z, the shell has changed the terminal.
        self._listen()
        data = os.read(sys.stdin.fileno(), 1024)
        return self._decode(data) if data else END

    def _listen(self) -> None:
        if sys.platform != "win32":
            import termios
            import tty

            terminal = sys.stdin.fileno()
            if self._before is None:
                self._before = termios.tcgetattr(terminal)
            tty.setcbreak(terminal, termios.TCSANOW)


def _write(text: str) -> None:
    click.echo(text, err=True, nl=False)
