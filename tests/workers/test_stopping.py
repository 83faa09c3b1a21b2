"""Ctrl-C and kill: the message, the exit code, no traceback and no process left, whatever the moment."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scoring.workers.stopping import end_children

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")

ARTICLES = 300  # three batches: each stage lasts long enough to be met
PATIENCE = 120.0  # seconds: a bound for a machine that is busy, not a measure
RESUMED = "Stopped. Rerun the same command to resume."
INT, TERM = signal.SIGINT, signal.SIGTERM


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of made-up articles, all different."""
    path = tmp_path_factory.mktemp("stopping") / "articles.jsonl"
    body = "The harbour board said that pier {n} of {m} would open, and a clerk counted {k} crates twice. "
    rows = [
        {
            "id": f"a{n}", "outlet": f"Paper {n % 5}", "date": f"2022-03-{n % 28 + 1:02}", "title": f"Pier {n}",
            "text": "\n".join(body.format(n=n, m=m, k=n * m + 7) for m in range(5)),
        }
        for n in range(ARTICLES)
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@contextmanager
def running(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """The command in a process group of its own, as a shell starts it; whatever is left of it is ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "scoring", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


@contextmanager
def running_code(code: str, said: str) -> Iterator[subprocess.Popen[str]]:
    """Some lines of Python in a process of their own, once they have printed `said`."""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{said}\n"
        yield process


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Look until something has happened; fail where the process ends first, or never does it."""
    until = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until, "the moment never came"
        time.sleep(0.005)  # between two looks


def answers(process: subprocess.Popen[str]) -> bool:
    """Whether the process has begun to answer signals (SIGTERM is caught)."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (TERM - 1) & 1)


def group_of(leader: int) -> list[int]:
    """The living processes of a group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue  # gone in the meantime
        if int(group) == leader and state != "Z":
            found.append(int(path.parent.name))
    return found


def at_once(_process: subprocess.Popen[str], _out: Path) -> bool:
    """As soon as signals are answered."""
    return True


def workers_start(process: subprocess.Popen[str], _out: Path) -> bool:
    """The first process beside the leader is there; it has not had the time to do anything about signals."""
    return len(group_of(process.pid)) > 1


def articles_laid_out(_process: subprocess.Popen[str], out: Path) -> bool:
    """The corpus is read."""
    return any(out.parent.glob(".*.partial-*/articles-*.parquet"))


def first_batch_measured(_process: subprocess.Popen[str], out: Path) -> bool:
    """Measuring is under way."""
    return any(path.suffix == "" for path in out.parent.glob(".*.partial-*/measured-*"))


def check_stopped(process: subprocess.Popen[str], number: int, words: str) -> None:
    """The command ended as it should, and nothing of it is left."""
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + number, said
    assert words in said
    assert "Traceback" not in said
    assert "Error" not in said
    assert "ignored" not in said
    wait_for = time.monotonic() + PATIENCE
    while group_of(process.pid):  # the kernel takes a moment to bury what was killed
        assert time.monotonic() < wait_for, "a process is left"
        time.sleep(0.005)


@pytest.mark.parametrize(
    ("moment", "number", "workers"),
    [
        (at_once, INT, 1), (at_once, INT, 2), (at_once, TERM, 2),
        (articles_laid_out, INT, 2), (articles_laid_out, TERM, 1),
        (workers_start, INT, 2),
        (first_batch_measured, INT, 1), (first_batch_measured, INT, 2),
    ],
)  # fmt: skip
def test_a_stop_is_answered_at_any_moment(
    corpus: Path,
    tmp_path: Path,
    moment: Callable[[subprocess.Popen[str], Path], bool],
    number: signal.Signals,
    workers: int,
) -> None:
    """From the first import on: 130 or 143, the message, no traceback, no worker left, no scores folder."""
    out = tmp_path / "scores"
    with running("score", corpus, "--out", out, "--workers", workers, "--trained-mentions", "0") as process:
        wait_until(lambda: answers(process), process)
        wait_until(lambda: moment(process, out), process)
        # A terminal sends Ctrl-C to the whole group; a polite kill goes to the process alone.
        os.killpg(process.pid, number) if number == INT else process.send_signal(number)
        check_stopped(process, number, RESUMED)
    assert not out.exists()


def test_the_same_command_goes_on(corpus: Path, tmp_path: Path) -> None:
    """What was measured before a stop is not measured again: its file keeps its time."""
    out = tmp_path / "scores"
    call = ("score", corpus, "--out", out, "--workers", "1", "--trained-mentions", "0")
    with running(*call) as process:
        wait_until(lambda: first_batch_measured(process, out), process)
        os.killpg(process.pid, INT)
        check_stopped(process, INT, RESUMED)
    (kept,) = tmp_path.glob(".scores.partial-*")
    before = {path.name: path.stat().st_mtime_ns for path in kept.glob("measured-*") if not path.suffix}
    assert before
    with running(*call) as process:
        wait_until(lambda: len([p for p in kept.glob("measured-*") if not p.suffix]) > len(before), process)
        now = {path.name: path.stat().st_mtime_ns for path in kept.glob("measured-*") if not path.suffix}
        assert before.items() <= now.items()


def test_other_commands_say_what_a_stop_means(tmp_path: Path) -> None:
    """A command that keeps nothing does not promise to go on."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)  # reading it waits for ever
    with running("evaluate", "tone", pipe) as process:
        wait_until(lambda: answers(process), process)
        os.killpg(process.pid, INT)
        check_stopped(process, INT, "Stopped.\n")


def test_what_it_was_told_to_ignore_stays_ignored() -> None:
    """Under `nohup`, or behind `&` in a script, the signal that was turned off does nothing."""
    code = (
        "import os, signal; from scoring.workers import stopping; signal.signal(signal.SIGINT, signal.SIG_IGN);"
        "stopping.watch(); os.kill(os.getpid(), signal.SIGINT); print('still here')"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.stdout == "still here\n"


def test_a_main_thread_that_does_not_listen_is_ended_all_the_same() -> None:
    """A stop that is swallowed, as inside a native call, is enforced by the watching thread."""
    code = (
        "import sys; sys.argv = ['masthead', 'score']\n"
        "from scoring.workers import stopping; stopping.watch()\n"
        "while True:\n"
        "    try:\n"
        "        print('up', flush=True)\n"
        "        __import__('time').sleep(1000)\n"
        "    except KeyboardInterrupt:\n"
        "        pass\n"
    )
    with running_code(code, "up") as process:
        process.send_signal(TERM)
        check_stopped(process, TERM, RESUMED)


def test_a_stop_that_meets_a_callback_is_not_told_as_a_fault() -> None:
    """Where Python cannot raise it drops the interrupt with a traceback; an import runs such callbacks all the time."""
    code = (
        "import sys; sys.argv = ['masthead', 'score']\n"
        "from scoring.workers import stopping; stopping.watch()\n"
        "class Gone:\n"
        "    def __del__(self):\n"
        "        import os, signal; os.kill(os.getpid(), signal.SIGINT); sum(range(1000))\n"
        "Gone()\n"
        "print('goes on', flush=True)\n"
        "__import__('time').sleep(1000)\n"
    )
    with running_code(code, "goes on") as process:
        check_stopped(process, INT, RESUMED)


def test_ending_children_without_any_is_quiet() -> None:
    """A process that started nothing has nothing to end."""
    end_children()


ENDINGS = [(INT, 0), (TERM, 128 + TERM), (signal.SIGHUP, 128 + signal.SIGHUP)]


@pytest.mark.parametrize(("number", "code"), ENDINGS)
def test_the_dashboard_stops_with_its_server(number: signal.Signals, code: int, sample_scores: Path) -> None:
    """Ctrl-C is how a dashboard is left; a polite kill and a closed terminal end its server too, and free the port."""
    with running("dashboard", sample_scores, "--port", "0") as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().partition("127.0.0.1:")[2].split()[0])
        process.send_signal(number)
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == code, said
        assert said.strip() == "The dashboard has stopped."
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_the_server_ends_with_a_dashboard_killed_by_force(sample_scores: Path) -> None:
    """Nobody can answer a kill, but nothing keeps listening: the output that the server holds is closed at its end."""
    with running("dashboard", sample_scores, "--port", "0") as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().partition("127.0.0.1:")[2].split()[0])
        process.kill()
        process.communicate(timeout=PATIENCE)
        closed = time.monotonic() + PATIENCE
        while time.monotonic() < closed:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) != 0:
                    return
            time.sleep(0.1)
        pytest.fail("the server is still listening")
