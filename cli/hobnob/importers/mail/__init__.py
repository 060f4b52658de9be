"""Mail: messages in files (`.eml`, `.emlx`), in mailboxes (`.mbox`), in Maildirs and folders.

The one rule: a message is read from its place in the file when it is needed, so that the size of a
mailbox does not matter.
"""

from hobnob.importers.mail.reading import read, recognize

__all__ = ["read", "recognize"]
