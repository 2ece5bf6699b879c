"""`import-contacts`, `export` and `validate`: the files that travel between Givebutter and Mentor Sync."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from core.cli.shell import FAILED, AsJson, Year, chosen_year, opened, print_json, who
from core.commands import import_contacts as take_contacts
from core.commands import record_export
from core.etl.import_file import check_csv
from core.store.inputs import load_contact_ids
from core.store.seasons import load_season
from core.uploads import UploadPreview, UploadResult, preview_upload
from core.views.export import export_view
from core.views.export_filters import ExportFilters

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


def import_contacts(
    file: File,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what FILE would change, change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take the file although it is older or many are gone.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take the contacts from FILE, the CSV that Givebutter's contact export gives."""
    with opened(as_json=as_json) as workspace:
        if dry_run:
            with workspace.engine.connect() as conn:
                result: UploadPreview | UploadResult = preview_upload(conn, file)
        else:
            result = take_contacts(workspace.engine, file, by=who(), confirmed=yes)
    counts = {"rows": result.total, "new": result.new, "changed": result.changed, "gone": result.gone}
    if as_json:
        print_json(
            {**counts, **_doubts(result), "dry_run": dry_run, "issues": [issue.message for issue in result.issues]}
        )
        return
    would = " Nothing was changed (dry run)." if dry_run else ""
    typer.echo(f"{result.total} rows: {result.new} new, {result.changed} changed, {result.gone} gone.{would}")
    for doubt in _doubts(result).get("doubts", ()):
        typer.echo(f"  {doubt}", err=True)
    for issue in result.issues:
        typer.echo(f"  {issue.message}", err=True)


def export(
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write the file.")] = None,
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    """Write the Givebutter import file of everybody who is ready for it."""
    with opened(as_json=as_json) as workspace:
        chosen = chosen_year(workspace, year)
        with workspace.engine.connect() as conn:
            view = export_view(conn, chosen, ExportFilters(), datetime.now(UTC))
        path = output or Path(view.file.file_name)
        path.write_bytes(view.content)
        export_id = record_export(workspace.engine, chosen, file=view.file, by=who())
    left_out = {row.mn_id: row.reasons for row in view.left_out}
    if as_json:
        print_json(
            {
                "export_id": export_id,
                "file": str(path),
                "sha256": view.file.sha256,
                "rows": view.file.row_count,
                "left_out": left_out,
                "held_back": {person.mn_id: person.reasons for person in view.held_back},
                "warnings": view.warnings,
            }
        )
        return
    typer.echo(f"{path}: {view.file.row_count} rows, {len(left_out)} left out, {len(view.held_back)} held back.")
    for warning in view.warnings:
        typer.echo(f"  {warning}", err=True)
    for mn_id, reasons in left_out.items():
        typer.echo(f"  {mn_id} left out: {'; '.join(reasons)}", err=True)


def validate(file: File, *, year: Year = None, as_json: AsJson = False) -> None:
    """Check an import file as Givebutter will, before it is uploaded."""
    with opened(as_json=as_json) as workspace:
        chosen = chosen_year(workspace, year)
        with workspace.engine.connect() as conn:
            issues = check_csv(file.read_bytes(), load_season(conn, chosen), load_contact_ids(conn))
    if as_json:
        print_json({"file": str(file), "errors": [issue.message for issue in issues]})
    else:
        for issue in issues:
            typer.echo(issue.message, err=True)
        typer.echo(f"{file}: {len(issues)} errors.")
    if issues:
        raise typer.Exit(FAILED)


def _doubts(result: UploadPreview | UploadResult) -> dict[str, list[str]]:
    return {"doubts": list(result.doubts)} if isinstance(result, UploadPreview) else {}
