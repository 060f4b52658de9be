"""Who of the journal a person in a file is.

The one rule: never two notes for one person, never one note for two. What identifies somebody is a
source's own id, a profile, an e-mail address or a telephone number; a name does only together with
a company or a birthday. All else is unclear: it is told, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from hobnob.dates import has_day
from hobnob.importers.card_uids import derived_source
from hobnob.importers.phone_numbers import number_key
from hobnob.importers.title_names import names_in
from hobnob.index.documents import texts_of
from hobnob.index.imported import all_people, keys_of_orgs
from hobnob.index.index import Index
from hobnob.name_forms import name_words
from hobnob.names import name_key, spelled_key
from hobnob.network.duplicates.near_names import is_pet_form
from hobnob.network.identity import Key, is_role_box, link_key, may_be_same_day, plain_firm

_ONE_EACH = ("monica:",)
"""Sources whose users keep one entry for each person; in an address book one has several."""


@dataclass(kw_only=True, eq=False)
class KnownPerson:
    """A person of the journal, or one who gets a note by this import.

    Attributes:
        values: the keys of the note, as it will be; hobnob's and the user's own.
        is_new: whether the note is made by this import.
        text: the body of a new note.
    """

    slug: str
    path: str
    values: dict[str, Any]
    is_new: bool = False
    text: str = ""

    @property
    def name(self) -> str:
        """The name, or the slug where there is none."""
        return str(self.values.get("name") or self.slug)


@dataclass(frozen=True, kw_only=True)
class Match:
    """Who a person in a file is.

    Attributes:
        person: the one it is; None for somebody new, or if it is unclear.
        maybe: if it is unclear, those who it may be.
        by: what showed it: `source`, `profile`, `address`, `number`, `company`, `birthday`, the
            `slug` of a row, or an `answer`.
    """

    person: KnownPerson | None = None
    maybe: tuple[KnownPerson, ...] = ()
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What may identify a person, from the values of a note or of a file."""

    name: str
    values: Mapping[str, Any]
    sources: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


@dataclass
class KnownPeople:
    """All people of the journal, and those who become known during an import."""

    index: Index
    region: str = ""
    people: dict[int, KnownPerson] = field(default_factory=dict)
    _by_key: dict[Key, dict[int, KnownPerson]] = field(default_factory=dict)
    _by_name: dict[str, dict[int, KnownPerson]] = field(default_factory=dict)
    _shared: set[Key] = field(default_factory=set)
    _orgs: dict[str, str] = field(default_factory=dict)
    _firms: dict[str, str] = field(default_factory=dict)
    _doubtful: frozenset[str] = frozenset()

    def load(self) -> None:
        """Read the people of the journal."""
        self._orgs = {key: f"={note}" for key, note in keys_of_orgs(self.index).items()}
        for note in all_people(self.index):
            self.add(KnownPerson(slug=note.slug, path=note.path, values=note.values))

    def add(self, person: KnownPerson) -> None:
        """Take a person, or what has become known of one."""
        self.people.setdefault(id(person), person)
        # A card that was exported brings its person back.
        sources = (*texts_of(person.values.get("source")), derived_source(person.slug))
        for key in self.keys_of(person.values, sources):
            self._by_key.setdefault(key, {})[id(person)] = person
        names = (person.name, person.slug, *texts_of(person.values.get("aliases")))
        for name in names:
            for called in _keys_of_name(name):
                self._by_name.setdefault(called, {})[id(person)] = person

    def look_at(self, people: Iterable[Traits]) -> None:
        """Find what several people of one file share, which then identifies none of them.

        A switchboard is no person. Two rows of one name and one firm are two people if their
        addresses differ, and which of them a note means is unclear.
        """
        owners: dict[Key, Traits] = {}
        firms: dict[str, int] = {}
        shared = set()
        for traits in people:
            for key in self.keys_of(traits.values, traits.sources):
                other = owners.setdefault(key, traits)
                if other is not traits and not _names_agree(other, traits):
                    shared.add(key)
            for org in self.org_keys(traits.values):
                firm = f"{spelled_key(traits.name)} {org}"
                firms[firm] = firms.get(firm, 0) + 1
        self._shared = {key for key in shared if key[0] in ("email", "phone", "link")}
        self._doubtful = frozenset(firm for firm, count in firms.items() if count > 1)

    def match(self, traits: Traits) -> Match:
        """Say who a person of a file is."""
        keys = [key for key in self.keys_of(traits.values, traits.sources) if key not in
                self._shared]  # fmt: skip
        maybe: dict[int, KnownPerson] = {}
        for kinds, by in (
            (("source",), "source"), (("profile",), "profile"), (("email",), "address"),
            (("phone", "link"), "number"),
        ):  # fmt: skip
            fits = {}
            for key in keys:
                if key[0] not in kinds:
                    continue
                for at, person in self._by_key.get(key, {}).items():
                    if key[0] in ("source", "profile"):
                        fits[at] = person
                    elif self._differ(traits, person):
                        continue
                    elif _is_theirs(key, traits, person):
                        fits[at] = person
                    elif key[0] != "link":
                        # Many have the page of their firm.
                        maybe[at] = person
            if len(fits) == 1:
                return Match(person=next(iter(fits.values())), by=by)
            if fits:
                return Match(maybe=_sorted(fits))
        return self._by_their_name(traits, maybe)

    def _by_their_name(self, traits: Traits, maybe: dict[int, KnownPerson]) -> Match:
        same: dict[int, KnownPerson] = {}
        for name in (traits.name, *traits.other_names):
            for called in _keys_of_name(name):
                same |= self._by_name.get(called, {})
        same = {at: person for at, person in same.items() if not self._differ(traits, person)}
        orgs = self.org_keys(traits.values)
        born = str(traits.values.get("birthday") or "")
        for by, fits in (
            ("birthday", {at: p for at, p in same.items()
                          if has_day(born) and _same_day(born, p)}),
            ("company", {at: p for at, p in same.items()
                         if any(org in self.org_keys(p.values) for org in orgs
                                if f"{spelled_key(traits.name)} {org}" not in self._doubtful)}),
        ):  # fmt: skip
            if len(fits) == 1:
                return Match(person=next(iter(fits.values())), by=by)
            if fits:
                return Match(maybe=_sorted(fits))
        return Match(maybe=_sorted({**same, **maybe}))

    def find(self, name: str) -> tuple[KnownPerson, ...]:
        """Return the people with a name, a slug or an alias."""
        return _sorted(self._by_name.get(name_key(name), {}))

    def named_in(self, title: str) -> list[KnownPerson]:
        """Return the people whose full name stands in a title, and is nobody else's."""
        found = (self._by_name.get(span, {}) for span in names_in(title))
        people = {at: person for same in found if len(same) == 1 for at, person in same.items()}
        return list(_sorted(people))

    def by_key(self, key: Key) -> tuple[KnownPerson, ...]:
        """Return the people whom an address or a number identifies."""
        return _sorted(self._by_key.get(key, {}))

    def org_keys(self, values: Mapping[str, Any]) -> set[str]:
        """Return the keys of the firms of somebody's roles."""
        roles = values.get("roles") or [values]
        names = (role.get("org") for role in roles if isinstance(role, Mapping))
        return {self.org_key(str(name)) for name in names if name}

    def org_key(self, name: str) -> str:
        """Return the key of a firm: all its names have the same, with a legal form or without."""
        found = self._firms.get(name)
        if found is None:
            key = name_key(name)
            plain = plain_firm(key)
            found = self._firms[name] = self._orgs.get(key) or self._orgs.get(plain) or plain
        return found

    def keys_of(self, values: Mapping[str, Any], sources: Iterable[str]) -> Iterator[Key]:
        """Yield what may identify somebody."""
        for source in sources:
            yield "source", source
        for link in texts_of(values.get("links")):
            if page := link_key(link):
                yield page
        for email in texts_of(values.get("emails")):
            yield "email", email.strip().lower()
        for phone in texts_of(values.get("phones")):
            if number := number_key(phone, self.region):
                yield "phone", number

    def _differ(self, traits: Traits, person: KnownPerson) -> bool:
        """Return whether two have different profiles on one host, or different birthdays."""
        own, theirs = _profiles(traits.values), _profiles(person.values)
        if any(own[host].isdisjoint(theirs[host]) for host in own.keys() & theirs.keys()):
            return True
        if _stand_apart(traits.sources, texts_of(person.values.get("source"))):
            return True
        born, day = str(traits.values.get("birthday") or ""), person.values.get("birthday")
        return bool(born and day) and not may_be_same_day(born, str(day))


