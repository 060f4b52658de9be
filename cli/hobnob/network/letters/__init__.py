"""Letters: templates, drafts, letters sent, and facts about their recipients."""
