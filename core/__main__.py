"""`python -m core`: the command line of Mentor Sync."""

import typer

from core.cli import files, review, season, sync
from core.cli.shell import opened
from core.demo import cli as demo

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


@app.command()
def migrate() -> None:
    """Bring the database's tables up to date."""
    with opened():
        typer.echo("The database is up to date.")


if __name__ == "__main__":
    app(prog_name="python -m core")
