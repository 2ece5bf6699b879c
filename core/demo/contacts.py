"""The demo's Givebutter contacts: kept as the JSON text that is served, listed without slow offsets."""

import json
from array import array
from collections.abc import Iterator, Mapping

from core.demo.clock import Clock, givebutter_stamp
from core.demo.contact_docs import Document, contact_row, document_row, household_id
from core.demo.database import Database

LISTING_FILTERS = (
    "type", "created_after", "created_before", "updated_after", "updated_before", "total_min", "total_max",
    "recurring_min", "recurring_max", "tag", "email", "primary_email", "first_name", "last_name",
)  # fmt: skip
_MOST_LISTINGS = 8


class Contacts:
    """Contacts by id. Every write moves `updated_at`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._listings: dict[tuple[object, ...], array[int]] = {}

    def page(self, filters: Mapping[str, object], page: int, per_page: int) -> tuple[list[str], int]:
        """One page of living contacts as JSON texts, and how many there are in all."""
        ids = self._listing(filters)
        wanted = ids[(page - 1) * per_page : page * per_page]
        found = {
            row["id"]: row["doc"] for row in self._database.rows("contact_docs", {"ids": json.dumps(wanted.tolist())})
        }
        return [found[contact_id] for contact_id in wanted if contact_id in found], len(ids)

    def all(self) -> Iterator[tuple[Document, str | None]]:
        """Every living individual with its household, in the order of the ids."""
        after = 0
        while rows := self._database.rows("contact_docs_after", {"after": after, "limit": 1000}):
            yield from ((json.loads(row["doc"]), row["household"]) for row in rows)
            after = rows[-1]["id"]

    def get(self, contact_id: int) -> Document | None:
        """One contact, archived or not, or `None`."""
        row = self._database.row("contact", {"id": contact_id})
        return json.loads(row["doc"]) if row else None

    def household(self, contact_id: int) -> str | None:
        """The household of a contact, which the contact itself does not show."""
        row = self._database.row("contact", {"id": contact_id})
        return row["household"] if row else None

    def households(self, page: int, per_page: int) -> list[Document]:
        """One page of the households with the ids of their living members."""
        rows = self._database.rows("households", {"limit": per_page, "skip": (page - 1) * per_page})
        return [
            {
                "id": household_id(row["household"]),
                "name": row["household"],
                "contacts": [{"id": contact_id} for contact_id in json.loads(row["members"])],
            }
            for row in rows
        ]

    def is_living(self, contact_id: int) -> bool:
        """The contact exists and is not archived."""
        row = self._database.row("contact_state", {"id": contact_id})
        return row is not None and row["archived_at"] is None

    def with_external_id(self, external_id: str) -> int | None:
        """The living contact that carries an External ID."""
        row = self._database.row("contact_with_external_id", {"external_id": external_id})
        return int(row["id"]) if row else None

    def same_person(self, document: Document) -> int | None:
        """The living contact with the same name and the same primary e-mail or phone."""
        names = ("first_name", "last_name", "primary_email", "primary_phone")
        row = self._database.row("same_person", {name: document[name] for name in names})
        return int(row["id"]) if row else None

    def next_id(self) -> int:
        """The id of the next new contact."""
        return max(self._database.number("last_contact", {}), 20_000_000) + 7

    def save(self, document: Document, *, household: str | None = None) -> None:
        """Keep a contact as it is."""
        kept = household or self.household(document["id"])
        with self._database.transaction():
            self._database.execute("save_contact", contact_row(document))
            self._database.execute("save_contact_doc", document_row(document, kept))
        self._listings.clear()

    def touch(self, document: Document) -> Document:
        """Keep a changed contact; its `updated_at` moves."""
        touched = {**document, "updated_at": givebutter_stamp(self._clock())}
        self.save(touched)
        return touched

    def archive(self, contact_id: int) -> None:
        """Archive a contact: it leaves the listings."""
        document = self.get(contact_id)
        if document is not None:
            self.touch({**document, "archived_at": givebutter_stamp(self._clock())})

    def restore(self, contact_id: int) -> Document | None:
        """Bring an archived contact back."""
        document = self.get(contact_id)
        return self.touch({**document, "archived_at": None}) if document else None

    def forget_listings(self) -> None:
        """After contacts were written in bulk."""
        self._listings.clear()

    def _listing(self, filters: Mapping[str, object]) -> "array[int]":
        # Ids in memory (8 bytes each) make page 9,000 as fast as page 1.
        key = tuple(filters.get(name) for name in (*LISTING_FILTERS, "sort_by", "sort_descending"))
        listing = self._listings.get(key)
        if listing is None:
            if len(self._listings) >= _MOST_LISTINGS:
                self._listings.clear()
            listing = self._listings[key] = self._sorted(self._ids(filters), filters)
        return listing

    def _ids(self, filters: Mapping[str, object]) -> "array[int]":
        given = {"type": "individual", **{name: value for name, value in filters.items() if name in LISTING_FILTERS}}
        if given.keys() == {"type"}:
            return self._database.ids("contact_ids_listed", given)
        if given.keys() == {"type", "updated_after"}:
            return self._database.ids("contact_ids_updated", given)
        return self._database.ids("contact_ids", {**dict.fromkeys(LISTING_FILTERS), **given})

    def _sorted(self, ids: "array[int]", filters: Mapping[str, object]) -> "array[int]":
        if not filters.get("sort_by"):
            return ids
        rows = self._database.rows("contact_order", {"sort_by": filters["sort_by"]})
        order = {row["id"]: row["sort_key"] or "" for row in rows}
        ascending = sorted(ids, key=lambda contact_id: order[contact_id], reverse=bool(filters.get("sort_descending")))
        return array("q", ascending)
