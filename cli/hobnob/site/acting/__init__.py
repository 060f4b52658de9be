"""Acting from a served page: a promise is ticked, a line is logged, a letter marked as sent.

The one rule: a page of the served site may do what the commands do, by the same functions, and
nothing else may. A build has none of it.
"""
