"""Merging two versions of a note with the version that both were made from."""
