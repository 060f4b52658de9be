"""The journal's git repository: commits of hobnob's changes, and the notes as they were."""
