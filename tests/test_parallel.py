"""Work is done once and whole, whoever does it."""

from __future__ import annotations

import os
import sys
import threading
import time

import pytest

from hobnob.parallel import WorkerPool, available_workers

forks = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")


@pytest.mark.parametrize("workers", [0, pytest.param(2, marks=forks)])
@pytest.mark.parametrize("pieces", [0, 1, 2, 1000])
def test_every_piece_is_done_and_told_in_order(pieces: int, workers: int) -> None:
    assert WorkerPool(pieces, lambda n: n * n, workers=workers).finish() == [
        n * n for n in range(pieces)
    ]


@forks
def test_helpers_do_a_share_of_it() -> None:
    first = os.getpid()

    def work(_: int) -> int:
        time.sleep(0.005)
        return os.getpid()

    workers = set(WorkerPool(60, work, workers=1).finish())
    assert first in workers
    assert len(workers) == 2


@forks
def test_what_a_helper_that_dies_leaves_is_done() -> None:
    first = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != first and number > 2:
            os._exit(9)
        time.sleep(0.002)
        return number

    assert WorkerPool(40, work, workers=2).finish() == list(range(40))


@forks
def test_a_helper_that_cannot_prepare_is_done_without() -> None:
    def prepare() -> None:
        raise OSError("no file for me")

    assert WorkerPool(9, lambda n: n, workers=1, prepare=prepare).finish() == list(range(9))


@forks
def test_an_error_is_told_by_the_first_process() -> None:
    def work(number: int) -> int:
        if number == 7:
            raise ValueError("seven")
        return number

    with pytest.raises(ValueError, match="seven"):
        WorkerPool(20, work, workers=1).finish()


def test_no_helper_is_at_hand_where_threads_run() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert available_workers() == 0
    finally:
        done.set()
        thread.join()
