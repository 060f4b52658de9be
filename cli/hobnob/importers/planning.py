"""What an import will do: who is new, what changes, what is unclear; planned, and not yet written.

The one rule: everything is decided here, in the same way for all sources, and everything ends in
one list: new, changed, unchanged, unclear or passed over. Nothing is left out in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hobnob.change.files import ChangeSet
from hobnob.importers.as_markdown import as_markdown, unsaid
from hobnob.importers.found import (
    ExportedNote,
    Found,
    FoundInteraction,
    FoundNote,
    FoundPerson,
    Party,
    Wanted,
)
from hobnob.importers.happened import NewInteractions
from hobnob.importers.hobnob_json.restoring import LEFT_OUT, NEW, UNCLEAR, Restored, in_order
from hobnob.importers.memory import Memory, Said, mark, person_mark
from hobnob.importers.new_notes import NewSlugs, fit_person, photo_path, render_new
from hobnob.importers.roles import NOTHING, RoleChange, compare_roles, spell_role
from hobnob.importers.same_person import KnownPeople, KnownPerson, Match, Traits
from hobnob.importers.uniting import Difference, unite
from hobnob.importers.whole_notes import WholeNotes
from hobnob.index.documents import texts_of
from hobnob.index.imported import date_of_interaction
from hobnob.index.index import Index
from hobnob.names import link_target, name_key
from hobnob.notes.edit import UnusualNoteError
from hobnob.notes.role_rows import roles_of

Progress = Callable[[int, int], None]
Ask = Callable[[FoundPerson, Sequence[KnownPerson]], KnownPerson | bool]
"""Asks who somebody in a file is: one of some people, True for somebody new, False to leave it."""
MOST_ROWS = 500
"""How often a file may speak of one person. Each time takes as long as all that is known of them,
so a hostile file would take as long as the square of its rows."""
_MOST_NAMESAKES = 5
"""How many people of the same name a note names as others."""


@dataclass(frozen=True, kw_only=True)
class Unclear:
    """A person in a file who may be somebody of the journal.

    Attributes:
        name: in the file.
        line: in the file; 0 if it has no lines.
        file: the name of the file.
        maybe: slugs of the people they may be.
    """

    name: str
    line: int
    file: str
    maybe: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class News:
    """A new role that a later export shows.

    Attributes:
        person: the slug.
        name: the name.
        text: what there is to say: "Promoted to Head of Platform at Ogilvy".
        moved: whether it is another organization.
    """

    person: str
    name: str
    text: str
    moved: bool


@dataclass
class Planned:
    """What an import will do.

    Attributes:
        draft: the change of the notes.
        new, changed, unchanged: slugs of people, then of interactions.
        others: slugs of new notes of other kinds, and paths of new pages.
        removed: names of people that an earlier import brought, and that you have removed since.
        skipped: line numbers of what could not be read, and of rows without anything.
        passed_over: what else was left out, by reason, with how many.
        remarks: what else there is to say, such as of a note that cannot be changed safely.
    """

    draft: ChangeSet
    new: list[str] = field(default_factory=list)
    changed: dict[str, None] = field(default_factory=dict)
    unchanged: dict[str, None] = field(default_factory=dict)
    happened: list[str] = field(default_factory=list)
    known_happened: int = 0
    others: list[str] = field(default_factory=list)
    known_others: int = 0
    unclear: list[Unclear] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    news_notes: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)
    memories: list[tuple[Memory, str]] = field(default_factory=list)

    def remember(self, change: str) -> None:
        """Keep what the sources said, after the change was made."""
        for memory, as_of in self.memories:
            memory.keep(change, as_of)


class Planner:
    """Plans an import of several files, one after the other, as one change."""

    def __init__(
        self, index: Index, wanted: Wanted, *, tags: Sequence[str] = (),
        progress: Progress | None = None, ask: Ask | None = None,
    ) -> None:  # fmt: skip
        """Read who is known.

        Args:
            index: the index.
            wanted: what the user says.
            tags: tags for everybody of the files.
            progress: is told how many of how many are done.
            ask: asks about those who are unclear; else they are listed.
        """
        self.ask = ask
        self.index = index
        self.wanted = wanted
        self.tags = tuple(tags)
        self.progress = progress or (lambda _done, _all: None)
        self.people = KnownPeople(index, wanted.region)
        self.people.load()
        self.slugs = NewSlugs(index)
        self.planned = Planned(ChangeSet(index.journal))
        self.happened = NewInteractions(index, self.planned.draft, self.people)
        self.notes = WholeNotes(index, self.planned.draft, self.people)
        self._relations: list[tuple[KnownPerson, FoundPerson]] = []
        self._made: dict[str, KnownPerson] = {}
        # Of whom the file that is taken has said something already, and how often.
        self._taken: Counter[int] = Counter()

    def take(self, found: Found) -> None:
        """Plan what becomes of what one source holds."""
        memory = Memory(self.index.journal, found.kind)
        memory.load()
        self.planned.memories.append((memory, found.as_of))
        if found.as_of and found.as_of < memory.as_of:
            self.planned.remarks.append(
                f"This export is of {found.as_of}, and you have imported one of {memory.as_of}, so "
                "roles are not compared. If it is newer, write its month into the name of the "
                f"file, such as Connections-{self.wanted.day[:7]}.csv."
            )
        self.planned.remarks += found.remarks
        self.planned.passed_over.update(found.passed_over)
        self.planned.skipped += [bad.line for bad in found.unread]
        self.planned.skipped += found.passed_lines
        total = len(found.people) + len(found.interactions) + len(found.exported)
        self._taken = Counter()
        people = [fit_person(person, self.tags) for person in found.people]
        traits = [_traits(person) for person in people]
        self.people.look_at(traits)
        for done, (person, own) in enumerate(zip(people, traits, strict=True)):
            self._take_person(found, memory, person, own)
            if done % 100 == 0:
                self.progress(done, total)
        for done, happened in enumerate(found.interactions, len(people)):
            self._take_interaction(found, memory, happened)
            if done % 100 == 0:
                self.progress(done, total)
        if found.exported:
            self._restore(found.exported)
        for note in sorted(found.notes, key=lambda one: one.kind != "person"):
            self._take_note(memory, note)
        self.progress(total, total)

    def end(self) -> Planned:
        """Return the plan, after all files were taken."""
        self._relate()
        for person in self._made.values():
            self.planned.draft.create(person.path, render_new(person))
        self.planned.skipped.sort()
        return self.planned

    # ------------------------------------------------------------ whole notes

    def _restore(self, notes: Sequence[ExportedNote]) -> None:
        """Plan what becomes of the notes of another journal, or of an earlier day of this one."""
        planned = self.planned
        if self.tags:
            planned.remarks.append("Notes come as they are, so --tag gives them no tag.")
        restored = Restored(self.index, planned.draft, self.people)
        for done, found in enumerate(in_order(notes)):
            slug = found.note.slug if found.kind != "page" else found.path
            state, maybe, differences = restored.take(found)
            planned.differences += differences
            if state == UNCLEAR:
                planned.unclear.append(
                    Unclear(name=str(found.note.values.get("name") or slug), line=0,
                            file=found.file, maybe=tuple(maybe))
                )  # fmt: skip
            elif state == LEFT_OUT:
                planned.passed_over["interactions with somebody who is unclear"] += 1
            elif state == NEW:
                new = {"person": planned.new, "interaction": planned.happened}
                new.get(found.kind, planned.others).append(slug)
            elif found.kind == "person":
                planned.unchanged[slug] = None
            elif found.kind == "interaction":
                planned.known_happened += 1
            else:
                planned.known_others += 1
            if done % 100 == 0:
                self.progress(done, len(notes))
        restored.end()
        if rewritten := sum(found.is_rewritten for found in notes):
            planned.remarks.append(
                f"{rewritten:,} of the notes say something else in the JSON than in the file that "
                "it has of them. Such a note is written anew, as its values are in the JSON."
            )

    # ------------------------------------------------------------ people

    def _take_person(
        self, found: Found, memory: Memory, person: FoundPerson, traits: Traits
    ) -> None:
        if not name_key(person.name):
            self.planned.passed_over["without a name"] += 1
            if person.line:
                self.planned.skipped.append(person.line)
            return
        who = person_mark(person.source, person.name, person.values)
        said = memory.said(who)
        match = self.people.match(traits)
        if row := [known for known in match.maybe if known.slug == person.slug]:
            match = Match(person=row[0], by="slug")
        if match.maybe and self.ask and said is None:
            answer = self.ask(person, match.maybe)
            if isinstance(answer, KnownPerson):
                match = Match(person=answer, by="answer")
            elif answer:
                match = Match()
        if match.maybe:
            self.planned.unclear.append(
                Unclear(name=person.name, line=person.line, file=person.file,
                        maybe=tuple(known.slug for known in match.maybe))
            )  # fmt: skip
            return
        if match.person is None and said is not None:
            self.planned.removed.append(person.name)
            return
        known = match.person
        if known is None:
            known = self._make(person)
        elif self._taken[id(known)] >= MOST_ROWS:
            self.planned.passed_over[f"beyond the first {MOST_ROWS} of {known.name}"] += 1
            return
        elif not self._unite(found, memory, known, person, by=match.by):
            return
        self._taken[id(known)] += 1
        if person.relations:
            self._relations.append((known, person))
        values = {**person.values, **person.extra, "name": person.name}
        memory.remember(who, {**values, **_roles_to_remember(person)}, person.text)

    def _make(self, person: FoundPerson) -> KnownPerson:
        """Plan the note of somebody new."""
        slug, path = self.slugs.make(person.name)
        values = {"name": person.name, **person.values, **person.extra}
        if person.source and not _is_in_links(person):
            values["source"] = [person.source]
        if same := [other.slug for other in self.people.find(person.name)][:_MOST_NAMESAKES]:
            # They are known to be others, or it would be unclear.
            values["not_same_as"] = same
        known = KnownPerson(slug=slug, path=path, values=values, is_new=True, text=person.text)
        self._take_photo(known, person)
        self.people.add(known)
        self._made[slug] = known
        self.planned.new.append(slug)
        return known

    def _take_photo(self, known: KnownPerson, person: FoundPerson) -> dict[str, Any]:
        """Plan the picture of somebody who has none; return the key that names it."""
        if not person.photo or known.values.get("photo"):
            return {}
        path = photo_path(self.index.journal, known.slug, person.photo_type)
        if not path:
            self.planned.passed_over["pictures of an unknown type"] += 1
            return {}
        self.planned.draft.create(self.index.journal.relative(self.index.journal.notes / path),
                                  person.photo)  # fmt: skip
        known.values["photo"] = path
        return {"photo": path}

    def _unite(
        self, found: Found, memory: Memory, known: KnownPerson, person: FoundPerson, *, by: str
    ) -> bool:
        """Plan the changes of a note that is there; return whether it could be changed."""
        said = memory.said(person_mark(person.source, person.name, person.values))
        first = id(known) not in self._taken
        values = {**person.values, **person.extra}
        if person.source and not _is_in_links(person):
            values["source"] = [person.source]
        changes, differences = unite(
            known.values, values, said, first=first, slug=known.slug, region=self.wanted.region
        )
        changes |= self._name_change(known, person, said, differences, first=first)
        older = found.as_of and found.as_of < memory.as_of
        roles = NOTHING
        if not older:
            roles = compare_roles(
                roles_of(known.values), roles_of(person.values), said, as_of=found.as_of,
                certain=_is_own(known, person, by), first=first, org_key=self.people.org_key,
            )  # fmt: skip
        text = person.text.strip()
        was = (said or {}).get("")
        if text:
            # Only then: of a file without notes, no note is read.
            text = "" if was == mark(text) else unsaid(text, self._body(known))
        if roles.differs:
            now = next((r for r in roles_of(known.values) if not r.get("until")), {})
            differences.append(
                Difference(
                    person=known.slug, key="roles", note=spell_role(now), source=roles.differs
                )
            )
        self.planned.differences += differences
        try:
            changed = self._write(known, changes, roles, text, found.title, person)
        except UnusualNoteError as error:
            self.planned.remarks.append(str(error))
            return False
        if roles.news:
            self._tell(known, roles)
        if not known.is_new:
            self._count(known.slug, changed=changed)
        if changed:
            self.people.add(known)
        return True

    def _count(self, slug: str, *, changed: bool) -> None:
        planned = self.planned
        if changed:
            planned.unchanged.pop(slug, None)
            planned.changed[slug] = None
        elif slug not in planned.changed:
            planned.unchanged[slug] = None

    def _name_change(
        self, known: KnownPerson, person: FoundPerson, said: Said | None,
        differences: list[Difference], *, first: bool,
    ) -> dict[str, Any]:  # fmt: skip
        """Return the keys that take a new name, where the note has the one of the last import."""
        keys = {name_key(name) for name in (known.name, *texts_of(known.values.get("aliases")))}
        if not person.name or name_key(person.name) in keys:
            return {}
        changes, differs = unite(
            {"name": known.name},
            {"name": person.name},
            said,
            first=first,
            slug=known.slug,
            region="",
        )
        differences += differs
        if not changes:
            return {}
        aliases = texts_of(known.values.get("aliases"))
        return {"name": person.name, "aliases": [*aliases, known.name]}

    def _write(
        self, known: KnownPerson, changes: dict[str, Any], roles: RoleChange, text: str,
        title: str, person: FoundPerson,
    ) -> bool:  # fmt: skip
        """Write changes into the note that is planned, or into the text of one that is there."""
        changes = {**changes, **self._take_photo(known, person)}
        if known.is_new:
            known.values |= changes
            if roles.rows:
                known.values["roles"] = list(roles.rows)
            if text:
                known.text = "\n\n".join(filter(None, (known.text.strip(), text)))
            return True
        if not (changes or roles.role or roles.rows or text):
            return False
        draft = self.planned.draft
        note = draft.note(known.path)
        for key, value in changes.items():
            if isinstance(value, list) and any(isinstance(item, dict) for item in value):
                note.set_rows(key, value)
            elif isinstance(value, dict):
                note.set_pairs(key, value)
            else:
                note.set(key, value)
        if roles.role:
            note.insert_role(roles.role, roles.until)
            old = [{**role, "until": role.get("until") or roles.until}
                   for role in roles_of(known.values)]  # fmt: skip
            known.values["roles"] = [roles.role, *old]
        elif roles.rows:
            for key in ("org", "title"):
                note.remove(key)
            note.set_rows("roles", [dict(row) for row in roles.rows])
            known.values["roles"] = list(roles.rows)
        if text:
            lead = "\n" if note.body.strip() else ""
            note.append(f"{lead}## Imported from {title}\n\n{text}")
        draft.put(note)
        known.values |= changes
        return True

    def _body(self, known: KnownPerson) -> str:
        if known.is_new:
            return known.text
        return self.planned.draft.data(known.path).decode("utf-8", "replace")

    def _tell(self, known: KnownPerson, roles: RoleChange) -> None:
        """Plan the news of a new role."""
        self.planned.news.append(
            News(person=known.slug, name=known.name, text=roles.news, moved=roles.moved)
        )
        values = {"date": self.wanted.day, "people": [known.slug], "kind": "news"}
        self.planned.news_notes.append(self.happened.write(values, f"{as_markdown(roles.news)}.\n"))

    def _relate(self) -> None:
        """Write relations to people by name: a link where it means one, else a line of text."""
        for known, person in self._relations:
            rows, lines = [], []
            for name, how in person.relations:
                others = [other for other in self.people.find(name) if other is not known]
                if len(others) == 1:
                    rows.append({"who": others[0].slug, "how": how})
                else:
                    lines.append(f"- {as_markdown(how or 'related')}: {as_markdown(name)}")
            text = "\n".join(lines)
            self._add_relations(known, rows, "" if text in self._body(known) else text)

    def _add_relations(self, known: KnownPerson, rows: list[dict[str, str]], text: str) -> None:
        now = list(known.values.get("relations") or ())
        there = {name_key(link_target(str(row.get("who")))) for row in now}
        fresh = [row for row in rows if name_key(row["who"]) not in there]
        changes: dict[str, Any] = {"relations": [*now, *fresh]} if fresh else {}
        try:
            person = FoundPerson(name=known.name)
            written = self._write(known, changes, NOTHING, text, "relations", person)
            if written and not known.is_new:
                self._count(known.slug, changed=True)
        except UnusualNoteError as error:
            self.planned.remarks.append(str(error))

    def _take_note(self, memory: Memory, note: FoundNote) -> None:
        taken = self.notes.take(note, memory)
        if taken.what == "unclear":
            self.planned.unclear.append(
                Unclear(name=note.name, line=0, file=note.file, maybe=taken.maybe)
            )
        elif taken.what == "new":
            is_person = note.kind == "person"
            (self.planned.new if is_person else self.planned.happened).append(taken.slug)
        elif taken.what == "removed":
            self.planned.removed.append(note.name)
        elif taken.remark:
            self.planned.remarks.append(taken.remark)
        elif note.kind == "person" or taken.what == "changed":
            self._count(taken.slug, changed=taken.what == "changed")
        else:
            self.planned.known_happened += 1

    # ------------------------------------------------------------ interactions

    def _take_interaction(self, found: Found, memory: Memory, happened: FoundInteraction) -> None:
        planned = self.planned
        if self.happened.is_known(happened.source):
            planned.known_happened += 1
            if happened.may_move:
                self._compare_day(happened)
            return
        if memory.had_happened(happened.source):
            planned.passed_over["removed by you since"] += 1
            return
        known = (
            self._party(party, makes=happened.makes_people and not party.only_known)
            for party in happened.people
        )
        people = [person.slug for person in known if person is not None]
        if happened.named_in:
            people += [person.slug for person in self.people.named_in(happened.named_in)]
        if not people and not happened.alone:
            planned.passed_over["with nobody you know"] += 1
            return
        values = {
            **happened.values, "people": list(dict.fromkeys(people)), "source": happened.source,
        }  # fmt: skip
        if earlier := self.happened.slug_of(happened.answers):
            values["in_answer_to"] = f"[[{earlier}]]"
        planned.happened.append(self.happened.write(values, happened.body()))
        memory.remember_happened(happened.source)

    def _compare_day(self, happened: FoundInteraction) -> None:
        """Tell a meeting that was put off since; the note keeps its day."""
        slug = self.happened.slug_of([happened.source])
        day, now = date_of_interaction(self.index, slug), str(happened.values["date"])
        if day and day != now[: len(day)]:
            self.planned.differences.append(
                Difference(person=slug, key="date", note=day, source=now)
            )

    def _party(self, party: Party, *, makes: bool) -> KnownPerson | None:
        """Return who somebody in an interaction is, None for nobody known."""
        values = {"emails": list(party.emails), "phones": list(party.phones),
                  "links": list(party.links)}  # fmt: skip
        person = fit_person(
            FoundPerson(
                name=party.name, source=party.source,
                values={key: items for key, items in values.items() if items},
            ),
            self.tags if makes else (),
        )  # fmt: skip
        match = self.people.match(_traits(person))
        if match.person is not None:
            return match.person
        if match.maybe:
            if not any(unclear.name == person.name for unclear in self.planned.unclear):
                self.planned.unclear.append(
                    Unclear(name=person.name, line=0, file="",
                            maybe=tuple(known.slug for known in match.maybe))
                )  # fmt: skip
            return None
        if not makes:
            return None
        if not name_key(person.name):
            local = next(iter(party.emails), "").partition("@")[0]
            person = replace(person, name=" ".join(w.capitalize() for w in local.split(".")))
        return self._make(person) if name_key(person.name) else None


def _traits(person: FoundPerson) -> Traits:
    return Traits(
        name=person.name, values=person.values,
        sources=(person.source,) if person.source else (),
        other_names=texts_of(person.values.get("aliases")),
    )  # fmt: skip


def _roles_to_remember(person: FoundPerson) -> dict[str, Any]:
    """Return the roles of a source for the memory: of each only where and what."""
    return {"roles": [{"org": role.get("org", ""), "title": role.get("title", "")}
                      for role in roles_of(person.values)]}  # fmt: skip


def _is_own(known: KnownPerson, person: FoundPerson, by: str) -> bool:
    """Return whether a note without a memory was made from this source.

    A profile alone does not show it: you may have put it there, or another source.
    """
    met = person.values.get("met_on")
    return by == "source" or (by == "profile" and bool(met) and known.values.get("met_on") == met)


def _is_in_links(person: FoundPerson) -> bool:
    """Return whether the id of a person in the source is the address of a page they have."""
    return any(person.source.endswith(link) for link in texts_of(person.values.get("links")))
