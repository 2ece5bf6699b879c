"""`season retire-ids`: the External IDs that a former season left on contacts, taken away with one approval."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer

from core.cli.shell import WRONG_USE, AsJson, Year, chosen_year, opened, print_json, who
from core.retirements import give_ids_back
from core.retirements import retire_ids as take_ids
from core.views.retirements import STATE_WORDS, RetirementTask, retirement_tasks
from core.views.words import count
from core.workspace import Workspace

By = Annotated[str | None, typer.Option("--by", help="Who approves; kept on record.")]
Approve = Annotated[bool, typer.Option("--approve", help="Have all that are listed taken from their contacts.")]
Undo = Annotated[bool, typer.Option("--undo", help="Give back what was taken; stop what was not sent.")]


def retire_ids(
    former: Annotated[int, typer.Argument(metavar="YEAR", help="The former season whose External IDs are meant.")],
    *,
    approve: Approve = False,
    undo: Undo = False,
    by: By = None,
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    """List the External IDs of season YEAR that still stand on contacts; approve once to have all of them taken."""
    if approve and undo:
        typer.echo("Either --approve or --undo, not both.", err=True)
        raise typer.Exit(WRONG_USE)
    with opened(as_json=as_json) as workspace:
        # Asked for the season that needs the ids instead: all that stand in its way are meant.
        chosen = max(chosen_year(workspace, year), former) if year is None else chosen_year(workspace, year)
        done = _act(workspace, chosen, former, approve=approve, undo=undo, by=by or who())
        tasks = _tasks(workspace, chosen, former)
    if as_json:
        ids = [asdict(one) for task in tasks for one in task.ids]
        print_json({"year": chosen, "former_year": former, **done, "external_ids": ids})
        return
    _tell(tasks, former)
    if approve:
        typer.echo(f"{done['approved']} approved. The worker takes them away; then sync once more.")
    if undo:
        typer.echo(f"{done['undone']} keep their External ID, or get it back.")


def _act(workspace: Workspace, year: int, former: int, *, approve: bool, undo: bool, by: str) -> dict[str, int]:
    tasks, done = _tasks(workspace, year, former), {"approved": 0, "undone": 0}
    if approve:
        wanted = [one.retirement_id for task in tasks for one in (*task.proposed, *task.refused)]
        done["approved"] = take_ids(workspace.engine, year, wanted, by=by).contacts
    if undo:
        wanted = [one.retirement_id for task in tasks for one in task.approved]
        done["undone"] = give_ids_back(workspace.engine, year, wanted, by=by).contacts
    return done


def _tasks(workspace: Workspace, year: int, former: int) -> tuple[RetirementTask, ...]:
    with workspace.engine.connect() as conn:
        tasks = retirement_tasks(conn, year)
    return tuple(task for task in tasks if former in (task.former_year, year))


def _tell(tasks: Iterable[RetirementTask], former: int) -> None:
    if not (tasks := tuple(tasks)):
        typer.echo(f"No contact carries an External ID of season {former} that has to be retired.")
    for task in tasks:
        typer.echo(task.title)
        for one in task.ids:
            state = STATE_WORDS.get(one.status, one.status)
            typer.echo(f"  contact {one.contact_id}: {one.external_id}, {state}: {one.reason}")
            if one.error:
                typer.echo(f"      {one.error}")
        waiting = count(task.waiting, "person waits", "people wait")
        typer.echo(f"{waiting} for an id. {task.progress}".rstrip())
