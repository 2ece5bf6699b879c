"""Runs of the whole product, in homes of their own."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import psutil
import pytest

from core.embedded import EmbeddedServer

LONGEST_SILENCE_SECONDS = 60

Start = Callable[..., "Run"]


class Run:
    """One `make run` without make."""

    said = ""

    def __init__(self, home: Path, port: int | None = None, **environment: str) -> None:
        self.home = home
        self.port = port or unused_port()
        keys = {"JOTFORM_API_KEY": "a", "GIVEBUTTER_API_KEY": "b", "DATABASE_URL": ""}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "core.supervisor", "run", "--port", str(self.port)],
            env={**os.environ, **keys, "MENTOR_SYNC_HOME": str(home), **environment},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def next_line(self) -> str:
        """What it says next; "" when it has ended. Fails when it says nothing for a minute."""
        try:
            return self._lines.get(timeout=LONGEST_SILENCE_SECONDS).strip()
        except Empty:
            pytest.fail(f"make run said nothing for {LONGEST_SILENCE_SECONDS} s")

    def rest(self) -> str:
        """All that it still says until it ends by itself."""
        self.process.wait(timeout=LONGEST_SILENCE_SECONDS)
        self._reader.join(timeout=LONGEST_SILENCE_SECONDS)
        return "".join(self._lines.get_nowait() for _ in range(self._lines.qsize()))

    def end(self) -> None:
        self.process.terminate()
        self.rest()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")


@pytest.fixture
def home() -> Iterator[Path]:
    """A home of the test's own."""
    with new_home() as folder:
        yield folder


@pytest.fixture(scope="module")
def running() -> Iterator[Run]:
    """A run that several tests look at."""
    with new_home() as folder:
        run = Run(folder)
        run.said = run.next_line()
        yield run
        run.end()


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """Starts runs of the home; those that still run afterwards are ended."""
    runs: list[Run] = []

    def started(port: int | None = None, **environment: str) -> Run:
        runs.append(Run(home, port, **environment))
        return runs[-1]

    yield started
    for run in runs:
        run.end()


@contextmanager
def new_home() -> Iterator[Path]:
    """A home that PostgreSQL's own account can reach, emptied of processes afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="mentor-sync-test-"))
    folder.chmod(0o755)
    yield folder
    for process in of_home(folder):
        process.kill()
    EmbeddedServer(folder).stop()
    shutil.rmtree(folder)


def of_home(home: Path) -> list[psutil.Process]:
    """All processes that were started for a home: its server's, and those that have it in their environment."""
    return [process for process in psutil.process_iter() if process.pid != os.getpid() and _is_of(process, home)]


def _is_of(process: psutil.Process, home: Path) -> bool:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return process.environ().get("MENTOR_SYNC_HOME") == str(home) or process.cwd().startswith(str(home))
    except psutil.Error:
        return False


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
