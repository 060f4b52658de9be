"""The journal for an assistant without a shell, over the Model Context Protocol.

The one rule: a tool is a verb. It runs the command line and gives what `--json` prints, so the
tools understand, refuse and write as the commands do.
"""
