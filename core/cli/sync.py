"""`sync` and `status`: run now, in this process, under the same lock as the worker; and what became of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from sqlalchemy import Connection

from core.cli.shell import FAILED, AsJson, Year, chosen_year, opened, print_json, who
from core.commands import reap_runs, reserve_run, run_now
from core.endpoints import find_endpoints
from core.errors import SettingsError
from core.removals import accept_removals as accept_stopped_listing
from core.run_parts import FULL, KINDS
from core.steps import Watcher
from core.store import conflicts, raw, report, runs
from core.store.outcome import load_holds
from core.workspace import Workspace

_STEP = ("name", "status", "records_processed", "records_inserted", "records_updated", "records_failed", "duration_ms")
_RESULT = ("mentors", "changes", "conflicts_created", "conflicts_pending", "held_back")


def sync(
    *,
    year: Year = None,
    only: Annotated[str | None, typer.Option(help=f"One part: {', '.join(KINDS[1:])}.", metavar="PART")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, change nothing.")] = False,
    accept_removals: Annotated[
        str | None,
        typer.Option(metavar="PART", help="A listing was stopped: the records missing in it are really gone."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read the sources and bring the mentors up to date."""
    with opened(as_json=as_json) as workspace:
        chosen = chosen_year(workspace, year)
        if accept_removals:
            _accept(workspace, chosen, accept_removals, dry_run=dry_run)
        requested = reserve_run(workspace.engine, chosen, only or FULL, dry_run=dry_run, by=who())
        with _progress(shown=not as_json) as watch:
            run_now(workspace.engine, find_endpoints(workspace.settings), requested, watch)
        with workspace.engine.connect() as conn:
            result = summary(conn, requested.run_id)
    if as_json:
        print_json(result)
    else:
        _print_words(result)
    if result["status"] != "completed":
        raise typer.Exit(FAILED)


def status(*, year: Year = None, as_json: AsJson = False) -> None:
    """Say what is known, how fresh it is, and what became of the last run."""
    with opened(as_json=as_json) as workspace:
        reap_runs(workspace.engine)
        chosen = chosen_year(workspace, year)
        with workspace.engine.connect() as conn:
            state = _state(conn, chosen)
    if as_json:
        print_json(state)
        return
    run = state["run"]
    typer.echo(f"Season {chosen}: {state['mentors']} mentors, {state['conflicts_pending']} open questions, ", nl=False)
    typer.echo(f"{state['held_back']} people held back. Contacts as of {state['contacts_at'] or 'never'}.")
    if run is None:
        typer.echo("No run yet. Start one with: python -m core sync")
    else:
        _print_words(run)


def summary(conn: Connection, run_id: int) -> dict[str, Any]:
    """A run as the JSON object that the command line promises."""
    run = runs.load_result(conn, run_id)
    steps = [{field: step[field] for field in _STEP} for step in runs.load_steps(conn, run_id)]
    result = {
        "run_id": run_id,
        "kind": run["sync_type"],
        "status": run["status"],
        "dry_run": run["dry_run"],
        "duration_ms": run["duration_ms"],
        "steps": steps,
        **{name: run["report"].get(name) for name in _RESULT},
    }
    details = {name: run["report"][name] for name in ("exclusions", "people") if name in run["report"]}
    return {**result, **details, **({"error": run["error_message"]} if run["error_message"] else {})}


def _accept(workspace: Workspace, year: int, stream: str, *, dry_run: bool) -> None:
    if dry_run:
        raise SettingsError("A dry run accepts nothing. Leave out --dry-run, or what is to be accepted.")
    accept_stopped_listing(workspace.engine, year, by=who(), stream=stream)


def _state(conn: Connection, year: int) -> dict[str, Any]:
    latest = runs.find_latest(conn, year)
    return {
        "year": year,
        "mentors": report.count_mentors(conn, year),
        "conflicts_pending": conflicts.count_pending(conn, year),
        "held_back": len(load_holds(conn, year)),
        "contacts_at": raw.contacts_known_at(conn),
        "run": summary(conn, latest) if latest is not None else None,
    }


def _print_words(result: dict[str, Any]) -> None:
    for step in result["steps"]:
        typer.echo(
            f"  {step['name']:<12} {step['status']:<10} {step['records_processed']:>7} records, "
            f"{step['records_inserted']} new, {step['records_updated']} changed, {step['records_failed']} with issues"
        )
    for person in result.get("people", ()):
        typer.echo(f"  {person['mn_id']}: " + "; ".join(_change_in_words(change) for change in person["changes"]))
    typer.echo(_verdict(result))


def _verdict(result: dict[str, Any]) -> str:
    if result["status"] != "completed":
        return f"Run {result['run_id']} {result['status']}. {result.get('error') or ''}".strip()
    seconds = (result["duration_ms"] or 0) / 1000
    done = f"Run {result['run_id']} completed in {seconds:.1f} s"
    if result["mentors"] is None:
        return f"{done}."
    return (
        f"{done}: {result['mentors']} mentors, {result['changes']} changes, "
        f"{result['conflicts_created']} new questions ({result['conflicts_pending']} open), "
        f"{result['held_back']} people held back" + (". Nothing was changed (dry run)." if result["dry_run"] else ".")
    )


def _change_in_words(change: dict[str, Any]) -> str:
    if change["field_name"] is None:
        return str(change["change_type"]).replace("_", " ")
    return f"{change['field_name']} {change['old_value'] or 'empty'} -> {change['new_value'] or 'empty'}"


@contextmanager
def _progress(*, shown: bool) -> Iterator[Watcher | None]:
    """A bar per step on a terminal; nothing where there is none."""
    console = Console(stderr=True)
    if not (shown and console.is_terminal):
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console) as progress:
        tasks = {}

        def watch(name: str, done: int, expected: int | None) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=None)
            progress.update(tasks[name], completed=done, total=expected)

        yield watch
