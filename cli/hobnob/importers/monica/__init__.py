"""Monica's export as JSON, version 4: contacts, activities, calls, notes and more.

The one rule: all that Monica says of somebody stands in their note or in an interaction, or it is
counted as left out.
"""

from hobnob.importers.monica.reading import read, recognize

__all__ = ["read", "recognize"]
