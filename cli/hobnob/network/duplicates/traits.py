"""What may show that two notes are about one person: names, addresses, numbers, profiles, firms.

The one rule: two queries for all people of the journal. Nothing is compared here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hobnob.answers import Who
from hobnob.index.documents import contact_facts, texts_of
from hobnob.index.imported import keys_of_orgs
from hobnob.index.index import Index
from hobnob.name_forms import is_unspaced, name_words
from hobnob.names import link_target, name_key
from hobnob.network.duplicates.near_names import NameParts, parse_name
from hobnob.network.identity import is_role_box, link_key, plain_firm
from hobnob.phones import phone_keys

_PUBLIC = frozenset(
    ("gmail", "googlemail", "gmx", "web", "yahoo", "hotmail", "outlook", "live", "icloud", "me",
     "mac", "aol", "proton", "protonmail", "qq", "163", "126", "mail", "yandex", "orange", "free",
     "t-online", "freenet", "posteo", "mailbox", "fastmail", "zoho", "naver", "hanmail", "daum",
     "docomo", "ezweb", "softbank", "libero", "virgilio", "tiscali", "laposte", "wanadoo", "sfr",
     "comcast", "verizon", "att", "sbcglobal", "cox", "btinternet", "sky", "bigpond", "rediffmail",
     "uol", "bol", "terra", "wp", "onet", "o2", "interia", "seznam", "centrum", "ymail", "msn")
)  # fmt: skip
"""Domains, without their last parts, at which anybody can have an address."""

_PEOPLE = """SELECT note.id, slug, name, data FROM note
WHERE kind = 'person' AND live ORDER BY slug"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Traits:
    """What may identify a person.

    Attributes:
        names: the name first, then the aliases, each as it is written and its parts.
        emails, phones, profiles: as they are compared, each with how it is written.
        firms: where they have or had a role, and the domains of their addresses there; as they are
            compared, each with its name.
        contacts: how often you were in contact.
        keys: how many keys the note has.
    """

    who: Who
    names: tuple[tuple[str, NameParts], ...]
    emails: Mapping[str, str]
    phones: Mapping[str, str]
    profiles: Mapping[str, str]
    firms: Mapping[str, str]
    birthday: str
    location: str
    has_circle: bool
    contacts: int = 0
    keys: int = field(default=0)

    @property
    def hosts(self) -> dict[str, set[str]]:
        """The profiles by their hosts."""
        found: dict[str, set[str]] = {}
        for key in self.profiles:
            found.setdefault(key.partition("/")[0], set()).add(key)
        return found


def load_traits(index: Index) -> dict[int, Traits]:
    """Return the traits of all people, by their ids."""
    rows = index.rows(_PEOPLE)
    contacts = contact_facts(index, [row[0] for row in rows])
    firms = _Firms(index)
    found = {}
    for note, slug, name, data in rows:
        values = json.loads(data)
        emails = {text.strip().lower(): text for text in texts_of(values.get("emails"))}
        names = tuple(_names(name or slug, values))
        if not names:
            continue
        found[note] = Traits(
            who=Who(note, slug, name or slug), names=names, emails=emails,
            phones={key: phone for phone in texts_of(values.get("phones"))
                    for key in phone_keys(phone)},
            profiles={key[1]: key[1] for link in texts_of(values.get("links"))
                      if (key := link_key(link)) and key[0] == "profile"},
            firms={**firms.of_roles(values), **firms.of_addresses(emails)},
            birthday=str(values.get("birthday") or ""), location=str(values.get("location") or ""),
            has_circle=bool(values.get("circle")), contacts=contacts.get(note, ("", 0))[1],
            keys=len(values),
        )  # fmt: skip
    return found


def _names(name: str, values: Mapping[str, Any]) -> Iterator[tuple[str, NameParts]]:
    """Yield the names of a person, each once. A nickname alone is no name, so it gets the last."""
    suffix = str(values.get("suffix") or "")
    own = parse_name(name, suffix)
    if own is None:
        return
    yield name, own
    known = {own.key}
    for alias in texts_of(values.get("aliases")):
        words = name_words(alias)
        if len(words) == 1 and not is_unspaced(words[0][0]) and len(own.words) > 1:
            alias = f"{alias} {name_words(name)[-1]}"
        parts = parse_name(alias, suffix)
        if parts and parts.key not in known and (len(parts.words) > 1 or parts.is_unspaced):
            known.add(parts.key)
            yield alias, parts


class _Firms:
    """The keys of firms: all names of one that has a note have the same."""

    def __init__(self, index: Index) -> None:
        self._orgs = keys_of_orgs(index)
        self._known: dict[str, str] = {}

    def of_roles(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return the firms of somebody's roles, former ones too."""
        rows = values.get("roles") or [values]
        names = (row.get("org") for row in rows if isinstance(row, Mapping))
        return {self._key(name): name for name in (link_target(str(n)) for n in names if n)}

    def of_addresses(self, emails: Iterable[str]) -> dict[str, str]:
        """Return the domains of addresses that are not open to anybody."""
        domains = (email.rpartition("@")[2] for email in emails if not is_role_box(email))
        return {
            f"@{domain}": domain
            for domain in domains
            if _PUBLIC.isdisjoint(domain.split(".")[:-1]) and domain
        }

    def _key(self, name: str) -> str:
        if name not in self._known:
            key = name_key(name)
            note = self._orgs.get(key) or self._orgs.get(plain_firm(key))
            self._known[name] = f"={note}" if note else plain_firm(key)
        return self._known[name]
