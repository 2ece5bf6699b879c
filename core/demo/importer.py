"""Givebutter's contact import: which rows update, which create, which are refused, and with what words."""

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from core.demo.clock import givebutter_stamp
from core.demo.contact_docs import PLAIN_FIELDS, Document, contact_document, custom_values, postal, reachable
from core.demo.contact_writes import normal_phone
from core.demo.import_columns import column_keys, custom_field_id
from core.demo.import_rules import Cells, listed, refusals
from core.demo.store import DemoStore

_SUBSCRIPTIONS = {
    "email_subscription": "is_email_subscribed",
    "phone_subscription": "is_phone_subscribed",
    "address_subscription": "is_address_subscribed",
}
_ADDRESS = ("address_1", "city", "state", "zipcode")
_DIGITS_OF_AN_ID = 18
_SHAPED = {"tags", "note", "gender", "archived_at"}


@dataclass(frozen=True, slots=True)
class Failed:
    """A refused row: its number (1 is the first below the headings), its External ID, and why."""

    row: int
    external_id: str | None
    error: str


@dataclass(slots=True)
class ImportReport:
    """What an import did. `ids` holds the contact of every accepted row."""

    accepted: int = 0
    created: int = 0
    updated: int = 0
    ids: list[int] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    ignored_headings: list[str] = field(default_factory=list)
    failed_file: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return asdict(self)


def import_csv(store: DemoStore, content: bytes) -> ImportReport:
    """Import a file by Givebutter's rules. Raises `ValueError` when it is no CSV with known headings."""
    csv.field_size_limit(2**31 - 1)  # the vendor reads cells of any length and then refuses them
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    keys, ignored = column_keys(rows[0] if rows else [])
    if not any(keys):
        raise ValueError("the file has no heading that the importer knows")
    report = ImportReport(ignored_headings=ignored)
    refused: list[tuple[str, Cells]] = []
    moment = store.clock()
    with store.database.transaction():
        for number, row in enumerate((row for row in rows[1:] if any(row)), start=1):
            cells = {key: text.strip() for key, text in zip(keys, row, strict=False) if key and text.strip()}
            errors = " ".join(_import_row(store, cells, moment, report))
            if errors:
                report.failed.append(Failed(number, cells.get("external_id"), errors))
                refused.append((errors, cells))
        report.failed_file = _keep_failures(store, moment, [key for key in keys if key], refused)
    return report


def _import_row(store: DemoStore, cells: Cells, moment: datetime, report: ImportReport) -> list[str]:
    """Write one row; the reasons when it is refused."""
    contact_id = int(cells["id"]) if _is_id(cells.get("id", "")) else None
    # Only the contact id updates. A stale one (archived, merged away) counts as none: the row then creates.
    target = contact_id if contact_id is not None and store.contacts.is_living(contact_id) else None
    errors = list(refusals(cells))
    holder = store.contacts.with_external_id(cells["external_id"]) if cells.get("external_id") else None
    if holder is not None and holder != target:
        errors.append(f"A contact with External ID [{cells['external_id']}] already exists.")
    if errors:
        return errors
    before = store.contacts.get(target) if target is not None else None
    document = before or contact_document(store.contacts.next_id(), {}, created_at=moment, updated_at=moment)
    store.contacts.save(_merged(document, cells, moment), household=cells.get("household_name"))
    report.accepted += 1
    report.created += before is None
    report.updated += before is not None
    report.ids.append(document["id"])
    return []


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS_OF_AN_ID


def _merged(document: Document, cells: Cells, moment: datetime) -> Document:
    """The contact with the row's values: blank cells keep, tags and further addresses add, notes append."""
    plain = {name: text for name, text in cells.items() if name in PLAIN_FIELDS - _SHAPED}
    subscribed = {theirs: cells[ours].lower() == "yes" for ours, theirs in _SUBSCRIPTIONS.items() if ours in cells}
    merged = {**document, **plain, **subscribed, **_reach(document, cells), **_custom(document, cells)}
    if "gender" in cells:
        merged["gender"] = cells["gender"].lower()
    if "note" in cells:
        merged["note"] = "\n".join(text for text in (document["note"], cells["note"]) if text)
    merged["tags"] = list(dict.fromkeys([*document["tags"], *listed(cells.get("tags", ""))]))
    if all(cells.get(part) for part in _ADDRESS):
        merged |= postal(*(cells[part] for part in _ADDRESS), at=moment)
    merged["updated_at"] = givebutter_stamp(moment)
    merged["salutation_name"] = merged["preferred_name"] or merged["first_name"]
    return merged


def _reach(document: Document, cells: Cells) -> Document:
    given = [*listed(cells.get("primary_email", "")), *listed(cells.get("emails", ""))]
    first, others = given[:1] if cells.get("primary_email") else [], given
    kept = [entry["value"] for entry in document["emails"]]
    emails = {address.lower(): address.lower() for address in [*first, *kept, *others]}
    phones = _phones([*listed(cells.get("primary_phone", "")), *(entry["value"] for entry in document["phones"])])
    return reachable(emails, dict.fromkeys([*phones, *_phones(listed(cells.get("phones", "")))]))


def _phones(texts: Iterable[str]) -> list[str]:
    return [normal_phone(text) or text for text in texts]


def _custom(document: Document, cells: Cells) -> Document:
    values = {entry["field_id"]: entry["value"] for entry in document["custom_fields"]}
    given = {field_id: text for key, text in cells.items() if (field_id := custom_field_id(key)) is not None}
    return {"custom_fields": custom_values({**values, **given})} if given else {}


def _keep_failures(store: DemoStore, moment: datetime, keys: list[str], refused: list[tuple[str, Cells]]) -> str | None:
    """Keep the failed rows in the vendor's format: errors first, then internal keys."""
    if not refused:
        store.database.remember("failed_csv", "")
        return None
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    unique = list(dict.fromkeys(keys))
    writer.writerow(["ERRORS", *unique])
    writer.writerows([errors, *(cells.get(key, "") for key in unique)] for errors, cells in refused)
    store.database.remember("failed_csv", text.getvalue())
    return f"contacts-{moment:%Y-%m-%d}-{int(moment.timestamp())}-failed.csv"
