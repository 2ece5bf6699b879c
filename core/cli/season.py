"""`season`: show, set, copy and activate the settings of a year, and retire the ids of a former one."""

import typer

from core.cli.retire_ids import retire_ids
from core.cli.shell import AsJson, Year, chosen_year, opened, print_json, who
from core.commands import activate_season, copy_season, set_season
from core.season_keys import KEYS
from core.store import seasons

app = typer.Typer(help="The settings of a season.", no_args_is_help=True)
app.command("retire-ids")(retire_ids)


@app.command()
def show(*, year: Year = None, as_json: AsJson = False) -> None:
    """Show all settings, the defaults included, and what is missing."""
    with opened(as_json=as_json) as workspace:
        chosen = chosen_year(workspace, year)
        with workspace.engine.connect() as conn:
            stored = seasons.load_settings(conn, chosen)
    if as_json:
        print_json({"year": chosen, "settings": stored, "missing": _missing(stored)})
        return
    typer.echo(f"Season {chosen}")
    for key in KEYS:
        default = "MISSING" if key.is_required else f"{key.default} (default)"
        typer.echo(f"  {key.name} = {stored.get(key.name, default)}\n      {key.description}")


@app.command(name="set")
def set_value(key: str, value: str, *, year: Year = None) -> None:
    """Write one setting; with --year of a season that is not there yet, the season is made."""
    with opened() as workspace:
        chosen = year if year is not None else chosen_year(workspace, None)
        set_season(workspace.engine, chosen, {key: value}, by=who())
    typer.echo(f"Season {chosen}: {key} is set.")


@app.command()
def copy(source: int, target: int) -> None:
    """Make season TARGET from the settings of season SOURCE and list what it must still be told."""
    with opened() as workspace:
        missing = copy_season(workspace.engine, source, target, by=who())
    typer.echo(f"Season {target} is made from {source}. Still to be told: {', '.join(missing) or 'nothing'}.")
    typer.echo(f"Make it the active one with: python -m core season activate {target}")


@app.command()
def activate(year: int) -> None:
    """Make a season the one that is worked on."""
    with opened() as workspace:
        activate_season(workspace.engine, year, by=who())
    typer.echo(f"Season {year} is the active one.")


def _missing(stored: dict[str, str]) -> list[str]:
    return [key.name for key in KEYS if key.is_required and not stored.get(key.name, "").strip()]
