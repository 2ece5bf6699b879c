"""The parts that contacts of mentors are made of: the name as Givebutter knows it, addresses, tags, choices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from core.demo.cast import IMPORTED_DAYS_AGO, Person
from core.demo.contact_docs import FIRST_FIELD_ID, custom_values, postal, reachable
from core.demo.dice import chance
from core.demo.drafts import Draft
from core.demo.names import ACCENTED, CITIES, NICKNAMES, STREETS
from core.demo.season import DemoSeason
from core.demo.traits import Trait

Fields = dict[str, Any]
_PLAIN = dict(ACCENTED)
_PROGRESS = ("Not Fundraised", "No Preferences", "Training Incomplete", "Status: needs_training")
_LONGEST_PREFIX = 32


@dataclass(frozen=True, slots=True)
class Maker:
    """What is needed to make contacts. `former_ids` are ids of the former season that some still carry.

    `has_imported`: an import file of the season was uploaded, so that its contacts carry ids.
    """

    rng: Random
    season: DemoSeason
    former_ids: Iterator[str]
    has_imported: bool = True

    @property
    def imported_at(self) -> datetime:
        """When the last import file was uploaded."""
        return self.season.now - timedelta(days=IMPORTED_DAYS_AGO)

    def days_ago(self, fewest: float, most: float) -> datetime:
        """Some moment so many days ago."""
        return self.season.now - timedelta(days=self.rng.uniform(fewest, most))

    def draft(
        self, person: Person, fields: Fields, made_at: datetime, updated_at: datetime, *, winner: bool = False
    ) -> Draft:
        """A contact of this person, never from the future."""
        household = f"The {person.last} Family" if Trait.HOUSEHOLD in person.traits and winner else None
        latest = self.season.now - timedelta(minutes=5)
        updated = min(updated_at, latest).replace(microsecond=0)
        return Draft(fields, min(made_at, latest), updated, person.number, winner, household)


def named(person: Person) -> Fields:
    """The name as Givebutter knows it: a nickname, without accents, or with half of a double surname."""
    first = NICKNAMES.get(person.first, person.first) if Trait.NICKNAME in person.traits else person.first
    last = person.last
    if Trait.ACCENT in person.traits:
        first = _PLAIN.get(first, first)
    if person.number % 3 == 0 and Trait.HYPHEN in person.traits:
        last = last.replace("-", " ")
    if person.number % 3 == 0 and Trait.DOUBLE_SURNAME in person.traits:
        last = last.rsplit(" ", 1)[-1]
    return {"first_name": first, "last_name": last}


def fully_reached(rng: Random, person: Person) -> Fields:
    """Addresses and phones of the contact in use."""
    personal = person.another_email(2) if Trait.EMAIL_EDITED in person.traits else person.personal_email
    phone = person.another_phone(2) if Trait.PHONE_EDITED in person.traits else person.phone
    emails = present(personal, person.uga_email if personal is None or chance(rng, 70) else None)
    further = [person.another_phone(1)] if chance(rng, 4) else []
    return reachable(emails, [] if Trait.UNUSABLE_PHONE in person.traits else [phone, *further])


def partly_reached(rng: Random, person: Person) -> Fields:
    """An older contact usually knows the e-mail or the phone, sometimes both."""
    kind = rng.choice(("email", "phone", "both"))
    emails = present(person.personal_email or person.uga_email) if kind != "phone" else []
    phones = [person.phone] if kind != "email" and Trait.UNUSABLE_PHONE not in person.traits else []
    return reachable(emails if emails or phones else [person.personal_email or person.uga_email], phones)


def chosen(rng: Random, person: Person) -> Fields:
    """Preferred name, gender, birthday, subscriptions, gifts and address of the contact in use."""
    given = rng.choice((0, 0, 5, 10, 20, 25.5, 50))
    short = person.preferred if person.preferred and len(person.preferred) <= _LONGEST_PREFIX else None
    birthday = f"200{person.number % 8}-0{person.number % 9 + 1}-1{person.number % 10}"
    return {
        "prefix": short,
        "preferred_name": short,
        "gender": person.gender if chance(rng, 80) else None,
        "dob": birthday if chance(rng, 10) else None,
        "is_email_subscribed": Trait.NO_EMAIL_PLEASE not in person.traits,
        "is_phone_subscribed": Trait.NO_TEXTS_PLEASE not in person.traits,
        "stats": {"total_contributions": given, "recurring_contributions": 0},
        **addressed(rng, person.signed_up_at, 20),
    }


def tagged(maker: Maker, person: Person) -> list[str]:
    """The season's tag, the dropped tag, and a progress tag of an earlier import."""
    progress = [maker.rng.choice(_PROGRESS)] if chance(maker.rng, 60) else []
    dropped = [maker.season.dropped_tag] if Trait.DROPPED in person.traits else []
    is_untagged = Trait.LATE in person.traits and person.number % 2 == 0
    return [*([] if is_untagged else [maker.season.tag]), *dropped, *progress]


def imported_fields(rng: Random, person: Person) -> list[Fields]:
    """Custom fields as the last import left them."""
    setup = "Yes" if chance(rng, 90) else "No"
    return custom_values({FIRST_FIELD_ID: "Yes", FIRST_FIELD_ID + 1: setup, FIRST_FIELD_ID + 2: person.uga_class})


def addressed(rng: Random, at: datetime, per_cent: float) -> Fields:
    """A postal address, in so many cases of a hundred."""
    if not chance(rng, per_cent):
        return {}
    city, state, zipcode = rng.choice(CITIES)
    return postal(f"{rng.randrange(1, 990)} {rng.choice(STREETS)}", city, state, zipcode, at=at)


def junk_name(rng: Random) -> Fields:
    """What a merge in Givebutter makes of a name for a while."""
    number = rng.randrange(100_000, 999_999)
    return {"first_name": f"F.{number % 999}.{number}", "last_name": f"L.{number % 999}.{number}"}


def present(*values: str | None) -> list[str]:
    """The values that there are."""
    return [value for value in values if value]
