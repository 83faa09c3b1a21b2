"""`python -m tests.fuzz --seconds 600 --seed 0`: hostile input for as long as you like.

Every failure is written to a folder, with the smallest input that shows it, and is told on the screen. The same
seed and numbers give the same inputs: `--first N --inputs K` runs those again.
"""

import argparse
import faulthandler
import resource
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from .inputs import MOST_TOGETHER
from .runner import TOGETHER, Failure, Manner, failures_of, manner_of, minimised

_STUCK = 300  # seconds of one batch, after which its stack is shown
_SLOW = 60  # seconds of processor time of one batch


def main() -> int:
    """Run until the time, or the inputs, are used up; 1 where something failed that is not known."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="how long to go on")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--inputs", type=int, default=None, help="how many; without it, until the time is up")
    parser.add_argument("--batch", type=int, default=TOGETHER, help="inputs of one corpus")
    parser.add_argument("--two-workers", action="store_true", help="each corpus with one worker and with two")
    parser.add_argument("--out", type=Path, default=Path("fuzz-failures"), help="folder for what fails")
    given = parser.parse_args()
    given.batch = max(1, min(given.batch, MOST_TOGETHER))
    found: Counter[str] = Counter()
    known: Counter[str] = Counter()
    began, first = time.monotonic(), given.first
    end = sys.maxsize if given.inputs is None else given.first + given.inputs
    while first < end and time.monotonic() - began < given.seconds:
        count = min(given.batch, end - first)
        faulthandler.dump_traceback_later(_STUCK, exit=False)
        before = time.process_time()
        manner = manner_of(first // count)
        if given.two_workers:
            manner = replace(manner, two_workers=True)
        for failure in failures_of(given.seed, first, count, manner):
            if failure.known:
                known[failure.what] += 1
                continue
            found[failure.what] += 1
            if found[failure.what] == 1:
                _keep(minimised(failure, Manner()), given.seed, given.out)
                _keep_manner(failure, manner)
        spent = time.process_time() - before
        if spent > _SLOW:
            print(f"\nslow: inputs {first} to {first + count} took {spent:.0f} s")
        first += count
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"\r{first - given.first} inputs, {time.monotonic() - began:.0f} s, {memory} MB, "
            f"{sum(found.values())} failed in {len(found)} ways, {sum(known.values())} in known ways",
            end="",
            flush=True,
        )
    faulthandler.cancel_dump_traceback_later()
    print()
    for what, times in found.most_common():
        print(f"{times:6} {what}")
    return 1 if found else 0


def _keep(failure: Failure, seed: int, out: Path) -> None:
    folder = out / f"{seed}-{failure.inputs[0].number if failure.inputs else 'none'}"
    folder.mkdir(parents=True, exist_ok=True)
    for item in failure.inputs:
        item.write(folder)
    (folder / "failure.log").write_text(failure.report, encoding="utf-8", errors="backslashreplace")
    print(f"\n{failure.what}\n  {folder}: {sum(len(item.data) for item in failure.inputs)} bytes")


def _keep_manner(failure: Failure, manner: Manner) -> None:
    if manner != Manner():
        print(f"  run as {manner}; numbers {[item.number for item in failure.inputs]}")


if __name__ == "__main__":
    sys.exit(main())
