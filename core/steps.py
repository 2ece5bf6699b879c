"""The progress of a run, written as it happens, so that every page and every process can follow it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from time import monotonic

from sqlalchemy import Connection

from core.errors import RunCancelledError
from core.outcome import StepCount
from core.store import runs
from core.store.runs import StepResult

WRITE_EVERY_SECONDS = 1.0
STOPPING = Event()  # set when this process is asked to end: a run under way stops at its next sign of progress

Watcher = Callable[[str, int, int | None], None]


class StepLog:
    """Writes the steps of one run on a connection of its own, at most once a second while a step goes on."""

    def __init__(self, control: Connection, run_id: int, watch: Watcher | None = None) -> None:
        self._control = control
        self._run_id = run_id
        self._watch = watch
        self._written_at = 0.0
        self._begun: list[tuple[str, float]] = []
        self._writing = Lock()  # waits are told by the threads that ask the sources

    def begin(self, name: str) -> None:
        """A step begins."""
        with self._writing:
            runs.start_step(self._control, self._run_id, name)
        self.progress(name, 0, None, at_once=True)
        self._begun.append((name, monotonic()))

    def progress(self, name: str, done: int, expected: int | None, *, at_once: bool = False) -> None:
        """A step has done so many records. Raises `RunCancelledError` when somebody asked the run to stop."""
        if self._watch:
            self._watch(name, done, expected)
        if STOPPING.is_set():
            raise RunCancelledError(
                f"Mentor Sync was stopped while this run was under way. {RunCancelledError.__doc__}"
            )
        if at_once or monotonic() - self._written_at >= WRITE_EVERY_SECONDS:
            self._written_at = monotonic()
            with self._writing:
                is_cancelled = runs.write_progress(self._control, self._run_id, name, done, expected)
            if is_cancelled:
                raise RunCancelledError

    def wait(self, why: str, seconds: float) -> None:
        """The step under way waits for its source."""
        with self._writing:
            runs.write_wait(self._control, self._run_id, why, seconds)

    def end(self, name: str, result: StepResult) -> None:
        """A step ended."""
        with self._writing:
            runs.finish_step(self._control, self._run_id, name, result)

    @contextmanager
    def timed(self) -> Iterator[Callable[[tuple[StepCount, ...]], None]]:
        """Several steps begun one after the other; what they did is told at the end, in one go."""
        self._begun.clear()

        def tell(counts: tuple[StepCount, ...]) -> None:
            ends = [*(at for _, at in self._begun[1:]), monotonic()]
            took = {name: int((end - at) * 1000) for (name, at), end in zip(self._begun, ends, strict=True)}
            for count in counts:
                result = StepResult(
                    processed=count.records_in, failed=count.issues, duration_ms=took.get(count.name, 0)
                )
                self.end(count.name, result)

        yield tell
