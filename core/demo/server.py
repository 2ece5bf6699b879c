"""Serving the demo on this machine: for people until they stop it, for tests within a `with`."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from core.demo.load import DEFAULT_SEED, ensure_world
from core.demo.service import DAILY_CALLS, create_app
from core.demo.store import DemoStore
from core.demo.traits import USUAL, Size
from core.errors import MentorSyncError

HOST = "127.0.0.1"
_SECONDS_TO_START = 20


class PortTakenError(MentorSyncError):
    """The port for the demo service is taken; choose another one."""


def serve(
    home: Path,
    *,
    port: int = 0,
    seed: int = DEFAULT_SEED,
    now: datetime | None = None,
    size: Size = USUAL,
    enforce_limits: bool = False,
) -> None:
    """Serve the demo kept in `home` until SIGINT or SIGTERM; its address stands in `demo.json` meanwhile and after.

    Without a port the one of last time is taken again if it is free. Raises `PortTakenError`.
    """
    store = ensure_world(home / "demo.sqlite", seed, now, signups=size.signups, contacts=size.contacts)
    try:
        with _listening_again(store, port) as listener:
            store.database.remember("port", str(listener.getsockname()[1]))
            server = _Announcing(create_app(store, enforce_limits=enforce_limits), home, listener)
            server.run(sockets=[listener])
    finally:
        store.close()


@contextmanager
def running(store: DemoStore, *, enforce_limits: bool = False, jotform_daily_calls: int = DAILY_CALLS) -> Iterator[str]:
    """Serve a store in a thread, as tests do; yields the base address."""
    app = create_app(store, enforce_limits=enforce_limits, jotform_daily_calls=jotform_daily_calls)
    with _listening(0) as listener:
        server = uvicorn.Server(_config(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _wait_until_started(server)
            yield _address(listener)
        finally:
            server.should_exit = True
            server.force_exit = True
            thread.join(timeout=_SECONDS_TO_START)


def known_address(home: Path) -> str | None:
    """The address the demo of this home was last served at."""
    try:
        return str(json.loads((home / "demo.json").read_text(encoding="utf-8"))["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


class _Announcing(uvicorn.Server):
    """A server that writes its address down as soon as it listens."""

    def __init__(self, app: Starlette, home: Path, listener: socket.socket) -> None:
        super().__init__(_config(app))
        self._file = home / "demo.json"
        self._url = _address(listener)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        draft = self._file.with_suffix(".json.new")
        draft.write_text(json.dumps({"url": self._url}), encoding="utf-8")
        draft.replace(self._file)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        # uvicorn raises the signal once more after it has stopped; here being stopped is the usual end.
        self.force_exit = self.should_exit
        self.should_exit = True


def _config(app: Starlette) -> uvicorn.Config:
    # A client that thinks for a minute between two requests is not to find its connection gone.
    return uvicorn.Config(
        app, log_level="critical", access_log=False, lifespan="off", timeout_graceful_shutdown=1, timeout_keep_alive=90
    )


def _address(listener: socket.socket) -> str:
    return f"http://{HOST}:{listener.getsockname()[1]}"


def _listening_again(store: DemoStore, port: int) -> socket.socket:
    if port:
        try:
            return _listening(port)
        except OSError as error:
            raise PortTakenError(f"Port {port} is taken. Choose another one for the demo with --port.") from error
    try:
        return _listening(int(store.database.fact("port") or 0))
    except OSError:
        return _listening(0)


def _listening(port: int) -> socket.socket:
    # By name: asyncio sends small packets at once (no waiting for 40 ms) only on what it knows to be TCP.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except BaseException:
        listener.close()
        raise
    return listener


def _wait_until_started(server: uvicorn.Server) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the demo service did not start")
        time.sleep(0.01)
