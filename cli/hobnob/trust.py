"""What the `mkdocs.yml` of a journal could run, read or write, and whether you have agreed to it.

The one rule: what you agreed to is kept on this machine, outside of all journals, as a hash of the
values of these keys and of the files that they name. Another key may change; if one of these
changes, or one of these files, hobnob asks again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import yaml

from hobnob.cache import read_plain
from hobnob.errors import SettingsError, UsageError
from hobnob.machine import keep_private, read_private
from hobnob.site_text import read_site_text

KNOWN_EXTENSIONS = frozenset(
    (
        "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code",
        "footnotes", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc",
        "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic",
        "pymdownx.details", "pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite",
        "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols",
        "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
    )
)  # fmt: skip
"""Markdown extensions that read nothing but the page itself."""

_THEMES = frozenset({"", "material", "materialx", "mkdocs", "readthedocs"})
_SEARCHES = frozenset({"search", "material/search", "/search"})
_SEARCH_OPTIONS = frozenset({"lang", "separator", "min_search_length", "indexing", "enabled"})
"""Options of MkDocs' search that run nothing; `prebuild_index` starts another program."""
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(
    _TAG + name
    for name in (
        "null", "bool", "int", "float", "str", "seq", "map", "timestamp", "merge", "value",
        "binary",
    )
)  # fmt: skip
_NO = frozenset({"", "false", "no", "off", "null", "~"})
_MOST_FILES = 20_000
_STORE = "trusted"

_Where = tuple[str, int]
"""A file and a line of it."""


@dataclass(frozen=True, kw_only=True)
class Risk:
    """One thing that a build would do for a `mkdocs.yml` beside making pages of notes.

    Attributes:
        file: `mkdocs.yml`, or a file that it inherits from.
        line: of that file.
        key: the key, such as `theme.custom_dir`.
        does: what it does, such as `runs the Python file hooks.py`.
        mark: a hash of its value, and of the files that it names.
    """

    file: str
    line: int
    key: str
    does: str
    mark: str

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}: {self.key}: {self.does}"
        return "".join(char if char.isprintable() else "�" for char in text)


class UntrustedError(UsageError):
    """A `mkdocs.yml` would run, read or write something, and nobody has agreed to it."""

    code = "untrusted"

    def __init__(self, config: Path, risks: tuple[Risk, ...]) -> None:
        self.config = config
        self.risks = risks
        lines = "".join(f"\n  {risk}" for risk in risks)
        self.listing = f"the settings of this journal do more than make pages of notes:{lines}"
        super().__init__(
            f"{self.listing}\nIf you trust the author, say so once with 'hobnob build --trust'"
        )


_granted: set[str] = set()
"""What was agreed to in this run, for a machine where nothing can be kept."""


def require_trust(config: Path) -> None:
    """Refuse a `mkdocs.yml` with risks that nobody has agreed to.

    Raises:
        UntrustedError: there are some; it lists them.
        SettingsError: the file cannot be read.
    """
    if risks := _unknown(config, find_risks(config)):
        raise UntrustedError(config, risks)


def require_trust_in_notes(config: Path, notes: Path, line: int) -> None:
    """Refuse a folder of notes that leads out of the journal, unless somebody agreed to it.

    Raises:
        UntrustedError: nobody did.
    """
    if risks := _unknown(config, [_folder_risk(config, "docs_dir", notes, (config.name, line))]):
        raise UntrustedError(config, risks)


def trust(config: Path, risks: Iterable[Risk]) -> bool:
    """Remember that these risks are agreed to, beside those known; return whether it is kept."""
    marks = {risk.mark for risk in risks}
    _granted.update(marks)
    with_old = sorted(marks | _kept(config))
    return keep_private(_STORE, _name(config), "\n".join(with_old).encode())


def leads_out(folder: Path, root: Path) -> bool:
    """Return whether a folder is outside of another, after all links."""
    return not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root))


def find_risks(config: Path) -> tuple[Risk, ...]:
    """Return everything that a build would do for a `mkdocs.yml` beside making pages of notes.

    Raises:
        SettingsError: the file cannot be read, or inherits from itself.
    """
    return tuple(sorted(_Search(config).risks(), key=lambda risk: risk.line))


def _unknown(config: Path, risks: Iterable[Risk]) -> tuple[Risk, ...]:
    found = tuple(risks)
    if not found:
        return ()
    known = _granted | _kept(config)
    return tuple(risk for risk in found if risk.mark not in known)


def _kept(config: Path) -> set[str]:
    return set(read_private(_STORE, _name(config)).decode("ascii", "replace").split())


def _name(config: Path) -> str:
    return blake2b(os.fsencode(os.path.realpath(config)), digest_size=16).hexdigest()


