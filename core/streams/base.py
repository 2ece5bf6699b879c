"""What a stream is: one kind of record, read from one source into one raw table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core.records import Issue, Severity
from core.seasons import Season
from core.streams.answers import Names
from core.streams.cells import Parsed, Record
from core.streams.values import MalformedRecordError, mapping, record_id, submission_id

MOST_TOLD_APART = 20  # of one column; more are one issue, so that a page of issues can still be read
FIRST_NAMED = 10  # of those; the issue keeps all of them

Parse = Callable[[Mapping[str, Any], Names], Parsed[Any] | None]


@dataclass(frozen=True, slots=True)
class Stream:
    """One kind of record read from one source.

    `parse` makes a record of a parsed JSON object, or `None` of one that counts as deleted. `questions` are the
    expected questions of a form, each with its alternative names; `season_key` is the setting that names what is
    read; `untold` are columns that this source does not know and must leave as they are; `checked` are fields that
    keep what was typed beside them, so that a run says itself what is wrong with them.
    """

    name: str
    title: str
    table: str
    key: str
    source: Literal["jotform", "givebutter"]
    record: type[Record]
    parse: Parse
    id_field: str = "id"
    season_key: str | None = None
    questions: tuple[tuple[str, ...], ...] = ()
    required: bool = True
    has_year: bool = True
    untold: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()

    @property
    def key_type(self) -> str:
        """The PostgreSQL type of the key column."""
        return "text" if self.source == "jotform" else "bigint"

    def is_configured(self, season: Season) -> bool:
        """Whether the season says what is to be read."""
        return self.season_key is None or bool(self.source_id(season))

    def source_id(self, season: Season) -> str:
        """The form id or campaign code to read; "" where nothing need be named."""
        return str(getattr(season, self.season_key) or "") if self.season_key else ""

    def names(self, season: Season) -> Names:
        """The form's own names of questions where they differ from ours."""
        return season.question_names.get(self.name, {})

    def key_of(self, raw: Any) -> str | int | None:
        """The key of a parsed JSON value, if it has a usable one."""
        try:
            identity = mapping(raw).get(self.id_field)
            return submission_id(identity) if self.source == "jotform" else record_id(identity)
        except MalformedRecordError:
            return None

    def read(self, raw: Any, names: Names) -> Record | Issue | None:
        """The record of a parsed JSON value, `None` when it counts as deleted, or an issue when it is not usable."""
        parsed = self.read_cells(raw, names)
        return parsed.record if isinstance(parsed, Parsed) else parsed

    def read_cells(self, raw: Any, names: Names) -> Parsed[Record] | Issue | None:
        """The same with the fields whose cells could not be read: only an unusable id costs the whole record."""
        if not isinstance(raw, dict):
            return self.malformed(raw, "it is no object")
        try:
            return self.parse(raw, names)
        except MalformedRecordError as problem:
            return self.malformed(raw, str(problem))

    def malformed(self, raw: Any, problem: str) -> Issue:
        """The issue of a record that is not usable."""
        key = self.key_of(raw)
        known_id = None if key is None else str(key)
        return Issue(
            error_type="malformed_record",
            severity=Severity.ERROR,
            message=f"Record {known_id or 'without id'} of {self.title} could not be read: {problem}.",
            source_table=self.table,
            record_id=known_id,
            raw_data=raw if isinstance(raw, dict) else {"record": raw},
        )

    def unread(self, record_id: str, columns: Iterable[str]) -> Issue:
        """The issue of cells that hold something which cannot be read."""
        named = ", ".join(sorted(columns))
        return Issue(
            error_type="unreadable_value",
            severity=Severity.WARNING,
            message=f"{named} of record {record_id} of {self.title} could not be read; what was known of it stays.",
            source_table=self.table,
            record_id=record_id,
        )

    def tell_unread(self, unread: Mapping[str, Iterable[str]]) -> Iterator[Issue]:
        """One issue for each record with cells that cannot be read; for a column with many of them, one for all."""
        records: dict[str, list[str]] = defaultdict(list)
        for key, columns in unread.items():
            for column in columns:
                records[column].append(key)
        many = {column: tuple(told) for column, told in records.items() if len(told) > MOST_TOLD_APART}
        for key, columns in unread.items():
            if few := [column for column in columns if column not in many]:
                yield self.unread(key, few)
        yield from (self._unread_column(column, told) for column, told in sorted(many.items()))

    def _unread_column(self, column: str, records: Sequence[str]) -> Issue:
        first = ", ".join(records[:FIRST_NAMED])
        return Issue(
            error_type="unreadable_value",
            severity=Severity.WARNING,
            message=f"{column} of {len(records):,} records of {self.title} could not be read; what was known of them "
            f"stays. The first are {first}; perhaps the column itself changed.",
            source_table=self.table,
            record_id=f"column {column}",
            raw_data={"records": list(records)},
        )
