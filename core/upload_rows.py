"""The rows of an uploaded contacts export: which can be read, and what is wrong with the others."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from core.errors import UploadRefusedError
from core.records import Issue
from core.store.raw_table import Row
from core.store.unread import Key
from core.streams import Parsed, Record, Stream
from core.streams.contacts_csv import CONTACTS_CSV, ID, unique_headings
from core.streams.stored import row_hash, stored_form
from core.upload_doubts import Precision, precision_of

READ_FROM = "file"
_LONGEST_CELL = 2**31 - 1
_MOST_UNREAD, _FEW_UNREAD = 0.1, 20  # a larger share, and more than a few: the file itself is damaged
HOW_TO_EXPORT = "In Givebutter, open Contacts, clear all filters and choose Export; upload the CSV file as it comes."


class UploadRows:
    """Makes records of the file's rows, each contact once; what it cannot read becomes an issue."""

    def __init__(self, headings: tuple[str, ...], stream: Stream) -> None:
        self._headings = headings
        self._stream = stream
        self.malformed = 0
        self.doubtful: dict[Key, Row] = {}
        self.unread: Counter[str] = Counter()
        self.total = 0
        self.precision = Precision.DAY
        self.keys: set[Key] = set()
        self._malformed: list[Issue] = []

    def rows(self, cells: Iterable[list[str]]) -> Iterator[Row]:
        """The readable rows; those with cells that cannot be read are `doubtful` and follow by themselves."""
        for values in cells:
            self.total += 1
            source, written = stored_form(dict(zip(self._headings, values, strict=False)))
            self.precision = max(self.precision, precision_of(source))
            key = self._stream.key_of(source)
            parsed = self._read(source, len(values), is_repeated=key in self.keys)
            if isinstance(parsed, Issue):
                self.malformed += 1
                self._malformed.append(parsed)
            elif parsed is not None and key is not None:
                row = Row(parsed.record, written, row_hash(written, READ_FROM), parsed.unread)
                if row.unread:
                    self._note_unread(key, row)
                else:
                    yield row
            if key is None:
                self.unread[ID] += 1
            else:
                self.keys.add(key)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What could not be read, record by record; a column that many records lack at once."""
        unread = {str(key): tuple(row.unread.values()) for key, row in self.doubtful.items()}
        return (*self._malformed, *self._stream.tell_unread(unread))

    def refuse_spreadsheet(self) -> None:
        """Raise `UploadRefusedError` where a column cannot be read as a whole: so spreadsheets leave phone numbers."""
        column, unread = next(iter(self.unread.most_common(1)), ("", 0))
        if unread > max(_FEW_UNREAD, self.total * _MOST_UNREAD):
            raise UploadRefusedError(
                f"{unread} of {self.total} rows hold a {column} that cannot be read. Perhaps a spreadsheet has saved "
                f"the file: it turns long numbers into 1.4E+10. Nothing was changed. {HOW_TO_EXPORT}"
            )

    def _note_unread(self, key: Key, row: Row) -> None:
        self.doubtful[key] = row
        self.unread.update(row.unread.values())

    def _read(self, source: dict[str, Any], width: int, *, is_repeated: bool) -> Parsed[Record] | Issue | None:
        if width != len(self._headings):
            return CONTACTS_CSV.malformed(source, f"the row has {width} cells, not {len(self._headings)}")
        if is_repeated:
            return CONTACTS_CSV.malformed(source, "its id stands in an earlier row, too, which counts")
        return self._stream.read_cells(source, {})


def read_file(path: Path) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """Headings and rows of a contacts export. Raises `UploadRefusedError` with what is wrong and what to do."""
    rows = _cells(path)
    headings = unique_headings(next(rows, ()))
    if not any(headings):
        raise UploadRefusedError(f"The file is empty. {HOW_TO_EXPORT}")
    if ID not in headings:
        raise UploadRefusedError(f'This is no contacts export: it has no column "{ID}". {HOW_TO_EXPORT}')
    if "Primary Phone Number" in headings:
        raise UploadRefusedError(f"This is a file to import into Givebutter, not its contacts export. {HOW_TO_EXPORT}")
    return headings, rows


def _cells(path: Path) -> Iterator[list[str]]:
    """The rows of a CSV file one by one: notes hold line breaks, and a whole account need not fit into memory."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(_LONGEST_CELL)  # notes may be longer than the 128 KiB that Python allows
            yield from (row for row in csv.reader(file, strict=True) if any(map(str.strip, row)))
    except OSError:
        raise UploadRefusedError("The file cannot be opened; nothing was changed.") from None
    except UnicodeDecodeError:
        raise UploadRefusedError(
            f"The file is no UTF-8 text; perhaps it is an Excel workbook or was saved by one. {HOW_TO_EXPORT}"
        ) from None
    except csv.Error:
        raise UploadRefusedError(
            f"The file is damaged or no CSV file: its quotes do not match. {HOW_TO_EXPORT}"
        ) from None
