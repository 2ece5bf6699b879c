"""Two autumns of the demo lived through as a coordinator does: the loop of the first, then the second on top of it."""

from dataclasses import dataclass, replace
from typing import Any

import httpx

from core import deliveries
from core.commands import record_export
from core.deliveries import deliver
from core.demo.configure import configure_next
from core.endpoints import demo_endpoints
from core.retirements import retire_ids
from core.views.retirements import retirement_tasks
from tests.story import Story


@dataclass(frozen=True)
class Autumn:
    """What the second season came to. `before` and `after` the retirement: results of runs; `report`: the import's."""

    season: Story
    people: int
    before: dict[str, Any]
    asked: int
    retired: int
    after: dict[str, Any]
    report: dict[str, Any]

    @property
    def share_asked(self) -> float:
        """The share of the people who wait for an answer about them."""
        return self.asked / self.people


def second_autumn(first: Story, monkeypatch) -> Autumn:
    """Sync, import and sync again; then the next season: sync, retire the ids once, sync, import."""
    monkeypatch.setattr(deliveries, "PER_MINUTE", 1_000_000, raising=False)
    first.sync()
    hand_over(first)
    first.sync()
    counts = httpx.post(f"{first.url}/demo/next-season", timeout=120).json()["counts"]
    second = replace(first, year=configure_next(first.engine, first.url))
    before = second.sync()
    asked = len(second.rows(
        "SELECT DISTINCT mn_id FROM sync_conflicts WHERE year = :year AND status = 'pending' AND severity = 'high'"
    ))  # fmt: skip
    retired = retire_everything(second)
    after = second.sync()
    return Autumn(second, counts["people"], before, asked, retired, after, hand_over(second))


def retire_everything(season: Story) -> int:
    """Approve the task and send it; how many External IDs were taken."""
    with season.engine.connect() as conn:
        ids = [one.retirement_id for task in retirement_tasks(conn, season.year) for one in task.proposed]
    retire_ids(season.engine, season.year, ids, by="autumn")
    return deliver(season.engine, demo_endpoints(season.url))


def hand_over(season: Story) -> dict[str, Any]:
    """Hand out the import file and import it; the importer's report."""
    view = season.export()
    record_export(season.engine, season.year, file=view.file, by="autumn")
    report = httpx.post(f"{season.url}/demo/import", content=view.content, timeout=120).json()
    return {**report, "rows": view.file.row_count}
