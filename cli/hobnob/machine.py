"""What tells this machine, and this user of it, from any other.

The one rule: the key never lies in a journal. What is signed with it was written here, by this
user; a journal that comes from elsewhere brings nothing that is.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import secrets
import sys
from pathlib import Path

_NAME = "machine"
_KEY = re.compile(rb"[0-9a-f]{64}\n")


def sign(text: bytes) -> str:
    """Return the signature of a text; "" where no key can be kept."""
    key = _make_key()
    return _signature(key, text) if key else ""


def is_signed(text: bytes, signature: str) -> bool:
    """Say whether a signature is this machine's, of this text; without a key none is."""
    path = key_file()
    key = _read_key(path) if path else b""
    return bool(key) and hmac.compare_digest(_signature(key, text).encode(), signature.encode())


def why_unsigned() -> str:
    """Return why a signature is not this machine's."""
    path = key_file()
    if path and _read_key(path):
        return "it was not begun on this machine"
    return f"there is no key of this machine ({path or 'no folder for it is known'})"


def key_file() -> Path | None:
    """Return where the key is kept: where this system has programs keep their state.

    A relative path would be one of the current folder, which may be a stranger's journal.
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


def _signature(key: bytes, text: bytes) -> str:
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def _make_key() -> bytes:
    """Return the key, which is made where there is none; b"" when it cannot be kept."""
    path = key_file()
    if path is None:
        return b""
    if key := _read_key(path):
        return key
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f".{_NAME}.{secrets.token_hex(6)}.new")
        try:
            _write_key(beside, secrets.token_hex(32).encode() + b"\n")
            _put(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    return _read_key(path)


def _put(beside: Path, path: Path) -> None:
    """Give the key its name, unless another process was faster: then its key holds."""
    if path.exists() and not _read_key(path):
        # It is damaged, so nothing that it signed can be known again.
        path.unlink()
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    except OSError:
        # A file system without links.
        if not path.exists():
            beside.replace(path)


def _write_key(path: Path, key: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(descriptor)


def _read_key(path: Path) -> bytes:
    try:
        key = path.read_bytes()
    except OSError:
        return b""
    return key if _KEY.fullmatch(key) else b""
