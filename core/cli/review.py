"""`conflicts`, `decide`, `undo` and `archivals`: the review page for people without a browser."""

from typing import Annotated, Any

import typer

from core.cli.shell import FAILED, WRONG_USE, AsJson, Year, chosen_year, opened, print_json
from core.decisions import Answer
from core.review import Verdict, approve_archivals, undo
from core.review import decide as answer_conflicts
from core.store import listings
from core.store.decisions import Reply

By = Annotated[str, typer.Option("--by", help="Who decides; kept on record.")]
_ANSWERS = {
    "custom": Answer.CUSTOM,
    "new-contact": Answer.NEW_CONTACT,
    "different-person": Answer.DIFFERENT_PERSON,
    "skip": Answer.SKIP,
}


def conflicts(
    *,
    status: Annotated[str, typer.Option(help="pending, resolved, skipped or obsolete.")] = "pending",
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    """List the questions that wait for a person, or those of another status."""
    with opened(as_json=as_json) as workspace, workspace.engine.connect() as conn:
        found = listings.load_conflicts(conn, chosen_year(workspace, year), status)
    if as_json:
        print_json({"status": status, "conflicts": found})
        return
    for conflict in found:
        letters = ", ".join(f"{letter}: {option['value']}" for letter, option in conflict["options"].items())
        typer.echo(f"{conflict['conflict_id']:>6} {conflict['mn_id']} {conflict['conflict_type']} ({letters})")
        typer.echo(f"       {conflict['recommendation_reason'] or 'no recommendation'}")
    typer.echo(f"{len(found)} {status}.")


def decide(
    conflict_id: int,
    answer: Annotated[str, typer.Argument(help=f"The letter of an option, or {', '.join(_ANSWERS)}.")],
    *,
    by: By,
    value: Annotated[str | None, typer.Option(help="The value for custom; the contact for different-person.")] = None,
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question."""
    with opened(as_json=as_json) as workspace:
        chosen = chosen_year(workspace, year)
        with workspace.engine.connect() as conn:
            conflict = listings.load_conflict(conn, chosen, conflict_id)
        if conflict is None:
            typer.echo(f"There is no question {conflict_id} in season {chosen}.", err=True)
            raise typer.Exit(WRONG_USE)
        reply = Reply(conflict_id, conflict["version"], *_meant(answer, value, conflict), note)
        verdict = answer_conflicts(workspace.engine, chosen, [reply], by=by)
    _tell(verdict, as_json=as_json)


def undo_decision(decision_id: int, *, by: By, year: Year = None, as_json: AsJson = False) -> None:
    """Take an answer back; its question is open again."""
    with opened(as_json=as_json) as workspace:
        verdict = undo(workspace.engine, chosen_year(workspace, year), [decision_id], by=by)
    if not verdict.done:
        typer.echo(f"Decision {decision_id} does not stand; nothing was changed.", err=True)
        raise typer.Exit(FAILED)
    _tell(verdict, as_json=as_json)


def archivals(
    *,
    approve: Annotated[
        list[str] | None, typer.Option(help="ALL, or the ids of archivals; may be repeated.", metavar="ALL|ID")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who approves; kept on record.")] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Those with a caution, too.")] = False,
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    """List the duplicates proposed for archiving in Givebutter, or approve them."""
    if approve and not by:
        typer.echo("Say who approves: --by NAME", err=True)
        raise typer.Exit(WRONG_USE)
    with opened(as_json=as_json) as workspace:
        chosen = chosen_year(workspace, year)
        with workspace.engine.connect() as conn:
            found = listings.load_archivals(conn, chosen)
        ids = [archival["archival_id"] for archival in found]
        if approve and approve != ["ALL"]:
            ids = [int(text) for text in approve if text.isdecimal()]
        done = approve_archivals(workspace.engine, chosen, ids, by=by, confirmed=confirm) if approve and by else 0
    if as_json:
        print_json({"approved": done, "archivals": found})
        return
    for archival in found:
        caution = f" CAUTION: {archival['caution']}" if archival["caution"] else ""
        typer.echo(f"{archival['archival_id']:>6} contact {archival['contact_id']}: {archival['reason']}{caution}")
    typer.echo(f"{len(found)} proposed, {done} approved; the worker archives them.")


def _meant(answer: str, value: str | None, conflict: dict[str, Any]) -> tuple[Answer, str | None]:
    if answer in _ANSWERS:
        return _ANSWERS[answer], value
    option = conflict["options"].get(answer.upper())
    if option is None:
        letters = ", ".join(conflict["options"])
        typer.echo(f"There is no answer {answer}. There are: {letters}, {', '.join(_ANSWERS)}.", err=True)
        raise typer.Exit(WRONG_USE)
    return Answer.OPTION, option["value"]


def _tell(verdict: Verdict, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "decisions": verdict.done,
                "refused": {refusal.conflict_id: refusal.reason for refusal in verdict.refused},
                "people": verdict.people,
                "archived": verdict.archived,
                "needs_confirmation": verdict.proposed,
                "restored": verdict.restored,
                "reopened": verdict.reopened,
            }
        )
    else:
        for refusal in verdict.refused:
            typer.echo(f"Question {refusal.conflict_id}: {refusal.reason}", err=True)
        for decision_id in verdict.done:
            typer.echo(f"Done (decision {decision_id}); {len(verdict.people)} people changed.")
        typer.echo(f"{len(verdict.archived)} contacts will be archived, {len(verdict.restored)} brought back.")
    if verdict.refused:
        raise typer.Exit(FAILED)
