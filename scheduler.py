"""The other process: when runs start by themselves, and the worker that carries them out."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import closing, suppress
from functools import partial
from typing import Any

from core import logs
from core.clock import Clock
from core.endpoints import find_endpoints
from core.steps import STOPPING
from core.worker import work
from core.workspace import open_workspace


def main() -> None:
    """Run the clock and one worker until SIGTERM or Ctrl-C; a run under way then stops, whole."""
    logs.configure()
    workspace = open_workspace()
    with closing(Clock(workspace.engine)) as clock:
        clock.start()
        asyncio.run(_until_stopped(work(workspace.engine, partial(find_endpoints, workspace.settings))))


async def _until_stopped(working: Coroutine[Any, Any, None]) -> None:
    worker = asyncio.create_task(working)

    def stop() -> None:
        STOPPING.set()
        worker.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    with suppress(asyncio.CancelledError):
        await worker


if __name__ == "__main__":
    main()
