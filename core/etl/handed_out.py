"""What an import file tells Givebutter about the fields that are compared: to see later which side changed."""

from collections.abc import Iterator, Mapping

from core.decisions import Agreed
from core.etl.sources import said_by_contact
from core.mentors import Mentor
from core.outcome import Export
from core.records import Contact, Source
from core.rules.export import EMAIL, PHONE
from core.rules.questions import ASKED_FIELDS
from core.seasons import Season

_HEADINGS = {"phone": PHONE, "personal_email": EMAIL}


def handed_out(
    export: Export, mentors: Mapping[str, Mentor], contacts: Mapping[int, Contact], season: Season
) -> Iterator[Agreed]:
    """The sign-up's values that stand in the file, and what each contact has until it is imported.

    A value that is not in its cell was not told: one that Givebutter cannot take, or a field that waits for a decision.
    """
    positions = {name: export.headings.index(heading) for name, heading in _HEADINGS.items()}
    for row in export.ready:
        mentor = mentors[row.mn_id]
        contact = contacts.get(row.gb_contact_id) if row.gb_contact_id is not None else None
        theirs = said_by_contact(contact, season).values if contact else {}
        for name in ASKED_FIELDS:
            origin, value = (mentor.provenance or {}).get(name), getattr(mentor, name)
            if origin and origin.source is Source.SIGNUP and row.cells[positions[name]] == value:
                over = theirs.get(name)
                yield Agreed(
                    mentor.mn_id, name, None, value, str(over) if over not in (None, value) else None,
                    contact_id=row.gb_contact_id,
                )  # fmt: skip
