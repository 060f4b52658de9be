"""The repository of a journal: where it is, and whether hobnob may commit to it now.

The one rule: hobnob writes only into a repository that belongs to the folder of the journal. A
`.git` that leads to another folder is used only if that folder knows of it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from hobnob.cache import is_folder, is_link
from hobnob.git.run import Git, GitError
from hobnob.journal import Journal

_BUSY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "BISECT_LOG": "a bisect",
}
"""Files of git that exist while it is in the middle of something."""

_NO_LINKS = ("HEAD", "index", "logs", "objects", "packed-refs", "refs", "refs/heads", "logs/refs",
             "logs/refs/heads", "logs/HEAD")  # fmt: skip
"""What a commit writes in the folder of git."""


@dataclass(frozen=True, kw_only=True)
class Repository:
    """A repository that holds the notes of a journal.

    Attributes:
        git: git in its top folder.
        top: its top folder, without links.
        folder: the folder of git, mostly `.git`.
        common: the same, or for a linked worktree the one that all worktrees share.
    """

    git: Git
    top: Path
    folder: Path
    common: Path

    def path_of(self, path: Path) -> str:
        """Return a path relative to the top folder.

        Raises:
            GitError: it is outside, or in another repository inside this one.
        """
        real = Path(os.path.realpath(path.parent)) / path.name
        if not real.is_relative_to(self.top):
            raise GitError(f"{path.name} is outside the repository {self.top}")
        for folder in real.parents:
            if folder == self.top:
                break
            if os.path.lexists(folder / ".git"):
                raise GitError(f"{path.name} is in another repository, {folder}")
        return real.relative_to(self.top).as_posix()

    def shown(self, journal: Journal, path: str) -> str:
        """Return a path of git relative to the journal, if it is in the journal."""
        real = self.top / path
        for folder, name in ((journal.notes, f"{journal.relative(journal.notes)}/"),
                             (journal.root, "")):  # fmt: skip
            place = Path(os.path.realpath(folder))
            if real.is_relative_to(place):
                return name + real.relative_to(place).as_posix()
        return path

    def head(self) -> str:
        """Return the id of the latest commit; "" if there is none yet."""
        return self.git.line("rev-parse", "--quiet", "--verify", "HEAD^{commit}")

    def require_quiet(self) -> None:
        """Check that a commit can be made now.

        Raises:
            GitError: it cannot; the message says what to do.
        """
        for name, what in _BUSY.items():
            if os.path.lexists(self.folder / name):
                raise GitError(f"git is in the middle of {what}; end it first")
        branch = self.git.line("symbolic-ref", "--quiet", "HEAD")
        if not branch:
            raise GitError("no branch is checked out; 'git switch -c NAME' makes one here")
        if (self.folder / "index.lock").exists():
            raise GitError(
                f"another git is at work, or was interrupted; if none runs, delete "
                f"{self.folder / 'index.lock'}"
            )
        self._require_no_links(branch)
        for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
            if self.git.run("var", who, ok=(0, 1, 128))[0]:
                raise GitError(
                    "git does not know who you are; tell it once: git config --global user.name "
                    '"Your Name" and git config --global user.email you@example.org'
                )

    def _require_no_links(self, branch: str) -> None:
        """Refuse a folder of git with links in it, through which a commit would write elsewhere."""
        for root in {self.folder, self.common}:
            parts = branch.split("/")
            steps = ["/".join(parts[:at]) for at in range(1, len(parts) + 1)]
            for name in (*_NO_LINKS, *steps, *(f"logs/{step}" for step in steps)):
                if is_link(root / name):
                    raise GitError(f"{root / name} is a link, and hobnob does not follow links")
        with os.scandir(self.common / "objects") as entries:
            for entry in entries:
                if entry.is_symlink():
                    raise GitError(f"{entry.path} is a link, and hobnob does not follow links")


def find_repository(journal: Journal) -> Repository:
    """Return the repository that holds the notes of a journal.

    Raises:
        GitError: there is none, git is missing, or the repository belongs to another folder.
    """
    place = journal.notes if journal.notes.is_dir() else journal.root
    git = Git(folder=place)
    found = git.run("rev-parse", "--is-inside-work-tree", ok=(0, 128))
    if found != (0, b"true\n"):
        # Another failure, such as a repository of another user, has its own message.
        if any(os.path.lexists(folder / ".git") for folder in _above(place)):
            git.run("rev-parse", "--show-toplevel")
        raise GitError("this journal is in no git repository; 'git init' makes one")
    said = git.ask("rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir")
    lines = os.fsdecode(said).splitlines()
    if len(lines) != 3:
        raise GitError("the path of the repository has a line break")
    top = Path(os.path.realpath(lines[0]))
    folder = Path(os.path.realpath(lines[1]))
    common = Path(os.path.realpath(place / lines[2]))
    repository = Repository(git=Git(folder=top), top=top, folder=folder, common=common)
    if not Path(os.path.realpath(place)).is_relative_to(top):
        raise GitError(f"the repository {folder} is set to another folder, {top}")
    _require_own(repository)
    return repository


def _above(place: Path) -> tuple[Path, ...]:
    real = Path(os.path.realpath(place))
    return (real, *real.parents)


def _require_own(repository: Repository) -> None:
    """Refuse a repository elsewhere that does not know this folder."""
    top, folder, common = repository.top, repository.folder, repository.common
    dotgit = top / ".git"
    if is_folder(dotgit) and folder == dotgit and common == folder:
        return
    if dotgit.is_file() and not is_link(dotgit):
        if _leads_back(folder, dotgit) and common == folder.parent.parent:
            return
        worktree = repository.git.line(
            "config", "--file", str(folder / "config"), "--get", "core.worktree"
        )
        if worktree and Path(os.path.realpath(folder / worktree)) == top and common == folder:
            return
    raise GitError(
        f"{dotgit} leads to {folder}, which does not know this folder, so hobnob leaves it alone"
    )


def _leads_back(folder: Path, dotgit: Path) -> bool:
    """Return whether the folder of a linked worktree names the `.git` that leads to it."""
    try:
        named = (folder / "gitdir").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return False
    return Path(os.path.realpath(Path(named).parent)) / ".git" == dotgit
