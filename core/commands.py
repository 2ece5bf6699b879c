"""Everything one may ask for, from a page, the command line or the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from core.clients import Endpoints
from core.db import Actor, transaction
from core.errors import RunInProgressError, SettingsError
from core.jobs import defer_run
from core.pipeline import execute
from core.run_parts import FULL, KINDS
from core.season_keys import KEYS
from core.steps import Watcher
from core.store import decisions, exports, issues, raw, runs, seasons
from core.store.exports import ExportFile
from core.uploads import UploadResult, apply_upload

UPLOAD_STEP = "contacts_upload"


@dataclass(frozen=True, slots=True)
class RequestedRun:
    """The run one asked for, or the one that was under way already (`joined`)."""

    run_id: int
    joined: bool


def request_run(engine: Engine, year: int, kind: str = FULL, *, dry_run: bool = False, by: str) -> RequestedRun:
    """Queue a run for a worker. A second request joins the first if that does all that is asked for.

    A dry run is no sync and a part is not the whole: what cannot join waits for its turn.

    Raises `SeasonIncompleteError` before anything is queued, `UnknownSeasonError`, and `SettingsError`
    for an unknown kind.
    """
    return _request(engine, year, kind, dry_run=dry_run, by=by, queued=True)


def run_now(
    engine: Engine,
    endpoints: Endpoints,
    requested: RequestedRun,
    watch: Watcher | None = None,
) -> str:
    """Carry out a run in this process, under the same lock as a worker. Returns its final status."""
    return execute(engine, endpoints, requested.run_id, watch=watch)


def reserve_run(engine: Engine, year: int, kind: str = FULL, *, dry_run: bool = False, by: str) -> RequestedRun:
    """Make a run for `run_now`. Raises `RunInProgressError` when the season has one under way."""
    reap_runs(engine)
    with transaction(engine, Actor("person", by)) as conn:
        seasons.load_season(conn, year)
        current = runs.find_current(conn, year)
    if current is None:
        requested = _request(engine, year, kind, dry_run=dry_run, by=by, queued=False)
        if not requested.joined:
            return requested
        current = requested.run_id
    raise RunInProgressError(
        f"Run {current} of season {year} is under way; only one may run at a time. "
        "Wait for it (python -m core status), then try again."
    )


def cancel_run(engine: Engine, run_id: int, *, by: str) -> bool:
    """Ask a run to stop; everything stays as it was before. False: it had ended already."""
    reap_runs(engine)
    with transaction(engine, Actor("person", by)) as conn:
        return runs.cancel(conn, run_id, by)


def reap_runs(engine: Engine) -> tuple[int, ...]:
    """Mark runs whose process died as crashed, so that the next one can start. Returns their ids."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        return runs.reap(conn)


def record_export(engine: Engine, year: int, *, file: ExportFile, by: str) -> int:
    """Keep the manifest of an import file that was handed out, and which values went out. Returns its export id."""
    with transaction(engine, Actor("person", by)) as conn:
        decisions.note_exported(conn, year, file.told)
        return exports.record(conn, year, file, by)


def import_contacts(engine: Engine, path: Path, *, by: str, confirmed: bool = False) -> UploadResult:
    """Take the contacts from a contacts export, whole or not at all; the next run works with them.

    Raises `UploadRefusedError`, also when the file is doubtful and nobody confirmed it (`UploadPreview.doubts`), and
    `RunInProgressError` while somebody else reads contacts.
    """
    reap_runs(engine)
    with transaction(engine, Actor("person", by)) as conn:
        year = seasons.active_year(conn)
        if not raw.try_lock_contacts(conn):
            raise RunInProgressError(
                "Contacts are being read or uploaded just now; upload the file when that has ended."
            )
        if (current := runs.find_current(conn, year)) is not None:
            raise RunInProgressError(f"Run {current} is under way; upload the file when it has ended.")
        result = apply_upload(conn, path, file_name=path.name, by=by, confirmed=confirmed, now=datetime.now(UTC))
        issues.replace(conn, year, UPLOAD_STEP, result.issues, None)
        return result


def activate_season(engine: Engine, year: int, *, by: str) -> None:
    """Make a season the active one. Raises `UnknownSeasonError`."""
    with transaction(engine, Actor("person", by)) as conn:
        seasons.activate(conn, year)


def set_season(engine: Engine, year: int, values: Mapping[str, str], *, by: str) -> None:
    """Write settings of a season, which is made if missing. Raises `SettingsError` naming what is wrong."""
    with transaction(engine, Actor("person", by)) as conn:
        seasons.refuse_contradiction(conn, year, values)
        seasons.write_settings(conn, year, values)


def copy_season(engine: Engine, source: int, target: int, *, by: str) -> tuple[str, ...]:
    """Make a season from the rows of another one. Returns the keys that the new season must still be told.

    Raises `UnknownSeasonError`, and `SettingsError` when the new season is there already.
    """
    with transaction(engine, Actor("person", by)) as conn:
        if target in seasons.list_years(conn):
            raise SettingsError(f"Season {target} is there already; nothing was copied.")
        former = seasons.load_settings(conn, source)
        copied = {key.name: former[key.name] for key in KEYS if key.copied and key.name in former}
        seasons.write_settings(conn, target, copied)
        return tuple(key.name for key in KEYS if key.is_required and key.name not in copied)


def _request(engine: Engine, year: int, kind: str, *, dry_run: bool, by: str, queued: bool) -> RequestedRun:
    if kind not in KINDS:
        raise SettingsError(f"There is no part {kind!r}. There are: {', '.join(KINDS)}")
    reap_runs(engine)
    while True:
        with transaction(engine, Actor("person", by)) as conn:
            seasons.load_season(conn, year)
            joinable = runs.find_joinable(conn, year, kind, dry_run=dry_run)
            if joinable is not None:
                return RequestedRun(joinable, joined=True)
            run_id = runs.request(conn, year, kind, dry_run=dry_run, by=by)
            if run_id is not None:
                if queued:
                    defer_run(conn, run_id)
                return RequestedRun(run_id, joined=False)
