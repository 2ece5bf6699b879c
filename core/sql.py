"""The named queries of `sql/queries/`: `query("runs.request")` is the block `-- name: request` of `runs.sql`."""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import TextClause, text

QUERIES = Path(__file__).parent.parent / "sql" / "queries"
_HEADER = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)


def query(name: str) -> TextClause:
    """The query `file.name`. Raises `KeyError` when there is none."""
    file, _, block = name.partition(".")
    return text(blocks(file)[block])


@cache
def blocks(file: str) -> dict[str, str]:
    """All queries of one file, by name."""
    parts = _HEADER.split((QUERIES / f"{file}.sql").read_text(encoding="utf-8"))
    return {name: body.strip().rstrip(";") for name, body in zip(parts[1::2], parts[2::2], strict=True)}
