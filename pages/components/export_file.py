"""The import file on the screen: numbers, checks, downloads, and who is in it and who is not."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.commands import record_export
from core.views.export import ExportView, NotInFile
from core.views.export_checks import Check
from core.views.spreadsheet import to_xlsx
from core.views.words import count, phone
from pages.components.export_reasons import draw_reasons
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import visitor, workspace

_PARTS = ("in_file", "left_out", "held_back")
_MARKS = {
    "error": ":red[:material/error:]",
    "warning": ":orange[:material/warning:]",
}


def draw_numbers(export: ExportView) -> None:
    """Who is in the file and who is not, as numbers."""
    with st.container(horizontal=True):
        st.metric("In the file", f"{len(export.rows):,}", border=True)
        st.metric("Left out, to be corrected", f"{len(export.left_out):,}", border=True)
        st.metric("Held back", f"{len(export.held_back):,}", border=True)
        st.metric("Dropped out", f"{export.dropped:,}", border=True)
    notes = [f"Contacts as of {export.contacts.age}"]
    if export.new_contacts:
        notes.append(f"Givebutter will create {count(export.new_contacts, 'new contact')}")
    if export.not_wanted:
        notes.append(f":orange[{count(export.not_wanted, 'mentor')} not chosen: filters are in use]")
    st.caption(" · ".join(notes))


def draw_checks(export: ExportView) -> None:
    """What was checked, and what was found."""
    st.header("Checks")
    passed = f"{count(len(export.rows), 'row')} passed all {len(export.rules)} checks of Givebutter's import"
    lines = [(f"{_MARKS[found.severity]} {plain(found.title)}", _rows(found)) for found in export.findings]
    lines.append((f":green[:material/check_circle:] {passed}", ""))
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, hide_header=True)
    with st.expander("What every row is checked for", icon=":material/checklist:"):
        st.markdown("\n".join(f"- {plain(rule)}" for rule in export.rules))


def draw_downloads(export: ExportView) -> None:
    """The file as it was checked, and a workbook for reading. The manifest is kept when the file really leaves.

    What speaks against the file stands above the button, which then does not invite.
    """
    for warning in export.warnings:
        (st.error if export.contacts.is_grave else st.warning)(plain(warning), icon=":material/warning:")
    with st.container(horizontal=True):
        st.download_button(
            f"Download import file ({count(len(export.rows), 'person', 'people')})",
            data=_handed_out(export),
            file_name=export.file.file_name,
            mime="text/csv",
            key="download_csv",
            type="secondary" if export.contacts.is_grave else "primary",
            icon=":material/download:",
            on_click="ignore",
            disabled=not export.is_sound,
        )
        st.download_button(
            "For reading in Excel",
            data=lambda: to_xlsx(export.content),
            file_name=export.file.file_name.replace(".csv", ".xlsx"),
            key="download_xlsx",
            icon=":material/table_view:",
            on_click="ignore",
            disabled=not export.is_sound,
            help="Only for reading: Givebutter wants the import file.",
        )


def draw_people(export: ExportView) -> None:
    """Everybody in the file, and everybody who is not, with the reason."""
    titles = [
        f"In the file ({len(export.rows):,})",
        f"Left out ({len(export.left_out):,})",
        f"Held back ({len(export.held_back):,})",
    ]
    st.header("Who is in the file, and who is not")
    opened = _PARTS.index(part) if (part := st.query_params.get("part")) in _PARTS else 0
    in_file, left_out, held_back = st.tabs(titles, default=titles[opened], on_change="rerun")
    if in_file.open:
        with in_file:
            _draw_rows(export)
    if left_out.open:
        with left_out:
            _draw_missing(export.left_out, "Nobody is left out.")
    if held_back.open:
        with held_back:
            _draw_missing(export.held_back, "Nobody is held back.")


def _handed_out(export: ExportView):  # noqa: ANN202
    engine, by = workspace().engine, visitor()

    def content() -> bytes:
        record_export(engine, export.year, file=export.file, by=by)
        return export.content

    return content


def _rows(found: Check) -> str:
    return f"{count(found.number, 'row')}, {'left out' if found.severity == 'error' else 'still in the file'}"


def _draw_rows(export: ExportView) -> None:
    rows = [
        (row.mn_id, row.full_name, row.status, str(row.contact_id or "new contact"), phone(row.phone), row.email)
        for row in export.rows
    ]
    columns = ["Mentor", "Name", "Status", "Givebutter contact", "Phone", "E-mail"]
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, key="in_file")


def _draw_missing(people: Sequence[NotInFile], nobody: str) -> None:
    if not people:
        st.caption(nobody)
        return
    draw_reasons(people)
    table = pd.DataFrame(
        [(person.mn_id, person.full_name, " ".join(person.reasons), _question(person)) for person in people],
        columns=["Mentor", "Name", "Why", "Question"],
    )
    st.dataframe(
        table if table["Question"].any() else table.drop(columns="Question"),
        hide_index=True,
        column_config={
            "Why": st.column_config.TextColumn(width="large"),
            "Question": st.column_config.LinkColumn(display_text="Answer it"),
        },
    )


def _question(person: NotInFile) -> str:
    """Where the question that holds somebody back is answered, if one does."""
    if person.conflict_id is None:
        return ""
    return f"/conflicts?season={shown_frame().year}&conflict={person.conflict_id}"
