"""The contacts that are truly a mentor's: the one in use, and every kind of duplicate of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from core.demo.cast import IMPORTED_DAYS_AGO, Person
from core.demo.clock import givebutter_stamp
from core.demo.contact_docs import FIRST_FIELD_ID, custom_values, postal, reachable
from core.demo.drafts import Draft
from core.demo.names import ACCENTED, CITIES, NICKNAMES, STREETS
from core.demo.season import DemoSeason
from core.demo.traits import NOT_IMPORTED, Trait

_WITHOUT = frozenset({Trait.NO_CONTACT, Trait.STRANGER_ONLY})
_PROGRESS = ("Not Fundraised", "No Preferences", "Training Incomplete", "Status: needs_training")
_PLAIN = dict(ACCENTED)
_LONGEST_PREFIX = 32


class OwnContacts:
    """Makes the contacts of mentors. `former_ids` are ids of the former season that some still carry."""

    def __init__(self, rng: Random, season: DemoSeason, former_ids: Iterator[str]) -> None:
        self._rng = rng
        self._season = season
        self._former_ids = former_ids
        self._imported_at = season.now - timedelta(days=IMPORTED_DAYS_AGO)

    def of(self, person: Person) -> Iterator[Draft]:
        """All contacts of a person, the one that should represent them first."""
        if person.mn_id is None or person.traits & _WITHOUT:
            return
        if Trait.TIE in person.traits:
            yield from self._tie(person)
        elif Trait.RETURNING in person.traits:
            yield self._returning(person)
        else:
            yield self._in_use(person)
        for trait, make in _DUPLICATES.items():
            if trait in person.traits:
                yield make(self, person)

    def _in_use(self, person: Person) -> Draft:
        imported = not person.traits & NOT_IMPORTED or Trait.TWICE_DOUBLED in person.traits
        fields = {**self._named(person), **self._reach(person), **self._choices(person)}
        fields["external_id"] = self._external_id(person, imported=imported)
        fields["tags"] = self._tags(person)
        if imported:
            fields["custom_fields"] = self._custom(person)
        made_at = person.signed_up_at + timedelta(hours=self._rng.uniform(1, 200))
        touched = self._imported_at if imported else made_at
        edited = (
            bool(person.traits & {Trait.PHONE_EDITED, Trait.EMAIL_EDITED, Trait.DROPPED}) or self._rng.random() < 0.45
        )
        updated_at = self._lately(touched) if edited else touched
        return self._draft(person, fields, made_at, updated_at, winner=True)

    def _external_id(self, person: Person, *, imported: bool) -> str | None:
        if Trait.TWICE_FORMER in person.traits:
            return person.former_mn_id
        return person.mn_id if imported else None

    def _tie(self, person: Person) -> Iterator[Draft]:
        """Two equal contacts: a page was opened and a gift was made, within one minute and under one name."""
        fields = {**self._named(person), **reachable(_present(person.personal_email, person.uga_email), [person.phone])}
        at = person.signed_up_at + timedelta(hours=1)
        for _ in range(2):
            yield self._draft(person, {**fields, "tags": [self._season.tag]}, at, at)

    def _returning(self, person: Person) -> Draft:
        """A mentor of last season whose contact still carries that season's id, and perhaps an old phone."""
        moved = person.number % 2 == 0
        phone = person.another_phone(3) if moved else person.phone
        tags = [self._season.former_tag(1), *([] if moved else [self._season.tag])]
        fields = {
            **self._named(person),
            **reachable(_present(person.personal_email, person.uga_email), [phone]),
            "tags": tags,
        }
        fields["external_id"] = next(self._former_ids)
        updated_at = self._season.now - timedelta(days=200 if moved else 9)
        return self._draft(person, fields, self._ago(380), updated_at, winner=True)

    def _mass_mail(self, person: Person) -> Draft:
        at = self._ago(self._rng.uniform(70, 700))
        fields = {**self._named(person), **reachable([person.uga_email], []), "tags": [f"Campus Mailing {at.year}"]}
        return self._draft(person, fields, at, at)

    def _old_donor(self, person: Person) -> Draft:
        at = self._ago(self._rng.uniform(150, 1700))
        fields = {
            **self._named(person),
            **self._partly(person),
            "tags": self._rng.choice(([], ["Donor"], ["Newsletter", "Donor"])),
        }
        fields["stats"] = {"total_contributions": self._rng.choice((10, 25, 50, 100.5)), "recurring_contributions": 0}
        return self._draft(
            person, {**fields, **self._address(at, 0.4)}, at, at + timedelta(days=self._rng.uniform(0, 100))
        )

    def _former_mentor(self, person: Person) -> Draft:
        at = self._ago(self._rng.uniform(330, 430))
        return self._draft(
            person,
            {**self._named(person), **self._partly(person), "tags": [self._season.former_tag(1)]},
            at,
            at + timedelta(days=60),
        )

    def _former_dropped(self, person: Person) -> Draft:
        draft = self._former_mentor(person)
        tags = [self._season.former_tag(1), self._season.former_dropped_tag(1)]
        return self._draft(person, {**draft.fields, "tags": tags}, draft.created_at, draft.updated_at)

    def _double_tagged(self, person: Person) -> Draft:
        at = self._season.opened_at + timedelta(days=self._rng.uniform(1, 14))
        fields = {
            **self._named(person),
            **reachable(_present(person.another_email(4)), [person.phone]),
            "tags": [self._season.tag],
        }
        return self._draft(person, fields, at, at)

    def _dropped_duplicate(self, person: Person) -> Draft:
        at = self._ago(self._rng.uniform(300, 900))
        fields = {**self._named(person), **self._partly(person), "tags": [self._season.dropped_tag]}
        return self._draft(person, fields, at, self._ago(3))

    def _second_id(self, person: Person) -> Draft:
        """What importing a second mentor id used to make: another contact, under the first id."""
        at = person.signed_up_at + timedelta(hours=2)
        fields = {
            **self._named(person),
            **reachable(_present(person.personal_email), [person.phone]),
            "tags": [self._season.tag],
        }
        return self._draft(person, {**fields, "external_id": person.former_mn_id}, at, self._ago(30))

    def _junk(self, person: Person) -> Draft:
        at = self._ago(self._rng.uniform(20, 500))
        return self._draft(person, {**junk_name(self._rng), **self._partly(person)}, at, at)

    def _id_on_junk(self, person: Person) -> Draft:
        draft = self._junk(person)
        fields = {**draft.fields, "external_id": person.mn_id, "tags": [self._season.tag]}
        return self._draft(person, fields, draft.created_at, self._imported_at)

    def _archived(self, person: Person) -> Draft:
        draft = self._old_donor(person)
        archived_at = {"archived_at": givebutter_stamp(self._ago(15))}
        return self._draft(person, {**draft.fields, **archived_at}, draft.created_at, self._ago(15))

    def _named(self, person: Person) -> dict[str, Any]:
        first = NICKNAMES.get(person.first, person.first) if Trait.NICKNAME in person.traits else person.first
        last = person.last
        if Trait.ACCENT in person.traits:
            first = _PLAIN.get(first, first)
        if Trait.HYPHEN in person.traits and person.number % 3 == 0:
            last = last.replace("-", " ")
        if Trait.DOUBLE_SURNAME in person.traits and person.number % 3 == 0:
            last = last.rsplit(" ", 1)[-1]
        return {"first_name": first, "last_name": last}

    def _reach(self, person: Person) -> dict[str, Any]:
        personal = person.another_email(2) if Trait.EMAIL_EDITED in person.traits else person.personal_email
        phone = person.another_phone(2) if Trait.PHONE_EDITED in person.traits else person.phone
        emails = _present(personal, person.uga_email if personal is None or self._rng.random() < 0.7 else None)
        further = [person.another_phone(1)] if self._rng.random() < 0.04 else []
        return reachable(emails, [] if Trait.UNUSABLE_PHONE in person.traits else [phone, *further])

    def _partly(self, person: Person) -> dict[str, Any]:
        """An older contact usually knows the e-mail or the phone, sometimes both."""
        kind = self._rng.randrange(3)
        emails = _present(person.personal_email or person.uga_email) if kind != 1 else []
        knows_phone = (kind != 0 or not emails) and Trait.UNUSABLE_PHONE not in person.traits
        return reachable(emails or ([] if knows_phone else [person.uga_email]), [person.phone] if knows_phone else [])

    def _choices(self, person: Person) -> dict[str, Any]:
        given = self._rng.choice((0, 0, 5, 10, 20, 25.5, 50))
        short = person.preferred if person.preferred and len(person.preferred) <= _LONGEST_PREFIX else None
        return {
            "prefix": short,
            "preferred_name": short,
            "gender": person.gender if self._rng.random() < 0.8 else None,
            "dob": f"200{person.number % 8}-0{person.number % 9 + 1}-1{person.number % 10}"
            if self._rng.random() < 0.1
            else None,
            "is_email_subscribed": Trait.NO_EMAIL_PLEASE not in person.traits,
            "is_phone_subscribed": Trait.NO_TEXTS_PLEASE not in person.traits,
            "stats": {"total_contributions": given, "recurring_contributions": 0},
            **self._address(person.signed_up_at, 0.2),
        }

    def _tags(self, person: Person) -> list[str]:
        progress = [self._rng.choice(_PROGRESS)] if self._rng.random() < 0.6 else []
        dropped = [self._season.dropped_tag] if Trait.DROPPED in person.traits else []
        late = Trait.LATE in person.traits and person.number % 2 == 0
        return [*([] if late else [self._season.tag]), *dropped, *progress]

    def _custom(self, person: Person) -> list[dict[str, Any]]:
        setup = "Yes" if self._rng.random() < 0.9 else "No"
        return custom_values({FIRST_FIELD_ID: "Yes", FIRST_FIELD_ID + 1: setup, FIRST_FIELD_ID + 2: person.uga_class})

    def _address(self, at: datetime, share: float) -> dict[str, Any]:
        if self._rng.random() >= share:
            return {}
        city, state, zipcode = self._rng.choice(CITIES)
        return postal(f"{self._rng.randrange(1, 990)} {self._rng.choice(STREETS)}", city, state, zipcode, at=at)

    def _draft(
        self, person: Person, fields: dict[str, Any], made_at: datetime, updated_at: datetime, *, winner: bool = False
    ) -> Draft:
        household = f"The {person.last} Family" if Trait.HOUSEHOLD in person.traits and winner else None
        latest = self._season.now - timedelta(minutes=5)
        return Draft(
            fields,
            min(made_at, latest),
            min(updated_at, latest).replace(microsecond=0),
            person.number,
            winner,
            household,
        )

    def _ago(self, days: float) -> datetime:
        return self._season.now - timedelta(days=days)

    def _lately(self, after: datetime) -> datetime:
        return after + (self._season.now - after) * self._rng.random()


_DUPLICATES = {
    Trait.MASS_MAIL: OwnContacts._mass_mail,
    Trait.OLD_DONOR: OwnContacts._old_donor,
    Trait.FORMER_MENTOR: OwnContacts._former_mentor,
    Trait.FORMER_DROPPED: OwnContacts._former_dropped,
    Trait.DOUBLE_TAGGED: OwnContacts._double_tagged,
    Trait.DROPPED_ON_DUPLICATE: OwnContacts._dropped_duplicate,
    Trait.TWICE_DOUBLED: OwnContacts._second_id,
    Trait.JUNK: OwnContacts._junk,
    Trait.ID_ON_JUNK: OwnContacts._id_on_junk,
    Trait.ARCHIVED_DUPLICATE: OwnContacts._archived,
}


def junk_name(rng: Random) -> dict[str, Any]:
    """What a merge in Givebutter makes of a name for a while."""
    number = rng.randrange(100_000, 999_999)
    return {"first_name": f"F.{number % 999}.{number}", "last_name": f"L.{number % 999}.{number}"}


def _present(*values: str | None) -> list[str]:
    return [value for value in values if value]
