"""What one might bring up with somebody: what is open between us.

The one rule: conservative. A topic is a promise, a follow-up, a piece of news or a sentence that
stands in a note, and says in which; nothing is made up of several, and nothing is guessed.

In the order in which one would want to think of them: what I promised, what they asked in
letters, the next move of a plan, news, thanks, follow-ups, a birthday near, a new role since we
last spoke, what I wrote down to ask, what they promised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hobnob import dates
from hobnob.answers import DayOrNone, Document, Slug, SlugOrNone, TextOrNone, Who
from hobnob.index.index import Index
from hobnob.index.interactions import letters_to_me
from hobnob.index.lookup import shown_text
from hobnob.index.promises import ME, Promise, list_asked
from hobnob.model import WRITTEN_KINDS, Author
from hobnob.network.excerpts import excerpt, sentences
from hobnob.network.plans.plans import Plan, active_plans
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need
from hobnob.network.today.thanks import Thanks, thanks_owed
from hobnob.network.today.waiting import open_follow_ups, open_news

BIRTHDAY_AHEAD, BIRTHDAY_PAST = 30, 7
"""Days before and after a birthday in which it is near."""
_FOLLOW_UPS_AHEAD = 366
"""Days: whoever is met before a follow-up is due may be asked already."""
_LONGEST = 280
_SAID_ELSEWHERE = frozenset({"promise", "ask-after", "follow-up", "appointment"})
"""Moves of a plan that a brief says in their own place."""
_REMARK = re.compile(
    r"(?:(?:i |we )?(?:must|should|want to|need to|remember to|do(?: not|n['’]t) forget to)"
    r"|to|please)?\s*"
    r"(?:(?:ask|enquire|inquire|remind|congratulate|mention|bring up)\b(?! me\b| us\b)"
    r"|(?:tell|thank|wish) (?:him|her|them)\b)"
    r"|next time\b",
    re.I,
)
"""How a sentence begins that is a note to oneself of what to say: `Ask how the hip is.`"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """Something to bring up.

    Attributes:
        reason: promise, asked, plan, news, thanks, follow_up, birthday, date (another day of the
            year), role, remark, noted, or theirs.
        text: the words of the note, on one line; for thanks, the name of the introduced person; for
            plan, the next move, with the name of the plan.
        date: the ISO date of the note, of the due day or of the birthday, or "".
        author: whose words the text is: `me`, or `them` if it stands in a letter to you.
        note: the slug of the note.
        ref: the reference of a promise, or of what is asked.
        person: the slug of another person whom the topic is about.
    """

    reason: str
    text: TextOrNone
    date: DayOrNone = ""
    author: Author = "me"
    note: Slug
    ref: TextOrNone = ""
    person: SlugOrNone = ""


class Topics:
    """All open topics of the journal. They are loaded once, then listed for each person."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def of(self, who: Who, person: Document, promises: list[Promise]) -> tuple[Topic, ...]:
        """Return what one might bring up with somebody.

        Args:
            who: the person.
            person: their document.
            promises: the open ones that concern them.
        """
        return tuple(
            topic
            for some in (
                self._promised(promises, ME, "promise"),
                self._asked(who),
                self._plan_moves(who),
                self._open(self._news, who),
                self._thanks_to(who),
                self._open(self._follow_ups, who),
                self._birthday(person),
                self._dates(person),
                self._role(person),
                self._remarks(who, person),
                self._promised(promises, who.slug, "theirs"),
            )
            for topic in some
        )

    def _promised(self, promises: list[Promise], owner: str, reason: str) -> Iterator[Topic]:
        for row in promises:
            if row.owner == owner:
                text = " ".join(shown_text(self._index, row.plain).split())
                yield Topic(reason=reason, text=text, date=row.due, note=row.note, ref=row.ref)

    def _asked(self, who: Who) -> Iterator[Topic]:
        for row in list_asked(self._index, person=who.id):
            text = " ".join(shown_text(self._index, row.plain).split())
            yield Topic(
                reason="asked", text=text, date=row.due or row.date, note=row.note, author="them",
                ref=row.ref,
            )  # fmt: skip

    @cached_property
    def _plans(self) -> tuple[Plan, ...]:
        return active_plans(self._index)

    def _plan_moves(self, who: Who) -> Iterator[Topic]:
        """Yield the next move with somebody in each active plan, but what other topics say."""
        for plan in self._plans:
            for move in plan.moves(self._index.today):
                if move.person and move.person.id == who.id and move.do not in _SAID_ELSEWHERE:
                    text = f"{move.text} ({plan.name})"
                    yield Topic(reason="plan", text=text, date=move.date, note=plan.slug)

    @cached_property
    def _news(self) -> tuple[Need, ...]:
        return open_news(self._index)

    @cached_property
    def _follow_ups(self) -> tuple[Need, ...]:
        return open_follow_ups(self._index, Clocks(self._index, days=_FOLLOW_UPS_AHEAD))

    def _open(self, needs: tuple[Need, ...], who: Who) -> Iterator[Topic]:
        for need in needs:
            if any(person.id == who.id for person in need.people):
                text = excerpt(self._index, need.plain, _LONGEST)
                date = need.source.date if need.reason == "news" and need.source else need.date
                theirs = letters_to_me(self._index, {need.note})
                yield Topic(
                    reason=need.reason, text=text, date=date, note=need.note,
                    author="them" if theirs else "me",
                )  # fmt: skip

    @cached_property
    def _thanks(self) -> tuple[Thanks, ...]:
        return thanks_owed(self._index)

    def _thanks_to(self, who: Who) -> Iterator[Topic]:
        for item in self._thanks:
            if item.introducer.id == who.id:
                other = item.introduced
                yield Topic(
                    reason="thanks", text=other.name, date=item.since, note=other.slug,
                    person=other.slug,
                )  # fmt: skip

    def _birthday(self, person: Document) -> Iterator[Topic]:
        born = person.get("birthday", "")
        if not dates.has_day(born):
            return
        start = dates.add_days(self._index.today, -BIRTHDAY_PAST)
        day = dates.next_birthday(born, start)
        if dates.days_between(self._index.today, day) <= BIRTHDAY_AHEAD:
            age = dates.age_on(born, day)
            text = f"turns {age}" if age and day >= self._index.today else ""
            yield Topic(reason="birthday", text=text, date=day, note=person["slug"])

    def _dates(self, person: Document) -> Iterator[Topic]:
        """Yield the other days of the year that are near, as birthdays are."""
        start = dates.add_days(self._index.today, -BIRTHDAY_PAST)
        for row in person.get("dates", ()):
            if not dates.has_day(began := row.get("date", "")):
                continue
            day = dates.next_birthday(began, start)
            if dates.days_between(self._index.today, day) <= BIRTHDAY_AHEAD and day > began:
                text = row.get("what") or "a day to remember"
                yield Topic(reason="date", text=text, date=day, note=person["slug"])

    def _role(self, person: Document) -> Iterator[Topic]:
        """Yield the present role, when it began after we last spoke."""
        last = person["last_contact"] or ""
        for role in person.get("roles", ()):
            since, until = role.get("since", ""), role.get("until", "")
            if last and not until and last[: len(since)] < since <= self._index.today:
                text = ", ".join(filter(None, (role.get("title"), role.get("org"))))
                yield Topic(reason="role", text=text, date=since, note=person["slug"])

    def _remarks(self, who: Who, person: Document) -> Iterator[Topic]:
        """Yield what I wrote down to say, and what I noted about them since we last spoke.

        What stands in an interaction counts until a later contact, as a follow-up does; what stands
        in the person's own note stays until it is taken out there.
        """
        last = person["last_contact"] or ""
        rows = self._index.rows(
            """SELECT note.slug, date, interaction.kind, coalesce(plain, body), follow_up
               FROM interaction JOIN note ON note.id = interaction.id
               WHERE note.live AND NOT draft AND date >= :last AND date < :tomorrow AND note.id IN
                 (SELECT note FROM ref WHERE target = :person AND field = 'people')
               ORDER BY date DESC, slug DESC""",
            last=last,
            person=who.id,
        )
        for slug, date, kind, body, follow_up in rows:
            if kind == "note" and not follow_up:
                text = excerpt(self._index, body, _LONGEST)
                yield Topic(reason="noted", text=text, date=date, note=slug)
            # What was written to somebody is no note to oneself.
            elif kind != "news" and kind not in WRITTEN_KINDS and not follow_up:
                yield from self._sentences(body, date, slug)
        own = self._index.value(
            "SELECT coalesce(plain, body) FROM note WHERE id = :note", note=who.id
        )
        yield from self._sentences(own or "", "", person["slug"])

    def _sentences(self, body: str, date: str, note: str) -> Iterator[Topic]:
        for sentence in sentences(self._index, body):
            if _REMARK.match(sentence) and len(sentence) <= _LONGEST:
                yield Topic(reason="remark", text=sentence, date=date, note=note)
