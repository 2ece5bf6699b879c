"""What speaks against taking an uploaded contacts file for today's, in sentences; a person may know better."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from core.rules.removals import is_large_share
from core.streams.contacts_csv import CREATED, MODIFIED

_EXPORT_ALL = "If the export was filtered, export all contacts; if they are really gone, confirm it."
_EXPORT_AGAIN = "Export the contacts again; if you want this older state all the same, confirm it."


class Precision(IntEnum):
    """How exactly a file writes its instants; a spreadsheet that saved it may have cut the seconds off."""

    DAY = 1
    MINUTE = 2
    SECOND = 3

    def cut(self, moment: datetime) -> datetime:
        """An instant as such a file would write it."""
        by_minute = moment.replace(second=0, microsecond=0)
        cuts = {
            Precision.DAY: by_minute.replace(hour=0, minute=0),
            Precision.MINUTE: by_minute,
            Precision.SECOND: moment.replace(microsecond=0),
        }
        return cuts[self]


@dataclass(frozen=True, slots=True)
class FileAge:
    """Up to when a file tells (`None`: it does not say), and the newest instant that is known of its contacts."""

    file_until: datetime | None
    known_until: datetime | None
    precision: Precision = Precision.SECOND

    @property
    def is_older(self) -> bool:
        """The file tells of an earlier moment than the one that is known, or of none."""
        if self.known_until is None:
            return False
        return self.file_until is None or self.file_until < self.precision.cut(self.known_until)


def precision_of(row: Mapping[str, Any]) -> Precision:
    """How exactly a row writes its instants."""
    cells = [str(row.get(heading) or "") for heading in (CREATED, MODIFIED)]
    if any(re.search(r"\d:\d\d:\d\d", cell) for cell in cells):
        return Precision.SECOND
    return Precision.MINUTE if any(re.search(r"\d:\d\d", cell) for cell in cells) else Precision.DAY


def find_doubts(*, rows: int, gone: int, known: int, age: FileAge) -> Iterator[str]:
    """Why a person should confirm a file of so many rows first, in which so many of the known contacts are gone."""
    if is_large_share(gone, known):
        yield (
            f"{gone} contacts that we know are missing in this file of {rows} rows, more than a tenth of all. "
            f"{_EXPORT_ALL}"
        )
    if not age.is_older:
        return
    if age.file_until is None:
        yield f"The file does not say how old it is: no contact in it has a time in {MODIFIED}. {_EXPORT_AGAIN}"
    else:
        yield (
            f"The file is older than what we know: its last change is of {age.file_until:%d %b %Y %H:%M} UTC, and we "
            f"know of one of {age.known_until:%d %b %Y %H:%M} UTC. {_EXPORT_AGAIN}"
        )
