"""One run of the server: what its owner allows, and how a verb is asked or lets write.

The one rule: without `--private` no reply comes from a run that saw what is private. A change is
made only if hobnob, seeing everything, would make the very change that it shows without the private
part; else nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from mcp.types import CallToolResult, TextContent

from hobnob.mcp.replies import (
    change_of,
    document_of,
    failure_of,
    notices_of,
    pick,
    refusal,
    reply,
    without_diff,
)
from hobnob.mcp.running import Runner, Said, spell

_READS = {"HOBNOB_READONLY": "1", "HOBNOB_NUMBERS": "0"}
_SHARED = _READS | {"HOBNOB_SHARE": "1"}
_WRITES = {"HOBNOB_NUMBERS": "0"}


@dataclass(frozen=True, kw_only=True)
class Session:
    """What the server may do, and what it did.

    Attributes:
        run: runs a verb.
        private: whether what is private may be read and changed.
        read_only: whether nothing may be written.
        made: the ids of the changes of this session.
    """

    run: Runner
    private: bool = False
    read_only: bool = False
    made: set[str] = field(default_factory=set)

    def ask(
        self, verb: str, names: Sequence[str] = (), *, keys: Sequence[str] = (),
        most: int | None = None, **options: Any,
    ) -> CallToolResult:  # fmt: skip
        """Return what a verb that only reads says.

        Args:
            verb: the verb, and the word of its list.
            names: its arguments.
            keys: the keys to reply with; all of them without any.
            most: how many to reply with. If there are more, a notice says so.
            options: the options of the verb.
        """
        if wrong := _unusable((*names, *options.values())):
            return wrong
        limit = {"limit": most + 1} if most else {}
        words = [*verb.split(), "--json", *spell(options | limit), "--", *names]
        said = self.run(words, stdin="", environment=_READS if self.private else _SHARED)
        if failed := failure_of(said):
            return failed
        document, notices = document_of(said), notices_of(said)
        if most and isinstance(document, list) and len(document) > most:
            document = document[:most]
            notices.append(f"there are more than {most}; ask with a higher limit, or for less")
        return reply(pick(document, keys), notices)

    def write(
        self, verb: str, names: Sequence[str] = (), *, dry: bool, stdin: str = "",
        keys: Sequence[str] = (), **options: Any,
    ) -> CallToolResult:  # fmt: skip
        """Let a verb write, and return what it says with the id of the change.

        Args:
            verb: the verb.
            names: its arguments.
            dry: only say what would change.
            stdin: what it reads.
            keys: the keys to reply with; all of them without any.
            options: the options of the verb.
        """
        if self.read_only:
            return refusal("read-only", "this server was started with --read-only")
        if wrong := _unusable((*names, stdin, *options.values())):
            return wrong

        def run(dry: bool, environment: dict[str, str]) -> Said:
            words = [*verb.split(), "--json", *spell(options | {"dry_run": dry}), "--", *names]
            return self.run(words, stdin=stdin, environment=environment)

        seen = run(dry, _WRITES) if self.private else run(True, _SHARED)
        if failed := failure_of(seen):
            return failed
        document, notices = document_of(seen), notices_of(seen)
        if self.private:
            self.made.add(change_of(document))
            shown = document if dry else without_diff(document)
            return reply(pick(shown, (*keys, "change", "dry_run") if keys else ()), notices)

        whole = run(True, _READS)
        if (whole.code, whole.out) != (seen.code, seen.out):
            return refusal(
                "private", "something private is in the way, so nothing was written; the owner can "
                "do this in a terminal, or start the server with --private"
            )  # fmt: skip
        # A diff shows lines beside those that change, and these may name somebody private.
        shown = pick(without_diff(document), keys)
        shown = {key: part for key, part in shown.items() if key != "dry_run"}
        if dry:
            return reply(shown | {"dry_run": True}, notices)
        done = run(False, _WRITES)
        if failure_of(done):
            return _blind_refusal(done)
        return reply(shown | self._noted(done), notices)

    def undo(self, changes: Sequence[str], *, dry: bool) -> CallToolResult:
        """Take back changes, in the order that is given."""
        if self.private:
            return self._undo_each(changes, dry=dry)
        others = [change for change in changes if change not in self.made]
        if others:
            return refusal(
                "not-found", f"no change of this session has the id {', '.join(others)}; changes "
                "from before may be private, and the owner can take them back in a terminal"
            )  # fmt: skip
        return self._undo_each(changes, dry=dry)

    def _undo_each(self, changes: Sequence[str], *, dry: bool) -> CallToolResult:
        if self.read_only:
            return refusal("read-only", "this server was started with --read-only")
        if wrong := _unusable(changes):
            return wrong
        undone: list[str] = []
        new: list[str] = []
        for change in changes:
            words = ["undo", "--json", *spell({"dry_run": dry}), "--", change]
            said = self.run(words, stdin="", environment=_WRITES)
            if failed := failure_of(said):
                failed = failed if self.private else _blind_refusal(said)
                return _with_notice(failed, undone) if undone and not dry else failed
            undone.append(change)
            new.append(change_of(document_of(said)))
            self.made.add(new[-1])
        beside = {"dry_run": True} if dry else {"changes": [one for one in new if one]}
        return reply({"undone": undone} | beside)

    def _noted(self, said: Said) -> dict[str, Any]:
        change = change_of(document_of(said))
        self.made.add(change)
        return {"change": {"id": change}} if change else {"change": None}


def _blind_refusal(said: Said) -> CallToolResult:
    """Return the refusal of a run that saw what is private: its code, and none of its words."""
    document = document_of(said)
    item = document[0] if isinstance(document, list) and document else document
    code = item.get("code", "usage") if isinstance(item, dict) else "usage"
    # The candidates of this one are ids of changes.
    ids = item.get("candidates", ()) if isinstance(item, dict) and code == "touched-since" else ()
    return refusal(code, f"hobnob refused this ({code}); nothing was written", ids)


def _with_notice(failed: CallToolResult, undone: Sequence[str]) -> CallToolResult:
    """Return a refusal that says which changes were taken back before it."""
    text = f"Notices:\nthese were taken back before: {', '.join(undone)}"
    content = [*failed.content, TextContent(type="text", text=text)]
    return CallToolResult(content=content, is_error=True)


def _unusable(values: Iterable[Any]) -> CallToolResult | None:
    """Return the refusal of a text that no command line can have."""
    for value in values:
        texts = value if isinstance(value, list | tuple) else [value]
        for text in texts:
            if isinstance(text, str) and ("\0" in text or not _is_text(text)):
                return refusal("bad-value", "a text has a character that no file can have")
    return None


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
