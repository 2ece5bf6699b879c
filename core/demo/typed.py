"""How people fill in forms: odd spellings, blanks, capitals, and the entities that Jotform leaves in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from core.demo.cast import Person
from core.demo.dice import chance
from core.demo.numbers import UNUSABLE_PHONES, typed_phone
from core.demo.traits import Trait

_ODD_CLASSES: Mapping[str, tuple[str, ...]] = {
    "Freshman": ("1st Year", "first year", "freshman "),
    "Sophomore": ("Second Year", "2nd year", "sophomore"),
    "Junior": ("3rd year", "Third Year", "junior"),
    "Senior": ("4th year", "Fourth year", "senior"),
    "Grad. Student": ("Grad Student", "Graduate", "grad student"),
}
_TIMES = ("5:00 PM", "6:30 PM", "8:00 PM")


def typed_name(person: Person) -> str | dict[str, str]:
    """The answer to `fullName`: its parts, or now and then a plain text."""
    if Trait.PLAIN_NAME in person.traits:
        return f"{person.first} {person.last}"
    parts = {"first": person.first, "last": person.last}
    if person.preferred:
        parts = {"prefix": person.preferred, **parts}
    if person.middle:
        parts["middle"] = person.middle
    return {part: _written(person, text) for part, text in parts.items()}


def typed_signup(rng: Random, person: Person) -> dict[str, object]:
    """The answers of a person's sign-up by question name, without the mentor id."""
    return {
        "fullName": typed_name(person),
        "ugaEmail": typed_email(person, person.uga_email) if chance(rng, 97) else None,
        "personalEmail": typed_email(person, person.personal_email),
        "mnPhone": _own_phone(rng, person),
        "ugaClass": typed_class(rng, person),
        "gender": person.gender.title() if chance(rng, 96) else None,
        "shirtSize": person.shirt_size if chance(rng, 98) else None,
        "shiftPreference": person.shift if chance(rng, 90) else None,
        "daysAvailable": [["Friday"], ["Saturday"], ["Friday", "Saturday"]][person.number % 3]
        if chance(rng, 40)
        else None,
    }


def typed_email(person: Person, address: str | None) -> str | None:
    """An address as this person types it."""
    if address is None:
        return None
    if Trait.SHOUTED_EMAIL in person.traits:
        return address.upper()
    return f" {address} " if Trait.BLANKS in person.traits else address


def typed_class(rng: Random, person: Person) -> str:
    """The class as this person words it."""
    if Trait.FIFTH_YEAR in person.traits:
        return "Fifth year"
    odd = _ODD_CLASSES[person.uga_class]
    return odd[rng.randrange(len(odd))] if Trait.ODD_CLASS in person.traits else person.uga_class


def training_session(rng: Random, now: datetime) -> dict[str, object]:
    """The session somebody chose: every third day of the last weeks and the next."""
    day = now + timedelta(days=rng.randrange(-36, 9, 3))
    return {"sessionDate": f"{day:%A, %B} {day.day}", "sessionTime": rng.choice(_TIMES)}


def _own_phone(rng: Random, person: Person) -> str:
    if Trait.UNUSABLE_PHONE in person.traits:
        return UNUSABLE_PHONES[person.number % len(UNUSABLE_PHONES)]
    return typed_phone(rng, person.phone)


def _written(person: Person, text: str) -> str:
    if person.number % 5 == 0:
        return text.replace("'", "’")
    escaped = text.replace("'", "&#039;") if person.number % 5 in (1, 2, 3) else text
    return f" {escaped}  " if Trait.BLANKS in person.traits else escaped
