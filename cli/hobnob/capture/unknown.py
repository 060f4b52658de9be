"""Names that fit nobody: what hobnob says about them, and what you can write instead.

The one rule: each piece of advice is about something in the line, and says what to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hobnob.capture.journal_lookup import JournalLookup
from hobnob.capture.line.line import Reading
from hobnob.capture.names.mentions import Doubtful, FoundPeople
from hobnob.errors import UsageError
from hobnob.wording import join_words, quoted

_MOST = 3
"""Unknown names that an error lists, and for which similar names are looked up."""
_BOLD = re.compile(r"\*\*([^\W\d_][^*\n]{0,60})\*\*")
_MOST_WORDS = 3
"""Words of a bold text without capitals that could be a name."""


@dataclass(frozen=True, kw_only=True)
class UnknownName:
    """Text that looks like a name, but does not say which person is meant.

    Attributes:
        typed: the text as it was typed.
        namesakes: slug and name of the people who share it as a last name.
        near: slug and name of the people who have a similar one.
    """

    typed: str
    namesakes: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[str, str], ...] = ()

    @property
    def _near_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for _, name in self.near))

    @property
    def candidates(self) -> tuple[str, ...]:
        """Those who may be meant: the slugs of namesakes, or the similar names."""
        return tuple(slug for slug, _ in self.namesakes) or self._near_names

    @property
    def did_you_mean(self) -> str:
        """A question that offers the similar names; "" without any."""
        return f"did you mean {join_words(self._near_names, 'or')}?" if self.near else ""

    @property
    def could_be(self) -> str:
        """A sentence part with the people whom it could mean."""
        return f"could be {join_words((name for _, name in self.namesakes), 'or')}"

    @property
    def says(self) -> str:
        """A sentence that says what is wrong and what would be right."""
        if self.namesakes:
            return f"'{self.typed}' {self.could_be}: write more of the name"
        new = f"**{self.typed}**" if " " in self.typed else f"@new:{self.typed}"
        return (
            f"'{self.typed}' looks like a name, but nobody in the journal has it"
            f"{'; ' + self.did_you_mean + ' Else' if self.near else ':'} "
            f"write {new} to add them"
        )


class NobodyError(UsageError):
    """A line names nobody who is known, or nobody who was there.

    Its candidates are the people whom the line names, but who were not there. Its fix is the
    command that logs the line anyway.
    """

    code = "with-whom"

    def __init__(
        self,
        unknown_names: Sequence[UnknownName],
        advice: Sequence[str] = (),
        *,
        text: str = "",
        candidates: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Say whom a line could be about, and what to write.

        Args:
            unknown_names: names that fit nobody.
            advice: what may have been meant.
            text: the line.
            candidates: slug and name of the people whom it only tells of.
        """
        slugs = tuple(slug for slug, _ in candidates)
        who = slugs[0] if slugs else "nobody"
        anyway = f"hobnob log {quoted(text)} --with {who}" if text and "\n" not in text else ""
        if candidates:
            names = join_words([name for _, name in candidates[:_MOST]], "and")
            super().__init__(
                f"with whom? The line tells of {names}, but not that you were in touch. "
                f"If you were: {anyway or f'--with {who}'}. With nobody you know: --with nobody",
                candidates=slugs,
                fix=anyway,
            )
        elif unknown_names or advice:
            reasons = "; ".join([*(name.says for name in unknown_names[:_MOST]), *advice[:_MOST]])
            reasons = reasons.removesuffix("?") + ("?" if reasons.endswith("?") else ".")
            first = next(iter(unknown_names), None)
            new = first is not None and not (first.near or first.namesakes)
            super().__init__(
                f"with whom? {reasons} Or say it with --with",
                typed=first.typed if first else "",
                candidates=first.candidates if first else (),
                fix=f"hobnob add person {quoted(first.typed)}" if first and new else "",
            )
        else:
            super().__init__(
                "with whom? Name somebody in the line, or with --with: "
                'hobnob log "Lunch with Grace about compilers"'
            )


def unknown_names(found: FoundPeople, lookup: JournalLookup) -> tuple[UnknownName, ...]:
    """Return the names that fit nobody, each once, with the people who have a similar name."""
    names = []
    for at, typed in enumerate(dict.fromkeys(n.typed for n in (*found.unknown, *found.possible))):
        namesakes = lookup.namesakes(typed)
        near = lookup.near(typed) if at < _MOST and not namesakes else ()
        names.append(UnknownName(typed=typed, namesakes=namesakes, near=near))
    return tuple(names)


def advice_on(
    text: str, reading: Reading, doubtful: Sequence[Doubtful], lookup: JournalLookup
) -> Iterator[str]:
    """Yield what you may have meant in a line that names nobody, and what to write then."""
    for tag in reading.tags:
        if people := lookup.namesakes(tag):
            slug, name = people[0]
            other = f" or [[{slug}]]"
            yield f"'@{tag}' was read as a tag; for {name} write {tag.capitalize()}{other}"
    for bold in _BOLD.findall(text):
        words = bold.split()
        if len(words) <= _MOST_WORDS and all(word.isalpha() and word.islower() for word in words):
            name = " ".join(word.capitalize() for word in words)
            yield f"a name in bold needs its capitals to make a person: **{name}**"
    for typed in dict.fromkeys(word.typed for word in doubtful):
        if near := lookup.near(typed):
            names = join_words([name for _, name in near], "or")
            yield f"by '{typed}', did you mean {names}?"
