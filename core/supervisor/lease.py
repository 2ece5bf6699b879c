"""One `make run` per home: who runs it, and what a killed one left behind."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from core.embedded.locks import file_lock
from core.errors import NotStartedError
from core.supervisor.child import end_group

_STOP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Running:
    """What is kept in `run.json`: the supervisor, its address, and the process groups it started."""

    pid: int
    url: str
    groups: tuple[int, ...] = ()


@contextmanager
def lease(home: Path) -> Iterator[None]:
    """Be the only one to run this home, after ending what a killed one left. Raises `NotStartedError`."""
    with ExitStack() as held:
        try:
            held.enter_context(file_lock(home / "run.lock", timeout_seconds=0))
        except TimeoutError:
            raise NotStartedError(_already_running(home)) from None
        end_leftovers(home)
        yield
        _file(home).unlink(missing_ok=True)


def record(home: Path, url: str, groups: Iterable[int | None]) -> None:
    """Keep what was started, for whoever must clean up."""
    running = Running(os.getpid(), url, tuple(group for group in groups if group))
    draft = _file(home).with_suffix(".tmp")
    draft.write_text(json.dumps(asdict(running)), encoding="utf-8")
    draft.replace(_file(home))


def read(home: Path) -> Running | None:
    """What was kept; None when nothing runs or ran."""
    try:
        kept = json.loads(_file(home).read_text(encoding="utf-8"))
        return Running(kept["pid"], kept["url"], tuple(kept["groups"]))
    except (FileNotFoundError, ValueError, KeyError):
        return None


def end_running(home: Path) -> None:
    """Ask the supervisor of this home to stop and wait until it did; end what a killed one left."""
    running = read(home)
    if running is None:
        return
    try:
        with file_lock(home / "run.lock", timeout_seconds=0):
            end_leftovers(home)
            return
    except TimeoutError:
        os.kill(running.pid, signal.SIGTERM)
    with file_lock(home / "run.lock", timeout_seconds=_STOP_SECONDS):
        return


def end_leftovers(home: Path) -> None:
    """End the programs of a supervisor that was killed. To be called by the holder of the lock."""
    running = read(home)
    ours = [group for group in running.groups if _is_ours(group)] if running else []
    for group in ours:
        end_group(group, signal.SIGTERM)
    if ours:
        time.sleep(1)
    for group in ours:
        end_group(group, signal.SIGKILL)
    _file(home).unlink(missing_ok=True)


def _already_running(home: Path) -> str:
    running = read(home)
    where = f" at {running.url}" if running else ""
    return (
        f"Mentor Sync is already running{where}, with its files in {home}. "
        "Stop it there with Ctrl-C, or from here with: make stop"
    )


def _is_ours(group: int) -> bool:
    """Whether the leader still is one of our programs, and not a stranger that got its number."""
    command = Path(f"/proc/{group}/cmdline")
    if command.exists():
        line = command.read_bytes().replace(b"\0", b" ").decode(errors="replace")
    else:
        ps = ["ps", "-o", "args=", "-p", str(group)]
        line = subprocess.run(ps, capture_output=True, text=True, check=False).stdout  # noqa: S603
    return any(mark in line for mark in ("scheduler.py", "streamlit run app.py", "core demo serve"))


def _file(home: Path) -> Path:
    return home / "run.json"
