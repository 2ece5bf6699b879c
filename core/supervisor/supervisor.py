"""Starts the pages, the worker and, without API keys, the demo service; stops all of them at Ctrl-C.

What takes long to load is imported where it is used: the programs load at the same time.
"""

import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from core.embedded import embedded_server
from core.embedded.address import is_free
from core.errors import MentorSyncError, NotStartedError
from core.settings import Settings, read_settings
from core.supervisor.child import Child
from core.supervisor.http import HOST, answers
from core.supervisor.lease import end_running, lease, record

_START_SECONDS = 120
_ROOM_MB = 200
_LOOK_SECONDS = 0.5


def run(*, port: int = 8501) -> int:
    """Run everything until Ctrl-C or SIGTERM; 0. Raises a `MentorSyncError` that says what to do."""
    settings = read_settings()
    _make_home(settings.mentor_sync_home)
    with lease(settings.mentor_sync_home):
        _check_port(port)
        stopping = _stop_signal()
        supervisor = Supervisor(settings, port, stopping)
        try:
            supervisor.start()
            supervisor.watch()
        except MentorSyncError:
            if not stopping.is_set():
                raise
        finally:
            supervisor.stop()
    return 0


def stop() -> int:
    """Stop what runs in this home, the embedded PostgreSQL included; 0."""
    settings = read_settings()
    if settings.mentor_sync_home.exists():
        end_running(settings.mentor_sync_home)
    if server := embedded_server(settings):
        server.stop()
    return 0


class Supervisor:
    """The programs of one `make run`."""

    def __init__(self, settings: Settings, port: int, stopping: threading.Event) -> None:
        self._settings = settings
        self._home = settings.mentor_sync_home
        self._port = port
        self._url = f"http://{HOST}:{port}"
        self._stopping = stopping
        self._server = embedded_server(settings)
        pages = ("-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", HOST)
        self._pages = Child("pages", pages, self._home)
        self._worker = Child("worker", ("scheduler.py",), self._home)
        self._demo = Child("demo", ("-m", "core", "demo", "serve"), self._home)
        self._started: list[Child] = []
        self._server_process: int | None = None

    def start(self) -> None:
        """Start everything and say where it is, once it is there."""
        self._start(self._pages)
        if self._settings.is_demo:
            (self._home / "demo.json").unlink(missing_ok=True)
            self._start(self._demo)
        self._prepare_database()
        self._start(self._worker)
        self._wait_for(self._pages, partial(answers, self._port, "/_stcore/health"))
        if not self._stopping.is_set():
            sys.stdout.write(f"Mentor Sync is ready: {self._url} (Ctrl-C stops it)\n")
            sys.stdout.flush()

    def watch(self) -> None:
        """Until it is time to stop, start again what ended; no program takes the others with it."""
        while not self._stopping.wait(_LOOK_SECONDS):
            self._watch_server()
            for child in self._started:
                if child.has_ended():
                    self._start_again(child)

    def stop(self) -> None:
        """Stop all programs, the last started first, and then the embedded PostgreSQL."""
        for child in reversed(self._started):
            child.stop()
        if self._server:
            self._server.stop()

    def _watch_server(self) -> None:
        """Say that the server ended even if another program, whose connection broke, has started it first."""
        if self._server is None:
            return
        process_id = self._server.process_id()
        if process_id != self._server_process:
            _say(f"The embedded PostgreSQL ended and is started again; see {self._home}/postgres/server.log")
            self._server.ensure()
            self._server_process = self._server.process_id()

    def _start_again(self, child: Child) -> None:
        if child.start_again_at is None:
            wait = child.plan_start()
            when = f"in {wait:.0f} seconds" if wait else "now"
            _say(f"The {child.name} program ended and is started again {when}; see {child.log}")
        if child.start_again_at is not None and time.monotonic() >= child.start_again_at:
            child.start()
            self._record()

    def _prepare_database(self) -> None:
        """There, up to date, and in the demo told which season is played."""
        from core.workspace import open_workspace

        workspace = open_workspace(self._settings)
        self._server_process = self._server.process_id() if self._server else None
        if self._settings.is_demo:
            from core.supervisor.demo import demo_answers, tell_season

            self._wait_for(self._demo, partial(demo_answers, self._settings))
            if not self._stopping.is_set():
                tell_season(workspace)
        workspace.engine.dispose()

    def _start(self, child: Child) -> None:
        if not self._stopping.is_set():
            child.start()
            self._started.append(child)
            self._record()

    def _record(self) -> None:
        record(self._home, self._url, [child.group for child in self._started])

    def _wait_for(self, child: Child, is_ready: Callable[[], bool]) -> None:
        """Until it is ready or we are stopping. Raises `NotStartedError` when any program died, or at last."""
        deadline = time.monotonic() + _START_SECONDS
        while not is_ready() and not self._stopping.wait(0.1):
            for started in self._started:
                if started.has_ended():
                    raise NotStartedError(f"The {started.name} program did not start. Its log says why: {started.log}")
            if time.monotonic() > deadline:
                raise NotStartedError(f"The {child.name} program does not answer. See its log: {child.log}")


def _stop_signal() -> threading.Event:
    """An event that Ctrl-C, SIGTERM and a closed terminal (unless nohup says otherwise) set."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: stopping.set())
    return stopping


def _make_home(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
        (home / "run.lock").touch()
    except OSError as error:
        raise NotStartedError(
            f"Mentor Sync cannot write to {home} ({error.strerror}). Start it as the user who made that folder, "
            "or set MENTOR_SYNC_HOME to another one."
        ) from error
    free = shutil.disk_usage(home).free // 2**20
    if free < _ROOM_MB:
        raise NotStartedError(f"The disk that holds {home} has {free} MB left; {_ROOM_MB} MB are needed. Make room.")


def _check_port(port: int) -> None:
    if not is_free(port):
        raise NotStartedError(
            f"Port {port} is used by another program. Choose another one, for example: make run PORT={port + 1}"
        )


def _say(what: str) -> None:
    sys.stderr.write(f"{what}\n")
