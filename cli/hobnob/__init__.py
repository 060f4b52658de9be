"""hobnob: a plain-text journal of a person's professional network."""

__version__ = "0.1.0"
