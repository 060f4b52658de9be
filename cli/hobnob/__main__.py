"""`python -m hobnob` is `hobnob`."""

from hobnob.cli.main import main

if __name__ == "__main__":
    main()