def _folder_risk(config: Path, key: str, folder: Path, where: _Where) -> Risk:
    """Return the risk of a folder outside; its content is not part of it."""
    target = os.path.realpath(folder)
    does = {
        "docs_dir": f"reads and writes notes in {target}",
        "site_dir": f"empties the folder {target} and writes the site there",
        "watch": f"reads {target}",
    }[key]
    state = blake2b(digest_size=16)
    for part in (os.path.realpath(config.parent), key, target):
        state.update(os.fsencode(part) + b"\0")
    return Risk(file=where[0], line=where[1], key=key, does=does, mark=state.hexdigest())


def _is_beside(folder: Path, root: Path) -> bool:
    """Return whether a folder is outside of another by its name alone."""
    return not Path(os.path.normpath(folder)).is_relative_to(os.path.normpath(root))


class _Search:
    """The search for risks in a `mkdocs.yml` and in the files that it inherits from."""

    def __init__(self, config: Path) -> None:
        self._config = config
        self._root = config.parent
        self._python: bytes | None = None
        self._notes = self._root / "docs"

    def risks(self) -> Iterator[Risk]:
        return self._in_file(self._config, ())

    def _in_file(self, path: Path, below: tuple[Path, ...]) -> Iterator[Risk]:
        if path in below:
            raise SettingsError(f"{path}: INHERIT: this file inherits from itself; remove the line")
        node = _compose(read_site_text(path), path)
        if node is None:
            return
        shown = path.name if path.parent == self._root else str(path)
        yield from self._tags(node, shown, "")
        if not isinstance(node, yaml.MappingNode):
            return
        entries = list(_entries(node))
        for key, value in entries:
            if key.value == "docs_dir" and isinstance(value, yaml.ScalarNode):
                self._notes = self._root / value.value.replace("\0", "")
        for key, value in entries:
            where = (shown, key.start_mark.line + 1)
            if key.value == "INHERIT":
                parent = Path(os.path.normpath(path.parent / _text(value)))
                # Its own entries are looked at as well, so its content is not part of the mark.
                yield self._risk(where, "INHERIT", f"reads the settings of {parent}", value, ())
                if parent.is_file():
                    yield from self._in_file(parent, (*below, path))
            else:
                yield from self._in_key(str(key.value), value, where)

    def _in_key(self, key: str, value: yaml.Node, where: _Where) -> Iterator[Risk]:
        if key == "hooks":
            for item in _items(value):
                yield self._code(where, key, f"runs the Python file {_text(item)}", item)
        elif key == "plugins":
            yield from self._plugins(value, where)
        elif key == "theme":
            yield from self._theme(value, where)
        elif key == "markdown_extensions":
            for name, options in _named(value):
                if name.removeprefix("markdown.extensions.") not in KNOWN_EXTENSIONS:
                    yield self._code(where, key, f"runs the Markdown extension {name}", options)
        elif key == "extra_templates":
            for item in _items(value):
                yield self._code(where, key, f"runs the template {_text(item)}", item)
        elif key == "extra_javascript":
            for item in _items(value):
                does = f"runs the script {_script(item)} in the browser, on every page"
                yield self._risk(where, key, does, item, self._files(item))
        elif key in ("docs_dir", "site_dir", "watch"):
            for item in _items(value):
                yield from self._folder(key, _text(item), where)

    def _folder(self, key: str, text: str, where: _Where) -> Iterator[Risk]:
        folder = self._root / text.replace("\0", "")
        if key == "docs_dir" and where[0] == self._config.name and _is_beside(folder, self._root):
            # No command takes such a journal, so there is nothing to agree to.
            return
        # A hidden folder such as .git is no place for a site.
        parts = Path(os.path.relpath(os.path.realpath(folder), os.path.realpath(self._root))).parts
        hidden = any(part[0] == "." for part in parts)
        if leads_out(folder, self._root) or (key == "site_dir" and hidden):
            yield _folder_risk(self._config, key, folder, where)

    def _plugins(self, value: yaml.Node, where: _Where) -> Iterator[Risk]:
        for name, options in _named(value):
            if name == "hobnob":
                for key, node in _entries(options):
                    if key.value == "html" and _text(node).lower() not in _NO:
                        does = "shows the HTML of ordinary pages as HTML, scripts included"
                        yield self._risk(where, "html", does, node, ())
                continue
            chosen = {key.value for key, _ in _entries(options)}
            if name not in _SEARCHES or not chosen <= _SEARCH_OPTIONS:
                yield self._code(where, "plugins", f"runs the plugin {name}", options, name)

    def _theme(self, value: yaml.Node, where: _Where) -> Iterator[Risk]:
        names: list[yaml.Node] = [value]
        folders: list[yaml.Node] = []
        if not isinstance(value, yaml.ScalarNode):
            entries = list(_entries(value))
            names = [node for key, node in entries if key.value == "name"]
            folders = [node for key, node in entries if key.value == "custom_dir"]
        for node in names:
            if (name := _text(node)) not in _THEMES:
                yield self._code(where, "theme", f"runs the templates of the theme {name}", node)
        for node in folders:
            folder = self._root / _text(node).replace("\0", "")
            does = f"runs the templates in {_text(node)}"
            files = () if leads_out(folder, self._root) else _files_below(folder)
            yield self._risk(where, "theme.custom_dir", does, node, files)

    def _tags(self, node: yaml.Node, shown: str, at: str) -> Iterator[Risk]:
        """Find values that MkDocs makes by more than reading; `at` is the path of keys."""
        if node.tag not in _PLAIN_TAGS:
            tag = node.tag.replace(_TAG, "!!")
            where = (shown, node.start_mark.line + 1)
            if tag.startswith("!!python"):
                yield self._code(where, tag, "runs Python while the settings are read", node, at)
            elif tag == "!ENV":
                does = f"reads the environment variable {_words(node)}"
                yield self._risk(where, tag, does, node, (), at)
            else:
                yield self._code(where, tag, "makes a value that hobnob cannot check", node, at)
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from self._tags(item, shown, f"{at}/")
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from self._tags(key, shown, at)
                yield from self._tags(value, shown, f"{at}/{key.value}")

    def _code(self, where: _Where, key: str, does: str, node: yaml.Node, more: str = "") -> Risk:
        """Return the risk of something that runs: all Python of the journal is part of it."""
        if self._python is None:
            self._python = _hash_files(_python_below(self._root))
        return self._risk(where, key, does, node, self._files(node), more, self._python)

    def _risk(
        self, where: _Where, key: str, does: str, node: yaml.Node, files: Iterable[Path],
        more: str = "", seen: bytes = b"",
    ) -> Risk:  # fmt: skip
        state = blake2b(os.fsencode(os.path.realpath(self._root)), digest_size=16)
        for part in (key, does, more, *_dump(node)):
            state.update(part.encode("utf-8", "surrogatepass") + b"\0")
        state.update(seen + _hash_files(files))
        return Risk(file=where[0], line=where[1], key=key, does=does, mark=state.hexdigest())

    def _files(self, node: yaml.Node) -> Iterator[Path]:
        """Yield the files that texts in a value may mean."""
        for text in _texts(node):
            if not text or "\0" in text or len(text) > 1000:
                continue
            for folder in (self._root, self._notes):
                for name in (text, f"{text}.py", f"{text.replace('.', '/')}.py"):
                    path = folder / name
                    try:
                        # What is outside, no stranger can change.
                        if path.is_file() and not leads_out(path, self._root):
                            yield path
                    except (OSError, ValueError):
                        continue


