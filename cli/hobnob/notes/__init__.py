"""From text to notes: front matter, bodies, and what each kind of note may hold."""
