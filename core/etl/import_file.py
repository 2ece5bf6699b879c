"""The import file as bytes: written for Givebutter, and checked again whoever wrote it."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator

from core.outcome import Export
from core.records import Issue, Severity
from core.rules.checks import cell_checks, problems_of
from core.rules.export import CONTACT_ID, EXTERNAL_ID, headings
from core.seasons import Season

BOM = b"\xef\xbb\xbf"
Record = tuple[int, list[str]]  # the line on which a record ends, and its cells


def write_csv(export: Export) -> bytes:
    """UTF-8 without BOM, lines end with LF, quoted where RFC 4180 needs it. Rows with problems are left out."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(export.headings)
    writer.writerows(row.cells for row in export.ready)
    return text.getvalue().encode("utf-8")


def check_csv(content: bytes, season: Season, known_contact_ids: Collection[int] | None) -> tuple[Issue, ...]:
    """Everything Givebutter would refuse in a file, whoever made it; nothing means it can be imported.

    `known_contact_ids` are those of today's contacts, `None` where they are not known. The `record_id` of an
    issue is the line in the file.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return (_issue("The file is not UTF-8 text"),)
    try:
        records = list(_records(text))
    except csv.Error:
        return (_issue("The file is no proper CSV: a quotation mark does not close"),)
    if not records:
        return (_issue("The file is empty"),)
    (_, names), rows = records[0], records[1:]
    if not set(names) & set(headings(season)):
        return (_issue("The first line holds no heading of the import file"),)
    return (
        *_format_issues(content, names, season),
        *_row_issues(names, rows, season),
        *_repeated_issues(names, rows),
        *_stale_issues(names, rows, known_contact_ids),
    )


def _records(text: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    for cells in reader:
        if cells:
            yield reader.line_num, cells


def _format_issues(content: bytes, names: list[str], season: Season) -> Iterator[Issue]:
    if content.startswith(BOM):
        yield _issue("The file starts with a byte order mark", Severity.WARNING)
    if b"\r\n" in content:
        yield _issue("Lines end with CR LF instead of LF", Severity.WARNING)
    for name, count in Counter(names).items():
        if count > 1:
            yield _issue(f"The column {name} is there {count} times")
    for name in headings(season):
        if name not in names:
            yield _issue(f"The column {name} is missing")
    for name in names:
        if name not in headings(season):
            yield _issue(f"The column {name} is unknown", Severity.WARNING)


def _row_issues(names: list[str], rows: list[Record], season: Season) -> Iterator[Issue]:
    checks = cell_checks(season)
    for line, cells in rows:
        if len(cells) != len(names):
            yield _issue(f"The row has {len(cells)} cells instead of {len(names)}", line=line)
            continue
        row = dict(zip(names, cells, strict=True))
        for problem in problems_of(row, checks):
            yield _issue(problem, line=line)


def _repeated_issues(names: list[str], rows: list[Record]) -> Iterator[Issue]:
    for heading in (CONTACT_ID, EXTERNAL_ID):
        values = _column(names, rows, heading)
        counts = Counter(value.upper() for _, value in values)
        for line, value in values:
            if counts[value.upper()] > 1:
                yield _issue(f"{heading} stands in more than one row", line=line)


def _stale_issues(names: list[str], rows: list[Record], known: Collection[int] | None) -> Iterator[Issue]:
    if known is None:
        yield _issue("Nobody knows today's contacts, so contact ids were not verified", Severity.WARNING)
        return
    for line, value in _column(names, rows, CONTACT_ID):
        if value.isascii() and value.isdecimal() and int(value[:20]) not in known:
            yield _issue(f"Contact {value} is not among today's contacts", line=line)


def _column(names: list[str], rows: list[Record], heading: str) -> list[tuple[int, str]]:
    """The cells under a heading that are not blank, with their lines."""
    if heading not in names:
        return []
    position = names.index(heading)
    return [(line, cells[position]) for line, cells in rows if len(cells) > position and cells[position]]


def _issue(message: str, severity: Severity = Severity.ERROR, *, line: int | None = None) -> Issue:
    return Issue("import_file", severity, message, record_id=None if line is None else str(line))
