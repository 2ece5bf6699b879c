"""One of the programs that `make run` starts, with whatever it starts itself."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

_LOG_BYTES = 5 * 2**20
_YOUNG_SECONDS = 10  # a program that dies younger may well die again
_LONGEST_WAIT_SECONDS = 60.0


@dataclass(slots=True)
class Child:
    """A program in a process group of its own, so that Ctrl-C reaches it through us only."""

    name: str
    arguments: tuple[str, ...]
    home: Path
    patience_seconds: float = 10
    started_at: float = field(default=0.0, init=False)
    young_deaths: int = field(default=0, init=False)
    start_again_at: float | None = field(default=None, init=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        """What the program wrote."""
        return self.home / "logs" / f"{self.name}.log"

    @property
    def group(self) -> int | None:
        """The id of its process group; None before it started."""
        return self._process.pid if self._process else None

    @property
    def seconds_alive(self) -> float:
        """How long ago it was started."""
        return time.monotonic() - self.started_at

    def start(self) -> None:
        """Start the program with this Python; it writes to its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        told = {"MENTOR_SYNC_HOME": str(self.home), "MENTOR_SYNC_SUPERVISED": "1", "PYTHONUNBUFFERED": "1"}
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old"))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own programs
                [sys.executable, *self.arguments],
                cwd=ROOT, env={**os.environ, **told},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.started_at = time.monotonic()
        self.start_again_at = None

    def has_ended(self) -> bool:
        """Whether it was started and is no more."""
        return self._process is not None and self._process.poll() is not None

    def plan_start(self) -> float:
        """After it ended: when to start it again. The seconds until then: none at first, more each time it dies young.

        The other programs go on meanwhile: pages without a worker still show everything and say what is missing.
        """
        self.young_deaths = self.young_deaths + 1 if self.seconds_alive < _YOUNG_SECONDS else 0
        wait = min(_LONGEST_WAIT_SECONDS, 2.0**self.young_deaths) if self.young_deaths else 0.0
        self.start_again_at = time.monotonic() + wait
        return wait

    def stop(self) -> None:
        """Stop the program and all it started; what does not go when asked is killed."""
        if self._process is None:
            return
        end_group(self._process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(self.patience_seconds)
        end_group(self._process.pid, signal.SIGKILL)
        self._process.wait()


def end_group(group: int, number: signal.Signals) -> None:
    """Send a signal to all processes of a group, if there are any."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
