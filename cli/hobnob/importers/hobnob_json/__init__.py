"""Whole notes: the JSON of `hobnob export json`, read back as the notes it was made from."""

from hobnob.importers.hobnob_json.reading import read, recognize

__all__ = ["read", "recognize"]
