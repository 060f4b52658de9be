"""The key of this user on this machine, for signatures, and other files outside of all journals.

The one rule: none of this is ever in a journal. Signed text was written by this user on this
machine; a journal from elsewhere contains no such text.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import sys
from pathlib import Path

_NAME = "machine"
_KEY = re.compile(rb"[0-9a-f]{64}\n")


def sign(text: bytes) -> str:
    """Return the signature of a text; "" if no key can be stored."""
    key = _make_key()
    return _signature(key, text) if key else ""


def is_signed(text: bytes, signature: str) -> bool:
    """Return whether this machine signed the text; False if there is no key."""
    path = key_file()
    key = _read_key(path) if path else b""
    return bool(key) and hmac.compare_digest(_signature(key, text).encode(), signature.encode())


def why_unsigned() -> str:
    """Return why a signature is not valid here."""
    path = key_file()
    if path and _read_key(path):
        return "it was not begun on this machine"
    return why_no_key()


def why_no_key() -> str:
    """Return the sentence for a machine without a key."""
    return f"there is no key of this machine ({key_file() or 'there is no folder for it'})"


def key_file() -> Path | None:
    """Return the path of the key: in the folder for the state of programs.

    A relative path is refused, because the current folder may be a stranger's journal.
    """
    folders = [os.environ.get("XDG_STATE_HOME", "")]
    if sys.platform == "win32":
        folders.append(os.environ.get("LOCALAPPDATA", ""))
    else:
        with contextlib.suppress(RuntimeError):
            folders.append(str(Path.home() / ".local" / "state"))
    for folder in folders:
        if Path(folder).is_absolute():
            return Path(folder) / "hobnob" / _NAME
    return None


def read_private(folder: str, name: str) -> bytes:
    """Return what was kept on this machine under a name; b"" if there is nothing."""
    path = key_file()
    if path is None:
        return b""
    try:
        return (path.parent / folder / name).read_bytes()
    except OSError:
        return b""


def private_folder(*names: str) -> Path | None:
    """Return a folder on this machine, outside of all journals; None if it cannot be made."""
    path = key_file()
    if path is None:
        return None
    folder = path.parent.joinpath(*names)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder


def keep_private(folder: str, name: str, data: bytes) -> bool:
    """Keep something on this machine, outside of all journals; return whether that was possible."""
    path = key_file()
    if path is None:
        return False
    target = path.parent / folder / name
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = target.with_name(f".{name}.{os.urandom(6).hex()}.new")
        try:
            _write_new(beside, data)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _signature(key: bytes, text: bytes) -> str:
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def _make_key() -> bytes:
    """Return the key, and make it first if there is none; b"" if it cannot be stored."""
    path = key_file()
    if path is None:
        return b""
    if key := _read_key(path):
        return key
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f".{_NAME}.{os.urandom(6).hex()}.new")
        try:
            _write_new(beside, os.urandom(32).hex().encode() + b"\n")
            _put(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    return _read_key(path)


def _put(beside: Path, path: Path) -> None:
    """Give the key file its name; if another process was faster, its key is used."""
    if path.exists() and not _read_key(path):
        # The key is damaged, so its signatures are lost anyway.
        path.unlink()
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    except OSError:
        # A file system without links.
        if not path.exists():
            beside.replace(path)


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _read_key(path: Path) -> bytes:
    try:
        key = path.read_bytes()
    except OSError:
        return b""
    return key if _KEY.fullmatch(key) else b""
