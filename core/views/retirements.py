"""The task "retire the External IDs of a former season": what it is about, how far it is, what was refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection

from core.store.retirements import RetiredId, load
from core.views.words import count

ON_THE_WAY = ("queued", "in_flight")
REFUSED = ("refused", "failed")
STATE_WORDS = {
    "proposed": "waits for the approval",
    "queued": "on its way",
    "in_flight": "on its way",
    "sent": "taken away",
    "refused": "refused by Givebutter",
    "failed": "not sent",
    "withdrawn": "not needed any more",
}


@dataclass(frozen=True, slots=True)
class RetirementTask:
    """All External IDs of one former season that stand, or stood, on contacts of this one."""

    former_year: int
    ids: tuple[RetiredId, ...]

    @property
    def proposed(self) -> tuple[RetiredId, ...]:
        """Those that wait for the approval."""
        return self._in("proposed")

    @property
    def on_the_way(self) -> tuple[RetiredId, ...]:
        """Those that are being sent."""
        return self._in(*ON_THE_WAY)

    @property
    def sent(self) -> tuple[RetiredId, ...]:
        """Those that were taken away."""
        return self._in("sent")

    @property
    def refused(self) -> tuple[RetiredId, ...]:
        """Those that Givebutter did not take; they can be approved again."""
        return self._in(*REFUSED)

    @property
    def approved(self) -> tuple[RetiredId, ...]:
        """Everything that can be taken back."""
        return tuple(one for one in self.ids if one.status not in {"proposed", "withdrawn"})

    @property
    def waiting(self) -> int:
        """How many people of today stay out of the file until their id is free."""
        return sum(one.mn_id is not None for one in self.ids if one.status not in {"sent", "withdrawn"})

    @property
    def title(self) -> str:
        """The task in one line."""
        return f"Retire {count(len(self.ids), 'External ID')} of season {self.former_year}"

    @property
    def progress(self) -> str:
        """How far it is, in words; nothing before it was approved."""
        if not self.approved:
            return ""
        parts = [f"{len(self.sent):,} of {len(self.approved):,} taken away"]
        parts += [f"{len(self.on_the_way):,} on the way"] if self.on_the_way else []
        parts += [f"{len(self.refused):,} refused"] if self.refused else []
        return ", ".join(parts)

    def _in(self, *states: str) -> tuple[RetiredId, ...]:
        return tuple(one for one in self.ids if one.status in states)


def retirement_tasks(conn: Connection, year: int) -> tuple[RetirementTask, ...]:
    """The tasks of a season, one for each former season, the latest first."""
    return tuple(_by_year(load(conn, year)))[::-1]


def _by_year(ids: Iterable[RetiredId]) -> Iterable[RetirementTask]:
    for former_year, group in groupby(ids, key=lambda one: one.former_year):
        yield RetirementTask(former_year, tuple(group))
