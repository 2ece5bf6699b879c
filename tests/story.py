"""The stage of the story tests: an invented season served over HTTP, and the product beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, RowMapping, text

from core.cli.sync import summary
from core.commands import reserve_run, run_now
from core.demo.configure import configure
from core.demo.server import running
from core.demo.store import DemoStore
from core.endpoints import demo_endpoints
from core.views.export import ExportView, export_view
from core.views.export_filters import ExportFilters

NOW = datetime(2025, 10, 28, 16, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    """One season: what the world holds (`demo`), and what Mentor Sync makes of it."""

    engine: Engine
    demo: DemoStore
    url: str
    year: int

    def sync(self, kind: str = "full", *, dry_run: bool = False) -> dict[str, Any]:
        """Run now; the result as the command line tells it."""
        requested = reserve_run(self.engine, self.year, kind, dry_run=dry_run, by="story")
        run_now(self.engine, demo_endpoints(self.url), requested)
        with self.engine.connect() as conn:
            return summary(conn, requested.run_id)

    def export(self) -> ExportView:
        """The import file as the Export page shows it."""
        with self.engine.connect() as conn:
            return export_view(conn, self.year, ExportFilters(), datetime.now(UTC))

    def rows(self, sql: str, **parameters: Any) -> list[RowMapping]:
        """What the database holds; `:year` is the season."""
        with self.engine.connect() as conn:
            return list(conn.execute(text(sql), {"year": self.year, **parameters}).mappings())

    def mentor(self, mn_id: str) -> RowMapping:
        """One mentor."""
        (row,) = self.rows("SELECT * FROM mentors WHERE year = :year AND mn_id = :mn_id", mn_id=mn_id)
        return row

    def mn_ids(self) -> set[str]:
        """All present mentors."""
        return {
            row["mn_id"] for row in self.rows("SELECT mn_id FROM mentors WHERE year = :year AND withdrawn_at IS NULL")
        }

    def changes(self, run: dict[str, Any]) -> list[tuple[str, str, str | None]]:
        """What a run left in the audit: (mn_id, change_type, field)."""
        rows = self.rows(
            "SELECT mn_id, change_type, field_name FROM mn_changes WHERE run_id = :run_id ORDER BY change_id",
            run_id=run["run_id"],
        )
        return [(row["mn_id"], row["change_type"], row["field_name"]) for row in rows]

    def state(self) -> dict[str, list[RowMapping]]:
        """Everything we believe, to see that nothing of it moved."""
        tables = ("mentors", "holds", "exclusions", "mn_gb_import", "archivals", "mn_changes", "sync_conflicts")
        return {table: self.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables}

    def sign_up(self, number: int, **answers: Any) -> str:
        """Mentor `number` signs up, with a contact of their own unless told otherwise; the submission id."""
        first, last = name(number)
        person = {
            "mn_id": f"MN{number:04}",
            "first": first,
            "last": last,
            "phone": phone(number),
            "email": f"mentor{number}@example.com",
            "uga_email": f"mentor{number}@example.edu",
        }
        return self.demo.add_signup(**{**person, **answers})


FIRST_NAMES = ("Ada", "Ben", "Cleo", "Dario", "Edith", "Farah", "Gus", "Hana", "Ivo", "June")


def name(number: int) -> tuple[str, str]:
    """First and last name of a mentor."""
    return FIRST_NAMES[number % len(FIRST_NAMES)], f"Tester{chr(97 + number // 26)}{chr(97 + number % 26)}"


def phone(number: int) -> str:
    """An invented number of its own for each mentor."""
    return f"+1{(404, 706, 770, 912)[number // 100 % 4]}5550{100 + number % 100}"


@contextmanager
def story(engine: Engine, folder: Path, *, now: datetime = NOW) -> Iterator[Story]:
    """An empty season, served and configured."""
    demo = DemoStore.empty(folder / "demo.sqlite", now)
    with running(demo) as url:
        yield Story(engine, demo, url, configure(engine, url))
    demo.close()
