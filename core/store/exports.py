"""Import files that were handed out: their hash and manifest, never their content."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.decisions import Agreed
from core.sql import query


@dataclass(frozen=True, slots=True)
class ExportFile:
    """What is kept of an import file. `manifest` maps mn_id to contact id (`None`: Givebutter creates one).

    `told` are the compared values that its bytes hold.
    """

    file_name: str
    sha256: str
    row_count: int
    filters: Mapping[str, object]
    manifest: Mapping[str, int | None]
    contacts_at: datetime | None
    told: tuple[Agreed, ...] = ()


def record(conn: Connection, year: int, file: ExportFile, by: str) -> int:
    """Keep the manifest of a file. Returns its export id."""
    row = {
        "year": year,
        "by": by,
        "file_name": file.file_name,
        "sha256": file.sha256,
        "row_count": file.row_count,
        "filters": json.dumps(file.filters),
        "manifest": json.dumps(file.manifest),
        "contacts_at": file.contacts_at,
    }
    return int(conn.execute(query("exports.record"), row).scalar_one())


def load_exported_as_new(conn: Connection, year: int) -> frozenset[str]:
    """Mentor ids that went out without a contact in a file that no later reading of the contacts followed."""
    return frozenset(conn.execute(query("exports.as_new"), {"year": year}).scalars())
