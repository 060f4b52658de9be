"""The compiled page templates, kept on this machine.

The one rule: what is kept is code, so it lies beside this machine's key, where no journal can put
anything. It is only used for the same template of the same hobnob.

To compile them takes half a second, which is a third of the time of a small change to a site.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

import hobnob
from hobnob.machine import private_folder


class _Kept(FileSystemBytecodeCache):
    """Jinja's, but a disk that is full does not stop a build."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates(environment: Path) -> BytecodeCache | None:
    """Return where the compiled templates are kept; None if there is no place for them.

    Args:
        environment: the module that decides how they are compiled.
    """
    changed = environment.stat().st_mtime_ns
    name = f"{hobnob.__version__}-{jinja2.__version__}-{changed}"
    folder = private_folder("templates", name)
    if folder is None:
        return None
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return _Kept(str(folder))
