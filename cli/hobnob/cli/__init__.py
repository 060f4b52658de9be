"""The command line: what all verbs share."""
