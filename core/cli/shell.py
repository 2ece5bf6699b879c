"""What all commands share: the workspace, the season, exit codes, one JSON object."""

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from core import logs
from core.errors import MentorSyncError, SeasonIncompleteError, SettingsError, UnknownSeasonError
from core.store import seasons
from core.workspace import Workspace, open_workspace

FAILED, WRONG_USE = 1, 2

Year = Annotated[int | None, typer.Option("--year", help="The season; the active one when left out.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


@contextmanager
def opened(*, as_json: bool = False) -> Iterator[Workspace]:
    """The workspace; an error becomes a sentence (or a JSON object) and an exit code."""
    logs.configure()
    try:
        yield open_workspace()
    except MentorSyncError as failure:
        if as_json:
            print_json({"status": "failed", "error": str(failure)})
        typer.echo(str(failure), err=True)
        wrong_use = isinstance(failure, SettingsError | SeasonIncompleteError | UnknownSeasonError)
        raise typer.Exit(WRONG_USE if wrong_use else FAILED) from None


def chosen_year(workspace: Workspace, year: int | None) -> int:
    """The asked-for season, or the active one. Raises `UnknownSeasonError`."""
    with workspace.engine.connect() as conn:
        if year is None:
            return seasons.active_year(conn)
        seasons.load_settings(conn, year)
        return year


def who() -> str:
    """Who types, for the audit."""
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):
        return "command line"


def print_json(value: dict[str, Any]) -> None:
    """One JSON object on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, default=str)
    sys.stdout.write("\n")
