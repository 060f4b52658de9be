"""Letters: templates, the drafts made of them, and what to think of before one is sent."""