def _compose(data: bytes, path: Path) -> yaml.Node | None:
    """Read with the parser that MkDocs uses, so that both see the same."""
    try:
        node: yaml.Node | None = yaml.compose(data, yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: this is not YAML: {error}") from None
    return node


def _entries(node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """Yield the entries of a mapping with text as key, those merged by `<<` included."""
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        if key.tag == f"{_TAG}merge":
            for part in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                yield from _entries(part)
        elif isinstance(key, yaml.ScalarNode):
            yield key, value


def _items(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield the items of a list; anything else is one item, and null is none."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif node.tag != f"{_TAG}null":
        yield node


def _named(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    """Yield names with options: `[a, {b: …}]` or `{a: …, b: …}`."""
    for item in _items(node):
        if isinstance(item, yaml.MappingNode):
            yield from ((str(key.value), value) for key, value in _entries(item))
        else:
            yield _text(item), item


def _text(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == f"{_TAG}null" else str(node.value)
    return "(a list or a mapping)"


def _words(node: yaml.Node) -> str:
    return " or ".join(_texts(node)) or "without a name"


def _script(node: yaml.Node) -> str:
    return next((_text(value) for key, value in _entries(node) if key.value == "path"), _text(node))


def _texts(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    else:
        for part in node.value:
            for inner in part if isinstance(part, tuple) else (part,):
                yield from _texts(inner)


def _dump(node: yaml.Node) -> Iterator[str]:
    """Yield a value as texts, so that different values differ."""
    yield f"{type(node).__name__} {node.tag}"
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    else:
        for part in node.value:
            for inner in part if isinstance(part, tuple) else (part,):
                yield from _dump(inner)
    yield "end"


def _files_below(folder: Path) -> Iterator[Path]:
    count = 0
    for parent, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if name != "__pycache__" and name[0] != ".")
        for name in sorted(files):
            count += 1
            if count > _MOST_FILES:
                return
            yield Path(parent, name)


def _python_below(root: Path) -> Iterator[Path]:
    return (path for path in _files_below(root) if path.suffix in {".py", ".so", ".pyd"})


def _hash_files(paths: Iterable[Path]) -> bytes:
    state = blake2b(digest_size=16)
    for path in paths:
        try:
            content = read_plain(Path(os.path.realpath(path)))
        except OSError as error:
            content = str(error.errno).encode()
        state.update(os.fsencode(path) + b"\0" + blake2b(content, digest_size=16).digest())
    return state.digest()
