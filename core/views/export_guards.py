"""What an import file may not overwrite: opt-outs, and newer values about which nobody has decided."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from core.outcome import Export, ExportRow
from core.sql import query


def values_undecided(conn: Connection, year: int) -> dict[str, dict[str, str]]:
    """By mentor id and field, what Givebutter has, where it is newer and a conflict is open: the file leaves it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in conn.execute(query("views_export.undecided"), {"year": year}):
        found[row.mn_id][row.field_name] = row.value
    return found


def keep_opt_outs(conn: Connection, export: Export) -> Export:
    """Say no in every cell of which the database says that it would undo an opt-out, whatever our own rules made."""
    rows = [
        {
            "mn_id": row.mn_id,
            "contact_id": row.gb_contact_id,
            "cells": dict(zip(export.headings, row.cells, strict=True)),
        }
        for row in export.ready
        if row.gb_contact_id is not None
    ]
    undone = defaultdict(set)
    for row in conn.execute(query("views_export.undone_opt_outs"), {"rows": json.dumps(rows)}):
        undone[row.mn_id].add(row.heading)
    return replace(export, rows=tuple(_with_no(row, export.headings, undone[row.mn_id]) for row in export.rows))


def _with_no(row: ExportRow, headings: Sequence[str], undone: Collection[str]) -> ExportRow:
    if not undone:
        return row
    cells = tuple("no" if name in undone else cell for name, cell in zip(headings, row.cells, strict=True))
    warnings = (f"{name} would have undone an opt-out and is now no" for name in sorted(undone))
    return replace(row, cells=cells, warnings=(*row.warnings, *warnings))
