"""`python -m core`: the command line of Mentor Sync."""

import typer

from core.cli import files, review, season, sync
from core.cli.shell import opened
from core.demo import cli as demo
from core.demo.configure import configure
from core.endpoints import find_demo

app = typer.Typer(
    help="Mentor Sync: one truthful list of mentors from Jotform and Givebutter.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(season.app, name="season")
app.add_typer(demo.app, name="demo")
app.command()(sync.sync)
app.command()(sync.status)
app.command()(files.import_contacts)
app.command()(files.export)
app.command()(files.validate)
app.command()(review.conflicts)
app.command()(review.decide)
app.command("undo")(review.undo_decision)
app.command()(review.archivals)


@demo.app.command("configure")
def configure_demo() -> None:
    """Tell Mentor Sync which season the running demo service plays."""
    with opened() as workspace:
        year = configure(workspace.engine, find_demo(workspace.settings))
    typer.echo(f"Season {year} is the demo season.")


@app.command()
def migrate() -> None:
    """Bring the database's tables up to date."""
    with opened():
        typer.echo("The database is up to date.")


if __name__ == "__main__":
    app(prog_name="python -m core")
