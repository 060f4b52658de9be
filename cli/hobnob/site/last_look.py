"""The last look at a shared site: every file of it is searched for what is private.

The one rule: a trace in the output counts as hobnob's own mistake, unless the text of a public note
explains it, or it is a word that hobnob's pages always have. What is explained is not silent: it is
listed with the note and the line.

A trace in the text of a page is explained by a public text in which the word before or the word
after is the same. Elsewhere (in attributes, in the search) there are no sentences, so any public
text with the same words explains it.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from hobnob.index.hidden import Hidden
from hobnob.index.sharing import PublicText
from hobnob.notes.body import without_comments
from hobnob.site.links import page_uri
from hobnob.site.own_words import own_phrases, own_words
from hobnob.site.traces import Finder, Hit, Trace, phrase_of, traces_of

_TAG = re.compile(r"<[^<>]*>")
_TERM = re.compile(r'"((?:[^"\\]|\\.)*)":"')
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PAGE = re.compile(r"(?:^|[^\w])(people|orgs|plans)/([^/\"'#?\s<>\\]+?)(?:\.html|/)")
_LEAST_LETTERS = 4
"""Fewer Latin letters of a slug tell nothing."""
_ANCHOR = re.compile(r"""(?:#|\bid=["'])([^"'#?\s<>\\]+)""")
_APOSTROPHE = re.compile("['’ʼ]")
_SENTENCE_START = re.compile(r"(?:\A|[.!?…:\n]|\n[ \t]*[-*+>#]+)[\"'“‘(*_ \t]*\Z")
_SECTION_OF = {"person": "people", "org": "orgs", "plan": "plans"}
_DATE_WORDS = frozenset(
    word.casefold()
    for names in (calendar.month_name, calendar.month_abbr, calendar.day_name, calendar.day_abbr)
    for word in names
)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """Something private that the user typed in a public text.

    Attributes:
        path: of the public note, relative to the journal.
        line: from 1.
        text: as it stands there.
    """

    path: str
    line: int
    text: str
    trace: Trace

    def __str__(self) -> str:
        """Return the sentence for the user."""
        return (
            f"{self.path}:{self.line}: '{self.text}' is said here, and {self.trace.path} is "
            "private; write it otherwise, or make it a link"
        )


@dataclass(kw_only=True)
class Report:
    """What the last look found.

    Attributes:
        ours: a sentence for each private thing that hobnob itself wrote.
        typed: what the user typed.
        unsure: a sentence for each name that is also a word of hobnob's pages.
    """

    ours: list[str] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


class LastLook:
    """One last look at one site."""

    def __init__(
        self, hidden: Hidden, texts: Callable[[], Iterable[PublicText]], root: Path
    ) -> None:
        """Take what is hidden, the public texts, and the journal's folder."""
        self._root = root
        self._texts = texts
        traces = [trace for secret in hidden.secrets for trace in traces_of(secret)]
        # A whole name comes before the word of another name.
        traces.sort(key=lambda trace: trace.what == "part")
        self._traces = list({trace.words: trace for trace in reversed(traces)}.values())[::-1]
        self._finder = self._wanted = Finder(self._traces)
        self._pages = {
            page_uri(_SECTION_OF[secret.kind], secret.slug): secret.path
            for secret in hidden.secrets
            if secret.kind in _SECTION_OF
        }
        self._anchors = {
            secret.slug: secret.path
            for secret in hidden.secrets
            # A heading of yours may have an address such as `a-b`.
            if secret.kind == "interaction" and not _is_short(secret.slug.replace("-", ""))
        }
        self._seen: set[str] = set()
        self._found: set[Trace] = set()
        self._report = Report()

    def search(self, site: Path, *, copied: Mapping[str, str], shipped: Iterable[str]) -> Report:
        """Search every file of a site.

        Args:
            site: the folder.
            copied: the files that are copies of the user's, by their path on the site: their path
                relative to the journal.
            shipped: the files of the theme, which know nothing of the journal.
        """
        theirs = frozenset(shipped)
        # A word of a name that a public text has as well says nothing.
        known = {trace for trace in self._contexts if trace.what == "part"}
        self._found |= known
        self._wanted = Finder(trace for trace in self._traces if trace not in known)
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = path.relative_to(site).as_posix()
            if name in theirs:
                continue
            if name in copied:
                self._search_copy(path, copied[name])
                continue
            self._search_attributes(name, name)
            text = path.read_text(encoding="utf-8", errors="replace")
            if name.startswith("search/t-"):
                self._search_attributes(name, " \n ".join(_TERM.findall(text)))
            elif name.endswith(".html"):
                self._search_page(name, text)
            else:
                self._search_attributes(name, text)
        self._report.typed += self._typed()
        return self._report

    # ------------------------------------------------------------ the output

    def _search_page(self, name: str, html: str) -> None:
        for line in html.split("\n"):
            # Pages share most of their lines.
            if line in self._seen:
                continue
            self._seen.add(line)
            self._search_addresses(name, line)
            plain = unescape(line) if "&" in line else line
            if next(self._wanted.find(unquote(plain) if "%" in plain else plain), None) is None:
                continue
            inside = " \n ".join(_TAG.findall(line))
            self._search_attributes(name, unquote(unescape(inside)))
            for hit in self._wanted.find(unescape(_TAG.sub(_in_text, line))):
                self._judge(name, hit, in_text=True)

    def _has_traces(self, text: str) -> bool:
        return next(self._wanted.find(text), None) is not None

    def _search_attributes(self, name: str, text: str) -> None:
        if "\\u" in text:
            text = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)
        self._search_addresses(name, text)
        for hit in self._wanted.find(unquote(text) if "%" in text else text):
            self._judge(name, hit, in_text=False)

    def _search_addresses(self, name: str, text: str) -> None:
        found = [
            self._pages[key]
            for section, slug in _PAGE.findall(text)
            if (key := f"{section}/{unquote(slug)}.md") in self._pages
        ]
        if self._anchors and ("#" in text or "id=" in text):
            found += [
                self._anchors[slug]
                for slug in map(unquote, _ANCHOR.findall(text))
                if slug in self._anchors
            ]
        for path in found:
            self._complain(f"{name}: it has the address of {path}, which is private")

    def _judge(self, name: str, hit: Hit, *, in_text: bool) -> None:
        trace = hit.trace
        contexts = self._contexts.get(trace, ())
        anywhere = not in_text or trace.what == "part"
        if contexts and (anywhere or any(_explains(context, hit) for context in contexts)):
            self._found.add(trace)
        elif _is_own(trace):
            if trace.what != "part":
                self._doubt(trace)
        else:
            self._complain(f"{name}: '{trace.typed}' is in {trace.path}, which is private")

    def _complain(self, sentence: str) -> None:
        if sentence not in self._report.ours:
            self._report.ours.append(sentence)

    def _doubt(self, trace: Trace) -> None:
        sentence = (
            f"{trace.path}: '{trace.typed}' is also a word of the site's own pages, so the site "
            "cannot be searched for it"
        )
        if sentence not in self._report.unsure:
            self._report.unsure.append(sentence)

    def _search_copy(self, path: Path, source: str) -> None:
        """Search a copy of the user's own file: what it holds, the user typed."""
        data = path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            for trace in self._traces:
                if trace.what != "part" and len(trace.typed) > 4 and trace.typed.encode() in data:
                    self._report.typed.append(
                        Typed(path=source, line=1, text=trace.typed, trace=trace)
                    )
            return
        for number, line in enumerate(text.split("\n"), 1):
            for hit in self._finder.find(line):
                if hit.trace.what != "part":
                    said = unicodedata.normalize("NFC", line)[hit.start : hit.end]
                    self._report.typed.append(
                        Typed(path=source, line=number, text=said, trace=hit.trace)
                    )

    # ------------------------------------------------------------ the public texts

    @cached_property
    def _contexts(self) -> dict[Trace, set[tuple[str, str]]]:
        """The words around each trace wherever a public text has it."""
        found: defaultdict[Trace, set[tuple[str, str]]] = defaultdict(set)
        for text in self._public:
            for part in (text.path, *text.values, text.body):
                # The site's search splits "O'Brien" in two.
                apart = _APOSTROPHE.sub(" ", part)
                for said in (part, apart) if apart != part else (part,):
                    for hit in self._finder.find(said):
                        found[hit.trace].add((hit.before, hit.after))
        return dict(found)

    @cached_property
    def _public(self) -> list[PublicText]:
        """The public texts with a trace in them, and the settings."""
        settings = (self._root / "mkdocs.yml").read_text(encoding="utf-8", errors="replace")
        own = PublicText(path="mkdocs.yml", kind="settings", values=(), body=settings)
        return [
            PublicText(
                path=text.path, kind=text.kind, values=text.values,
                body="" if text.kind == "letter" else without_comments(text.body),
            )
            for text in (own, *self._texts())
            if any(
                self._has_traces(part) or self._has_traces(_APOSTROPHE.sub(" ", part))
                for part in (text.path, *text.values, text.body)
            )
        ]  # fmt: skip

    def _typed(self) -> Iterator[Typed]:
        """Yield what the user typed of all that was found on the site."""
        if not self._found:
            return
        for text in self._public:
            seen: set[tuple[int, str]] = set()
            for line, said, trace in self._typed_in(text):
                if (line, said) not in seen:
                    seen.add((line, said))
                    yield Typed(path=text.path, line=line, text=said, trace=trace)

    def _typed_in(self, text: PublicText) -> Iterator[tuple[int, str, Trace]]:
        try:
            raw = (self._root / text.path).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            raw = ""
        above = raw.count("\n") - text.body.count("\n")
        head = raw.split("\n")[: max(above, 0)]
        for hit, said, _ in self._counted(text.path):
            yield 1, said, hit.trace
        for value in text.values:
            for hit, said, _ in self._counted(value):
                yield self._line_in(head, hit.trace), said, hit.trace
        for hit, said, body in self._counted(text.body):
            yield max(above, 0) + body.count("\n", 0, hit.start) + 1, said, hit.trace

    def _counted(self, text: str) -> Iterator[tuple[Hit, str, str]]:
        """Yield the traces in a text that mean somebody private, and are no ordinary words."""
        text = unicodedata.normalize("NFC", text)
        hits = list(self._finder.find(text))
        whole = [(hit.start, hit.end) for hit in hits if len(hit.trace.words) > 1]
        for hit in hits:
            said = text[hit.start : hit.end]
            if len(hit.trace.words) == 1 and any(a <= hit.start < b for a, b in whole):
                continue
            if hit.trace in self._found and self._means(hit.trace, said, text, hit.start):
                yield hit, said, text

    def _means(self, trace: Trace, said: str, text: str, start: int) -> bool:
        if len(trace.words) > 1 or trace.what in ("phone", "address"):
            return True
        # "Will" is a name, "will" is not; a script without capitals is taken as it is.
        is_small = said[0] != said[0].upper()
        if trace.what != "part":
            is_name_small = trace.what == "slug" and trace.words not in self._name_words
            return not is_small or (trace.typed[0] == said[0] and is_name_small)
        if is_small or trace.words[0] in self._public_name_words:
            return False
        return not (_SENTENCE_START.search(text, 0, start) and trace.words[0] in own_words())

    @cached_property
    def _name_words(self) -> set[tuple[str, ...]]:
        return {t.words for t in self._traces if t.what in ("name", "part")}

    @cached_property
    def _public_name_words(self) -> set[str]:
        """The words of names that are public: they mean somebody else, or may."""
        return {
            word
            for text in self._public
            if text.kind in ("person", "org", "plan")
            for word in phrase_of(text.values[0])
        }

    def _line_in(self, head: list[str], trace: Trace) -> int:
        for number, line in enumerate(head, 1):
            if any(hit.trace is trace for hit in self._finder.find(line)):
                return number
        return 1


def _in_text(tag: re.Match[str]) -> str:
    """Return what stands for a tag in the text: nothing within words, an end elsewhere."""
    return " " if re.match(r"</?(?:a|em|strong|b|i|s|del|mark|code|span)\b", tag[0]) else " | "


def _explains(context: tuple[str, str], hit: Hit) -> bool:
    before, after = context
    return not before or not after or before == hit.before or after == hit.after


def _is_short(letters: str) -> bool:
    """Return whether letters are too few to tell of a note; two of Chinese are a name."""
    return len(letters) < _LEAST_LETTERS and letters.isascii()


def _is_own(trace: Trace) -> bool:
    if all(word in _DATE_WORDS or (word.isdecimal() and len(word) < 5) for word in trace.words):
        # Dates and small numbers are on every page.
        return True
    if trace.what == "slug" and _is_short("".join(trace.words)):
        # The slug of `a#b.md`: pages have such letters for many reasons.
        return True
    if len(trace.words) == 1:
        return trace.words[0] in own_words()
    return f" {' '.join(trace.words)} " in own_phrases()
