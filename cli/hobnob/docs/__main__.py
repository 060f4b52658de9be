"""`python -m hobnob.docs FOLDER` writes the manual into a folder."""

import sys
from pathlib import Path

import click

from hobnob.cli.main import cli
from hobnob.docs.manual import write_manual

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m hobnob.docs FOLDER")
    with click.Context(cli):
        for path in write_manual(Path(sys.argv[1])):
            print(path)  # noqa: T201 - this is its result
