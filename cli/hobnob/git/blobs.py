"""Texts of files as git keeps them: stored, read, and merged.

The one rule: git stores a text as it would with `git add`, with the line ends that the repository
asks for, but it runs no filter for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hobnob.git.run import Git, GitError

_SPECIAL = ("filter", "working-tree-encoding", "ident")
"""Attributes that change what git stores."""


class Blobs:
    """The blobs of one repository.

    Attributes:
        filtered: the paths that a filter of the repository changes, such as an encryption.
    """

    def __init__(self, git: Git, paths: Iterable[str]) -> None:
        """Take the paths of the files, relative to the top folder of the repository."""
        self._git = git
        self._hash = git.line("rev-parse", "--show-object-format")
        self._ids: dict[tuple[str, bytes], str] = {}
        self.filtered, self._special = _attributes(git, paths)

    def id_of(self, path: str, data: bytes) -> str:
        """Return the id of a text at a path, without storing it."""
        if self._is_plain(path, data):
            return self._raw_id(data)
        key = (path, data)
        if key not in self._ids:
            said = self._git.ask("hash-object", "-w", "--stdin", f"--path={path}", data=data)
            self._ids[key] = said.decode().strip()
        return self._ids[key]

    def store(self, texts: Iterable[tuple[str, bytes]]) -> None:
        """Store texts, each with its path."""
        plain = {self._raw_id(data): data for path, data in texts if self._is_plain(path, data)}
        if not plain:
            return
        with TemporaryDirectory(prefix="hobnob-") as folder:
            for blob, data in plain.items():
                (Path(folder) / blob).write_bytes(data)
            names = "".join(f"{folder}/{blob}\n" for blob in plain)
            self._git.ask("hash-object", "-w", "--no-filters", "--stdin-paths", data=names.encode())

    def merge(self, base: str, ours: str, theirs: str) -> bytes | None:
        """Return `ours` with what changed from `base` to `theirs`; None if both changed a line."""
        if base == ours:
            return self.read(theirs)
        if theirs in (base, ours):
            return self.read(ours)
        with TemporaryDirectory(prefix="hobnob-") as folder:
            names = []
            for name, blob in (("ours", ours), ("base", base), ("theirs", theirs)):
                (Path(folder) / name).write_bytes(self.read(blob))
                names.append(f"{folder}/{name}")
            # More than 127 conflicts are told as 127; a binary file is 255.
            code, merged = self._git.run("merge-file", "-p", *names, ok=range(256))
        return merged if code == 0 else None

    def read(self, blob: str) -> bytes:
        """Return the content of a blob."""
        return self._git.ask("cat-file", "blob", blob)

    def _is_plain(self, path: str, data: bytes) -> bool:
        return path not in self._special and b"\r" not in data

    def _raw_id(self, data: bytes) -> str:
        found = hashlib.new(self._hash or "sha1", usedforsecurity=False)
        found.update(b"blob %d\0" % len(data))
        found.update(data)
        return found.hexdigest()


def read_blobs(git: Git, blobs: Iterable[str]) -> Mapping[str, bytes]:
    """Return the contents of blobs by their ids; one that is missing is left out."""
    wanted = list(dict.fromkeys(blobs))
    if not wanted:
        return {}
    said = git.ask("cat-file", "--batch", data="".join(f"{blob}\n" for blob in wanted).encode())
    found, at = {}, 0
    while at < len(said):
        end = said.index(b"\n", at)
        words = said[at:end].split()
        if len(words) < 3:
            at = end + 1
            continue
        size = int(words[2])
        if words[1] == b"blob":
            found[words[0].decode()] = said[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def filtered_of(git: Git, paths: Iterable[str]) -> frozenset[str]:
    """Return the paths that a filter of the repository changes."""
    return _attributes(git, paths)[0]


def _attributes(git: Git, paths: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the paths with a filter, and those that git stores in another form."""
    data = b"".join(path.encode("utf-8", "surrogateescape") + b"\0" for path in paths)
    if not data:
        return frozenset(), frozenset()
    said = git.ask("check-attr", "-z", "--stdin", *_SPECIAL, data=data).decode(
        "utf-8", "surrogateescape"
    )
    words = said.split("\0")
    filtered, special = set(), set()
    for path, attribute, value in zip(words[::3], words[1::3], words[2::3], strict=False):
        if value in ("unspecified", "unset"):
            continue
        special.add(path)
        if attribute == "filter":
            filtered.add(path)
    return frozenset(filtered), frozenset(special)


def require_blob(found: Mapping[str, bytes], blob: str) -> bytes:
    """Return a content that was read.

    Raises:
        GitError: git does not have it.
    """
    if blob not in found:
        raise GitError(f"git lacks {blob}, perhaps because this is a partial clone")
    return found[blob]
