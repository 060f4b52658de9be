"""Random journals of hostile files: no command ends as a bug of hobnob, and none hangs.

The one rule: a journal follows from its seed alone. Twelve are tried by default; `HOBNOB_JOURNALS`
sets another number, `HOBNOB_JOURNALS_FROM` the first seed.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import pytest

from tests.conftest import World
from tests.site.hostile import ADDRESSES, BODY, PAYLOADS

FIRST = int(os.environ.get("HOBNOB_JOURNALS_FROM", "0"))
COUNT = int(os.environ.get("HOBNOB_JOURNALS", "12"))
MOST_SECONDS = 60
"""After so many seconds a command hangs."""

_Draw = Callable[[Random], str]


class HangError(BaseException):
    """A command took too long; nothing that a command catches."""


# Values ---------------------------------------------------------------------------------------

_DATES = (
    "2026-02-30", "2026-13-01", "0000-00-00", "9999-12-31", "10000-01-01", "-1-01-01", "--02-30", "--02-29",
    "2026-W53-7", "2026-W60", "1-1-1", "2026-11-22T25:61", "2026-11-22 23:59:60", "2026-11-22T10:00+99:00", "0001-01-01",
    "2026", "2026-11", "26-11-22", "tomorrow", "22/11/2026", "20261122", "٢٠٢٦-١١-٢٢", "2026-11-22Z", "2100-02-29",
    "2026-11-22 24:00", "99999999999999999999-01-01", "!!timestamp 2026-99-99", "2026-11-22\\0",
)  # fmt: skip
_VALUES = (
    "", "~", "null", "true", "1", "-0", ".nan", ".inf", "1e999", "1e-999", "0x7fffffffffffffff", "9" * 400, "9" * 5000,
    "-" + "9" * 19, "9223372036854775808", "0b1", "0o17", "1_000", "12:30:45", "[]", "{}", "[[]]", "[[[[x]]]]", "{a: {b: {c: d}}}",
    "[~, true, 1, {a: b}, [c]]", "{? [a, b] : c}", "{1: a, true: b, ~: c}", "!!binary aGk=", "!!binary '*'", "!!set {a, b}",
    "!!omap [a: b]", "!!int x", "!!float x", "!!bool x", "!!python/object/apply:os.system [x]", "!x y", "! ", "&a [*a]",
    "&a {b: *a}", "*nobody", "<<", "|\n  a\n  b", ">-\n  a\n\n\n  b", "|9\n  a", "'open", '"open', '"\\x00"', '"\\ud800"',
    '"\\U00110000"', '"\\uFFFE"', "[open", "{open", "@at", "`tick`", "%percent", "a: b: c", "- a\n- b", "? a", "# only a comment",
    "x #y", "[[ada]]", "[[ada|x]], [[bob]]", "[ada, bob, ada, nobody]", "../../../etc/passwd", "/etc/passwd", "a/b", ".", "..",
    "con", "a" * 300, "a" * 70000, "(" * 3000, "[" * 3000, "{" * 3000, "[" * 900 + "]" * 900, "{a: " * 300 + "}" * 300,
    "- " * 500 + "x", "ada", "Ada", "ADA", "bob", "job", "acme", "active", "paused", "close", "inner", "6 weeks", "0 days",
    "-1 weeks", "99999999999999999999 years", "1.5 weeks", "every day", "50%", "-1%", "1e99%", "7 of 0", "9" * 30 + " of 1",
    "{name: x}", "[{name: x, kinds: y}]", "[{org: x, since: 2026-02-30, until: 1}]", "[{org: [a], title: {b: c}}]", "photo.png",
    "x@y@z", "@", "mailto:a@b", "+" + "1" * 200, "tel:x", "http://[::1", "https://exa mple/%zz", "é\u0301\u200d\ufeff",
    "\u202eabc", "\x00", "a\x00b", "\x07\x1b[31m", "\x85", "\u2028", "\ue000", "👩\u200d👩\u200d👧" * 40, "İ", "ß", "ﬁ", "\ud800x", "{{ first }}",
    "{{ ''.__class__.__mro__ }}", "{% for x in range(99999999) %}x{% endfor %}", "{{ 'x' * 999999999 }}", "{{ open", "{% endif %}",
    "{% include 'index.html' %}", "{{ 9**9**9 }}", "{% raw %}", "{{ first.x.y() }}", "{# open",
)  # fmt: skip
_KEYS = (
    "name", "prefix", "suffix", "aliases", "emails", "phones", "links", "birthday", "location", "roles", "org", "title",
    "relation", "circle", "keep_in_touch", "met_on", "met_at", "introduced_by", "tags", "photo", "private", "date", "people",
    "kind", "direction", "outcome", "plan", "place", "subject", "follow_up", "introduced", "draft", "asked", "channel", "stage",
    "goal", "status", "start", "deadline", "letter", "stages", "nudge_after", "expect", "domains", "website", "description",
    "author", "template", "hide", "icon", "search", "section", "duration", "id", "uid", "<<", "Name", "NAME", "1", "true", "~", "''",
    "? [a]", "content", "handler", "hobnob", "tags ", "\ttags", "é", "{{ x }}", "<b>", "a" * 2000,
)  # fmt: skip
_BODIES = (
    "", "x", BODY, "- [ ] a (by 2026-02-30)\n- [x] b (by 9999-12-31)\n- [?] c\n- [ ]\n- [ ] [[ada]]: d (by tomorrow) (by 2026-11-01)\n",
    "- [ ] x (by 0000-00-00)\n  - [ ] [[nobody]]: y (2026-11-22)\n* [X] z (done 2026-99-99)\n", "#a #1 #é #a/b/c #-#- #\u200d ##x #" + "y" * 5000,
    "#\x00 #\x07b #<b> #'\" #{{x}} #%2F #../.. #.", "[[", "[[" * 3000, "![" * 3000, "[" * 5000, "](" * 3000, "*" * 5000, "_*" * 3000, "`" * 5000,
    "<" * 5000, ">" * 3000, "> " * 2000 + "x", "- " * 2000 + "x", "1. " * 1000, "|" * 5000, "| a |\n|---|\n" + "| b " * 1000, "#" * 3000,
    "\n" * 20000, " " * 20000, "\t" * 5000 + "x", "~~~\nopen", "```{{\nopen", "<!-- open", "<script>open", "<div " * 500, "&" * 5000,
    "&#0; &#xD800; &#99999999999; &nope;", "[[ada]] [[Ada]] [[ADA|x]] [[nobody]] [[people/ada]] [[./../people/ada.md#x^y]] ![[bob]] [[#]] [[|]] [[]]",
    "[a](ada.md) [b](../people/ada.md) [c](../../../../etc/passwd) [d](file:///etc/passwd) [e](%00) [f](%) [g](<) [h](ada.md#%zz)",
    "![a](photo.png) ![b](../people) ![c](.) ![d]() ![e](loop.png) ![f](pipe.png) ![g](dangling.png) ![h](/dev/zero)", "[a]: a\n[a]: [a]\n[a][a][[a]]",
    "[^1]\n\n[^1]: [^1]\n[^2]: x", "<<<<<<< ours\nname: a\n=======\nname: b\n>>>>>>> theirs\n", "---\n---\n---\na: b\n---\n", "\x0c\x0b\x1c\x1d\x1e\x85\u2028\u2029",
    "\ufeff\ufeff---\nname: x\n---\n", "**Coffee** 2026-11-22 with [[ada]]\n## 2026-02-30\n- 2026-99-99: x", "\u202e\u2066\u200f" * 100, "\ud800 \udfff", "x" * 200000,
    "/assets/hobnob [x](javascript:alert(1)) \x02\x03wgrace\x06", "Term\n: x\n\n!!! note\n    x\n\n=== \"tab\"\n    y\n\n{: .a #b onclick=x}\n\n--8<-- \"/etc/passwd\"",
)  # fmt: skip
_LINES = (
    "Lunch with Ada yesterday", "met @nobody tomorrow #x", "2026-02-30 call Ada", "- [ ] Ada: x", "[[ada]] [[", "\x00\x1b[0m", "99/99/9999 x", "# head",
    "> log: coffee with Ada", "x" * 5000, "(" * 500, "Ada" * 500, "🤝 Ada", "{{ x }}", "<b>Ada</b>", "in 99999999999999999999 days call Ada", "Ada at 25:61", "---",
    "mailto:ada@x", "Ada, Bob, and " * 60, "last Monday week after next", "Ada €1e999", "call +1 555 Ada for 9999999999 hours",
)  # fmt: skip
_STEMS = (
    "ada", "bob", "Ada", "ADA", "job", "acme", "one", "x y", "a.b", "-rf", "--help", "%00", "%2e%2e", "a#b", "a?b", "a&b", "{{ x }}", "<b>", "'\"", "$(x)",
    "é", "e\u0301", "\u202egnp", "\udcff", "a\nb", "a\tb", "\x1b[31m", "\x7f", "con", "index", "README", "404", "search", "sitemap", "people", "assets", "tags", "x" * 200,
    "中村", "\u200d", " ", "a ", "a\\b", "_x", "~x", "x.sync-conflict-20261120-093012-ABCDEFG", "x (conflicted copy)", "2026-02-30-call-ada", "[a]", "*", "=", "@",
)  # fmt: skip
_FOLDERS = {
    "people": 5, "interactions": 2, "interactions/2026": 4, "plans": 3, "orgs": 3, "letters": 3, "": 3, "own": 2, "People": 1, "inbox": 2, "people/old": 1, "a/b/c/d": 1,
    "people/ada.md": 1, "templates": 1,
}  # fmt: skip
_SUFFIXES = {".md": 14, ".MD": 1, ".markdown": 1, ".txt": 1, ".html": 1, ".md.md": 1, "": 1}
_PICTURES = {
    ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".svg": b"<svg xmlns='http://www.w3.org/2000/svg'>", ".gif": b"", ".webp": b"\0" * 99, ".pdf": b"%PDF",
    ".json": b"{", ".css": b"}", ".js": b"(", ".xml": b"<!DOCTYPE x [<!ENTITY a '&a;'>]>&a;", ".yml": b"- !!python/x", ".ics": b"BEGIN:", ".vcf": b"BEGIN:",
}  # fmt: skip
_SETTINGS = (
    "today", "cadence", "suggest", "me", "share", "html", "commit", "language", "date_order", "exclude", "ignore", "enabled", "nonsense",
)  # fmt: skip
_GOOD_SETTINGS = (
    "", "", "      html: true\n", "      share: true\n", "      language: [de, en]\n",
)  # fmt: skip
_SITE = (
    "site_name", "site_url", "docs_dir", "site_dir", "theme", "nav", "plugins", "hooks", "extra", "extra_css", "extra_javascript", "markdown_extensions", "use_directory_urls",
    "exclude_docs", "not_in_nav", "draft_docs", "validation", "strict", "dev_addr", "watch", "INHERIT", "copyright", "repo_url", "edit_uri", "mdx_configs", "extra_templates", "unknown",
)  # fmt: skip


def _weighed(random: Random, weights: dict[str, int]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


def _value(random: Random) -> str:
    return random.choice((random.choice(_DATES), *random.choices(_VALUES, k=3), random.choice((*PAYLOADS, *ADDRESSES))))  # fmt: skip


def _quoted(random: Random) -> str:
    """A value as it stands, or in quotes so that it is a text."""
    value = _value(random)
    if random.random() < 0.3:
        return json.dumps(value)
    if random.random() < 0.15:
        return f"[{', '.join(json.dumps(_value(random)) for _ in range(random.randint(1, 4)))}]"
    return value


def _body(random: Random) -> str:
    return "\n\n".join(random.choice(_BODIES) for _ in range(random.choice((1, 1, 2, 3))))


_GOOD = {
    "people": "name: Ada Byron\nkeep_in_touch: 6 weeks\ntags: [maths]\n",
    "interactions": "date: 2026-11-01\npeople: [ada, bob]\nkind: letter\nplan: job\n",
    "interactions/2026": "date: 2026-11-01\npeople: [ada]\nkind: call\nfollow_up: 2026-12-01\n",
    "plans": "name: A job\npeople: [ada]\nstages:\n- {name: met, kinds: [call]}\n",
    "orgs": "name: Acme\ndomains: [x.example]\n",
    "letters": "subject: Hi {{ first }}\n",
}


def _note(random: Random, folder: str) -> str:
    lines = "".join(
        random.choice(_KEYS) + random.choice((": ",) * 4 + (":", ":\t")) + _quoted(random) + "\n"
        for _ in range(random.randint(0, 5))
    )
    good = _GOOD.get(folder, "title: x\n") if random.random() < 0.7 else ""
    opening = random.choice(("---\n",) * 12 + ("", "--- \n", "----\n", "\n---\n", "---\n---\n", "+++\n"))  # fmt: skip
    closing = random.choice(("---\n",) * 12 + ("", "...\n", "--\n", "---", "---x\n", "\n"))
    return opening + random.choice((good + lines, lines + good)) + closing + _body(random)


def _encoded(random: Random, text: str) -> bytes:
    """A text in bytes, mostly UTF-8; now and then in another encoding, or spoiled."""
    data = text.encode("utf-8", "surrogatepass")
    spoil = random.random()
    if spoil < 0.70:
        return data
    if spoil < 0.74:
        return text.replace("\n", random.choice(("\r\n", "\r", "\n\r"))).encode("utf-8", "surrogatepass")  # fmt: skip
    if spoil < 0.78:
        return b"\xef\xbb\xbf" + data
    if spoil < 0.82:
        return text.encode(random.choice(("utf-16", "utf-16-le", "utf-32", "utf-7")), "surrogatepass")  # fmt: skip
    if spoil < 0.86:
        return text.encode("latin-1", "replace")
    if spoil < 0.90 and data:
        place = random.randrange(len(data))
        return data[:place] + random.choice((b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x1b", b"\r")) + data[place:]  # fmt: skip
    if spoil < 0.96:
        return data[: random.randrange(len(data) + 1)]
    return random.choice((b"", b"\n", b"\0", b"---", b"---\n", b"\xff\xfe", b"\xef\xbb\xbf", random.randbytes(500)))  # fmt: skip


# Files ----------------------------------------------------------------------------------------


def _write_file(random: Random, world: World) -> None:
    """Write one file of any kind; leave out what the file system refuses."""
    folder = _weighed(random, _FOLDERS)
    if random.random() < 0.1:
        folder = ""
        name = random.choice(("inbox.md", "inbox.txt", "INBOX.md", "index.md", "index.md", "inbox/a.md", "README.md", "inbox (conflicted copy).md"))  # fmt: skip
    elif random.random() < 0.12:
        name = random.choice(("photo", "loop", "x", random.choice(_STEMS))) + random.choice(list(_PICTURES))  # fmt: skip
    else:
        name = random.choice(_STEMS) + _weighed(random, _SUFFIXES)
    file = world.notes / folder / name
    try:
        # The generator itself follows no link out of the journal.
        if file.parent.resolve() != file.parent.absolute() or os.path.lexists(file):
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        _fill(random, file, folder or name)
    except (OSError, ValueError):
        pass


def _fill(random: Random, file: Path, folder: str) -> None:
    odd = random.random()
    if odd < 0.03:
        os.mkfifo(file)
    elif odd < 0.06:
        file.mkdir()
        (file / "x.md").write_text("---\nname: x\n---\n")
    elif odd < 0.12:
        file.symlink_to(
            random.choice((
                file.name, "nowhere.md", "/etc/passwd", "/dev/zero", "..", ".", "../..", "/", "ada.md", "../people/ada.md",
                "../../mkdocs.yml", "x" * 250, "/proc/self/mem",
            ))
        )  # fmt: skip
    elif file.suffix in _PICTURES and random.random() < 0.8:
        file.write_bytes(_PICTURES[file.suffix] + random.randbytes(random.randrange(200)))
    elif folder.lower().startswith("inbox"):
        lines = "\n".join(random.choices(_LINES, k=random.randint(0, 12)))
        file.write_bytes(_encoded(random, lines))
    else:
        file.write_bytes(_encoded(random, _note(random, folder)))
    if random.random() < 0.05 and not file.is_symlink():
        # Who runs the tests as root can read them nevertheless.
        unread = file if random.random() < 0.7 or file.parent.name == "notes" else file.parent
        unread.chmod(random.choice((0, 0o200, 0o444, 0o777)))


def _settle(random: Random, world: World) -> None:
    """Write the settings: mostly good ones, so that the notes are read."""
    file = world.root / "mkdocs.yml"
    which = random.random()
    if which < 0.6:
        world.settle(random.choice(_GOOD_SETTINGS))
        return
    world.settle("".join(f"      {random.choice(_SETTINGS)}: {_quoted(random)}\n" for _ in range(random.randint(1, 2))))  # fmt: skip
    text = file.read_text(encoding="utf-8", errors="replace") if which < 0.8 else ""
    if not text:
        world.settle()
        text = file.read_text(encoding="utf-8")
        text += "".join(f"{random.choice(_SITE)}: {_quoted(random)}\n" for _ in range(random.randint(1, 2)))  # fmt: skip
    file.write_bytes(_encoded(random, text) if random.random() < 0.3 else text.encode("utf-8", "surrogatepass"))  # fmt: skip


def write_journal(seed: int, root: Path) -> World:
    """Write the journal of a seed: a few good notes, and three to eight hostile files."""
    random = Random(seed)
    world = World(root)
    try:
        _settle(random, world)
    except UnicodeEncodeError:
        world.settle()
    if random.random() < 0.8:
        world.person("Ada", body="[[bob]]")
        world.met("2026-11-01", "ada")
    for _ in range(random.randint(3, 8)):
        _write_file(random, world)
    return world


# The promise ------------------------------------------------------------------------------------


@contextmanager
def _watched(what: str) -> Iterator[None]:
    """Raise HangError if the block takes too long."""

    def ring(signum: int, frame: FrameType | None) -> None:
        raise HangError(f"{what} hangs")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(MOST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _is_there(world: World, shown: str) -> bool:
    """Return whether a path is that of a file, as it is or with its odd signs made visible."""
    if os.path.lexists(world.root / shown):
        return True
    every = (str(path.relative_to(world.root)) for path in world.root.rglob("*"))
    return any(shown in (_visible(path), _visible(path, "\ufffd")) for path in every)


def _visible(path: str, instead: str = "") -> str:
    """Write each sign that cannot be printed as an escape, or as another sign."""
    return "".join(
        char if char.isprintable()
        else instead if instead and not "\ud800" <= char <= "\udfff"
        else char.encode("unicode_escape").decode()
        for char in path
    )  # fmt: skip


def _has_good_settings(world: World) -> bool:
    """Return whether no file but the settings could be a reason to build no site."""
    text = (world.root / "mkdocs.yml").read_bytes().decode("utf-8", "replace")
    return text.endswith(
        ("  - hobnob\n", *(f"  - hobnob:\n{one}" for one in _GOOD_SETTINGS if one))
    )


def faults(world: World, site: Path) -> list[str]:
    """Return what the commands did wrong in a journal."""
    # A yes is given where the settings ask for HTML alone; of the others nothing is to run.
    build = f"build --site-dir {site}" + " --trust" * _has_good_settings(world)
    wrong = []
    for command in ("check --json", "list people --json", "today --json", build):  # fmt: skip
        with _watched(command):
            said = world.run(command)
        if said.code == 70 or "Traceback" in said.err + said.out.partition("[")[0]:
            wrong.append(f"{command}: {said.code}: {said.err[-2000:]}")
        if command.startswith("build"):
            built = (site / "index.html").is_file()
            if built == bool(said.code) or (said.code and _has_good_settings(world)):
                wrong.append(f"build: {said.code}, site: {built}: {said.err[-2000:]}")
            continue
        answer: Any = said.json
        if isinstance(answer, dict) and "error" in answer and "mkdocs.yml" not in said.err:
            wrong.append(f"{command}: names no file: {said.err}")
        if command.startswith("check") and isinstance(answer, list):
            wrong += [
                f"check: {one}" for one in answer
                if not _is_there(world, one["path"]) or (one["line"] or 1) < 1 or not one["message"]
            ]  # fmt: skip
    return wrong


@pytest.mark.parametrize("start", range(FIRST, FIRST + COUNT, 4))
def test_no_hostile_journal_ends_as_a_bug_or_hangs(tmp_path: Path, start: int) -> None:
    failed: list[str] = []
    for seed in range(start, min(start + 4, FIRST + COUNT)):
        root = tmp_path / str(seed)
        world = write_journal(seed, root / "journal")
        try:
            failed += [f"seed {seed}: {one}" for one in faults(world, root / "site")]
        except (HangError, ValueError) as error:
            failed.append(f"seed {seed}: {error!r}")
    assert not failed, "\n".join(failed)
