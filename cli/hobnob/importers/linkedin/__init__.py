"""LinkedIn's export: connections, messages and invitations, in a folder, an archive or alone.

The one rule: what a file of it is follows from its titles, and where these are in a language that
is not known, from what stands below them.
"""

from hobnob.importers.linkedin.reading import read, recognize

__all__ = ["read", "recognize"]
