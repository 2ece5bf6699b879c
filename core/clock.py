"""When runs start by themselves: the season's schedule on APScheduler. One clock per database ticks."""

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from core.commands import reap_runs, request_run
from core.errors import MentorSyncError
from core.seasons import Season
from core.store import seasons
from core.store.clock import try_lead

TICK_SECONDS = 15
CATCH_UP_SECONDS = 3600

_log = structlog.get_logger()


class Clock:
    """Defers the season's runs into the queue at their times, and notices runs whose worker died.

    Several may be started; an advisory lock on a connection of its own lets one of them lead.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._scheduler = BackgroundScheduler(
            job_defaults={"coalesce": True, "misfire_grace_time": CATCH_UP_SECONDS, "max_instances": 1}
        )
        self._leading: Connection | None = None
        self._followed: Season | None = None
        self._planned: list[str] = []

    def start(self) -> None:
        """Tick once, then every few seconds."""
        self.tick()
        self._scheduler.add_job(self.tick, "interval", seconds=TICK_SECONDS, id="tick")
        self._scheduler.start()

    def close(self) -> None:
        """Stop ticking and give the lead back."""
        self._scheduler.pause()
        self._scheduler.shutdown()
        self._let_go()

    def tick(self) -> None:
        """Follow the season's schedule as it is now. A database that is away is waited for."""
        try:
            if self._leads():
                for run_id in reap_runs(self._engine):
                    _log.warning("run_crashed", run_id=run_id)
                self._follow(self._active_season())
        except MentorSyncError as failure:
            self._follow(None)
            _log.warning("no_schedule", reason=type(failure).__name__)
        except SQLAlchemyError as failure:
            self._let_go()
            _log.warning("database_away", error=type(failure).__name__)

    def _leads(self) -> bool:
        if self._leading is None:
            conn = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            if not try_lead(conn):
                conn.close()
                self._follow(None)
                return False
            self._leading = conn
        return try_lead(self._leading)

    def _let_go(self) -> None:
        if self._leading is not None:
            self._leading.invalidate()
            self._leading.close()
            self._leading = None

    def _active_season(self) -> Season:
        with self._engine.connect() as conn:
            return seasons.load_season(conn, seasons.active_year(conn))

    def _follow(self, season: Season | None) -> None:
        """Plan the season's runs, where they are not planned already."""
        if season == self._followed:
            return
        while self._planned:
            self._scheduler.remove_job(self._planned.pop())
        if season is not None:
            for at in season.full_sync_at:
                self._plan(season, at)
        self._followed = season

    def _plan(self, season: Season, at: str) -> None:
        hour, minute = at.split(":")
        trigger = CronTrigger(hour=int(hour), minute=int(minute), timezone=season.time_zone)
        self._scheduler.add_job(request_run, trigger, (self._engine, season.year), {"by": "schedule"}, id=at)
        self._planned.append(at)
