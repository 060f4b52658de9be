"""What identifies a person or a firm in the world: the address of a profile, the name of a firm.

The one rule: all ways to write the same address, or the same firm, have the same key.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from hobnob.dates import has_day
from hobnob.names import name_key

_PROFILES = {
    "linkedin.com": re.compile(r"/(?:in|pub)/[^/]+"),
    "xing.com": re.compile(r"/(?:profile|people)/[^/]+"),
    "github.com": re.compile(r"/[^/]+"),
    "twitter.com": re.compile(r"/[^/]+"),
    "x.com": re.compile(r"/[^/]+"),
    "facebook.com": re.compile(r"/[^/]+"),
    "instagram.com": re.compile(r"/[^/]+"),
}
"""Hosts where a person has one page, with the part of the path that is theirs."""
_LEGAL = re.compile(
    r"(?:\s(?:inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|co|company|gmbh|ag|kg|"
    r"mbh|se|sa|sas|sarl|srl|spa|bv|nv|oy|ab|as|aps|pty|pvt|private|kk|lda|ltda|eireli))+\Z"
)
"""Legal forms behind the `name_key` of a firm, which some write and some leave out."""
_ROLE_BOXES = frozenset(
    ("info", "office", "contact", "hello", "sales", "support", "mail", "post", "admin", "team",
     "service", "kontakt", "press", "jobs", "hr", "buero", "empfang", "reception", "accounts",
     "noreply", "no-reply", "donotreply", "webmaster", "billing", "help", "enquiries")
)  # fmt: skip
"""Local parts of addresses that a whole firm uses."""

Key = tuple[str, str]


@lru_cache(maxsize=50_000)
def link_key(link: str) -> Key | None:
    """Return the key of an address of the web; that of a profile is the same in all its forms.

    >>> link_key("https://de.linkedin.com/in/Grace-Hopper/?trk=x"), link_key("http://grace.example")
    (('profile', 'linkedin.com/in/grace-hopper'), ('link', 'grace.example'))
    """
    try:
        parts = urlsplit(link.strip() if "://" in link else f"//{link.strip()}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if not host:
        return None
    path = unquote(parts.path).rstrip("/")
    for known, own in _PROFILES.items():
        if host == known or host.endswith(f".{known}"):
            if theirs := own.match(path):
                return "profile", f"{known}{theirs[0].lower()}"
            return None
    return "link", f"{host}{path}"


def plain_firm(key: str) -> str:
    """Return the `name_key` of a firm without its legal form.

    >>> plain_firm("lotus rail ltd"), plain_firm("company")
    ('lotus rail', 'company')
    """
    return _LEGAL.sub("", key)


def is_role_box(email: str) -> bool:
    """Return whether an address is that of an office, and not of a person.

    >>> is_role_box("info@x.org"), is_role_box("ada@x.org")
    (True, False)
    """
    return name_key(email.partition("@")[0].replace(".", " ")) in _ROLE_BOXES


def may_be_same_day(one: str, other: str) -> bool:
    """Return whether two birthdays can be one: `--12-09`, `1906-12-09` and `1906` can."""
    years = {text[:4] for text in (one, other) if not text.startswith("-")}
    days = {text[-6:] for text in (one, other) if has_day(text)}
    return len(years) < 2 and len(days) < 2


def fuller_birthday(one: str, other: str) -> str:
    """Return which of two birthdays says all that both say; "" if neither does.

    >>> fuller_birthday("--12-09", "1906-12-09"), fuller_birthday("1906", "--12-09")
    ('1906-12-09', '')
    """
    for full, less in ((one, other), (other, one)):
        says_all = full in (f"{less}{full[-6:]}", f"{full[:4]}{less[1:]}")
        if full == less or (has_day(full) and says_all):
            return full
    return ""
