"""How fast we may ask a source: so many requests a minute, and none while it asked us to wait."""

from threading import Event, Lock
from time import monotonic

BURST_SHARE = 32  # a thirty-second of a minute's requests may come at once, so that no minute sees more than 104 %


class Pace:
    """Spaces the requests of all threads. `per_minute` of `None` means as fast as the source answers."""

    def __init__(self, per_minute: int | None) -> None:
        self._interval = 60 / per_minute if per_minute else 0.0
        self._burst_seconds = self._interval * (per_minute // BURST_SHARE) if per_minute else 0.0
        self._next_slot = 0.0
        self._paused_until = 0.0
        self._lock = Lock()
        self._closed = Event()

    def wait(self) -> None:
        """Block until the next request may start."""
        slot = self._take_slot()
        while not self._closed.is_set():
            delay = max(slot, self._paused_until) - monotonic()
            if delay <= 0:
                return
            self._closed.wait(delay)

    def pause(self, seconds: float) -> None:
        """Let no request start for so long, in any thread."""
        with self._lock:
            self._paused_until = max(self._paused_until, monotonic() + seconds)

    def close(self) -> None:
        """Nobody waits any longer."""
        self._closed.set()

    def _take_slot(self) -> float:
        with self._lock:
            slot = max(self._next_slot, monotonic() - self._burst_seconds)
            self._next_slot = slot + self._interval
            return slot
