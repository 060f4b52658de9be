"""How far a plan has come, what comes next, and its forecast."""
