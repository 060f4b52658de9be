"""vCards 2.1, 3.0 and 4.0: address books of phones, Apple, Google, Outlook, Thunderbird.

The one rule: a card is read into values, and each line that these values alone would not write
again is kept for the way back.
"""

from hobnob.importers.vcard.reading import read, recognize

__all__ = ["read", "recognize"]