def _stand_apart(own: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return whether two have different ids in a source that has each person once."""
    for kind in _ONE_EACH:
        ids = [{one for one in some if one.startswith(kind)} for some in (own, theirs)]
        if all(ids) and ids[0].isdisjoint(ids[1]):
            return True
    return False


def _profiles(values: Mapping[str, Any]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for link in texts_of(values.get("links")):
        key = link_key(link)
        if key and key[0] == "profile":
            found.setdefault(key[1].partition("/")[0], set()).add(key[1])
    return found


def _is_theirs(key: Key, traits: Traits, person: KnownPerson) -> bool:
    """Return whether an address or a number that two share is that of one person.

    A couple may have one mailbox, and a firm one number.
    """
    known = Traits(name=person.name, values=person.values,
                   other_names=tuple(texts_of(person.values.get("aliases"))))  # fmt: skip
    if not traits.name or _names_agree(traits, known):
        return True
    if key[0] != "email":
        return False
    if is_role_box(key[1]):
        return False
    local = spelled_key(key[1].partition("@")[0].replace(".", " "))
    firsts = [first for who in (traits, known) for words in _ways(who) for first in words[:1]]
    return any(len(first) > 2 and first in local for first in firsts)


def _names_agree(one: Traits, other: Traits) -> bool:
    """Return whether two names may be one person's: the same first name, or a form of the other."""
    return any(_agree(a, b) for a in _ways(one) for b in _ways(other))


def _agree(one: list[str], other: list[str]) -> bool:
    if not one or not other or one == other:
        return True
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    if one[0] == other[0]:
        return True
    short, long = sorted((one[0], other[0]), key=len)
    return one[-1] == other[-1] and (long.startswith(short) or is_pet_form(short, long))


def _ways(traits: Traits) -> list[list[str]]:
    names = (traits.name, *traits.other_names)
    return [[spelled_key(word) for word in name_words(name)] for name in names if name]


# Asked of one name several times in a row: whether it is known, and when it becomes known.
@lru_cache(maxsize=1000)
def _keys_of_name(name: str) -> frozenset[str]:
    """Return the keys of a name: `Jörg` is also found as `Jorg` and as `Joerg`."""
    return frozenset(filter(None, {name_key(name), spelled_key(name)}))


def _same_day(born: str, person: KnownPerson) -> bool:
    known = str(person.values.get("birthday") or "")
    return has_day(known) and may_be_same_day(born, known)


def _sorted(people: Mapping[int, KnownPerson]) -> tuple[KnownPerson, ...]:
    return tuple(sorted(people.values(), key=lambda person: person.slug))
