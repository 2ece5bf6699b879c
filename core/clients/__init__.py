"""HTTP at the edge: Jotform and Givebutter, as Mentor Sync reads them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from core.clients.answers import Page
from core.clients.givebutter import Givebutter
from core.clients.http import OnWait, RetryPolicy
from core.clients.jotform import Jotform
from core.clients.pace import Pace

__all__ = ["Endpoints", "Givebutter", "Jotform", "Pace", "Page", "RetryPolicy", "Sources", "open_sources"]

PATIENT = RetryPolicy()


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the sources are and how we may ask them. A pace of `None` means no limit (the demo service)."""

    jotform_url: str
    jotform_key: str = field(repr=False)
    givebutter_url: str
    givebutter_key: str = field(repr=False)
    givebutter_requests_per_minute: int | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Both sources, connected."""

    jotform: Jotform
    givebutter: Givebutter

    def tell_waits(self, on_wait: OnWait) -> None:
        """From now on `on_wait` hears, in any thread, why and how long a call is waited for."""
        self.jotform.tell_waits(on_wait)
        self.givebutter.tell_waits(on_wait)


@contextmanager
def open_sources(endpoints: Endpoints, policy: RetryPolicy = PATIENT) -> Iterator[Sources]:
    """The sources, until the block ends."""
    jotform = Jotform(endpoints.jotform_url, endpoints.jotform_key, policy=policy)
    givebutter = Givebutter(
        endpoints.givebutter_url, endpoints.givebutter_key, endpoints.givebutter_requests_per_minute, policy=policy
    )
    with closing(jotform), closing(givebutter):
        yield Sources(jotform, givebutter)
