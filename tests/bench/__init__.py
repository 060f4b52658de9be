"""Benchmarks: invented journals of any size, what they are measured against, and one command.

`python -m tests.bench` prints the table; nothing in here is ever asserted by a test, because a time
is only worth something beside another one taken in the same minute on the same machine.
"""
