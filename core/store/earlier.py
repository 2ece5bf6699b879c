"""Where a cell cannot be read, the record keeps what was known of it before."""

import json
from collections.abc import Mapping
from dataclasses import replace

from core.store.raw_table import RawTable, Row
from core.store.unread import Earlier, Key
from core.streams.cells import with_earlier


def with_earlier_values(table: RawTable, rows: Mapping[Key, Row]) -> dict[Key, Row]:
    """The rows, with the stored values in the fields whose cells could not be read."""
    doubtful = {key: row for key, row in rows.items() if row.unread}
    earlier = table.unread.load_earlier(doubtful.keys()) if doubtful else {}
    return {**rows, **{key: _kept(row, earlier[key]) for key, row in doubtful.items() if key in earlier}}


def _kept(row: Row, earlier: Earlier) -> Row:
    """A value that an older version of our code made of this very record is no earlier value, but a misreading."""
    is_same = json.loads(row.written) == earlier.raw
    fields = row.unread.keys() & earlier.unread.keys() if is_same else row.unread.keys()
    return replace(row, record=with_earlier(row.record, fields, earlier.record))
