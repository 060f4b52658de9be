"""Reading mail: each message between you and others is one interaction.

The one rule: which messages are yours follows from your own addresses, the setting `me`; without it
nothing is guessed, and the likeliest address is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from hobnob.errors import UsageError
from hobnob.importers.found import Column, Found, FoundInteraction, Party, Unread, Wanted
from hobnob.importers.mail.body import read_body
from hobnob.importers.mail.boxes import Place, find_messages, has_mail, is_mail
from hobnob.importers.mail.head import Head, Person, parse_head
from hobnob.importers.mail.left_out import reason
from hobnob.names import fold

SOURCE = "mail:"
_STEPS = 1000
"""The steps in which progress is told, for each file."""
MOST_RECEIVERS = 25
"""A message of yours to more people than this is a circular, and no contact with each."""


def recognize(path: Path, start: bytes) -> bool:
    """Say whether a file holds messages, or a folder files of them."""
    return has_mail(path) if path.is_dir() else is_mail(start)


def read(paths: Sequence[Path], wanted: Wanted) -> Found:
    """Read files and folders of mail.

    Raises:
        UsageError: a file cannot be read, holds no message, or nobody has said who you are.
    """
    reading = _Reading(wanted=wanted)
    for number, path in enumerate(paths):

        def tell(done: int, total: int, number: int = number) -> None:
            wanted.progress(number * _STEPS + done * _STEPS // max(1, total), len(paths) * _STEPS)

        for place, header in find_messages(path, tell):
            reading.take(path, place, header)
    return reading.found()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Message:
    """A message that becomes an interaction, as far as it must be known before its text."""

    head: Head
    place: Place
    file: str
    is_mine: bool


@dataclass(kw_only=True)
class _Reading:
    """What was read until now."""

    wanted: Wanted
    interactions: list[FoundInteraction] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    addresses: Counter[str] = field(default_factory=Counter)
    count: int = 0

    def take(self, path: Path, place: Place, header: bytes) -> None:
        """Take a message: as an interaction, counted as left out, or as unread."""
        self.count += 1
        file = place.path.name if place.path == path else str(place.path.relative_to(path))
        head = parse_head(header, self.wanted.day)
        if not self.wanted.me:
            self.addresses.update({person.email for person in (*head.to, *head.cc)})
            self.addresses.update([head.sender.email] if head.sender else [])
            return
        is_mine = head.sender is not None and fold(head.sender.email) in self.wanted.me
        if is_mine and not reason(head, place, is_mine=True):
            self.written.update(person.email for person in head.to)
        if why := reason(head, place, is_mine=is_mine):
            self.passed_over[why] += 1
        elif head.id in self.seen:
            self.passed_over["copies of the same message"] += 1
        elif head.sender is None:
            self._refuse(
                place, file, "it has no sender; a message has a line 'From: NAME <ADDRESS>'"
            )
        elif not head.date:
            self._refuse(place, file, "it has no date; a message has a line such as "
                         "'Date: Sun, 22 Nov 2026 12:30:00 +0100'")  # fmt: skip
        else:
            self.seen.add(head.id)
            self._add(_Message(head=head, place=place, file=file, is_mine=is_mine))

    def _refuse(self, place: Place, file: str, message: str) -> None:
        self.unread.append(Unread(line=place.line, file=file, message=message))

    def _add(self, message: _Message) -> None:
        head = message.head
        people = self._people(message)
        if not people:
            self.passed_over["to nobody but you"] += 1
            return
        if len(people) > MOST_RECEIVERS:
            self.passed_over[f"to more than {MOST_RECEIVERS} people"] += 1
            return
        values: dict[str, Any] = {"date": head.date, "kind": "email",
                                  "direction": "out" if message.is_mine else "in"}  # fmt: skip
        if head.subject:
            values["subject"] = head.subject
        self.interactions.append(
            FoundInteraction(
                line=message.place.line, file=message.file, source=f"{SOURCE}{head.id}",
                people=people, values=values, read_text=partial(read_body, message.place),
                answers=tuple(f"{SOURCE}{id_}" for id_ in head.answers),
                makes_people=self.wanted.every,
            )
        )  # fmt: skip

    def _people(self, message: _Message) -> tuple[Party, ...]:
        """Return with whom a message is: of one to you the sender, of yours those it went to."""
        head = message.head
        people: tuple[Person, ...] = (*head.to, *head.cc) if message.is_mine else ()
        if not message.is_mine and head.sender:
            people = (head.sender,)
        return tuple(
            Party(name=person.name, emails=(person.email,))
            for person in dict.fromkeys(people) if fold(person.email) not in self.wanted.me
        )  # fmt: skip

    def found(self) -> Found:
        """Return all that was read, the oldest first: an answer comes behind what it answers."""
        if not self.count:
            raise UsageError("there is no message in it")
        if not self.wanted.me:
            raise UsageError(self._who_are_you())
        self.interactions.sort(key=lambda happened: str(happened.values["date"]))
        return Found(
            kind="mail",
            title=f"Mail ({self.count:,} {'message' if self.count == 1 else 'messages'})",
            interactions=tuple(self._settled()),
            unread=tuple(self.unread),
            columns=(
                Column(title="From, To, Cc", becomes="people"),
                Column(title="Message-ID", becomes="source"),
                Column(title="In-Reply-To, References", becomes="in_answer_to",
                       how="a link to the message before"),
            ),
            passed_over=dict(self.passed_over),
        )  # fmt: skip

    def _settled(self) -> Iterator[FoundInteraction]:
        """Yield the interactions; now it is known to whom you have written."""
        for happened in self.interactions:
            if not self.wanted.every:
                yield happened
                continue
            people = tuple(
                party if party.emails[0] in self.written
                else Party(name=party.name, emails=party.emails, only_known=True)
                for party in happened.people
            )  # fmt: skip
            yield happened.with_people(people)

    def _who_are_you(self) -> str:
        often = [address for address, _ in self.addresses.most_common(1)]
        example = often[0] if often else "you@example.org"
        said = f"; most messages are from or to {example}" if often else ""
        return (
            "hobnob does not know which of the addresses are yours, so it cannot tell what you "
            f"wrote from what you received{said}. Write yours into mkdocs.yml, below '- hobnob:': "
            f"'me: [{example}]'"
        )
