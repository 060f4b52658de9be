"""Signatures of commits.

The one rule: the program that signs comes from your own settings, never from the repository's. A
stranger's repository could name any program.
"""

from __future__ import annotations

from collections.abc import Mapping

from hobnob.git.run import Git

_PROGRAMS = {
    "gpg.program": "gpg",
    "gpg.openpgp.program": "gpg",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.ssh.defaultkeycommand": "",
}
_YOURS = frozenset({"system", "global"})
_PATIENCE = 120.0
"""Seconds: time to type a passphrase."""


def signing_of(git: Git) -> tuple[list[str], Mapping[str, str], float]:
    """Return how a commit is signed: options, settings of git, and the seconds to wait.

    Raises:
        GitError: git cannot say.
    """
    if git.line("config", "--type=bool", "--get", "commit.gpgsign") != "true":
        return [], {}, 30.0
    return ["-S"], {**_PROGRAMS, **_yours(git)}, _PATIENCE


def _yours(git: Git) -> dict[str, str]:
    """Return the programs that your own settings name."""
    _, said = git.run("config", "-z", "--show-scope", "--get-regexp", r"^gpg\.", ok=(0, 1))
    words = said.decode("utf-8", "replace").split("\0")
    found = {}
    for scope, pair in zip(words[::2], words[1::2], strict=False):
        key, _, value = pair.partition("\n")
        if scope in _YOURS and key in _PROGRAMS:
            found[key] = value
    # A general program counts for OpenPGP, too.
    if "gpg.program" in found:
        found.setdefault("gpg.openpgp.program", found["gpg.program"])
    return found
