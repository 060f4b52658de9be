"""Which messages are no letters between people: newsletters, robots, mailing lists.

The one rule: each has a reason, and it is counted. A message that you wrote yourself is left out
only if a program sent it for you, or if you did not send it.
"""

from __future__ import annotations

import re

from hobnob.importers.mail.boxes import Place
from hobnob.importers.mail.head import Head
from hobnob.names import fold

_ROBOTS = re.compile(
    r"(?:.*[._+-])?(?:no-?_?reply|do-?_?not-?_?reply|donotreply|mailer-daemon|postmaster|bounces?|"
    r"notifications?|notify|newsletters?|alerts?|automated|auto-?confirm|robot|daemon|system|"
    r"mailer|updates?|digest|news|root|cron)(?:[._+-].*)?@"
)
_FOLDERS = {
    "spam": "spam", "junk": "spam", "trash": "deleted", "bin": "deleted", "papierkorb": "deleted",
    "corbeille": "deleted", "papelera": "deleted", "cestino": "deleted", "lixeira": "deleted",
    "prullenbak": "deleted", "papperskorgen": "deleted", "drafts": "drafts", "draft": "drafts",
    "entwurfe": "drafts", "brouillons": "drafts", "borradores": "drafts", "bozze": "drafts",
    "rascunhos": "drafts", "concepten": "drafts", "utkast": "drafts", "chat": "chats",
    "chats": "chats",
}  # fmt: skip
"""The labels of Google Mail, folded, and what they mean."""
_TO_YOU_BY_ROBOTS = ("auto_reply", "auto-reply")


def reason(head: Head, place: Place, *, is_mine: bool) -> str:
    """Return why a message is left out, "" if it is not.

    Args:
        head: its header.
        place: where it stands.
        is_mine: whether you sent it.
    """
    fields = head.fields
    return (
        _by_folder(head, place)
        or _by_program(head)
        or ("" if is_mine else _by_list(head))
        or ("robots" if not is_mine and head.sender and _ROBOTS.match(head.sender.email) else "")
        or ("spam" if fields.get("x-spam-flag", "").lower().startswith("yes") else "")
    )


def _by_folder(head: Head, place: Place) -> str:
    if "T" in place.flags:
        return "deleted"
    if "D" in place.flags:
        return "drafts"
    for label in head.fields.get("x-gmail-labels", "").split(","):
        if found := _FOLDERS.get(fold(label.strip().strip('"'))):
            return found
    status = head.fields.get("x-mozilla-status", "")
    if re.fullmatch(r"[0-9a-fA-F]{4}", status) and int(status, 16) & 0x8:
        return "deleted"
    return {"D": "deleted", "T": "drafts"}.get(head.fields.get("x-status", "").strip()[-1:], "")


def _by_program(head: Head) -> str:
    fields = head.fields
    precedence = fields.get("precedence", "").lower()
    sent = fields.get("auto-submitted", "no").lower()
    kind = fields.get("content-type", "").lower()
    if kind.startswith("multipart/report"):
        return "reports of mail servers"
    if not sent.startswith("no") or precedence in _TO_YOU_BY_ROBOTS or "x-autoreply" in fields:
        return "automatic messages"
    return "reports of mail servers" if fields.get("return-path", "").strip() == "<>" else ""


def _by_list(head: Head) -> str:
    fields = head.fields
    precedence = fields.get("precedence", "").lower()
    if "list-post" in fields or ("list-id" in fields and precedence == "list"):
        return "mailing lists"
    if "list-unsubscribe" in fields or "x-campaign" in fields or "feedback-id" in fields:
        return "newsletters"
    if "list-id" in fields or precedence == "list":
        return "mailing lists"
    return "newsletters" if precedence in ("bulk", "junk") else ""
