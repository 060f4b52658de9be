"""Letters: templates, the drafts made from them, and remarks before one is sent."""
