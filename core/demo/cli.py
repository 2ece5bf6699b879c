"""`python -m core demo ...`: start the invented season, let time go by in it, and exchange files with it."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import httpx
import typer

from core.demo.configure import configure, configure_next
from core.demo.server import known_address, serve
from core.demo.traits import Size
from core.errors import MentorSyncError, SourceUnavailableError
from core.settings import read_settings
from core.workspace import open_workspace

app = typer.Typer(help="The demo season: an invented Jotform and Givebutter on this machine.", no_args_is_help=True)
_SECONDS = 600.0


@app.command("serve")
def serve_demo(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; the one of last time by default.")] = 0,
    seed: Annotated[int, typer.Option(help="What the season is invented from, when there is none yet.")] = 2025,
    signups: Annotated[int, typer.Option(help="How many sign-ups it has.")] = 990,
    contacts: Annotated[int, typer.Option(help="How many contacts it has.")] = 48_864,
    *,
    limits: Annotated[bool, typer.Option(help="Enforce Givebutter's 500 requests a minute.")] = False,
) -> None:
    """Serve the demo until Ctrl-C."""
    try:
        serve(_home(), port=port, seed=seed, size=Size(signups, contacts), enforce_limits=limits)
    except MentorSyncError as error:
        _fail(error)


@app.command("configure")
def configure_season() -> None:
    """Tell the product which season the demo plays: its forms, its campaign, its tags."""
    try:
        workspace = open_workspace()
        year = configure(workspace.engine, known_address(workspace.settings.mentor_sync_home) or "")
    except MentorSyncError as error:
        _fail(error)
    _print({"year": year})


@app.command("advance")
def advance_season(weeks: Annotated[int, typer.Option(min=1, help="How many weeks go by.")] = 1) -> None:
    """Let a week go by: sign-ups, edits on both sides, drops, gifts."""
    _print(_ask("POST", "/advance", json={"weeks": weeks})["counts"])


@app.command("next-season")
def begin_next_season() -> None:
    """Live on to the next autumn: other people, ids from MN0001 on; configure it from the season before."""
    counts = _ask("POST", "/next-season")["counts"]
    try:
        workspace = open_workspace()
        configure_next(workspace.engine, known_address(workspace.settings.mentor_sync_home) or "")
    except MentorSyncError as error:
        _fail(error)
    _print(counts)


@app.command("import")
def import_file(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The import file.")]) -> None:
    """Import a file by Givebutter's rules. Exit code 1 when a row was refused."""
    report = _ask("POST", "/import", content=file.read_bytes())
    _print({name: value for name, value in report.items() if name != "ids"})
    if report["failed"]:
        raise typer.Exit(1)


@app.command("export")
def export_contacts(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write.")] = None,
) -> None:
    """Write the contacts CSV as a coordinator downloads it."""
    content = _answer("GET", "/contacts.csv").content
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)


@app.command("faults")
def change_faults(
    kind: Annotated[
        str | None, typer.Argument(help="429, 500, 502, 503, slow, cut, malformed, over_limit, html, ...")
    ] = None,
    target: Annotated[str, typer.Option(help="jotform, givebutter, or a part of the path.")] = "/",
    times: Annotated[int | None, typer.Option(help="How often; until cleared by default.")] = None,
    every: Annotated[int, typer.Option(help="Only each n-th request.")] = 1,
    seconds: Annotated[float, typer.Option(help="Of a slow answer, or of Retry-After.")] = 1.0,
    *,
    clear: Annotated[bool, typer.Option("--clear", help="Switch all faults off.")] = False,
) -> None:
    """Switch trouble on or off, or list it."""
    if clear:
        _print(_ask("DELETE", "/faults"))
    elif kind is None:
        _print(_ask("GET", "/faults"))
    else:
        fault = {"kind": kind, "target": target, "times": times, "every": every, "seconds": seconds}
        _print(_ask("POST", "/faults", json=fault))


@app.command("reset")
def reset_season(seed: Annotated[int | None, typer.Option(help="Another seed.")] = None) -> None:
    """Begin the season anew, as of now."""
    _print(_ask("POST", "/reset", json={} if seed is None else {"seed": seed}))


def _home() -> Path:
    try:
        return read_settings().mentor_sync_home
    except MentorSyncError as error:
        _fail(error)


def _ask(method: str, path: str, **request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = _answer(method, path, **request).json()
    return answer


def _answer(method: str, path: str, **request: Any) -> httpx.Response:
    url = known_address(_home())
    try:
        answer = httpx.request(method, f"{url}/demo{path}", timeout=_SECONDS, **request)
    except (httpx.HTTPError, httpx.InvalidURL):
        _fail(SourceUnavailableError("The demo service does not run. Start it with: python -m core demo serve"))
    if answer.is_error:
        _fail(MentorSyncError(str(answer.json().get("message"))))
    return answer


def _print(answer: Any) -> None:
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _fail(error: MentorSyncError) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(1) from error
