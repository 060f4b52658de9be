"""How far a plan has come, what comes next, and what to expect of it."""
