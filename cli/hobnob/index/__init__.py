"""The index of a journal: an SQLite file that is derived from the notes and disposable."""
