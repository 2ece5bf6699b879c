"""What an import file tells Givebutter about the fields that are compared: to see later which side changed."""

from collections.abc import Iterable, Iterator, Mapping

from core.decisions import Agreed
from core.etl.sources import said_by_contact
from core.mentors import Mentor
from core.records import Contact, Source
from core.rules.questions import ASKED_FIELDS
from core.seasons import Season


def handed_out(mentors: Iterable[Mentor], contacts: Mapping[int, Contact], season: Season) -> Iterator[Agreed]:
    """The sign-up's values that go out, and what each contact has until the file is imported."""
    for mentor in mentors:
        contact = contacts.get(mentor.gb_contact_id) if mentor.gb_contact_id is not None else None
        theirs = said_by_contact(contact, season).values if contact else {}
        for field in ASKED_FIELDS:
            origin = (mentor.provenance or {}).get(field)
            if origin and origin.source is Source.SIGNUP:
                value, over = getattr(mentor, field), theirs.get(field)
                yield Agreed(mentor.mn_id, field, None, value, str(over) if over not in (None, value) else None)
