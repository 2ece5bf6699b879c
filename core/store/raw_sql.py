"""The statements of `sql/templates/raw.sql` for one raw table, with its names filled in."""

from dataclasses import fields
from functools import cache

from psycopg import sql

from core.sql import blocks
from core.streams import Stream

WRITTEN = ("raw_data", "row_hash")  # besides the record's own fields
_INSTANTS = ("submitted_at", "modified_at", "updated_at")


def columns_of(stream: Stream) -> tuple[str, ...]:
    """The columns that a record of this stream fills, in the order in which they are copied."""
    return (*(name for name in field_names(stream) if name not in stream.untold), *WRITTEN)


@cache
def field_names(stream: Stream) -> tuple[str, ...]:
    """The fields of a stream's record, which are the columns of its table."""
    return tuple(field.name for field in fields(stream.record))


@cache
def statement(name: str, stream: Stream, told: tuple[str, ...] | None = None) -> str:
    """A statement for a stream's table. `told` are the columns to compare and to update, if not all."""
    copied = columns_of(stream)
    told = copied if told is None else told
    year = ("year",) if stream.has_year else ()
    return (
        sql.SQL(blocks("../templates/raw")[name])
        .format(
            table=sql.Identifier(stream.table),
            key=sql.Identifier(stream.key),
            key_type=sql.SQL("text" if stream.key_type == "text" else "bigint"),
            scope=_scope(stream),
            scope_of_t=sql.SQL("t.year = :year" if stream.has_year else "true"),
            columns=_names(copied),
            fields=_names(field_names(stream)),
            all_columns=_names((*year, *copied)),
            all_values=sql.SQL(", ").join([*(sql.SQL("CAST(:year AS integer)") for _ in year), _names(copied)]),
            primary_key=_names((*year, stream.key)),
            assignments=_pairs((*told, *(name for name in WRITTEN if name not in told))),
            instants=_names(tuple(name for name in _INSTANTS if name in copied)),
            told_of_t=_names(told, "t"),
            told_of_i=_names(told, "i"),
            archived_here=_archived_here(stream),
            returns=_returns(stream, "t", "i"),
            revived=_revived(stream),
        )
        .as_string()
    )


def _scope(stream: Stream) -> sql.SQL:
    """The rows that a read is about. A source that does not know archived contacts cannot miss them."""
    if stream.has_year:
        return sql.SQL("year = :year")
    return sql.SQL("archived_at IS NULL" if "archived_at" in stream.untold else "true")


def _is_unknown(stream: Stream, column: str) -> bool:
    return column in stream.untold and column in field_names(stream)


def _archived_here(stream: Stream) -> sql.Composable:
    """Whether a row's archived mark is our own: we archived the contact, its last record knows nothing of it."""
    if stream.has_year:
        return sql.SQL("false")
    return sql.SQL("(archived_at IS NOT NULL AND raw_data ->> 'archived_at' IS NULL)")


def _returns(stream: Stream, known: str, incoming: str) -> sql.Composable:
    """Whether an archived row is back: a source without archived records tells it, and tells of later than that."""
    if not _is_unknown(stream, "archived_at"):
        return sql.SQL("false")
    return sql.SQL(
        "coalesce({t}.archived_at IS NOT NULL AND ({i}.modified_at > {t}.modified_at"
        " OR CAST(:as_of AS timestamptz) > {t}.archived_at), false)"
    ).format(t=sql.Identifier(known), i=sql.Identifier(incoming))


def _revived(stream: Stream) -> sql.Composable:
    """What becomes of the archived mark of a row that is written."""
    if not _is_unknown(stream, "archived_at"):
        return sql.SQL("")
    returns = _returns(stream, stream.table, "excluded")
    back = ", archived_at = CASE WHEN {returns} THEN NULL ELSE {table}.archived_at END"
    return sql.SQL(back).format(returns=returns, table=sql.Identifier(stream.table))


def _names(names: tuple[str, ...], alias: str | None = None) -> sql.Composed:
    qualifier = (alias,) if alias else ()
    return sql.SQL(", ").join(sql.Identifier(*qualifier, name) for name in names)


def _pairs(names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Identifier("excluded", name)) for name in names
    )
