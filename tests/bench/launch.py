"""Run one command and report its wall time and peak memory: `launch.py REPORT COMMAND ...`.

Rule: stay tiny. A child's `ru_maxrss` counts the memory its parent had at the moment of exec (Linux
carries the high-water mark over), so a large parent would hide what the child needs. This one is a
bare interpreter, about 10 MB, which is the least any Python command can show; timing in here
also leaves out its own start.
"""

import os
import sys
import time


def main() -> None:
    """Write `SECONDS PEAK STATUS` to the report file; peak as the system gives it."""
    report, *argv = sys.argv[1:]
    begin = time.perf_counter()
    child = os.posix_spawn(argv[0], argv, os.environ)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - begin
    with open(report, "w", encoding="ascii") as file:
        file.write(f"{seconds} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}")


main()
