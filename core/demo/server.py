"""Serving the demo on this machine: for people until they stop it, for tests within a `with`."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from core.demo.service import create_app
from core.demo.store import DemoStore

HOST = "127.0.0.1"
_SECONDS_TO_START = 20


@contextmanager
def running(store: DemoStore, *, enforce_limits: bool = False, jotform_daily_calls: int = 50_000) -> Iterator[str]:
    """Serve a store in a thread, as tests do; yields the base address."""
    app = create_app(store, enforce_limits=enforce_limits, jotform_daily_calls=jotform_daily_calls)
    with _listening(0) as listener:
        server = _server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _wait_until_started(server)
            yield f"http://{HOST}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            server.force_exit = True
            thread.join(timeout=_SECONDS_TO_START)


def _server(app: Starlette) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off", timeout_graceful_shutdown=1)
    )


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    return listener


def _wait_until_started(server: uvicorn.Server) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the demo service did not start")
        time.sleep(0.01)
